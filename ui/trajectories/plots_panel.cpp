// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trajectories/plots_panel.h"

#include "ui/controls/segmented_choice.h"
#include "ui/plots/density_plot.h"
#include "ui/plots/histogram_plot.h"
#include "ui/plots/latest_task.h"
#include "ui/plots/map_plot.h"
#include "ui/theme/number_text.h"
#include "ui/trajectories/plot_contents.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedWidget>

#include <algorithm>

namespace ui {

namespace {

constexpr int leastHeight = 120;
constexpr int mostHeight = 360;
constexpr int toolsWidth = 104; ///< of a plot with three tools, and the switch's own margins

std::optional<std::size_t> wide(RowChoice row)
{
    return row ? std::optional<std::size_t>(*row) : std::nullopt;
}

RowChoice narrow(std::optional<std::size_t> row)
{
    return row ? RowChoice(static_cast<std::uint32_t>(*row)) : RowChoice();
}

} // namespace

PlotsPanel::PlotsPanel(const Theme& theme, SelectionState& state, QWidget* parent)
    : QWidget(parent)
    , state_(state)
    , trajectories_(new DensityPlot(theme, this))
    , right_(new QStackedWidget(this))
    , map_(new MapPlot(theme, right_))
    , learning_(new HistogramPlot(theme, right_))
    , view_(new SegmentedChoice(theme, { tr("Data map"), tr("Learning time") }, this))
    , brushTask_(std::make_unique<LatestTask<core::data::Selection>>(
          [this](core::data::Selection rows) { onBrushed(std::move(rows)); }))
{
    setMinimumHeight(leastHeight);
    setMaximumHeight(mostHeight);
    trajectories_->setObjectName(QStringLiteral("trajectoryPlot"));
    map_->setObjectName(QStringLiteral("dataMap"));
    learning_->setObjectName(QStringLiteral("learningTimes"));
    view_->setObjectName(QStringLiteral("rightPlot"));
    view_->setAccessibleName(tr("What the right plot shows"));
    right_->setMinimumWidth(view_->sizeHint().width() + toolsWidth);
    right_->addWidget(map_);
    right_->addWidget(learning_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    layout->addWidget(trajectories_, 58);
    layout->addWidget(right_, 42);
    connectPicture(*trajectories_);
    connectPicture(*map_);
    connectLearning();
    connectState();
    connect(trajectories_, &DensityPlot::windowChanged, this, &PlotsPanel::windowMoved);
    connect(view_, &SegmentedChoice::chosen, this, [this](int index) {
        right_->setCurrentIndex(index);
        if (picture_ && right_->currentWidget() == learning_)
            showLearning();
    });
    view_->raise();
}

PlotsPanel::~PlotsPanel() = default;

void PlotsPanel::connectPicture(PicturePlot& plot)
{
    connect(&plot, &PicturePlot::brushChanged, this, [this, &plot] { startBrush(plot); });
    connect(&plot, &PicturePlot::rowHovered, this,
        [this](std::optional<std::size_t> row) { state_.setHoveredRow(narrow(row)); });
    connect(&plot, &PicturePlot::rowChosen, this, [this](std::size_t row) {
        state_.setCurrentRow(narrow(row));
        Q_EMIT rowChosen(static_cast<std::uint32_t>(row));
    });
    connect(&plot, &PlotFrame::exported, this, &PlotsPanel::exported);
    connect(&plot, &PlotFrame::exportFailed, this, &PlotsPanel::exportFailed);
}

void PlotsPanel::connectLearning()
{
    connect(learning_, &HistogramPlot::rangeSelected, this, [this](std::optional<AxisRange> range, bool) {
        if (!picture_)
            return;
        if (!range)
            return onBrushed(core::data::Selection(state_.rows()));
        const auto bin = [edges = picture_->edges()](double step) {
            return static_cast<std::size_t>(std::lower_bound(edges.begin(), edges.end(), step) - edges.begin());
        };
        brushTask_->start([picture = picture_, first = bin(range->low), end = bin(range->high)] {
            return rowsLearned(*picture, first, end == 0 ? 0 : end - 1);
        });
    });
    connect(learning_, &PlotFrame::exported, this, &PlotsPanel::exported);
    connect(learning_, &PlotFrame::exportFailed, this, &PlotsPanel::exportFailed);
}

void PlotsPanel::connectState()
{
    connect(&state_, &SelectionState::selectionChanged, this, &PlotsPanel::showSelection);
    connect(&state_, &SelectionState::hoveredRowChanged, this, [this] {
        trajectories_->setHoveredRow(wide(state_.hoveredRow()));
        map_->setHoveredRow(wide(state_.hoveredRow()));
    });
    connect(&state_, &SelectionState::currentRowChanged, this, &PlotsPanel::showRows);
}

/// A brush on one plot takes the place of a brush on another.
void PlotsPanel::startBrush(PicturePlot& plot)
{
    if (!picture_)
        return;
    if (&plot != trajectories_)
        trajectories_->setBrushes({});
    if (&plot != map_)
        map_->setBrushes({});
    learning_->setSelectedRange(std::nullopt);
    const BrushShapes shapes = plot.brushes();
    const bool through = &plot == trajectories_;
    brushTask_->start([picture = picture_, shapes, through, positions = trajectories_->positions()] {
        core::data::Selection rows = through ? selectionOf(shapes, picture->values->losses, positions)
                                             : selectionOf(shapes, picture->map->x, picture->map->y);
        return rows &= core::data::Selection::where(
                   rows.size(), [&](std::size_t row) { return (*picture->labels)[row] >= 0; }); // what is drawn
    });
}

void PlotsPanel::onBrushed(core::data::Selection rows)
{
    selecting_ = true;
    state_.setSelection(std::move(rows));
    selecting_ = false;
}

void PlotsPanel::showSelection()
{
    const std::size_t selected = state_.selectedCount();
    if (!selecting_) {
        brushTask_->drop();
        trajectories_->setBrushes({});
        map_->setBrushes({});
        learning_->setSelectedRange(std::nullopt);
    }
    if (!picture_)
        return;
    const bool fits = selected > 0 && state_.rows() == picture_->labels->size();
    const auto shared = fits ? std::make_shared<const core::data::Selection>(state_.selection()) : nullptr;
    const QString words = selected > 0 ? tr("%1 selected").arg(countText(static_cast<qint64>(selected))) : QString();
    trajectories_->setBrushWords(words);
    map_->setBrushWords(words);
    trajectories_->setSelected(shared);
    map_->setSelected(shared);
    if (right_->currentWidget() == learning_)
        showLearning();
}

void PlotsPanel::setPicture(const PicturePointer& picture)
{
    if (picture_ && picture_->map != picture->map)
        map_->setBrushes({}); // its points moved: the box would hold others than those that are selected
    picture_ = picture;
    TrajectoryContent trajectories = trajectoryContent(*picture);
    MapContent map = mapContent(*picture);
    if (state_.selectedCount() > 0 && state_.rows() == picture->labels->size())
        trajectories.selected = map.selected = std::make_shared<const core::data::Selection>(state_.selection());
    map.highlighted = wide(state_.currentRow());
    trajectories_->setContent(std::move(trajectories));
    map_->setContent(std::move(map));
    for (PlotFrame* plot : std::initializer_list<PlotFrame*>{ trajectories_, map_, learning_ })
        plot->setState({});
    setMarks(picture->columns);
    if (right_->currentWidget() == learning_)
        showLearning();
}

void PlotsPanel::showLearning()
{
    learning_->setContent(learningContent(*picture_, &state_.selection()));
}

void PlotsPanel::setMarks(const ColumnsPointer& columns)
{
    marks_ = columns;
    showRows();
}

/// The current row, and those that a person decided about.
void PlotsPanel::showRows()
{
    if (!picture_ || !marks_)
        return;
    DecidedRows decided = decidedRows(*marks_);
    PlotText text = trajectories_->text();
    const PlotText plain = trajectoryContent(*picture_).text;
    text.caption = plain.caption;
    if (decided.count > 0) // first: a caption is cut at its end
        text.caption = tr("%1 excluded, %2 pinned, %3 drawn.")
                           .arg(countText(static_cast<qint64>(decided.excluded)),
                               countText(static_cast<qint64>(decided.count - decided.excluded)),
                               countText(static_cast<qint64>(decided.drawn.size())))
            + ' ' + plain.caption;
    trajectories_->setText(text);
    if (const RowChoice current = state_.currentRow())
        decided.drawn.push_back({ *current, tr("row %1").arg(countText(static_cast<qint64>(*current) + 1)), false });
    trajectories_->setPinned(std::move(decided.drawn));
    map_->setHighlighted(wide(state_.currentRow()));
}

void PlotsPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeSwitch();
}

/// In the place of the right plot's title.
void PlotsPanel::placeSwitch()
{
    const QSize size = view_->sizeHint();
    view_->setGeometry(QRect(right_->geometry().topLeft() + QPoint(12, 4), QSize(size.width(), 26)));
}

} // namespace ui
