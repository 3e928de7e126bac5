// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with a run now: the buttons of the page's head, and the requests behind them. A stop asks once, in a line
// of the page.
#pragma once

#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtCore/QObject>

#include <map>
#include <optional>

namespace ui {

class Button;
class PageHeader;

class RunActions : public QObject {
    Q_OBJECT

public:
    /// What a finished run leads to, on the primary button.
    struct Results {
        QString text;
        QString iconName;
    };

    /// Puts its buttons into the head; they belong to it.
    RunActions(const Theme& theme, Workspace& workspace, PageHeader& header, Results results, QObject* parent = nullptr);

    /// Null: no run is shown, no button either.
    void showRun(const core::store::RunRecord* run);
    /// As if the button was pressed.
    void resume(core::RunId run, bool allowDifferentMachine);
    void stop(core::RunId run);
    /// "pausing after this step"; empty: nothing is under way.
    QString underWay() const;

Q_SIGNALS:
    void stopAsked(core::RunId run); ///< to be asked once
    void resultsRequested(core::RunId run);
    void failed(const QString& sentence, const QString& wayOut);
    void done(const QString& sentence);
    void changed();

private:
    enum class Primary { None, Pause, Resume, Results };
    struct Request {
        core::RunId run;
        QString doing; ///< "pausing after this step"
        QString couldNot; ///< "The run could not be paused."
        QString done; ///< may be empty
    };
    void ask(quint64 number, Request request);
    void press();
    void onAnswer(const core::jobs::RequestAnswered& answer);
    void refresh();

    Workspace& workspace_;
    Results results_;
    Button* checkpoint_;
    Button* stop_;
    Button* primary_;
    std::optional<core::RunId> run_;
    Primary what_ = Primary::None;
    std::map<quint64, Request> waiting_;
};

} // namespace ui
