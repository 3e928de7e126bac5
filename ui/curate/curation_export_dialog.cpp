// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curate/curation_export_dialog.h"

#include "ui/controls/button.h"
#include "ui/controls/dialog_size.h"
#include "ui/controls/field.h"
#include "ui/controls/message_line.h"
#include "ui/controls/text_label.h"
#include "ui/controls/whole_names.h"
#include "ui/session/curate_command.h"
#include "ui/session/read_only_words.h"
#include "ui/theme/number_text.h"

#include <QtCore/QFileInfo>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QVBoxLayout>

namespace ui {

CurationExportDialog::CurationExportDialog(const Theme& theme, Workspace& workspace, AskFile askFile,
    std::optional<core::jobs::CurateRequest> unsaved, const QString& chosen, QWidget* parent)
    : QDialog(parent)
    , workspace_(workspace)
    , askFile_(std::move(askFile))
    , unsaved_(std::move(unsaved))
    , dataset_(new QComboBox(this))
    , format_(new QComboBox(this))
    , layout_(new QComboBox(this))
    , how_(new TextLabel({}, TextKind::Small, this))
{
    setObjectName(QStringLiteral("curationExportDialog"));
    setWindowTitle(tr("Export a curated dataset"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumWidth(480);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    addChoices(theme);
    addButtons(theme);
    fillDatasets(chosen);
    refresh();
}

void CurationExportDialog::addChoices(const Theme& theme)
{
    auto* column = static_cast<QVBoxLayout*>(layout());
    dataset_->setObjectName(QStringLiteral("exportDataset"));
    format_->setObjectName(QStringLiteral("exportFormat"));
    layout_->setObjectName(QStringLiteral("exportRowLayout"));
    for (const auto& [words, name] : std::initializer_list<std::pair<QString, const char*>>{
             { tr("As the source file"), "" }, { tr("JSONL: one object a line"), "jsonl" }, { tr("JSON: one list"), "json" },
             { tr("CSV: a table"), "csv" }, { tr("TSV: a table"), "tsv" } })
        format_->addItem(words, QString::fromLatin1(name));
    for (const auto& [words, layout] : std::initializer_list<std::pair<QString, core::curate::ExportLayout>>{
             { tr("The rows' own fields"), core::curate::ExportLayout::AsImported },
             { tr("Mapped: instruction, input, output, source"), core::curate::ExportLayout::Mapped },
             { tr("Messages: a user turn and an answer"), core::curate::ExportLayout::Messages } })
        layout_->addItem(words, static_cast<int>(layout));
    how_->setWordWrap(true);
    how_->setObjectName(QStringLiteral("exportWords"));
    column->addWidget(new Field(theme, tr("Dataset"), dataset_, this));
    column->addWidget(new Field(theme, tr("Format"), format_, this));
    column->addWidget(new Field(theme, tr("Layout of a row"), layout_, this));
    column->addWidget(how_);
    message_ = new MessageLine(theme, MessageKind::Success, {}, this);
    message_->setObjectName(QStringLiteral("exportMessage"));
    message_->setVisible(false);
    column->addWidget(message_);
    for (QComboBox* box : { dataset_, format_, layout_ })
        connect(box, &QComboBox::currentIndexChanged, this, &CurationExportDialog::refresh);
}

void CurationExportDialog::addButtons(const Theme& theme)
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
    connect(copy_, &QPushButton::clicked, this, &CurationExportDialog::copyCommand);
    connect(close_, &QPushButton::clicked, this, &QDialog::reject);
    connect(write_, &QPushButton::clicked, this, &CurationExportDialog::askTarget);
}

/// What is worked on first, then what is stored, the newest first.
void CurationExportDialog::fillDatasets(const QString& chosen)
{
    const QSignalBlocker quiet(dataset_);
    dataset_->clear();
    if (unsaved_)
        dataset_->addItem(tr("%1, saved with the export").arg(QString::fromStdString(unsaved_->name)),
            QString::fromStdString(unsaved_->name));
    const auto& curations = workspace_.curations();
    for (auto curation = curations.rbegin(); curation != curations.rend(); ++curation)
        dataset_->addItem(QString::fromStdString(curation->name), QString::fromStdString(curation->name));
    const int place = unsaved_ ? 0 : dataset_->findData(chosen);
    dataset_->setCurrentIndex(place < 0 ? 0 : place);
    showWholeNames(*dataset_);
}

bool CurationExportDialog::savesFirst() const
{
    return unsaved_ && dataset_->currentIndex() == 0;
}

core::jobs::CurationExport CurationExportDialog::requestFor(const QString& file) const
{
    core::jobs::CurationExport request;
    request.curation = dataset_->currentData().toString().toStdString();
    request.target = file.toStdString();
    request.layout = static_cast<core::curate::ExportLayout>(layout_->currentData().toInt());
    request.format = format_->currentData().toString().toStdString();
    request.program
        = (QCoreApplication::applicationName() + ' ' + QCoreApplication::applicationVersion()).trimmed().toStdString();
    return request;
}

QString CurationExportDialog::suggestedName() const
{
    const QString format = format_->currentData().toString();
    QString ending = format;
    if (format.isEmpty()) {
        ending = QStringLiteral("jsonl");
        if (!workspace_.sources().empty())
            if (const QString own = QFileInfo(QString::fromStdString(workspace_.sources().front().name)).suffix();
                !own.isEmpty())
                ending = own;
    }
    return dataset_->currentData().toString() + '.' + ending;
}

void CurationExportDialog::refresh()
{
    const bool table = format_->currentData().toString() == QStringLiteral("csv")
        || format_->currentData().toString() == QStringLiteral("tsv");
    QString how
        = tr("Each row as often as it has copies; held-out rows are left out. Beside the file go a card that says "
             "what it is made of, and a manifest with hashes, seeds and the commands that make the same bytes again.");
    if (table && layout_->currentData().toInt() == static_cast<int>(core::curate::ExportLayout::Messages))
        how = tr("Turns of a conversation do not fit a table: choose JSONL or JSON, or another layout.");
    how_->setText(how);
    const bool possible = dataset_->count() > 0 && !workspace_.readOnly() && !writing_;
    write_->setEnabled(possible);
    write_->setText(writing_ ? tr("Writing…") : tr("Choose a file…"));
    write_->setToolTip(readOnlyWords(workspace_));
    copy_->setEnabled(dataset_->count() > 0);
}

void CurationExportDialog::askTarget()
{
    FileRequest request;
    request.kind = FileRequest::Kind::SaveFile;
    request.title = tr("Export %1").arg(dataset_->currentData().toString());
    request.name = suggestedName();
    request.filters = { tr("Data files (*.jsonl *.json *.csv *.tsv)"), tr("All files (*)") };
    askFile_(this, request, [self = QPointer<CurationExportDialog>(this)](const QString& file) {
        if (self && !file.isEmpty())
            self->write(file);
    });
}

void CurationExportDialog::write(const QString& file)
{
    file_ = file;
    writing_ = true;
    refresh();
    const bool saves = savesFirst();
    workspace_.background().run(
        this,
        [session = workspace_.session(), request = requestFor(file), first = saves ? unsaved_ : std::nullopt] {
            if (first)
                core::jobs::curateDataset(*session, *first);
            return core::jobs::exportCuration(*session, request);
        },
        [this, saves](const core::jobs::CurationExportResult& result) {
            writing_ = false;
            if (saves)
                workspace_.readLists();
            refresh();
            QString sentence
                = tr("%1 rows written to %2, with a card and a manifest beside it").arg(countText(result.file.rows), file_);
            sentence += result.heldOutLeft > 0
                ? tr("; %1 held-out rows left out.").arg(countText(static_cast<qint64>(result.heldOutLeft)))
                : QStringLiteral(".");
            say(MessageKind::Success, sentence);
            close_->setFocus();
            Q_EMIT exported(sentence);
        },
        [this](const core::Error& error) {
            writing_ = false;
            refresh();
            QString text = QString::fromStdString(error.message());
            if (!error.hint().empty())
                text += QStringLiteral(". ") + QString::fromStdString(error.hint());
            say(MessageKind::Error, text);
        });
}

void CurationExportDialog::say(MessageKind kind, const QString& sentence)
{
    message_->setMessage(kind, sentence);
    message_->setVisible(true);
    growToFit(*this);
}

void CurationExportDialog::copyCommand()
{
    const std::filesystem::path project = workspace_.path().toStdString();
    QString text;
    if (savesFirst())
        text = curateCommand(project, *unsaved_) + '\n';
    text += exportCurationCommand(project, requestFor(file_.isEmpty() ? suggestedName() : file_));
    QGuiApplication::clipboard()->setText(text);
    say(MessageKind::Information, tr("Command copied."));
}

} // namespace ui
