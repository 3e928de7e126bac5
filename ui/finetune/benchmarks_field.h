// SPDX-License-Identifier: GPL-3.0-or-later
// Benchmark files that are answered by every cell: how many items each has, and how many training rows give it away.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/jobs/experiment_draft.h"
#endif

#include "ui/controls/file_dialogs.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

#include <optional>
#include <vector>

class QVBoxLayout;

namespace ui {

class TextLabel;

class BenchmarksField : public QWidget {
    Q_OBJECT

public:
    BenchmarksField(const Theme& theme, Workspace& workspace, AskFile ask, QWidget* parent = nullptr);

    std::vector<core::jobs::ExperimentDraft::Benchmark> benchmarks() const;
    void setBenchmarks(const std::vector<core::jobs::ExperimentDraft::Benchmark>& benchmarks); ///< without telling
    /// The rows that are compared with the items.
    void setDataset(std::optional<core::DatasetId> dataset);

    qint64 items() const; ///< of all files that were read
    QString problem() const; ///< of the first file that cannot be read; empty: none

Q_SIGNALS:
    void edited(); ///< the files, or what is known of them

private:
    struct Entry {
        core::jobs::ExperimentDraft::Benchmark benchmark;
        qint64 items = -1; ///< not read yet
        QString problem;
        QString overlap; ///< what was found in the training rows; empty: not looked at yet
        TextLabel* words = nullptr;
    };
    void choose();
    void add(const std::filesystem::path& file, const std::string& name);
    void rebuild();
    void read(const std::filesystem::path& file);
    void compare(const std::filesystem::path& file);
    Entry* entryOf(const std::filesystem::path& file);
    void say(const Entry& entry);
    std::string freeName(const std::string& wanted) const;

    const Theme& theme_;
    Workspace& workspace_;
    AskFile ask_;
    QVBoxLayout* column_;
    QWidget* list_ = nullptr;
    std::vector<Entry> entries_;
    std::optional<core::DatasetId> dataset_;
    QString lastFolder_;
};

} // namespace ui
