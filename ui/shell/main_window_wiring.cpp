// SPDX-License-Identifier: GPL-3.0-or-later
// What the window's menus and the welcome page do.
#include "ui/shell/main_window.h"

#include "ui/controls/button.h"
#include "ui/controls/panes.h"
#include "ui/controls/text_label.h"
#include "ui/shell/about_dialog.h"
#include "ui/shell/job_list.h"
#include "ui/shell/preferences_dialog.h"
#include "ui/shell/project_view.h"
#include "ui/shell/welcome_page.h"

#include "core/jobs/sample_record.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtCore/QUrl>
#include <QtGui/QAction>
#include <QtGui/QActionGroup>
#include <QtGui/QDropEvent>
#include <QtGui/QPalette>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QStyle>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <iterator>

namespace ui {

namespace {

constexpr char projectEnding[] = "datalever";

bool isProject(const QString& file)
{
    return QFileInfo(file).suffix() == projectEnding;
}

/// Two projects may have the same name.
QString recentWords(const QString& project)
{
    const QFileInfo file(project);
    QString folder = file.absolutePath();
    if (folder.startsWith(QDir::homePath()))
        folder.replace(0, QDir::homePath().size(), "~");
    return MainWindow::tr("%1, in %2").arg(file.completeBaseName(), folder).replace("&", "&&");
}

} // namespace

void MainWindow::wireFile()
{
    connect(actions_.newProject, &QAction::triggered, this, &MainWindow::askForNewProject);
    connect(actions_.openProject, &QAction::triggered, this, &MainWindow::askForProject);
    connect(actions_.importDataset, &QAction::triggered, this, &MainWindow::askForDataset);
    connect(actions_.closeProject, &QAction::triggered, this, &MainWindow::closeProject);
    connect(actions_.quit, &QAction::triggered, this, &QWidget::close);
    connect(welcome_, &WelcomePage::newProjectRequested, this, &MainWindow::askForNewProject);
    connect(welcome_, &WelcomePage::openRequested, this, &MainWindow::askForProject);
    connect(welcome_, &WelcomePage::datasetRequested, this, &MainWindow::askForDataset);
    connect(welcome_, &WelcomePage::sampleRequested, this, &MainWindow::openSample);
    connect(welcome_, &WelcomePage::recentRequested, this, &MainWindow::openProject);
    connect(welcome_, &WelcomePage::forgetRequested, this, [this](const QString& path) {
        settings_.forget(path);
        refreshRecent();
    });
}

void MainWindow::wireEdit()
{
    connect(actions_.undo, &QAction::triggered, this, [this] { workspace_->undo(); });
    connect(actions_.redo, &QAction::triggered, this, [this] { workspace_->redo(); });
    connect(actions_.selectAll, &QAction::triggered, this, [this] { view_->selectAllShown(); });
    connect(actions_.clearSelection, &QAction::triggered, this, [this] { workspace_->selection().clearSelection(); });
    connect(actions_.copyTable, &QAction::triggered, this, [this] { view_->copyTableCommand(); });
    connect(actions_.copyLast, &QAction::triggered, this, [this] { view_->copyLastCommand(); });
    connect(actions_.preferences, &QAction::triggered, this, &MainWindow::showPreferences);
}

void MainWindow::wireView()
{
    for (std::size_t i = 0; i < actions_.pages.size(); ++i)
        connect(actions_.pages[i], &QAction::triggered, this, [this, i] { view_->showPage(static_cast<PageName>(i)); });
    actions_.inspector->setChecked(true);
    connect(actions_.inspector, &QAction::triggered, this, [this](bool on) { view_->setInspectorShown(on); });
    connect(actions_.jobs, &QAction::triggered, this, [this](bool on) { view_->setJobsOpened(on); });
    connect(actions_.nextPane, &QAction::triggered, this, [this] { goToPane(*view_, 1); });
    connect(actions_.previousPane, &QAction::triggered, this, [this] { goToPane(*view_, -1); });
    const auto schemes = actions_.scheme->actions();
    schemes[static_cast<int>(settings_.scheme())]->setChecked(true);
    connect(actions_.scheme, &QActionGroup::triggered, this, [this](QAction* action) {
        settings_.setScheme(static_cast<SchemeChoice>(actions_.scheme->actions().indexOf(action)));
        followScheme();
    });
    connect(actions_.fullScreen, &QAction::triggered, this, [this](bool on) { on ? showFullScreen() : showNormal(); });
    connect(actions_.palette, &QAction::triggered, this, &MainWindow::showPalette);
    connect(actions_.about, &QAction::triggered, this, [this] {
        auto* dialog = new AboutDialog(theme_, version_, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    followScheme();
}

void MainWindow::wireRun()
{
    connect(actions_.pauseRun, &QAction::triggered, this, [this] { workspace_->jobs().pauseRun(activeRun()); });
    connect(actions_.resumeRun, &QAction::triggered, this, [this] { workspace_->jobs().resumeRun(activeRun()); });
    connect(actions_.checkpointRun, &QAction::triggered, this, [this] { workspace_->jobs().checkpointRun(activeRun()); });
    connect(actions_.stopRun, &QAction::triggered, this, [this] { askStop(activeRun()); });
}

void MainWindow::followScheme()
{
    const SchemeChoice choice = settings_.scheme();
    const bool systemDark = QApplication::style()->standardPalette().color(QPalette::Window).lightness() < 128;
    theme_.setScheme(choice == SchemeChoice::Dark || (choice == SchemeChoice::System && systemDark) ? ColourScheme::Dark
                                                                                                    : ColourScheme::Light);
    actions_.scheme->actions()[static_cast<int>(choice)]->setChecked(true);
}

void MainWindow::askForProject()
{
    FileRequest request{ FileRequest::Kind::OpenFile, tr("Open a project"), settings_.folderFor("project"), {},
        { tr("DataLever projects (*.datalever)"), tr("All files (*)") }, {} };
    askFile_(this, request, [this](const QString& file) {
        settings_.setFolderFor("project", QFileInfo(file).absolutePath());
        openProject(file);
    });
}

void MainWindow::askForNewProject()
{
    FileRequest request{ FileRequest::Kind::SaveFile, tr("Make a project"), settings_.folderFor("project"),
        "curation.datalever", { tr("DataLever projects (*.datalever)") }, projectEnding };
    askFile_(this, request, [this](const QString& file) {
        settings_.setFolderFor("project", QFileInfo(file).absolutePath());
        newProject(file);
    });
}

void MainWindow::askForDataset()
{
    if (view_ != nullptr) {
        view_->importDataset();
        return;
    }
    FileRequest request{ FileRequest::Kind::OpenFile, tr("Choose a dataset"), settings_.folderFor("dataset"), {},
        { tr("Datasets (*.jsonl *.ndjson *.json *.csv *.tsv)"), tr("All files (*)") }, {} };
    askFile_(this, request, [this](const QString& file) { takeFile(file); });
}

/// Without an open project a dataset makes one beside it, named after it.
void MainWindow::takeFile(const QString& file)
{
    if (isProject(file)) {
        openProject(file);
        return;
    }
    settings_.setFolderFor("dataset", QFileInfo(file).absolutePath());
    if (view_ != nullptr) {
        view_->importFile(file);
        return;
    }
    const QFileInfo dataset(file);
    FileRequest request{ FileRequest::Kind::SaveFile, tr("Where should the project be kept?"),
        settings_.folderFor("project"), dataset.completeBaseName() + "." + projectEnding,
        { tr("DataLever projects (*.datalever)") }, projectEnding };
    askFile_(this, request, [this, file](const QString& project) {
        afterOpening_ = file;
        newProject(project);
    });
}

/// The user's copy of the recorded sample, made at the first time.
void MainWindow::openSample()
{
    auto* background = new Background(this);
    background->run(
        this, [] { return core::jobs::openableSample(); },
        [this, background](const std::filesystem::path& project) {
            background->deleteLater();
            openProject(QString::fromStdString(project.string()));
        },
        [this, background](const core::Error& error) {
            background->deleteLater();
            onOpenFailed(error);
        });
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().first().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const QString file = event->mimeData()->urls().value(0).toLocalFile();
    if (file.isEmpty())
        return;
    event->acceptProposedAction();
    takeFile(file);
}

/// Says what is kept before a run is stopped.
void MainWindow::askStop(core::RunId run)
{
    const auto* record = workspace_->jobs().run(run);
    if (record == nullptr)
        return;
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setObjectName("stopDialog");
    dialog->setWindowTitle(tr("Stop %1").arg(jobName(*record)));
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(12);
    auto* words
        = new TextLabel(tr("A checkpoint is written and every recording point so far is kept. The run can be resumed "
                           "later from where it stopped, with the same bits."));
    words->setWordWrap(true);
    words->setMinimumWidth(380);
    layout->addWidget(new TextLabel(tr("Stop %1?").arg(jobName(*record)), TextKind::Title));
    layout->addWidget(words);
    auto* row = new QHBoxLayout;
    row->addStretch();
    auto* keep = new Button(theme_, ButtonKind::Outlined, tr("Let it run"));
    auto* stop = new Button(theme_, ButtonKind::Destructive, tr("Stop"), "player-stop");
    stop->setObjectName("confirmStop");
    connect(keep, &Button::clicked, dialog, &QDialog::reject);
    connect(stop, &Button::clicked, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, this, [this, run] {
        if (workspace_)
            workspace_->jobs().stopRun(run);
    });
    row->addWidget(keep);
    row->addWidget(stop);
    layout->addLayout(row);
    dialog->open();
}

void MainWindow::showPreferences()
{
    auto* dialog = new PreferencesDialog(theme_, settings_, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PreferencesDialog::schemeChosen, this, &MainWindow::followScheme);
    connect(dialog, &QDialog::finished, this, &MainWindow::refreshRecent);
    dialog->open();
}

void MainWindow::showPalette()
{
    std::vector<PaletteEntry> entries = paletteEntries(*menuBar());
    if (view_ != nullptr)
        std::ranges::move(view_->pageEntries(), std::back_inserter(entries));
    auto* palette = new CommandPalette(std::move(entries), this);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->open();
}

void MainWindow::refreshRecent()
{
    std::vector<WelcomePage::Entry> entries;
    actions_.recent->clear();
    for (const RecentProject& project : settings_.recentProjects()) {
        const bool there = QFileInfo::exists(project.path);
        entries.push_back({ project, there });
        auto* action = actions_.recent->addAction(
            recentWords(project.path), this, [this, path = project.path] { openProject(path); });
        action->setEnabled(there);
        action->setToolTip(project.path);
    }
    actions_.recent->setEnabled(!entries.empty());
    welcome_->setRecent(entries);
    refreshStatus();
}

} // namespace ui
