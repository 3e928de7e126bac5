// SPDX-License-Identifier: GPL-3.0-or-later
// The form of a new proxy: model, data, training. It looks at folders away from the GUI thread and says what is wrong where
// it is wrong.
#pragma once

#include "ui/controls/file_dialogs.h"
#include "ui/runs/set_up_values.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

class QComboBox;
class QVBoxLayout;

namespace ui {

class ExcludedRows;
class ModelChoice;
class ModelInquiry;
class TextFields;
class TrainingFields;

class SetUpForm : public QWidget {
    Q_OBJECT

public:
    SetUpForm(const Theme& theme, Workspace& workspace, const AskFile& ask, QWidget* parent = nullptr);

    SetUpValues values() const;
    /// As of a run that is to be set up again.
    void setValues(const SetUpValues& values);
    /// Why it cannot be started; empty: it can.
    QString problem() const;
    /// Where the model or tokenizer that problem() misses is chosen; null: it is elsewhere.
    QWidget* wrongField() const;
    /// Counts of the plan, beside the policy for long rows.
    void setTextFigures(const std::optional<core::jobs::TextFigures>& figures);

Q_SIGNALS:
    void changed(); ///< values() or problem()

private:
    void makeData(QVBoxLayout* column);
    void fillDatasets();
    void onEdited();
    void refresh();
    SetUpFacts facts() const;

    const Theme& theme_;
    Workspace& workspace_;
    ModelChoice* model_;
    TrainingFields* training_;
    QComboBox* datasets_ = nullptr;
    ExcludedRows* excluded_ = nullptr;
    TextFields* text_ = nullptr;
    ModelInquiry* inquiry_;
    bool datasetChosen_ = false; ///< by the person; else the one that is looked at
    std::optional<core::DatasetId> made_; ///< chosen as soon as the lists have it
};

} // namespace ui
