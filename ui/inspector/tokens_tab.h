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

class QVBoxLayout;

namespace ui {

class HeatKey;
class MessageLine;
class SegmentedChoice;
class StatePanel;
class TextLabel;
class TokenView;

/// A recording point whose weights are there.
struct RecordedWeights {
    std::uint64_t step = 0;
    std::filesystem::path folder;
    friend bool operator==(const RecordedWeights&, const RecordedWeights&) = default;
};

/// At most `most` of them, evenly spread, with the first and the last.
std::vector<RecordedWeights> spread(const std::vector<RecordedWeights>& all, std::size_t most);

class TokensTab : public QScrollArea {
    Q_OBJECT

public:
    static constexpr std::size_t mostChoices = 4;

    TokensTab(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);

    /// Asks the model as soon as the tab is visible.
    void setExample(const core::data::ExampleText& example);
    void showNothing();

Q_SIGNALS:
    void proxyRequested();

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
    std::vector<RecordedWeights> weights_;
    std::uint64_t step_ = 0; ///< that was chosen last
    bool stepChosen_ = false;
    bool stale_ = true; ///< the example or the choice is another one than what was asked
    quint64 generation_ = 0;

    QVBoxLayout* layout_ = nullptr;
    StatePanel* state_;
    QWidget* content_;
    SegmentedChoice* choice_ = nullptr;
    QWidget* choicePlace_ = nullptr;
    TextLabel* summary_ = nullptr;
    TokenView* tokens_ = nullptr;
    HeatKey* key_ = nullptr;
    TextLabel* pointed_ = nullptr;
    MessageLine* message_ = nullptr;

    void setUpContent();
    void followRun();
    void findWeights();
    void setWeights(std::vector<RecordedWeights> weights);
    void refresh();
    void ask();
    void showState(const QString& head, const QString& line, const QString& button);
    void onAnswer(const TokenizedRow& row);
    void onFailure(const QString& sentence, const QString& wayOut);
    QString summaryOf(const TokenizedRow& row) const;
};

} // namespace ui
