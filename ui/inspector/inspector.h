// SPDX-License-Identifier: GPL-3.0-or-later
// One example beside the pages: its text, its tokens, why it is where it is, and what a person says of it. It follows the
// shared current example.
#pragma once

#include "ui/inspector/example_details.h"
#include "ui/inspector/row_story.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QFrame>

class QStackedWidget;

namespace ui {

class IconButton;
class MessageLine;
class NotesTab;
class TabRow;
class TextLabel;
class TextTab;
class TokensTab;
class WhyTab;
struct VisibleOrder;

class Inspector : public QFrame {
    Q_OBJECT

public:
    enum class Tab { Text, Tokens, Why, Notes };
    static constexpr int usualWidth = 285;

    Inspector(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);
    ~Inspector() override;

    Tab tab() const;
    void setTab(Tab tab);
    /// The order in which previous and next go: of the table that is shown. Null: the order of the rows.
    void setOrder(std::shared_ptr<const VisibleOrder> order);
    /// Stores what is being typed; before the project closes.
    void flush();

Q_SIGNALS:
    void proxyRequested();

private:
    const Theme& theme_;
    Workspace& workspace_;
    std::shared_ptr<StoryTeller> teller_ = std::make_shared<StoryTeller>();
    std::shared_ptr<const VisibleOrder> order_;
    std::optional<core::ExampleId> shown_; ///< whose details are on screen
    std::vector<TextSection> sections_; ///< of it
    core::data::SharedColumn<std::uint32_t> lengths_; ///< that they were shown with
    bool whole_ = false; ///< of which all the text was asked for
    quint64 detailsGeneration_ = 0;
    quint64 storyGeneration_ = 0;

    TextLabel* title_;
    TextLabel* name_;
    IconButton* previous_;
    IconButton* next_;
    TabRow* tabs_;
    QStackedWidget* stack_;
    MessageLine* message_;
    TextTab* text_;
    TokensTab* tokens_;
    WhyTab* why_;
    NotesTab* notes_;

    void setUpHead();
    void setUpTabs();
    void follow();
    void showNothing();
    void readDetails(core::ExampleId id);
    void showDetails(const ExampleDetails& details);
    bool promptIsCut() const;
    void readStory();
    void step(int direction);
    RowChoice neighbour(int direction) const;
    void markWords();
    void refreshSteps();
};

} // namespace ui
