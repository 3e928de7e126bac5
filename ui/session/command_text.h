// SPDX-License-Identifier: GPL-3.0-or-later
// What the window does, as the command that does the same: one function for each action. Options that keep their default
// are left out; every text is quoted for a POSIX shell.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/data/example_filter.h"
#include "core/jobs/project_run.h"
#include "core/store/annotation_records.h"
#include "core/store/subset.h"
#endif

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <filesystem>
#include <optional>

namespace ui {

/// One word of a shell's command line: as it is where that is safe, else in single quotes.
QString shellWord(const QString& text);
/// "datalever-cli" and the words, quoted; long lines are broken before an option.
QString commandText(const QStringList& words);

struct NewModelCommand {
    QString preset;
    std::filesystem::path tokenizer; ///< empty: bytes
    quint64 seed = 0;
    std::filesystem::path out;
};
QString newModelCommand(const NewModelCommand& model);

/// `name`: of the dataset. The learning rate is always said, since the command line's own depends on the model.
QString proxyRunCommand(const std::filesystem::path& project, const QString& dataset, const core::jobs::RunRequest& request);
QString tokenCountCommand(
    const std::filesystem::path& project, const QString& dataset, const core::jobs::RunRequest& request);

/// `written`: the experiment as JSON, as core/jobs/experiment_request.h reads it; it becomes a file beside the shell.
QString experimentRunCommand(const std::filesystem::path& project, const QString& name, const QString& written);

/// Rows of a dataset, by what a filter shows of them or by their numbers.
struct RowsCommand {
    std::filesystem::path project;
    QString dataset;
    QString run; ///< whose losses conditions speak of; empty: none
    QString clustering;
    QString tokens; ///< whose token counts, where not the run's
    core::data::ExampleFilter filter; ///< with onlyBrushed: the rows of `rows`
    core::data::Selection rows; ///< of no size: all
};

/// A command, or the sentence why there is none.
struct CommandAnswer {
    QString text;
    QString problem;
};

/// The rows that a table shows, in its order.
CommandAnswer listCommand(const RowsCommand& rows, const core::data::SortKey& sort);
CommandAnswer annotateCommand(const RowsCommand& rows, const core::store::AnnotationChange& change);
CommandAnswer subsetCommand(const RowsCommand& rows, const core::store::SubsetWish& wish);
/// Undo, redo, another mapping, from what the project says of it; annotations need their rows.
QString undoCommand(const std::filesystem::path& project);
QString redoCommand(const std::filesystem::path& project);
QString mappingCommand(const std::filesystem::path& project, const core::store::CommandRecord& change);

QString importCommand(const std::filesystem::path& project, const std::filesystem::path& file, const QString& name = {});

} // namespace ui
