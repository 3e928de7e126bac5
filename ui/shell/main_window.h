// SPDX-License-Identifier: GPL-3.0-or-later
// The window: menus, the welcome page or an open project, status line. Opens, makes and closes projects; remembers.
#pragma once

#include "ui/controls/file_dialogs.h"
#include "ui/session/project_door.h"
#include "ui/session/workspace.h"
#include "ui/shell/window_actions.h"
#include "ui/shell/window_settings.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QMainWindow>

#include <memory>

class QLabel;
class QStackedWidget;

namespace ui {

class MachineCorner;
class ProjectView;
class WelcomePage;

struct WindowParts {
    Theme& theme;
    WindowSettings& settings;
    AskFile askFile;
    QString version;
    std::filesystem::path worker; ///< empty: the program beside this one
};

class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(const WindowParts& parts, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openProject(const QString& file);
    void newProject(const QString& file);
    /// The recorded sample: the user's own copy of it.
    void openSample();
    void closeProject();
    /// Null: the welcome page is shown.
    ProjectView* view() const { return view_; }
    Workspace* workspace() const { return workspace_.get(); }

Q_SIGNALS:
    void projectOpened(const QString& file);
    void projectClosed();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeCentre();
    void makeStatus();
    void wireFile();
    void wireEdit();
    void wireView();
    void wireRun();
    void wireProject();
    void onOpened(const core::store::ProjectSummary& summary);
    void onOpenFailed(const core::Error& error);
    void onTakenOver();
    void makeView();
    void dropView();
    void refreshActions();
    void refreshStatus();
    void refreshRecent();
    void refreshUndo();
    void rememberProject();
    RecentProject recentProject() const;
    void askForProject();
    void askForNewProject();
    void askForDataset();
    void takeFile(const QString& file);
    void askStop(core::RunId run);
    void showPreferences();
    void showPalette();
    void followScheme();
    core::RunId activeRun() const;

    Theme& theme_;
    WindowSettings& settings_;
    AskFile askFile_;
    QString version_;
    std::filesystem::path worker_;
    std::unique_ptr<ProjectDoor> project_;
    std::unique_ptr<Workspace> workspace_;
    WindowActions actions_;
    QStackedWidget* stack_ = nullptr;
    WelcomePage* welcome_ = nullptr;
    ProjectView* view_ = nullptr;
    MachineCorner* corner_ = nullptr;
    QLabel* statusLeft_ = nullptr;
    QLabel* statusRight_ = nullptr;
    QString afterOpening_; ///< a dataset to import once the project is open
    bool quitting_ = false;
};

} // namespace ui
