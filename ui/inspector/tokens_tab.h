// SPDX-License-Identifier: GPL-3.0-or-later
// An example as tokens: which are trained, and the loss of each at a recording point that is chosen.
#pragma once

#include "core/data/example.h"
#include "ui/models/row_question.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QScrollArea>

#include <filesystem>
#include <vector>

class QComboBox;

namespace ui {

class HeatKey;
class MessageLine;
class StatePanel;
class TextLabel;
class TokenView;

/// A recording point and its weights.
struct RecordedWeights {
    std::uint64_t step = 0;
    std::filesystem::path folder; ///< empty: they are not there
    friend bool operator==(const RecordedWeights&, const RecordedWeights&) = default;
};

class TokensTab : public QScrollArea {
    Q_OBJECT

public:
    TokensTab(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);

    /// Asks the model as soon as the tab is visible.
    void setExample(const core::data::ExampleText& example);
    void showNothing();

Q_SIGNALS:
    void proxyRequested();
    void tokenized(const ui::TokenizedRow& row); ///< the example, by the run that is looked at

protected:
    void showEvent(QShowEvent* event) override;

private:
    const Theme& theme_;
    Workspace& workspace_;
    RowQuestion question_;
    std::optional<core::data::ExampleText> example_;
    std::optional<core::RunId> run_; ///< whose recording points are offered
    std::size_t points_ = 0; ///< that the run had then
    core::protocol::TextSettings text_;
    std::vector<RecordedWeights> weights_; ///< one a recording point
    bool weightsKept_ = true; ///< the run was to keep those of every point
    std::uint64_t step_ = 0; ///< that was chosen last
    bool stepChosen_ = false;
    bool stale_ = true; ///< the example or the choice is another one than what was asked
    quint64 generation_ = 0;

    StatePanel* state_;
    QWidget* content_;
    QComboBox* choice_ = nullptr;
    TextLabel* summary_ = nullptr;
    TokenView* tokens_ = nullptr;
    HeatKey* key_ = nullptr;
    TextLabel* pointed_ = nullptr;
    MessageLine* message_ = nullptr;

    void setUpContent();
    void followRun();
    void findWeights();
    void setWeights(std::vector<RecordedWeights> weights);
    QString whyNoWeights() const;
    void refresh();
    void ask();
    void showState(const QString& head, const QString& line, const QString& button);
    void onAnswer(const TokenizedRow& row);
    void onFailure(const QString& sentence, const QString& wayOut);
    QString summaryOf(const TokenizedRow& row) const;
};

} // namespace ui
