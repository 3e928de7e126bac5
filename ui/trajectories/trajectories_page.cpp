// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trajectories/trajectories_page.h"

#include "ui/controls/message_line.h"
#include "ui/controls/panes.h"
#include "ui/controls/state_panel.h"
#include "ui/models/example_table.h"
#include "ui/models/project_sources.h"
#include "ui/theme/number_text.h"
#include "ui/trajectories/cluster_column.h"
#include "ui/trajectories/cluster_controls.h"
#include "ui/trajectories/cluster_flow.h"
#include "ui/trajectories/page_head.h"
#include "ui/trajectories/plots_panel.h"
#include "ui/trajectories/selection_bar.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace ui {

TrajectoriesPage::TrajectoriesPage(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , askFile_(desktopFileDialog())
    , flow_(new ClusterFlow(workspace, this))
    , head_(new TrajectoriesHead(theme, workspace, this))
    , stack_(new QStackedWidget(this))
    , state_(new StatePanel(theme, stack_))
{
    setObjectName(QStringLiteral("trajectoriesPage"));
    state_->setObjectName(QStringLiteral("trajectoriesState"));
    markPane(*state_, Pane::Plot);
    stack_->addWidget(state_);
    stack_->addWidget(makeBody());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(head_);
    layout->addWidget(stack_, 1);
    connectHead();
    connectFlow();
    connectTable();
    connectMessages();
    for (QComboBox* box : findChildren<QComboBox*>())
        box->installEventFilter(this);
    onColumns();
    onClusters();
}

TrajectoriesPage::~TrajectoriesPage() = default;

QWidget* TrajectoriesPage::makeBody()
{
    auto* body = new QWidget(stack_);
    column_ = new ClusterColumn(theme_, workspace_, *flow_, body);
    problem_ = new MessageLine(theme_, MessageKind::Error, {}, body);
    problem_->setObjectName(QStringLiteral("problem"));
    problem_->setDismissable();
    problem_->setVisible(false);
    stale_ = new MessageLine(theme_, MessageKind::Warning, {}, body);
    stale_->setObjectName(QStringLiteral("stale"));
    stale_->setVisible(false);
    plots_ = new PlotsPanel(theme_, workspace_.selection(), body);
    bar_ = new SelectionBar(theme_, workspace_, body);
    table_ = new ExampleTable(theme_, workspace_.selection(), projectTexts(workspace_), projectSearch(workspace_), body);
    table_->view().setShownColumns({ ExampleColumn::Row, ExampleColumn::Cluster, ExampleColumn::Source,
        ExampleColumn::Prompt, ExampleColumn::Trajectory, ExampleColumn::LastLoss, ExampleColumn::LearnedAt });
    table_->setSort({ Measure::LastLoss, false });
    markPane(*plots_, Pane::Plot);
    markPane(*table_, Pane::Table);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    for (QWidget* part : std::initializer_list<QWidget*>{ problem_, stale_ })
        right->addWidget(part);
    right->addWidget(plots_, 58);
    right->addWidget(bar_);
    auto* tableRow = new QHBoxLayout;
    tableRow->setContentsMargins(10, 0, 0, 0); // under the words of the bar above it
    tableRow->addWidget(table_);
    right->addLayout(tableRow, 42);
    auto* row = new QHBoxLayout(body);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    row->addWidget(column_);
    row->addLayout(right, 1);
    return body;
}

void TrajectoriesPage::connectHead()
{
    connect(head_, &TrajectoriesHead::recipeRequested, this, &TrajectoriesPage::recipeRequested);
    connect(head_, &TrajectoriesHead::exportRequested, this,
        [this] { openExport(workspace_.selection().selectedCount() > 0 ? 2 : 0); });
    connect(state_, &StatePanel::buttonClicked, this, &TrajectoriesPage::proxyRequested);
    connect(bar_, &SelectionBar::saveRequested, this, &TrajectoriesPage::askSelectionName);
    connect(column_, &ClusterColumn::nameRequested, this, &TrajectoriesPage::askClusteringName);
    connect(column_, &ClusterColumn::commandRequested, this, &TrajectoriesPage::copyCommand);
    connect(column_, &ClusterColumn::failed, this, &TrajectoriesPage::showProblem);
}

void TrajectoriesPage::connectFlow()
{
    connect(&workspace_, &Workspace::columnsChanged, this, &TrajectoriesPage::onColumns);
    connect(&workspace_, &Workspace::loadingChanged, this, &TrajectoriesPage::showState);
    connect(&workspace_, &Workspace::listsChanged, this, &TrajectoriesPage::showState);
    connect(&workspace_, &Workspace::textsChanged, table_, &ExampleTable::forgetTexts);
    connect(flow_, &ClusterFlow::clustersChanged, this, &TrajectoriesPage::onClusters);
    connect(flow_, &ClusterFlow::pictureChanged, this, [this] { plots_->setPicture(flow_->picture()); });
    connect(flow_, &ClusterFlow::failed, this, &TrajectoriesPage::showProblem);
    connect(plots_, &PlotsPanel::windowMoved, this, [this](std::size_t first, std::size_t last, bool finished) {
        column_->controls().moveWindow(first, last, finished);
    });
    connect(plots_, &PlotsPanel::rowChosen, this, &TrajectoriesPage::inspectRequested);
    connect(plots_, &PlotsPanel::exported, this,
        [this](const QString& file) { Q_EMIT logged(tr("Plot written to %1.").arg(file)); });
    connect(plots_, &PlotsPanel::exportFailed, this, [this](const QString& sentence) { showProblem(sentence, {}); });
}

void TrajectoriesPage::connectTable()
{
    using core::store::AnnotationKind;
    ExampleTableView& view = table_->view();
    connect(&view, &ExampleTableView::inspectRequested, this, &TrajectoriesPage::inspectRequested);
    connect(&view, &ExampleTableView::pinRequested, this, [this](const core::data::Selection& rows, Pin pin) {
        const auto kind = pin == Pin::Hard ? AnnotationKind::PinHard
            : pin == Pin::Easy             ? AnnotationKind::PinEasy
                                           : AnnotationKind::Unpin;
        annotate(kind, rows);
    });
    connect(&view, &ExampleTableView::excludeRequested, this, [this](const core::data::Selection& rows, bool excluded) {
        annotate(excluded ? AnnotationKind::Exclude : AnnotationKind::Include, rows);
    });
    connect(&view, &ExampleTableView::labelRequested, this, &TrajectoriesPage::labelRows);
    connect(table_, &ExampleTable::answered, this, [this](const ViewResult& result) {
        shown_ = static_cast<qint64>(result.order->rows.size());
        showStatus();
        Q_EMIT orderChanged(result.order);
    });
    connect(table_, &ExampleTable::failed, this, [this](const QString& sentence) { showProblem(sentence, {}); });
    connect(table_, &ExampleTable::copied, this,
        [this](int rows) { Q_EMIT logged(rows == 1 ? tr("1 row copied.") : tr("%1 rows copied.").arg(countText(rows))); });
    connect(&workspace_.selection(), &SelectionState::selectionChanged, this, &TrajectoriesPage::showStatus);
}

void TrajectoriesPage::connectMessages()
{
    Button* update = stale_->addAction(tr("Update"), ButtonKind::Outlined);
    update->setObjectName(QStringLiteral("updateClustering"));
    connect(update, &QPushButton::clicked, this, [this] { flow_->settle(column_->controls().choice()); });
    connect(problem_, &MessageLine::dismissed, problem_, &QWidget::hide);
}

void TrajectoriesPage::keyPressEvent(QKeyEvent* event)
{
    const auto* editor = qobject_cast<QLineEdit*>(focusWidget());
    const bool editing = editor != nullptr && editor->hasFocus() && editor->isUndoAvailable();
    if (event->key() != Qt::Key_Escape || editing || workspace_.selection().selectedCount() == 0)
        return QWidget::keyPressEvent(event);
    workspace_.selection().clearSelection(); // the brushes go with it
}

bool TrajectoriesPage::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress || static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape)
        return QWidget::eventFilter(watched, event);
    keyPressEvent(static_cast<QKeyEvent*>(event));
    return true;
}

void TrajectoriesPage::selectAllShown()
{
    table_->view().selectAll();
}

/// While a control moves the table keeps its order; it is sorted anew when the result is stored.
void TrajectoriesPage::onColumns()
{
    const auto& columns = workspace_.columns();
    const auto& clusters = flow_->clusters();
    const bool preview = clusters && clusters->preview && columns && columns->cluster.sharesWith(clusters->columns->cluster);
    if (preview)
        table_->preview(columns);
    if (!preview || table_->model().snapshot() == nullptr)
        table_->setSnapshot(columns);
    if (columns && flow_->picture() && flow_->picture()->columns->rows() == columns->rows())
        plots_->setMarks(columns);
    showState();
    showStale();
    showStatus();
}

QByteArray TrajectoriesPage::saveLayout() const
{
    return table_->view().saveLayout();
}

void TrajectoriesPage::restoreLayout(const QByteArray& layout)
{
    table_->view().restoreLayout(layout);
}

void TrajectoriesPage::onClusters()
{
    if (const auto& clusters = flow_->clusters(); clusters && !clusters->preview)
        problem_->setVisible(false);
    showStale();
    showStatus();
}

void TrajectoriesPage::showState()
{
    const auto& columns = workspace_.columns();
    const bool losses = columns && columns->points() > 0;
    stack_->setCurrentIndex(losses ? 1 : 0);
    if (losses)
        return;
    if (workspace_.loading())
        state_->showLoading(tr("Reading trajectories"));
    else if (workspace_.runRecord() != nullptr)
        state_->showEmpty(QStringLiteral("chart-line"), tr("No recording point yet."),
            tr("The first one comes with step 0, when all examples are scored."), tr("See the proxy"));
    else if (const auto* dataset = workspace_.datasetRecord())
        state_->showEmpty(QStringLiteral("chart-line"), tr("No run on %1 yet.").arg(QString::fromStdString(dataset->name)),
            workspace_.runs().empty() ? tr("A proxy records trajectories.")
                                      : tr("A proxy records trajectories. Runs on other datasets are in the list above."),
            tr("Set up a proxy"));
    else
        state_->showEmpty(
            QStringLiteral("chart-line"), tr("No trajectories yet."), tr("A proxy records them."), tr("Set up a proxy"));
}

void TrajectoriesPage::showStale()
{
    const auto points = static_cast<int>(flow_->newPoints());
    const bool others = flow_->othersExcluded();
    stale_->setVisible(points > 0 || others);
    if (others)
        stale_->setMessage(
            MessageKind::Warning, tr("Rows were excluded, or included again, since this clustering was made."));
    else if (points > 0)
        stale_->setMessage(MessageKind::Warning,
            points == 1 ? tr("One new recording point since this clustering was made.")
                        : tr("%1 new recording points since this clustering was made.").arg(points));
}

void TrajectoriesPage::showStatus()
{
    const auto& columns = workspace_.columns();
    if (!columns || columns->points() == 0) { // no table: what it showed was another dataset's
        Q_EMIT statusText({});
        return;
    }
    QStringList parts{ tr("%1 shown").arg(countText(shown_)),
        tr("%1 selected").arg(countText(static_cast<qint64>(workspace_.selection().selectedCount()))),
        tr("%1 in all").arg(countText(static_cast<qint64>(columns->rows()))) };
    if (const auto& clusters = flow_->clusters(); clusters && clusters->milliseconds > 0)
        parts << (clusters->preview ? tr("preview in %1\u202Fms") : tr("clusters in %1\u202Fms"))
                     .arg(numberText(clusters->milliseconds, 0));
    Q_EMIT statusText(parts.join(QStringLiteral("  ·  ")));
}

void TrajectoriesPage::showProblem(const QString& sentence, const QString& wayOut)
{
    QString text = sentence;
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    problem_->setMessage(MessageKind::Error, wayOut.isEmpty() ? text : text + QStringLiteral(". ") + wayOut);
    problem_->setVisible(true);
    Q_EMIT logged(text);
}

} // namespace ui
