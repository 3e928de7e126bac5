// SPDX-License-Identifier: GPL-3.0-or-later
// Answers of two arms side by side, for one seed: read from the project on another thread, those that differ first.
#pragma once

#include "ui/evaluate/answers_model.h"
#include "ui/session/workspace.h"

#include <QtWidgets/QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QStackedWidget;
class QTableView;

namespace ui {

class StatePanel;
class TextLabel;

/// The evaluations of two arms with the same seed on the same benchmark.
struct AnswerPair {
    std::uint64_t seed = 0;
    core::store::EvaluationId first;
    core::store::EvaluationId second;
    friend bool operator==(const AnswerPair&, const AnswerPair&) = default;
};

class AnswersPanel : public QWidget {
    Q_OBJECT

public:
    AnswersPanel(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);

    /// `pairs` empty: `why` says what is missing.
    void setPairs(const std::vector<AnswerPair>& pairs, const QString& first, const QString& second, const QString& why);
    AnswersModel& answers() { return *model_; }

Q_SIGNALS:
    void logged(const QString& sentence);

private:
    void makeHead();
    void read();
    void say();
    static QString filterWords(AnswerFilter filter, const QString& first, const QString& second);

    const Theme& theme_;
    Workspace& workspace_;
    AnswersModel* model_;
    TextLabel* about_ = nullptr;
    TextLabel* test_ = nullptr;
    QComboBox* seed_ = nullptr;
    QComboBox* filter_ = nullptr;
    QStackedWidget* pages_ = nullptr;
    StatePanel* state_ = nullptr;
    QTableView* table_ = nullptr;
    std::vector<AnswerPair> pairs_;
    QString first_;
    QString second_;
    QString why_;
    QString sentence_; ///< of the test over items
    quint64 generation_ = 0;
};

} // namespace ui
