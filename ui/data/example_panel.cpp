// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/example_panel.h"

#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/panes.h"
#include "ui/data/action_bar.h"
#include "ui/data/first_batch.h"
#include "ui/data/length_plot.h"
#include "ui/models/column_chooser.h"
#include "ui/models/example_table.h"
#include "ui/models/facet_words.h"
#include "ui/models/project_sources.h"
#include "ui/session/read_only_words.h"
#include "ui/theme/number_text.h"

#include <QtCore/QDataStream>
#include <QtCore/QIODevice>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace ui {

using core::store::AnnotationKind;

namespace {

QString policyWords(core::protocol::OverlongPolicy policy)
{
    switch (policy) {
    case core::protocol::OverlongPolicy::Drop:
        return ExamplePanel::tr("left out");
    case core::protocol::OverlongPolicy::TruncatePrompt:
        return ExamplePanel::tr("their prompts cut");
    case core::protocol::OverlongPolicy::TruncateEnd:
        break;
    }
    return ExamplePanel::tr("cut at the end");
}

Measure lengthMeasure(const core::data::Columns& columns)
{
    return columns.tokens.empty() ? Measure::Characters : Measure::Tokens;
}

/// What the snapshot's token counts were made with.
LengthTerms termsOf(Workspace& workspace)
{
    LengthTerms terms;
    const auto& origin = workspace.columns()->origin;
    const auto counted = origin.tokens ? origin.tokens : origin.run;
    const auto* run = counted ? workspace.jobs().run(*counted) : nullptr;
    if (run == nullptr)
        return terms;
    if (const auto reading = readingOf(*run)) {
        terms.tokenizer = QString::fromStdString(reading->model.filename().string());
        terms.limit = reading->text.maximumTokens;
        terms.policy = policyWords(reading->text.overlong);
    }
    return terms;
}

} // namespace

ExamplePanel::ExamplePanel(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QFrame(parent)
    , theme_(theme)
    , workspace_(workspace)
    , plot_(new LengthPlot(theme, this))
    , countTokens_(new Button(theme, ButtonKind::Link, tr("Count tokens…"), this))
    , message_(new MessageLine(theme, MessageKind::Error, {}, this))
    , actions_(new ActionBar(theme, workspace, this))
    , table_(new ExampleTable(theme, workspace.selection(), projectTexts(workspace), projectSearch(workspace), this))
{
    setObjectName("example panel");
    setProperty("look", "panel");
    setUp();
    connectTable();
    connectPlot();
    connect(&workspace_, &Workspace::columnsChanged, this, &ExamplePanel::followColumns);
    connect(&workspace_, &Workspace::textsChanged, table_, &ExampleTable::forgetTexts);
    connect(&workspace_, &Workspace::failed, this, &ExamplePanel::showMessage);
    connect(&workspace_, &Workspace::commandDone, message_, &QWidget::hide);
    connect(&workspace_.selection(), &SelectionState::filterChanged, this, &ExamplePanel::followFilter);
    followColumns();
}

void ExamplePanel::setUp()
{
    plot_->setFixedHeight(plotHeight);
    markPane(*plot_, Pane::Plot);
    markPane(*table_, Pane::Table);
    countTokens_->setObjectName("count tokens");
    message_->setObjectName("data message");
    message_->setDismissable();
    message_->hide();
    table_->setObjectName("examples");
    auto* line = new QFrame(this);
    line->setFixedHeight(1);
    line->setProperty("look", "line");
    auto* rest = new QVBoxLayout;
    rest->setContentsMargins(10, 0, 0, 0);
    rest->setSpacing(0);
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(0, 0, 12, 0);
    bar->addWidget(actions_);
    rest->addLayout(bar);
    rest->addWidget(table_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(plot_);
    auto* under = new QHBoxLayout;
    under->setContentsMargins(12, 0, 12, 2);
    under->addWidget(countTokens_);
    under->addStretch(1);
    layout->addLayout(under);
    layout->addWidget(line);
    layout->addWidget(message_);
    layout->addLayout(rest, 1);
}

ExampleTableView& ExamplePanel::view() const
{
    return table_->view();
}

void ExamplePanel::connectTable()
{
    connect(table_, &ExampleTable::answered, this, &ExamplePanel::onView);
    connect(table_, &ExampleTable::failed, this, [this](const QString& sentence) { showMessage(sentence, {}); });
    connect(table_, &ExampleTable::copied, this, &ExamplePanel::copied);
    connect(&view(), &ExampleTableView::inspectRequested, this, &ExamplePanel::inspectRequested);
    connect(&view(), &ExampleTableView::labelRequested, this,
        [this](const core::data::Selection& rows) { actions_->labelRows(rows); });
    connect(&view(), &ExampleTableView::excludeRequested, this, [this](const core::data::Selection& rows, bool excluded) {
        actions_->annotate(excluded ? AnnotationKind::Exclude : AnnotationKind::Include, rows);
    });
    connect(&view(), &ExampleTableView::pinRequested, this, [this](const core::data::Selection& rows, Pin pin) {
        actions_->annotate(pin == Pin::Hard ? AnnotationKind::PinHard
                : pin == Pin::Easy          ? AnnotationKind::PinEasy
                                            : AnnotationKind::Unpin,
            rows);
    });
    connect(&view(), &ExampleTableView::shownColumnsEdited, this, [this] { columnsByHand_ = true; });
    connect(actions_, &ActionBar::told, this, &ExamplePanel::told);
    connect(actions_, &ActionBar::columnsRequested, this, &ExamplePanel::chooseColumns);
}

void ExamplePanel::connectPlot()
{
    connect(plot_, &HistogramPlot::rangeSelected, this, [this](const std::optional<AxisRange>& range, bool finished) {
        if (finished)
            onRange(range ? std::optional(std::pair(range->low, range->high)) : std::nullopt);
    });
    connect(countTokens_, &Button::clicked, this, &ExamplePanel::countTokensRequested);
}

void ExamplePanel::focusSearch()
{
    actions_->focusSearch();
}

void ExamplePanel::copyTableCommand()
{
    actions_->copyTableCommand();
}

void ExamplePanel::copyLastCommand()
{
    actions_->copyLastCommand();
}

void ExamplePanel::selectAllShown()
{
    view().selectAll();
}

void ExamplePanel::showMessage(const QString& sentence, const QString& wayOut)
{
    message_->setMessage(MessageKind::Error, wayOut.isEmpty() ? sentence : sentence + ". " + wayOut);
    message_->show();
}

void ExamplePanel::followColumns()
{
    const auto& columns = workspace_.columns();
    if (!columns)
        order_ = nullptr;
    table_->setSnapshot(columns);
    showUsualColumns();
    showLengths();
}

void ExamplePanel::showUsualColumns()
{
    if (columnsByHand_)
        return;
    using Column = ExampleColumn;
    std::vector<Column> shown{ Column::Row, Column::Source, Column::Prompt, Column::Response, Column::PromptLength,
        Column::ResponseLength };
    const auto& columns = workspace_.columns();
    const bool judged = columns
        && (!columns->cluster.empty()
            || std::any_of(columns->marks.begin(), columns->marks.end(), [](std::uint8_t marks) { return marks != 0; }));
    if (judged)
        shown.insert(shown.begin() + 1, Column::Cluster);
    if (shown != view().shownColumns())
        view().setShownColumns(shown);
}

QByteArray ExamplePanel::saveLayout() const
{
    QByteArray layout;
    QDataStream stream(&layout, QIODevice::WriteOnly);
    stream << columnsByHand_ << view().saveLayout();
    return layout;
}

void ExamplePanel::restoreLayout(const QByteArray& layout)
{
    QDataStream stream(layout);
    bool byHand = false;
    QByteArray table;
    stream >> byHand >> table;
    if (stream.status() != QDataStream::Ok || !view().restoreLayout(table))
        return;
    columnsByHand_ = byHand;
    showUsualColumns();
}

void ExamplePanel::onView(const ViewResult& result)
{
    order_ = result.order;
    actions_->setView(result);
    showLengths();
    Q_EMIT viewed(result);
}

void ExamplePanel::showEvent(QShowEvent* event)
{
    QFrame::showEvent(event);
    if (lengthsStale_)
        showLengths();
}

void ExamplePanel::showLengths()
{
    lengthsStale_ = !isVisible();
    if (lengthsStale_)
        return;
    const auto& columns = workspace_.columns();
    countTokens_->setVisible(columns && columns->tokens.empty());
    countTokens_->setEnabled(!workspace_.readOnly());
    countTokens_->setToolTip(readOnlyWords(workspace_));
    if (!columns) {
        plot_->setRows(nullptr, nullptr, {});
        return;
    }
    LengthTerms terms = termsOf(workspace_);
    terms.shownName = shownName();
    const bool all = !order_ || workspace_.selection().filter().empty();
    plot_->setRows(columns, all ? nullptr : LengthPlot::Rows(order_, &order_->rows), terms);
}

/// "math" for a filter of one facet value alone.
QString ExamplePanel::shownName() const
{
    const ExampleFilter& filter = workspace_.selection().filter();
    const auto& facets = filter.rows.facets;
    if (facets.size() == 1 && facets.front().values.size() == 1) {
        ExampleFilter rest = filter;
        rest.rows.facets.clear();
        if (rest.empty())
            return facetValueName(*workspace_.columns(), facets.front().facet, facets.front().values.front());
    }
    return tr("shown");
}

void ExamplePanel::onRange(std::optional<std::pair<double, double>> range)
{
    const auto& columns = workspace_.columns();
    if (!columns)
        return;
    const Measure measure = lengthMeasure(*columns);
    ExampleFilter filter = workspace_.selection().filter();
    filter.setNumber(measure, {});
    if (range) {
        const auto& edges = plot_->histogram().edges;
        const bool last = !edges.empty() && range->second >= edges.back();
        const std::string least = std::to_string(std::llround(range->first));
        const std::string most = std::to_string(std::llround(range->second) - 1); // lengths are whole
        filter.setNumber(measure, last ? ">= " + least : least + ".." + most);
    }
    selectingRange_ = true;
    workspace_.selection().setFilter(filter);
    selectingRange_ = false;
}

/// A chip may have taken the plot's filter away.
void ExamplePanel::followFilter()
{
    const auto& columns = workspace_.columns();
    if (!selectingRange_ && columns && workspace_.selection().filter().number(lengthMeasure(*columns)).empty())
        plot_->setSelectedRange({});
}

void ExamplePanel::chooseColumns(QPoint place)
{
    auto* chooser = new ColumnChooser(view().shownColumns(), workspace_.columns(), this);
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    connect(chooser, &ColumnChooser::edited, this, [this](const std::vector<ExampleColumn>& columns) {
        columnsByHand_ = true;
        view().setShownColumns(columns);
    });
    chooser->popUp(place);
}

} // namespace ui
