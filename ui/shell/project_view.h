// SPDX-License-Identifier: GPL-3.0-or-later
// The window's content while a project is open: rail, pages, inspector, jobs strip. Wires the pages to each other, for they
// do not know each other.
#pragma once

#include "ui/controls/file_dialogs.h"
#include "ui/session/workspace.h"
#include "ui/shell/command_palette.h"
#include "ui/theme/theme.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QSplitter;
class QStackedWidget;

namespace ui {

class CuratePage;
class DataPage;
class EvaluatePage;
class FinetunePage;
class Inspector;
class JobList;
class JobsStrip;
class MessageLine;
class NavigationRail;
class PageActions;
class ProxyPage;
class TrajectoriesPage;
struct VisibleOrder;

enum class PageName { Data, Proxy, Trajectories, Curate, Finetune, Evaluate };

class ProjectView : public QWidget {
    Q_OBJECT

public:
    ProjectView(const Theme& theme, Workspace& workspace, const AskFile& askFile, QWidget* parent = nullptr);
    ~ProjectView() override;

    static QStringList pageTitles();
    void showPage(PageName page);
    PageName page() const;
    void setInspectorShown(bool shown);
    void setJobsOpened(bool opened);
    /// What the buttons of the pages do, for the list of actions; of those that can be pressed now.
    std::vector<PaletteEntry> pageEntries() const;
    JobList& jobList() { return *jobList_; }

    /// A dataset file that was chosen or dropped; shows the Data page.
    void importFile(const QString& file);
    void importDataset();
    void selectAllShown();
    void copyTableCommand(); ///< of the Data page
    void copyLastCommand();

    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& layout);

    /// Left and right texts of the status bar.
    QString statusLeft() const;
    QString statusRight() const;

Q_SIGNALS:
    void pageChanged(ui::PageName page);
    void statusChanged();
    void inspectorShownChanged(bool shown);
    void jobsOpenedChanged(bool opened);
    void actionsRequested();
    void stopRequested(core::RunId run);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makePages(const AskFile& askFile);
    void makeStrip();
    void wirePages();
    void wireExperiments();
    void wireStrip();
    void tell(const QString& sentence);
    void log(const QString& sentence);
    void markPages();
    void fold();

    const Theme& theme_;
    Workspace& workspace_;
    NavigationRail* rail_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    QSplitter* splitter_ = nullptr;
    DataPage* data_ = nullptr;
    ProxyPage* proxy_ = nullptr;
    TrajectoriesPage* trajectories_ = nullptr;
    CuratePage* curate_ = nullptr;
    FinetunePage* finetune_ = nullptr;
    EvaluatePage* evaluate_ = nullptr;
    Inspector* inspector_ = nullptr;
    MessageLine* readOnly_ = nullptr; ///< who holds the project, where it cannot be written
    JobsStrip* strip_ = nullptr;
    JobList* jobList_ = nullptr;
    bool inspectorWanted_ = true;
    std::shared_ptr<const VisibleOrder> dataOrder_; ///< what the Data page shows
    QString shownStatus_; ///< what the Trajectories page shows
    QString recipeStatus_; ///< and the Curate page
    QString evaluated_; ///< what the Evaluate page shows
    QString told_; ///< what was done just now; it goes with the next page or after a while
    PageActions* pageActions_ = nullptr;
    QTimer forget_{ this };
};

} // namespace ui
