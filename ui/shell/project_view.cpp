// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/project_view.h"

#include "ui/controls/message_line.h"
#include "ui/curate/curate_page.h"
#include "ui/data/data_page.h"
#include "ui/evaluate/evaluate_page.h"
#include "ui/finetune/finetune_page.h"
#include "ui/inspector/inspector.h"
#include "ui/models/example_view.h"
#include "ui/proxy/proxy_page.h"
#include "ui/runs/run_words.h"
#include "ui/session/read_only_words.h"
#include "ui/session/undo_words.h"
#include "ui/shell/job_list.h"
#include "ui/shell/jobs_strip.h"
#include "ui/shell/log_view.h"
#include "ui/shell/navigation_rail.h"
#include "ui/shell/page_actions.h"
#include "ui/theme/number_text.h"
#include "ui/trajectories/trajectories_page.h"

#include <QtCore/QDataStream>
#include <QtCore/QIODevice>
#include <QtGui/QResizeEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <initializer_list>

namespace ui {

namespace {

constexpr int inspectorWidth = 285;
constexpr int foldInspectorBelow = 1200;
constexpr int compactRailBelow = 1000;
constexpr int messageTime = 8000; // milliseconds

} // namespace

QStringList ProjectView::pageTitles()
{
    return { tr("Data"), tr("Proxy"), tr("Trajectories"), tr("Curate"), tr("Fine-tune"), tr("Evaluate") };
}

ProjectView::ProjectView(const Theme& theme, Workspace& workspace, const AskFile& askFile, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
{
    setObjectName("projectView");
    const QStringList titles = pageTitles();
    rail_ = new NavigationRail(theme_,
        { { "data", "database", titles[0] }, { "proxy", "activity", titles[1] }, { "trajectories", "chart-line", titles[2] },
            { "curate", "adjustments", titles[3] }, { "finetune", "grid-dots", titles[4] },
            { "evaluate", "scale", titles[5] } },
        this);
    makePages(askFile);
    makeStrip();
    readOnly_ = new MessageLine(theme_, MessageKind::Warning, readOnlyWords(workspace_), this);
    readOnly_->setObjectName("readOnlyMessage");
    readOnly_->setVisible(workspace_.readOnly());
    forget_.setObjectName("forgetMessage");
    forget_.setSingleShot(true);
    forget_.setInterval(messageTime);
    connect(&forget_, &QTimer::timeout, this, [this] { tell({}); });
    auto* columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addWidget(rail_);
    columns->addWidget(splitter_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(readOnly_);
    layout->addLayout(columns, 1);
    layout->addWidget(strip_);
    wirePages();
    wireExperiments();
    wireStrip();
    pageActions_ = new PageActions(
        *stack_, [this](int page) { showPage(static_cast<PageName>(page)); }, this);
    showPage(PageName::Data);
    markPages();
}

ProjectView::~ProjectView()
{
    inspector_->flush(); // a note that is being typed
}

void ProjectView::makePages(const AskFile& askFile)
{
    // from the outside in: a page that is given a parent when it is whole is styled whole once more
    splitter_ = new QSplitter(this);
    stack_ = new QStackedWidget(splitter_);
    data_ = new DataPage(theme_, workspace_, stack_);
    proxy_ = new ProxyPage(theme_, workspace_, askFile, stack_);
    trajectories_ = new TrajectoriesPage(theme_, workspace_, stack_);
    curate_ = new CuratePage(theme_, workspace_, stack_);
    finetune_ = new FinetunePage(theme_, workspace_, askFile, stack_);
    evaluate_ = new EvaluatePage(theme_, workspace_, askFile, stack_);
    inspector_ = new Inspector(theme_, workspace_, splitter_);
    data_->setAskFile(askFile);
    trajectories_->setAskFile(askFile);
    curate_->setAskFile(askFile);
    for (QWidget* page : std::initializer_list<QWidget*>{ data_, proxy_, trajectories_, curate_, finetune_, evaluate_ })
        stack_->addWidget(page);
    splitter_->setObjectName("inspectorSplitter");
    splitter_->setHandleWidth(1);
    splitter_->addWidget(stack_);
    splitter_->addWidget(inspector_);
    splitter_->setStretchFactor(0, 1);
    splitter_->setStretchFactor(1, 0);
    splitter_->setCollapsible(0, false);
    splitter_->setSizes({ 10000, inspectorWidth });
}

void ProjectView::makeStrip()
{
    strip_ = new JobsStrip(theme_, this);
    jobList_ = new JobList(workspace_.jobs(), this);
    strip_->setJobs(jobList_->lines(), tr("Nothing running."));
}

void ProjectView::wirePages()
{
    connect(rail_, &NavigationRail::chosen, this, [this](int index) { showPage(static_cast<PageName>(index)); });
    connect(rail_, &NavigationRail::actionsRequested, this, &ProjectView::actionsRequested);
    const auto setUpProxy = [this] {
        showPage(PageName::Proxy);
        proxy_->setUpProxy();
    };
    connect(data_, &DataPage::proxyRequested, this, setUpProxy);
    connect(proxy_, &ProxyPage::trajectoriesRequested, this, [this] { showPage(PageName::Trajectories); });
    connect(proxy_, &ProxyPage::importRequested, this, &ProjectView::importDataset);
    connect(trajectories_, &TrajectoriesPage::proxyRequested, this, setUpProxy);
    connect(trajectories_, &TrajectoriesPage::recipeRequested, this, [this] {
        showPage(PageName::Curate);
        curate_->offerHard();
    });
    connect(inspector_, &Inspector::proxyRequested, this, setUpProxy);
    connect(data_, &DataPage::orderChanged, inspector_, &Inspector::setOrder);
    connect(data_, &DataPage::orderChanged, this, [this](const std::shared_ptr<const VisibleOrder>& order) {
        dataOrder_ = order;
        Q_EMIT statusChanged();
    });
    connect(curate_, &CuratePage::importRequested, this, &ProjectView::importDataset);
    connect(curate_, &CuratePage::trajectoriesRequested, this, [this] { showPage(PageName::Trajectories); });
    connect(curate_, &CuratePage::selectionRequested, this, [this] { showPage(PageName::Data); });
    connect(curate_, &CuratePage::saved, this, &ProjectView::markPages);
    connect(curate_, &CuratePage::logged, this, [this](const QString& sentence) {
        tell(sentence);
        log(sentence);
    });
    connect(curate_, &CuratePage::statusText, this, [this](const QString& text) {
        recipeStatus_ = text;
        Q_EMIT statusChanged();
    });
    const auto inspect = [this](std::uint32_t row) {
        workspace_.selection().setCurrentRow(row);
        setInspectorShown(true);
    };
    connect(data_, &DataPage::inspectRequested, this, inspect);
    connect(trajectories_, &TrajectoriesPage::inspectRequested, this, inspect);
    connect(data_, &DataPage::statusText, this, &ProjectView::tell);
    connect(proxy_, &ProxyPage::statusText, this, &ProjectView::tell);
    connect(trajectories_, &TrajectoriesPage::statusText, this, [this](const QString& text) {
        shownStatus_ = text;
        Q_EMIT statusChanged();
    });
    connect(data_, &DataPage::logged, this, &ProjectView::log);
    connect(proxy_, &ProxyPage::logged, this, &ProjectView::log);
    connect(trajectories_, &TrajectoriesPage::logged, this, &ProjectView::log);
    for (const auto signal : { &Workspace::columnsChanged, &Workspace::listsChanged, &Workspace::loadingChanged }) {
        connect(&workspace_, signal, this, &ProjectView::markPages);
        connect(&workspace_, signal, this, &ProjectView::statusChanged);
    }
    connect(&workspace_.selection(), &SelectionState::selectionChanged, this, [this] {
        if (workspace_.selection().selectedCount() > 0)
            told_.clear(); // a person goes on
        Q_EMIT statusChanged();
    });
    connect(&workspace_.selection(), &SelectionState::currentRowChanged, this, &ProjectView::fold);
    connect(&workspace_, &Workspace::failed, this, [this](const QString& sentence, const QString& wayOut) {
        log(wayOut.isEmpty() ? sentence : sentence + " " + wayOut);
    });
}

void ProjectView::wireExperiments()
{
    connect(finetune_, &FinetunePage::importRequested, this, &ProjectView::importDataset);
    connect(finetune_, &FinetunePage::curateRequested, this, [this] { showPage(PageName::Trajectories); });
    connect(finetune_, &FinetunePage::statusText, this, &ProjectView::tell);
    connect(finetune_, &FinetunePage::logged, this, &ProjectView::log);
    connect(finetune_, &FinetunePage::resultsRequested, this, [this](core::RunId experiment) {
        showPage(PageName::Evaluate);
        evaluate_->showExperiment(experiment);
    });
    connect(evaluate_, &EvaluatePage::experimentRequested, this, [this] {
        showPage(PageName::Finetune);
        finetune_->setUpExperiment();
    });
    connect(evaluate_, &EvaluatePage::statusText, this, [this](const QString& text) {
        evaluated_ = text;
        Q_EMIT statusChanged();
    });
    connect(evaluate_, &EvaluatePage::done, this, &ProjectView::tell);
    connect(evaluate_, &EvaluatePage::logged, this, &ProjectView::log);
}

void ProjectView::wireStrip()
{
    JobsDoor& jobs = workspace_.jobs();
    connect(jobList_, &JobList::changed, this, [this] {
        strip_->setJobs(jobList_->lines(), jobList_->idle());
        markPages();
    });
    connect(strip_, &JobsStrip::pauseRequested, &jobs, [&jobs](core::RunId run) { jobs.pauseRun(run); });
    connect(strip_, &JobsStrip::resumeRequested, &jobs, [&jobs](core::RunId run) { jobs.resumeRun(run); });
    connect(strip_, &JobsStrip::checkpointRequested, &jobs, [&jobs](core::RunId run) { jobs.checkpointRun(run); });
    connect(strip_, &JobsStrip::stopRequested, this, &ProjectView::stopRequested);
    connect(strip_, &JobsStrip::openedChanged, this, &ProjectView::jobsOpenedChanged);
    connect(&jobs, &JobsDoor::runStateChanged, this, [this](core::RunId run, core::store::RunState) {
        if (const auto* record = workspace_.jobs().run(run))
            log(jobName(*record) + ": " + QString::fromUtf8(core::store::name(record->state).data())
                + (record->note.empty() ? QString() : ". " + QString::fromStdString(record->note)));
    });
    const auto warn = [this](core::RunId, const QString& sentence) { log(sentence); };
    connect(&jobs, &JobsDoor::runWarned, this, warn);
    connect(&jobs, &JobsDoor::workerDied, this, warn);
    connect(&jobs, &JobsDoor::troubled, this, warn);
    connect(&jobs, &JobsDoor::requestAnswered, this, [this](const core::jobs::RequestAnswered& answer) {
        if (answer.failure)
            log(QString::fromStdString(answer.failure->message()) + " " + QString::fromStdString(answer.failure->hint()));
    });
}

/// Empty: what was told is over.
void ProjectView::tell(const QString& sentence)
{
    told_ = sentence;
    sentence.isEmpty() ? forget_.stop() : forget_.start();
    Q_EMIT statusChanged();
}

void ProjectView::log(const QString& sentence)
{
    strip_->log().append(sentence);
}

void ProjectView::showPage(PageName page)
{
    rail_->setCurrent(static_cast<int>(page));
    stack_->setCurrentIndex(static_cast<int>(page));
    fold();
    tell({});
    Q_EMIT pageChanged(page);
}

PageName ProjectView::page() const
{
    return static_cast<PageName>(stack_->currentIndex());
}

void ProjectView::markPages()
{
    const bool rows = !workspace_.datasets().empty();
    const auto* run = workspace_.runRecord();
    const auto working = [this](bool experiment) {
        return std::ranges::any_of(workspace_.runs(), [experiment](const core::store::RunRecord& record) {
            return isActive(record.state) && (record.kind == "experiment") == experiment;
        });
    };
    const bool active = working(false);
    const bool experiments = std::ranges::any_of(
        workspace_.runs(), [](const core::store::RunRecord& record) { return record.kind == "experiment"; });
    const auto& columns = workspace_.columns();
    rail_->setState(0, rows ? PageState::Ready : PageState::Empty);
    rail_->setState(1, active ? PageState::Running : run != nullptr ? PageState::Ready : PageState::Empty);
    const bool losses = columns && columns->points() > 0;
    rail_->setState(2, !losses ? PageState::Empty : active ? PageState::Running : PageState::Ready);
    rail_->setState(3, workspace_.curations().empty() ? PageState::Empty : PageState::Ready);
    rail_->setState(4, working(true) ? PageState::Running : experiments ? PageState::Ready : PageState::Empty);
    rail_->setState(5, working(true) ? PageState::Running : experiments ? PageState::Ready : PageState::Empty);
}

void ProjectView::setInspectorShown(bool shown)
{
    inspectorWanted_ = shown;
    fold();
    Q_EMIT inspectorShownChanged(shown);
}

/// The inspector stands beside Data and Trajectories when a row is chosen; a narrow window shows it only when asked for.
void ProjectView::fold()
{
    const bool ofRows = page() == PageName::Data || page() == PageName::Trajectories;
    const bool belongs = ofRows && workspace_.selection().currentRow().has_value();
    const bool room = width() >= foldInspectorBelow;
    inspector_->setVisible(inspectorWanted_ && belongs && (room || inspector_->isVisible()));
    rail_->setCompact(width() < compactRailBelow);
}

void ProjectView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() < foldInspectorBelow && event->oldSize().width() >= foldInspectorBelow)
        inspector_->hide();
    fold();
}

void ProjectView::setJobsOpened(bool opened)
{
    strip_->setOpened(opened);
}

void ProjectView::importFile(const QString& file)
{
    showPage(PageName::Data);
    data_->importFile(file);
}

void ProjectView::importDataset()
{
    showPage(PageName::Data);
    data_->importDataset();
}

std::vector<PaletteEntry> ProjectView::pageEntries() const
{
    return pageActions_->entries(pageTitles());
}

void ProjectView::selectAllShown()
{
    if (page() == PageName::Trajectories)
        trajectories_->selectAllShown();
    else
        data_->selectAllShown();
}

void ProjectView::copyTableCommand()
{
    showPage(PageName::Data);
    data_->copyTableCommand();
}

void ProjectView::copyLastCommand()
{
    data_->copyLastCommand();
}

QByteArray ProjectView::saveLayout() const
{
    QByteArray layout;
    QDataStream stream(&layout, QIODevice::WriteOnly);
    stream << splitter_->saveState() << inspectorWanted_ << strip_->isOpened() << stack_->currentIndex()
           << data_->saveLayout() << trajectories_->saveLayout() << proxy_->saveLayout() << curate_->saveLayout();
    return layout;
}

void ProjectView::restoreLayout(const QByteArray& layout)
{
    QDataStream stream(layout);
    QByteArray splitter;
    bool inspector = true;
    bool opened = false;
    int page = 0;
    stream >> splitter >> inspector >> opened >> page;
    if (stream.status() != QDataStream::Ok)
        return;
    inspectorWanted_ = inspector;
    splitter_->restoreState(splitter);
    strip_->setOpened(opened);
    if (page >= 0 && page < stack_->count())
        showPage(static_cast<PageName>(page));
    QByteArray dataLayout;
    QByteArray trajectoriesLayout;
    QByteArray proxyLayout;
    QByteArray curateLayout;
    stream >> dataLayout >> trajectoriesLayout >> proxyLayout
        >> curateLayout; // empty where an older version wrote the layout
    data_->restoreLayout(dataLayout);
    trajectories_->restoreLayout(trajectoriesLayout);
    proxy_->restoreLayout(proxyLayout);
    curate_->restoreLayout(curateLayout);
}

QString ProjectView::statusLeft() const
{
    if (!told_.isEmpty())
        return told_;
    if (page() == PageName::Trajectories && !shownStatus_.isEmpty())
        return shownStatus_;
    if (page() == PageName::Curate && !recipeStatus_.isEmpty())
        return recipeStatus_;
    if (page() == PageName::Evaluate && !evaluated_.isEmpty())
        return evaluated_;
    const auto& columns = workspace_.columns();
    if (!columns)
        return {};
    if (page() == PageName::Data && dataOrder_ && dataOrder_->places.size() == columns->rows()
        && dataOrder_->rows.size() < columns->rows())
        return tr("%1 of %2 rows shown")
            .arg(countText(static_cast<qint64>(dataOrder_->rows.size())), countText(static_cast<qint64>(columns->rows())));
    return rowsText(static_cast<qint64>(columns->rows()));
}

QString ProjectView::statusRight() const
{
    return workspace_.readOnly() ? tr("read-only: another process has this project open") : tr("all changes saved");
}

} // namespace ui
