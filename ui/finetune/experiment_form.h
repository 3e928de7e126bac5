// SPDX-License-Identifier: GPL-3.0-or-later
// The form of a new experiment: what is compared, over which seeds, on which target, how it is trained and measured. It
// looks at folders and rows away from the GUI thread and says what is wrong where it is wrong.
#pragma once

#include "ui/controls/file_dialogs.h"
#include "ui/runs/set_up_values.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#ifndef Q_MOC_RUN
#include "core/jobs/experiment_draft.h"
#include "core/jobs/experiment_plan.h"
#endif

#include <QtWidgets/QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace ui {

class ArmsField;
class BenchmarksField;
class Field;
class ModelChoice;
class ModelInquiry;
class NumberBox;
class TextFields;
class TrainingFields;

class ExperimentForm : public QWidget {
    Q_OBJECT

public:
    ExperimentForm(const Theme& theme, Workspace& workspace, const AskFile& ask, QWidget* parent = nullptr);

    core::jobs::ExperimentDraft draft() const;
    /// The run whose plan is that of a cell: the largest arm on the target. Nothing while the rows are counted.
    std::optional<SetUpValues> plannedCell() const;
    core::jobs::ExperimentShape shape() const;
    /// Why it cannot be started; empty: it can.
    QString problem() const;
    QWidget* wrongField() const; ///< null: it is elsewhere
    void setTextFigures(const std::optional<core::jobs::TextFigures>& figures);

Q_SIGNALS:
    void changed(); ///< draft(), plannedCell() or problem()
    void curateRequested();

private:
    void makeGroups(QVBoxLayout* column, const AskFile& ask);
    void makeComparison(QVBoxLayout* column);
    void makeTarget(QVBoxLayout* column);
    void makeMeasured(QVBoxLayout* column, const AskFile& ask);
    void fillDatasets();
    void onEdited();
    void countRows();
    void lookAtTarget();
    void refresh();
    std::string freeName() const;
    QString nameProblem() const;
    QString seedsProblem() const;
    QString targetProblem() const;
    QString armsProblem() const;
    const core::store::DatasetRecord* dataset() const;
    SetUpValues targetValues() const;

    const Theme& theme_;
    Workspace& workspace_;
    QLineEdit* name_ = nullptr;
    Field* nameField_ = nullptr;
    QComboBox* datasets_ = nullptr;
    ArmsField* arms_ = nullptr;
    Field* armsField_ = nullptr;
    QLineEdit* seeds_ = nullptr;
    Field* seedsField_ = nullptr;
    ModelChoice* model_;
    QCheckBox* folderASeed_ = nullptr;
    ModelInquiry* inquiry_;
    TrainingFields* training_;
    TextFields* text_;
    QCheckBox* curves_ = nullptr;
    NumberBox* curveRows_ = nullptr;
    Field* curveRowsField_ = nullptr;
    BenchmarksField* benchmarks_ = nullptr;
    NumberBox* newTokens_ = nullptr;
    Field* newTokensField_ = nullptr;
    bool datasetChosen_ = false; ///< by the person; else the one that is looked at
    std::optional<core::jobs::DraftRows> rows_; ///< of the draft that was counted last
    core::jobs::ExperimentDraft counted_;
    quint64 rowsGeneration_ = 0;
    QString rowsProblem_;
    std::vector<core::jobs::ExperimentDraft::SeededFolder> seedFolders_; ///< found below the chosen folder
    std::string seedFoldersOf_; ///< the folder and seeds that they were looked for
    quint64 foldersGeneration_ = 0;
};

} // namespace ui
