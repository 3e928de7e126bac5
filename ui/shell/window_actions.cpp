// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_actions.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QAction>
#include <QtGui/QActionGroup>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>

namespace ui {

namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("ui::WindowActions", text);
}

QAction* add(const Theme& theme, QMenu& menu, const QString& text, const QString& icon, const QKeySequence& keys,
    const QString& objectName)
{
    auto* action = menu.addAction(text);
    action->setShortcut(keys);
    action->setObjectName(objectName);
    if (!icon.isEmpty()) {
        const auto dress = [&theme, action, icon] { action->setIcon(theme.icon(icon)); };
        dress();
        QObject::connect(&theme, &Theme::changed, action, dress);
    }
    return action;
}

QAction* addCheckable(
    const Theme& theme, QMenu& menu, const QString& text, const QKeySequence& keys, const QString& objectName)
{
    auto* action = add(theme, menu, text, {}, keys, objectName);
    action->setCheckable(true);
    return action;
}

void makeFileMenu(const Theme& theme, QMenuBar& bar, WindowActions& actions)
{
    QMenu& menu = *bar.addMenu(words("&File"));
    actions.newProject = add(theme, menu, words("&New project…"), "file-plus", QKeySequence::New, "newProjectAction");
    actions.openProject = add(theme, menu, words("&Open project…"), "folder-open", QKeySequence::Open, "openProjectAction");
    actions.recent = menu.addMenu(words("Open &recent"));
    menu.addSeparator();
    actions.importDataset
        = add(theme, menu, words("&Import a dataset…"), "file-import", QKeySequence("Ctrl+I"), "importAction");
    menu.addSeparator();
    actions.closeProject = add(theme, menu, words("&Close project"), {}, QKeySequence::Close, "closeProjectAction");
    actions.quit = add(theme, menu, words("&Quit"), {}, QKeySequence::Quit, "quitAction");
}

void makeEditMenu(const Theme& theme, QMenuBar& bar, WindowActions& actions)
{
    QMenu& menu = *bar.addMenu(words("&Edit"));
    actions.undo = add(theme, menu, words("&Undo"), "arrow-back-up", QKeySequence::Undo, "undoAction");
    actions.redo = add(theme, menu, words("&Redo"), "arrow-forward-up", QKeySequence::Redo, "redoAction");
    menu.addSeparator();
    actions.selectAll = add(theme, menu, words("Select all that is &shown"), {}, {}, "selectAllAction");
    actions.clearSelection = add(theme, menu, words("&Clear the selection"), {}, {}, "clearSelectionAction");
    menu.addSeparator();
    actions.copyTable = add(theme, menu, words("Copy the &table as a command"), "terminal-2", {}, "copyTableAction");
    actions.copyLast = add(theme, menu, words("Copy the &last action as a command"), {}, {}, "copyLastAction");
    menu.addSeparator();
    actions.preferences = add(theme, menu, words("&Preferences…"), "settings", QKeySequence("Ctrl+,"), "preferencesAction");
}

void makeViewMenu(const Theme& theme, QMenuBar& bar, const QStringList& pageTitles, WindowActions& actions)
{
    QMenu& menu = *bar.addMenu(words("&View"));
    for (int i = 0; i < pageTitles.size(); ++i)
        actions.pages.push_back(add(
            theme, menu, pageTitles[i], {}, QKeySequence(QString("Ctrl+%1").arg(i + 1)), QString("pageAction%1").arg(i)));
    menu.addSeparator();
    actions.inspector = addCheckable(theme, menu, words("&Inspector"), QKeySequence("Ctrl+Shift+I"), "inspectorAction");
    actions.jobs = addCheckable(theme, menu, words("&Jobs and log"), QKeySequence("Ctrl+J"), "jobsAction");
    actions.nextPane = add(theme, menu, words("&Next pane"), {}, QKeySequence("F6"), "nextPaneAction");
    actions.previousPane = add(theme, menu, words("P&revious pane"), {}, QKeySequence("Shift+F6"), "previousPaneAction");
    menu.addSeparator();
    QMenu& colours = *menu.addMenu(words("&Colours"));
    actions.scheme = new QActionGroup(&menu);
    for (const char* name : { "As the system", "Light", "Dark" })
        actions.scheme->addAction(addCheckable(theme, colours, words(name), {}, QString("scheme:%1").arg(name)));
    actions.fullScreen = addCheckable(theme, menu, words("&Full screen"), QKeySequence::FullScreen, "fullScreenAction");
}

void makeRunMenu(const Theme& theme, QMenuBar& bar, WindowActions& actions)
{
    QMenu& menu = *bar.addMenu(words("&Run"));
    actions.pauseRun = add(theme, menu, words("&Pause"), "player-pause", {}, "pauseRunAction");
    actions.resumeRun = add(theme, menu, words("&Resume"), "player-play", {}, "resumeRunAction");
    actions.checkpointRun = add(theme, menu, words("Write a &checkpoint now"), "device-floppy", {}, "checkpointRunAction");
    actions.stopRun = add(theme, menu, words("&Stop with a checkpoint…"), "player-stop", {}, "stopRunAction");
}

void makeHelpMenu(const Theme& theme, QMenuBar& bar, WindowActions& actions)
{
    QMenu& menu = *bar.addMenu(words("&Help"));
    actions.palette = add(theme, menu, words("&Actions…"), "command", QKeySequence("Ctrl+K"), "paletteAction");
    actions.about = add(theme, menu, words("About &DataLever"), "info-circle", {}, "aboutAction");
}

QString plain(QString text)
{
    return text.replace("&&", QString(QChar(1))).remove('&').replace(QChar(1), '&');
}

void collect(const QMenu& menu, const QString& path, std::vector<PaletteEntry>& entries)
{
    for (QAction* action : menu.actions()) {
        if (action->menu() != nullptr)
            collect(*action->menu(), path + plain(action->text()) + " › ", entries);
        else if (!action->isSeparator())
            entries.push_back({ action, path + plain(action->text()) });
    }
}

} // namespace

WindowActions makeActions(const Theme& theme, QMenuBar& bar, const QStringList& pageTitles)
{
    WindowActions actions;
    makeFileMenu(theme, bar, actions);
    makeEditMenu(theme, bar, actions);
    makeViewMenu(theme, bar, pageTitles, actions);
    makeRunMenu(theme, bar, actions);
    makeHelpMenu(theme, bar, actions);
    return actions;
}

std::vector<PaletteEntry> paletteEntries(const QMenuBar& bar)
{
    std::vector<PaletteEntry> entries;
    for (QAction* action : bar.actions())
        if (action->menu() != nullptr)
            collect(*action->menu(), plain(action->text()) + " › ", entries);
    return entries;
}

} // namespace ui
