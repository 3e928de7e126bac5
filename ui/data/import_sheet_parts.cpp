// SPDX-License-Identifier: GPL-3.0-or-later
// How the sheet of an import is built.
#include "ui/controls/button.h"
#include "ui/controls/field.h"
#include "ui/controls/message_line.h"
#include "ui/controls/page_header.h"
#include "ui/controls/panes.h"
#include "ui/controls/state_panel.h"
#include "ui/controls/text_label.h"
#include "ui/data/import_report.h"
#include "ui/data/import_sheet.h"
#include "ui/data/mapping_form.h"
#include "ui/data/preview_table.h"
#include "ui/data/task_line.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

ImportSheet::ImportSheet(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , look_(workspace.background())
    , search_(workspace.background())
    , count_(workspace.background())
    , header_(new PageHeader(tr("Import"), {}, this))
    , back_(new Button(theme, ButtonKind::Outlined, tr("Cancel"), this))
    , go_(new Button(theme, ButtonKind::Primary, tr("Import"), this))
    , controls_(new QWidget)
    , fileLine_(new TextLabel({}, TextKind::Small, controls_))
    , format_(new QComboBox(controls_))
    , mapping_(new MappingForm(theme, controls_))
    , name_(new QLineEdit(controls_))
    , nameField_(new Field(theme, tr("Name of the dataset"), name_, controls_))
    , same_(new MessageLine(theme, MessageKind::Information, {}, this))
    , problem_(new MessageLine(theme, MessageKind::Warning, {}, this))
    , previewHead_(new TextLabel(tr("First rows under this mapping"), TextKind::Section, this))
    , preview_(new PreviewTable(theme, this))
    , state_(new StatePanel(theme, this))
    , countButton_(new Button(theme, ButtonKind::Outlined, tr("Count refused rows"), this))
    , countLine_(new TaskLine(theme, this))
    , importLine_(new TaskLine(theme, this))
    , report_(new ImportReportView(theme, this))
{
    setObjectName("import sheet");
    setUpControls();
    header_->addWidget(back_);
    header_->addWidget(go_);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(controls_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFixedWidth(226);
    scroll->setFocusPolicy(Qt::NoFocus); // its controls take it
    markPane(*scroll, Pane::Controls);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* panel = new QFrame(this);
    panel->setProperty("look", "panel");
    markPane(*panel, Pane::Table);
    auto* result = new QVBoxLayout(panel);
    setUpResult(*result);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(scroll);
    row->addWidget(panel, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header_);
    layout->addLayout(row, 1);
    connectAll();
}

void ImportSheet::setUpControls()
{
    back_->setObjectName("import back");
    go_->setObjectName("import go");
    format_->setObjectName("import format");
    format_->setAccessibleName(tr("Format"));
    format_->addItem(tr("As detected"), "auto");
    format_->addItem(tr("JSON, one row a line"), "jsonl");
    format_->addItem(tr("JSON, a list of rows"), "json");
    format_->addItem(tr("Table with commas (CSV)"), "csv");
    format_->addItem(tr("Table with tabs (TSV)"), "tsv");
    name_->setObjectName("import name");
    name_->setMaxLength(200);
    fileLine_->setWordWrap(true);
    auto* layout = new QVBoxLayout(controls_);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(12);
    layout->addWidget(fileLine_);
    layout->addWidget(new Field(theme_, tr("Format"), format_, controls_));
    layout->addWidget(mapping_);
    layout->addWidget(nameField_);
    layout->addStretch(1);
}

void ImportSheet::setUpResult(QVBoxLayout& layout)
{
    same_->setObjectName("same file");
    problem_->setObjectName("import problem");
    state_->setObjectName("import state");
    countButton_->setObjectName("count rows");
    countLine_->setObjectName("count line");
    importLine_->setObjectName("import line");
    layout.setContentsMargins(12, 12, 12, 12);
    layout.setSpacing(8);
    layout.addWidget(same_);
    layout.addWidget(problem_);
    layout.addWidget(importLine_);
    layout.addWidget(previewHead_);
    layout.addWidget(preview_, 1);
    layout.addWidget(state_, 1);
    layout.addWidget(countButton_, 0, Qt::AlignLeft);
    layout.addWidget(countLine_);
    layout.addWidget(report_);
    same_->hide();
    problem_->hide();
}

void ImportSheet::connectAll()
{
    connect(go_, &Button::clicked, this, &ImportSheet::onGo);
    connect(back_, &Button::clicked, this, [this] {
        for (LongTask* task : { &look_, &search_, &count_ })
            task->cancel();
        Q_EMIT closed();
    });
    connect(format_, qOverload<int>(&QComboBox::activated), this, &ImportSheet::onFormat);
    connect(mapping_, &MappingForm::edited, this, [this](const core::data::Mapping& mapping) {
        choice_.mapping = mapping;
        look(false);
    });
    connect(name_, &QLineEdit::textEdited, this, [this](const QString& name) {
        const bool taken = std::ranges::any_of(
            workspace_.datasets(), [&](const auto& dataset) { return dataset.name == name.trimmed().toStdString(); });
        nameField_->setProblem(taken ? tr("There is a dataset of that name.") : QString());
        go_->setEnabled(!taken && stage_ == Stage::Choosing && probe_.problem.isEmpty() && !workspace_.readOnly());
    });
    connect(countButton_, &Button::clicked, this, &ImportSheet::countRows);
    connect(state_, &StatePanel::buttonClicked, this, [this] { look(true); });
    connect(&look_, &LongTask::failed, this, &ImportSheet::showFailure);
    connect(&count_, &LongTask::failed, this, [this](const QString& sentence, const QString& wayOut) {
        problem_->setMessage(MessageKind::Error, wayOut.isEmpty() ? sentence : sentence + ". " + wayOut);
        problem_->show();
    });
    connectImport();
}

void ImportSheet::connectImport()
{
    ProjectDoor& project = workspace_.project();
    connect(&project, &ProjectDoor::importProgress, importLine_, &TaskLine::setProgress);
    connect(&project, &ProjectDoor::imported, this, &ImportSheet::finish);
    connect(&project, &ProjectDoor::importFailed, this, &ImportSheet::stopped);
    connect(importLine_, &TaskLine::stopRequested, &project, &ProjectDoor::cancelImport);
}

} // namespace ui
