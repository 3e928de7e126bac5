// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_sheet.h"

#include "ui/controls/button.h"
#include "ui/controls/field.h"
#include "ui/controls/message_line.h"
#include "ui/controls/page_header.h"
#include "ui/controls/state_panel.h"
#include "ui/controls/text_label.h"
#include "ui/data/import_report.h"
#include "ui/data/mapping_form.h"
#include "ui/data/preview_table.h"
#include "ui/data/task_line.h"
#include "ui/session/read_only_words.h"
#include "ui/theme/number_text.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>

#include <algorithm>

namespace ui {

namespace {

QString nameOf(const std::filesystem::path& file)
{
    return QString::fromStdString(file.filename().string());
}

QString formatWords(const core::data::RowFormat& format)
{
    switch (format.format) {
    case core::data::FileFormat::Jsonl:
        return ImportSheet::tr("JSON, one row a line");
    case core::data::FileFormat::JsonArray:
        return ImportSheet::tr("JSON, a list of rows");
    case core::data::FileFormat::Csv:
        break;
    }
    return format.delimiter == '\t' ? ImportSheet::tr("Table, tabs between fields")
                                    : ImportSheet::tr("Table, “%1” between fields").arg(QChar(format.delimiter));
}

QString freeName(const Workspace& workspace, const QString& base)
{
    const auto taken = [&](const QString& name) {
        return std::ranges::any_of(
            workspace.datasets(), [&](const auto& dataset) { return dataset.name == name.toStdString(); });
    };
    QString name = base;
    for (int number = 2; taken(name); ++number)
        name = base + "-" + QString::number(number);
    return name;
}

} // namespace

void ImportSheet::open(const std::filesystem::path& file)
{
    choice_ = { file, {}, {} };
    probe_ = {};
    fileLine_->setText(nameOf(file));
    mapping_->setMapping({}, {});
    preview_->setRows({}, {});
    countLine_->hide();
    importLine_->hide();
    again_ = false;
    const QSignalBlocker quiet(format_);
    format_->setCurrentIndex(0);
    name_->setText(freeName(workspace_, QString::fromStdString(file.stem().string())));
    nameField_->setProblem({});
    same_->hide();
    report_->clear();
    look(true);
    lookForSameFile();
}

void ImportSheet::setStage(Stage stage)
{
    stage_ = stage;
    header_->setSubTitle(stage == Stage::Done ? tr("Imported.") : tr("Say which field is what; nothing is stored yet."));
    const bool choosing = stage == Stage::Choosing;
    controls_->setEnabled(choosing || stage == Stage::Failed);
    go_->setText(stage == Stage::Done ? tr("Show the examples") : tr("Import"));
    go_->setEnabled(stage == Stage::Done || (choosing && probe_.problem.isEmpty() && !workspace_.readOnly()));
    go_->setToolTip(readOnlyWords(workspace_));
    back_->setVisible(stage != Stage::Done && stage != Stage::Importing);
    state_->setVisible(stage == Stage::Looking || stage == Stage::Failed);
    mapping_->setVisible(stage != Stage::Failed); // no field is known of a file that cannot be read
    nameField_->setVisible(stage != Stage::Failed);
    preview_->setVisible(stage != Stage::Looking && stage != Stage::Failed);
    previewHead_->setVisible(preview_->isVisibleTo(this));
    countButton_->setVisible(choosing && probe_.bytes > countedAtOnce && !count_.running());
    if (stage == Stage::Looking)
        state_->showLoading(tr("Looking at %1").arg(nameOf(choice_.file)));
}

/// Another format has other fields: the mapping is detected anew.
void ImportSheet::look(bool formatChanged)
{
    count_.cancel();
    if (formatChanged) {
        choice_.mapping.reset();
        setStage(Stage::Looking);
    }
    problem_->hide();
    report_->clear();
    look_.start([this, choice = choice_](const core::CancelToken&, const core::ProgressSink&) -> LongTask::Deliver {
        auto probe = std::make_shared<FileProbe>(probeFile(choice));
        return [this, probe] { showProbe(std::move(*probe)); };
    });
}

void ImportSheet::lookForSameFile()
{
    search_.start([this, session = workspace_.session(), file = choice_.file](
                      const core::CancelToken&, const core::ProgressSink&) -> LongTask::Deliver {
        return [this, same = sameFile(*session, file)] {
            if (same && stage_ != Stage::Importing && stage_ != Stage::Done)
                showSame(*same);
        };
    });
}

void ImportSheet::showSame(const core::store::SourceRecord& source)
{
    same_->clearActions();
    same_->setMessage(MessageKind::Information,
        tr("This file is in the project already: %1 rows of %2, imported on %3.")
            .arg(countText(source.kept), QString::fromStdString(source.name),
                QLocale().toString(QDateTime::fromMSecsSinceEpoch(source.importedAt), QLocale::ShortFormat)));
    for (const auto& dataset : workspace_.datasets())
        if (dataset.kind == core::store::DatasetKind::Import && dataset.rule.is_object()
            && dataset.rule.value("sha256", core::Json()) == core::Json(source.sha256)) {
            auto* show = same_->addAction(tr("Show it"));
            show->setObjectName("show same file");
            connect(show, &Button::clicked, this, [this, id = dataset.id] {
                workspace_.chooseDataset(id);
                Q_EMIT closed();
            });
            break;
        }
    again_ = true; // who goes on from here means it
    go_->setText(tr("Import again"));
    same_->show();
}

void ImportSheet::showProbe(FileProbe probe)
{
    probe_ = std::move(probe);
    fileLine_->setText(tr("%1, %2").arg(formatWords(probe_.format), bytesText(probe_.bytes)));
    mapping_->setMapping(probe_.fields, probe_.mapping);
    preview_->setRows(probe_.rows, probe_.mapping.shape);
    setStage(Stage::Choosing);
    if (again_)
        go_->setText(tr("Import again"));
    problem_->setVisible(!probe_.problem.isEmpty());
    problem_->setMessage(MessageKind::Warning, probe_.problem);
    if (probe_.problem.isEmpty() && probe_.bytes <= countedAtOnce)
        countRows();
}

void ImportSheet::countRows()
{
    core::data::ImportOptions options;
    options.format = choice_.format;
    options.exactMapping = probe_.mapping;
    count_.start([this, file = choice_.file, options](
                     const core::CancelToken& cancel, const core::ProgressSink& progress) mutable -> LongTask::Deliver {
        options.cancel = cancel;
        options.progress = progress;
        const auto report = core::data::importFile(file, options, [](const auto&, const auto&) {});
        return [this, report] { report_->setReport(report, true); };
    });
    countButton_->hide();
    countLine_->follow(count_, tr("Counting rows"), tr("Stop counting"));
}

void ImportSheet::startImport()
{
    look_.cancel();
    count_.cancel();
    report_->clear();
    problem_->hide();
    core::store::ProjectImportOptions options;
    options.name = name_->text().trimmed().toStdString();
    options.reading.format = choice_.format;
    options.reading.exactMapping = probe_.mapping;
    options.again = again_;
    setStage(Stage::Importing);
    importLine_->begin(tr("Importing"), tr("Cancel the import"));
    workspace_.project().importFile(choice_.file, options);
}

/// Failed, or cancelled.
void ImportSheet::stopped(const core::Error& error)
{
    if (stage_ != Stage::Importing)
        return;
    importLine_->hide();
    setStage(Stage::Choosing);
    if (error.kind() == core::ErrorKind::Cancelled)
        problem_->setMessage(MessageKind::Information, tr("The import was cancelled; nothing was stored."));
    else
        problem_->setMessage(MessageKind::Error,
            tr("%1. Nothing was stored. %2")
                .arg(QString::fromStdString(error.message()), QString::fromStdString(error.hint()))
                .trimmed());
    problem_->show();
}

void ImportSheet::finish(const core::store::ProjectImport& done)
{
    if (stage_ != Stage::Importing)
        return;
    importLine_->hide();
    same_->hide();
    if (workspace_.dataset() != done.dataset.id)
        workspace_.chooseDataset(done.dataset.id);
    setStage(Stage::Done);
    if (done.report)
        report_->setReport(*done.report, false);
    const QString sentence = done.report ? tr("Import finished: %1").arg(reportSentence(*done.report, false))
                                         : tr("The file was in the project already");
    Q_EMIT imported(done.dataset.id, sentence);
    if (!done.report || done.report->refused == 0)
        Q_EMIT closed();
}

void ImportSheet::showFailure(const QString& sentence, const QString& wayOut)
{
    setStage(Stage::Failed);
    fileLine_->setText(nameOf(choice_.file));
    state_->showError(sentence, wayOut.isEmpty() ? tr("Nothing was stored.") : wayOut, tr("Read the file again"));
}

void ImportSheet::onGo()
{
    if (stage_ == Stage::Done)
        Q_EMIT closed();
    else if (stage_ == Stage::Choosing)
        startImport();
}

void ImportSheet::onFormat()
{
    const QString word = format_->currentData().toString();
    choice_.format = core::data::parseFormatChoice(word.toStdString());
    look(true);
}

} // namespace ui
