// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/main_window.h"

#include "ui/session/undo_words.h"
#include "ui/shell/job_list.h"
#include "ui/shell/machine_corner.h"
#include "ui/shell/project_view.h"
#include "ui/shell/welcome_page.h"

#include <QtGui/QAction>
#include <QtGui/QCloseEvent>
#include <QtGui/QScreen>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QStatusBar>

namespace ui {

MainWindow::MainWindow(const WindowParts& parts, QWidget* parent)
    : QMainWindow(parent)
    , theme_(parts.theme)
    , settings_(parts.settings)
    , askFile_(parts.askFile)
    , version_(parts.version)
    , worker_(parts.worker)
    , project_(std::make_unique<ProjectDoor>())
{
    setObjectName("mainWindow");
    setWindowTitle("DataLever");
    setAcceptDrops(true);
    setMinimumSize(800, 530);
    resize(1280, 800);
    actions_ = makeActions(theme_, *menuBar(), ProjectView::pageTitles());
    makeCentre();
    makeStatus();
    wireFile();
    wireEdit();
    wireView();
    wireRun();
    wireProject();
    refreshRecent();
    refreshActions();
    restoreGeometry(settings_.layout("geometry"));
    resize(size().boundedTo(screen()->availableSize()));
}

MainWindow::~MainWindow()
{
    dropView();
}

void MainWindow::makeCentre()
{
    welcome_ = new WelcomePage(theme_);
    stack_ = new QStackedWidget;
    stack_->addWidget(welcome_);
    setCentralWidget(stack_);
    corner_ = new MachineCorner;
    menuBar()->setCornerWidget(corner_);
    connect(corner_, &MachineCorner::widthChanged, this, [this] { menuBar()->setCornerWidget(corner_); });
}

void MainWindow::makeStatus()
{
    statusLeft_ = new QLabel;
    statusLeft_->setObjectName("statusLeft");
    statusRight_ = new QLabel;
    statusRight_->setObjectName("statusRight");
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(statusLeft_, 1);
    statusBar()->addPermanentWidget(statusRight_);
    statusBar()->setContentsMargins(12, 0, 12, 0);
}

void MainWindow::wireProject()
{
    connect(project_.get(), &ProjectDoor::opened, this, &MainWindow::onOpened);
    connect(project_.get(), &ProjectDoor::openFailed, this, &MainWindow::onOpenFailed);
    connect(project_.get(), &ProjectDoor::undoStateChanged, this, &MainWindow::refreshUndo);
    connect(project_.get(), &ProjectDoor::readOnlyChanged, this, &MainWindow::refreshStatus);
    connect(project_.get(), &ProjectDoor::sessionChanged, this, &MainWindow::onTakenOver);
    connect(project_.get(), &ProjectDoor::closed, this, [this] {
        if (quitting_)
            close();
        else
            Q_EMIT projectClosed();
    });
}

void MainWindow::openProject(const QString& file)
{
    welcome_->showProblem({});
    dropView();
    project_->open(file.toStdString());
}

void MainWindow::newProject(const QString& file)
{
    welcome_->showProblem({});
    dropView();
    project_->create(file.toStdString());
}

void MainWindow::onOpened(const core::store::ProjectSummary& summary)
{
    makeView();
    RecentProject project = recentProject();
    project.examples = summary.examples;
    project.runs = summary.runs;
    settings_.remember(project);
    refreshRecent();
    for (const std::string& warning : summary.warnings)
        statusBar()->showMessage(QString::fromStdString(warning), 10000);
    if (!afterOpening_.isEmpty())
        view_->importFile(std::exchange(afterOpening_, {}));
    Q_EMIT projectOpened(QString::fromStdString(summary.path.string()));
}

void MainWindow::onOpenFailed(const core::Error& error)
{
    afterOpening_.clear();
    const QString hint = QString::fromStdString(error.hint());
    welcome_->showProblem(QString::fromStdString(error.message()) + (hint.isEmpty() ? QString() : " " + hint));
    refreshActions();
}

/// The other process has gone: the same project, now for writing.
void MainWindow::onTakenOver()
{
    if (workspace_ && project_->session() != nullptr && project_->session() != workspace_->session())
        makeView();
}

void MainWindow::makeView()
{
    dropView();
    workspace_ = std::make_unique<Workspace>(*project_, worker_);
    if (const RecentProject last = recentProject(); last.dataset != 0)
        workspace_->beginWith(
            { core::DatasetId{ last.dataset }, last.run != 0 ? std::optional(core::RunId{ last.run }) : std::nullopt,
                last.clustering != 0 ? std::optional(core::ClusteringId{ last.clustering }) : std::nullopt });
    view_ = new ProjectView(theme_, *workspace_, askFile_, stack_);
    stack_->addWidget(view_);
    stack_->setCurrentWidget(view_);
    view_->restoreLayout(settings_.layout("project"));
    connect(view_, &ProjectView::statusChanged, this, &MainWindow::refreshStatus);
    connect(view_, &ProjectView::actionsRequested, this, &MainWindow::showPalette);
    connect(view_, &ProjectView::stopRequested, this, &MainWindow::askStop);
    connect(view_, &ProjectView::inspectorShownChanged, actions_.inspector, &QAction::setChecked);
    connect(view_, &ProjectView::jobsOpenedChanged, actions_.jobs, &QAction::setChecked);
    connect(view_, &ProjectView::pageChanged, this, &MainWindow::refreshStatus);
    connect(&view_->jobList(), &JobList::changed, this, &MainWindow::refreshActions);
    connect(workspace_.get(), &Workspace::listsChanged, this, &MainWindow::refreshActions);
    connect(workspace_.get(), &Workspace::choiceChanged, this, &MainWindow::refreshUndo);
    refreshActions();
    refreshStatus();
    refreshUndo();
}

void MainWindow::dropView()
{
    if (view_ == nullptr)
        return;
    settings_.setLayout("project", view_->saveLayout());
    rememberProject();
    stack_->setCurrentWidget(welcome_);
    stack_->removeWidget(view_);
    delete view_;
    view_ = nullptr;
    workspace_.reset();
}

/// The open project as it was remembered, opened now.
RecentProject MainWindow::recentProject() const
{
    RecentProject project;
    for (const RecentProject& recent : settings_.recentProjects())
        if (recent.path == workspace_->path())
            project = recent;
    project.path = workspace_->path();
    project.openedAt = QDateTime::currentDateTimeUtc();
    return project;
}

void MainWindow::rememberProject()
{
    RecentProject project = recentProject();
    project.examples = 0;
    for (const auto& source : workspace_->sources())
        project.examples += source.kept;
    project.runs = static_cast<qint64>(workspace_->runs().size());
    if (const auto dataset = workspace_->dataset()) { // else it was closed before its lists were read
        project.dataset = dataset->value;
        project.run = workspace_->run().value_or(core::RunId{}).value;
        project.clustering = workspace_->clustering().value_or(core::ClusteringId{}).value;
    }
    settings_.remember(project);
}

void MainWindow::closeProject()
{
    dropView();
    project_->close();
    refreshRecent();
    refreshActions();
    refreshStatus();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    settings_.setLayout("geometry", saveGeometry());
    dropView();
    if (project_->isOpen()) { // the file must be whole and the lock free first; closed() closes the window
        quitting_ = true;
        setEnabled(false);
        project_->close();
        event->ignore();
        return;
    }
    event->accept();
}

void MainWindow::refreshActions()
{
    const bool open = view_ != nullptr;
    const bool writing = open && !workspace_->readOnly();
    actions_.importDataset->setEnabled(!open || writing);
    actions_.closeProject->setEnabled(open);
    for (QAction* action : actions_.pages)
        action->setEnabled(open);
    for (QAction* action : { actions_.inspector, actions_.jobs, actions_.nextPane, actions_.previousPane, actions_.selectAll,
             actions_.clearSelection, actions_.copyTable, actions_.copyLast })
        action->setEnabled(open);
    JobActions can;
    if (open && !view_->jobList().lines().empty())
        can = view_->jobList().lines().front().actions;
    actions_.pauseRun->setEnabled(can.pause);
    actions_.resumeRun->setEnabled(can.resume);
    actions_.checkpointRun->setEnabled(can.checkpoint);
    actions_.stopRun->setEnabled(can.stop);
    refreshUndo();
}

void MainWindow::refreshUndo()
{
    const core::store::UndoState state = view_ != nullptr ? project_->undoState() : core::store::UndoState{};
    actions_.undo->setEnabled(state.undo.has_value());
    actions_.redo->setEnabled(state.redo.has_value());
    const QString shownImport = view_ != nullptr ? workspace_->shownImport() : QString();
    actions_.undo->setText(state.undo ? tr("&Undo: %1").arg(commandWords(*state.undo, shownImport)) : tr("&Undo"));
    actions_.redo->setText(state.redo ? tr("&Redo: %1").arg(commandWords(*state.redo, shownImport)) : tr("&Redo"));
}

void MainWindow::refreshStatus()
{
    corner_->setProject(view_ != nullptr ? workspace_->name() : QString());
    statusLeft_->setText(view_ != nullptr ? view_->statusLeft() : tr("Drop a dataset or a project anywhere"));
    statusRight_->setText(view_ != nullptr ? view_->statusRight() : tr("DataLever %1").arg(version_));
    setWindowTitle(view_ != nullptr ? workspace_->name() + " – DataLever" : QString("DataLever"));
}

core::RunId MainWindow::activeRun() const
{
    return view_ != nullptr && !view_->jobList().lines().empty() ? view_->jobList().lines().front().run : core::RunId{};
}

} // namespace ui
