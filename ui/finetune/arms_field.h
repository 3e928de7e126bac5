// SPDX-License-Identifier: GPL-3.0-or-later
// Which arms an experiment has: the base, the dataset itself, and datasets that were made of it.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/jobs/experiment_draft.h"
#endif

#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

#include <vector>

class QCheckBox;
class QVBoxLayout;

namespace ui {

class TextLabel;

class ArmsField : public QWidget {
    Q_OBJECT

public:
    explicit ArmsField(const Theme& theme, QWidget* parent = nullptr);

    /// Of these `dataset` is the arm "all"; curated datasets and subsets of it come first, then whatever else there is.
    /// Ticks are kept by name.
    void setDatasets(const std::vector<core::store::DatasetRecord>& datasets, core::DatasetId dataset);
    std::vector<core::jobs::ExperimentDraft::Arm> arms() const;
    void setArms(const std::vector<core::jobs::ExperimentDraft::Arm>& arms); ///< without telling
    bool hasCurations() const { return curations_; }

Q_SIGNALS:
    void edited();
    void curateRequested();

private:
    struct Choice {
        core::jobs::ExperimentDraft::Arm arm;
        QCheckBox* box = nullptr;
    };
    void add(const core::jobs::ExperimentDraft::Arm& arm, const QString& words, const QString& toolTip, bool ticked);
    void setLooks();

    const Theme& theme_;
    QVBoxLayout* column_;
    QWidget* list_ = nullptr;
    TextLabel* hint_;
    std::vector<Choice> choices_;
    bool curations_ = false;
};

/// A dataset's name as an arm's: letters, digits, '.', '_' and '-', 60 at most.
std::string armNameOf(const std::string& dataset);

} // namespace ui
