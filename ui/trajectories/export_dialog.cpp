// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trajectories/export_dialog.h"

#include "core/data/hard_set.h"
#include "ui/controls/dialog_size.h"
#include "ui/controls/field.h"
#include "ui/controls/message_line.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/text_label.h"
#include "ui/session/cluster_command.h"
#include "ui/session/read_only_words.h"
#include "ui/session/undo_words.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QVBoxLayout>

namespace ui {

ExportDialog::ExportDialog(const Theme& theme, Workspace& workspace, AskFile askFile, QWidget* parent)
    : QDialog(parent)
    , workspace_(workspace)
    , askFile_(std::move(askFile))
    , what_(new SegmentedChoice(theme, { tr("Hard rows"), tr("Easy rows"), tr("Selection") }, this))
    , layout_(new SegmentedChoice(theme, { tr("As they came"), tr("Mapped JSONL") }, this))
    , count_(new TextLabel({}, TextKind::Head, this))
    , how_(new TextLabel({}, TextKind::Small, this))
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export rows"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(460);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    addChoices(theme);
    addButtons(theme);
    connect(&workspace_, &Workspace::columnsChanged, this, &ExportDialog::refresh);
    connect(&workspace_.selection(), &SelectionState::selectionChanged, this, &ExportDialog::refresh);
    refresh();
}

void ExportDialog::addChoices(const Theme& theme)
{
    auto* column = static_cast<QVBoxLayout*>(layout());
    what_->setObjectName(QStringLiteral("exportWhat"));
    layout_->setObjectName(QStringLiteral("exportLayout"));
    count_->setObjectName(QStringLiteral("exportCount"));
    how_->setWordWrap(true);
    column->addWidget(new Field(theme, tr("Rows"), what_, this));
    column->addWidget(new Field(theme, tr("Layout"), layout_, this));
    column->addWidget(count_);
    column->addWidget(how_);
    message_ = new MessageLine(theme, MessageKind::Success, {}, this);
    message_->setObjectName(QStringLiteral("exportMessage"));
    message_->setVisible(false);
    column->addWidget(message_);
    connect(what_, &SegmentedChoice::chosen, this, [this] {
        file_.clear();
        refresh();
    });
    connect(layout_, &SegmentedChoice::chosen, this, &ExportDialog::refresh);
}

void ExportDialog::addButtons(const Theme& theme)
{
    copy_ = new Button(theme, ButtonKind::Link, tr("Copy as command"), this);
    copy_->setObjectName(QStringLiteral("copyExportCommand"));
    close_ = new Button(theme, ButtonKind::Outlined, tr("Close"), this);
    write_ = new Button(theme, ButtonKind::Primary, tr("Choose a file…"), this);
    write_->setObjectName(QStringLiteral("exportWrite"));
    write_->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(copy_);
    buttons->addStretch();
    buttons->addWidget(close_);
    buttons->addWidget(write_);
    static_cast<QVBoxLayout*>(layout())->addLayout(buttons);
    connect(copy_, &QPushButton::clicked, this, &ExportDialog::copyCommand);
    connect(close_, &QPushButton::clicked, this, &QDialog::reject);
    connect(write_, &QPushButton::clicked, this, &ExportDialog::askTarget);
}

void ExportDialog::setWhat(What what)
{
    what_->setCurrent(static_cast<int>(what));
    refresh();
}

ExportDialog::What ExportDialog::what() const
{
    return static_cast<What>(what_->current());
}

bool ExportDialog::mapped() const
{
    return layout_->current() == 1;
}

core::data::Selection ExportDialog::rows() const
{
    const auto& columns = workspace_.columns();
    if (!columns)
        return {};
    if (what() == What::Selection)
        return workspace_.selection().selection();
    return core::data::hardSet(*columns, what() == What::Hard).rows;
}

void ExportDialog::refresh()
{
    const auto& columns = workspace_.columns();
    const bool stored = workspace_.clusteringRecord() != nullptr && columns && columns->origin.clustering.has_value();
    const bool selected = workspace_.selection().selectedCount() > 0;
    what_->setChoiceEnabled(0, stored);
    what_->setChoiceEnabled(1, stored);
    what_->setChoiceEnabled(2, selected);
    what_->choice(2)->setToolTip(selected ? QString() : tr("Nothing is selected."));
    const std::size_t number = rows().count();
    count_->setText(rowsText(static_cast<qint64>(number)));
    QString how = what() == What::Selection
        ? tr("The rows that are selected now, in the order of the dataset.")
        : tr("Rows of clustering %1; pins overrule the cluster, excluded rows are left out.")
              .arg(stored ? QString::fromStdString(workspace_.clusteringRecord()->name) : tr("(none)"));
    how += ' '
        + (mapped() ? tr("Each row is written as mapped fields.")
                    : tr("Each row is written byte for byte as it was imported."))
        + ' ' + tr("A manifest beside the file says how they were chosen.");
    how_->setText(how);
    copy_->setVisible(what() != What::Selection && stored); // the command line knows selections by name only
    write_->setEnabled(number > 0 && !workspace_.readOnly());
    write_->setToolTip(readOnlyWords(workspace_));
}

QString ExportDialog::suggestedName() const
{
    const QString part = what() == What::Hard ? QStringLiteral("hard")
        : what() == What::Easy                ? QStringLiteral("easy")
                                              : QStringLiteral("selection");
    return workspace_.name() + '-' + part + QStringLiteral(".jsonl");
}

void ExportDialog::askTarget()
{
    FileRequest request;
    request.kind = FileRequest::Kind::SaveFile;
    request.title = tr("Export %1").arg(rowsText(static_cast<qint64>(rows().count())));
    request.name = suggestedName();
    request.filters = { tr("Data files (*.jsonl *.json *.csv *.tsv)"), tr("All files (*)") };
    askFile_(this, request, [self = QPointer<ExportDialog>(this)](const QString& file) {
        if (self && !file.isEmpty())
            self->write(file);
    });
}

core::jobs::ExportRequest ExportDialog::requestFor(const QString& file) const
{
    core::jobs::ExportRequest request;
    request.target = file.toStdString();
    if (mapped())
        request.layout = core::curate::ExportLayout::Mapped;
    const auto& columns = workspace_.columns();
    rows().forEach([&](std::size_t row) { request.examples.push_back(columns->ids[row]); });
    const auto* clustering = workspace_.clusteringRecord();
    if (what() == What::Selection || clustering == nullptr) {
        request.what = "a selection of " + std::to_string(request.examples.size()) + " rows";
        request.origin = { { "selection", nullptr } };
        if (clustering != nullptr)
            request.origin["clustering"] = clustering->name;
        return request;
    }
    const std::string part = what() == What::Hard ? "hard" : "easy";
    request.what = "cluster " + part + " of clustering " + clustering->name;
    request.origin = { { "clustering", clustering->name }, { "settings", clustering->settings }, { "cluster", part } };
    if (const auto* run = workspace_.runRecord())
        request.origin["run"] = run->name;
    return request;
}

void ExportDialog::write(const QString& file)
{
    file_ = file;
    write_->setEnabled(false);
    workspace_.background().run(
        this,
        [session = workspace_.session(), request = requestFor(file)] {
            return core::jobs::exportExamples(*session, request);
        },
        [this](const core::jobs::ExportResult& result) { onWritten(result); },
        [this](const core::Error& error) {
            refresh();
            QString text = QString::fromStdString(error.message());
            if (!error.hint().empty())
                text += QStringLiteral(". ") + QString::fromStdString(error.hint());
            say(MessageKind::Error, text);
        });
}

void ExportDialog::onWritten(const core::jobs::ExportResult& result)
{
    refresh();
    const QString sentence = tr("%1 written to %2, manifest beside it.").arg(rowsText(result.rows), file_);
    say(MessageKind::Success, sentence);
    close_->setFocus();
    Q_EMIT exported(sentence);
}

void ExportDialog::say(MessageKind kind, const QString& sentence)
{
    message_->setMessage(kind, sentence);
    message_->setVisible(true);
    growToFit(*this);
}

void ExportDialog::copyCommand()
{
    const auto* clustering = workspace_.clusteringRecord();
    if (clustering == nullptr)
        return;
    ExportChoice choice;
    choice.clustering = QString::fromStdString(clustering->name);
    choice.hard = what() == What::Hard;
    choice.file = file_.isEmpty() ? suggestedName() : file_;
    choice.mapped = mapped();
    QGuiApplication::clipboard()->setText(exportCommand(workspace_.path(), choice));
    say(MessageKind::Information, tr("Command copied."));
    Q_EMIT logged(tr("Command copied."));
}

} // namespace ui
