// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/histogram_plot.h"

#include "ui/plots/line_values.h"
#include "ui/plots/plot_export.h"
#include "ui/plots/plot_painting.h"
#include "ui/theme/number_text.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

bool fits(const HistogramContent& content)
{
    const std::size_t bins = content.edges.empty() ? 0 : content.edges.size() - 1;
    return std::is_sorted(content.edges.begin(), content.edges.end())
        && std::all_of(content.series.begin(), content.series.end(),
            [bins](const BarSeries& series) { return series.counts.size() == bins; });
}

} // namespace

HistogramPlot::HistogramPlot(const Theme& theme, QWidget* parent)
    : AxisPlot(theme, parent)
{
}

HistogramPlot::~HistogramPlot() = default;

void HistogramPlot::setContent(HistogramContent content)
{
    if (!fits(content)) {
        refuse(tr("The counts do not fit the bins."));
        return;
    }
    accept();
    if (content.edges != content_.edges)
        selected_.reset();
    content_ = std::move(content);
    setText(content_.text);
    qint64 most = 0;
    for (const BarSeries& series : content_.series)
        for (const qint64 count : series.counts)
            most = std::max(most, count);
    for (const BarSeries& series : content_.series)
        most = std::max(most, series.censored);
    const AxisRange across
        = content_.edges.size() < 2 ? AxisRange() : AxisRange{ content_.edges.front(), content_.edges.back() };
    setAxes(
        content_.xAxis, across, content_.yAxis, withRoundEnds({ 0, static_cast<double>(std::max<qint64>(most, 1)) }, false));
}

bool HistogramPlot::hasCensored() const
{
    return std::any_of(
        content_.series.begin(), content_.series.end(), [](const BarSeries& series) { return series.censored > 0; });
}

double HistogramPlot::rightMargin() const
{
    return hasCensored() ? 58 : 20;
}

qint64 HistogramPlot::mostIn(std::size_t bin) const
{
    qint64 most = 0;
    for (const BarSeries& series : content_.series)
        most = std::max(most, series.counts[bin]);
    return most;
}

std::size_t HistogramPlot::binAt(double place) const
{
    const double value = xScale().value(place);
    const auto right = std::upper_bound(content_.edges.begin(), content_.edges.end(), value);
    const std::ptrdiff_t bin = (right - content_.edges.begin()) - 1;
    return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(bin, 0, static_cast<std::ptrdiff_t>(bins()) - 1));
}

double HistogramPlot::middleOf(std::size_t bin) const
{
    return (xScale().place(content_.edges[bin]) + xScale().place(content_.edges[bin + 1])) / 2;
}

void HistogramPlot::setSelectedRange(std::optional<AxisRange> range)
{
    selected_.reset();
    if (range && bins() > 0) {
        const std::size_t first = binAt(xScale().place(range->low));
        std::size_t last = binAt(xScale().place(range->high));
        if (last > first && content_.edges[last] >= range->high)
            --last; // the upper end is the next bin's lower edge
        selected_ = Bins{ first, last };
    }
    update();
}

std::optional<AxisRange> HistogramPlot::selectedRange() const
{
    if (!selected_)
        return std::nullopt;
    return AxisRange{ content_.edges[selected_->first], content_.edges[selected_->last + 1] };
}

void HistogramPlot::select(std::optional<Bins> range, bool finished)
{
    selected_ = range;
    update();
    Q_EMIT rangeSelected(selectedRange(), finished);
}

bool HistogramPlot::beginDrag(QPointF at, Qt::KeyboardModifiers modifiers)
{
    const QRectF plot = plotRectangle();
    if (!plot.contains(at) || bins() == 0 || modifiers & Qt::ShiftModifier)
        return false;
    before_ = selected_;
    anchor_ = binAt(toPlaces(plot, at).x());
    select(Bins{ anchor_, anchor_ }, false);
    return true;
}

void HistogramPlot::continueDrag(QPointF at)
{
    const std::size_t bin = binAt(toPlaces(plotRectangle(), at).x());
    const Bins range{ std::min(anchor_, bin), std::max(anchor_, bin) };
    if (!(selected_ == std::optional(range)))
        select(range, false);
}

void HistogramPlot::endDrag(QPointF)
{
    // a click on the one bar that was selected drops it
    const bool again = selected_ == before_ && selected_->first == selected_->last;
    select(again ? std::nullopt : selected_, true);
}

double HistogramPlot::nextPlace(std::optional<double> from, int direction) const
{
    if (bins() == 0)
        return 0;
    if (!from)
        return middleOf(binAt(visibleX().low + visibleX().span() / 2));
    const auto bin = static_cast<std::ptrdiff_t>(binAt(*from)) + direction;
    return middleOf(static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(bin, 0, static_cast<std::ptrdiff_t>(bins()) - 1)));
}

void HistogramPlot::keyPressEvent(QKeyEvent* event)
{
    if (!isReady() || bins() == 0 || !handleBinKey(event))
        AxisPlot::keyPressEvent(event);
}

bool HistogramPlot::handleBinKey(QKeyEvent* event)
{
    const bool sideways = event->key() == Qt::Key_Left || event->key() == Qt::Key_Right;
    if (sideways && event->modifiers() & Qt::ShiftModifier) {
        const std::optional<double> from = cursor() ? std::optional(cursor()->x()) : std::nullopt;
        if (!selected_)
            anchor_ = binAt(nextPlace(from, 0));
        const double place = nextPlace(middleOf(from ? binAt(*from) : anchor_), event->key() == Qt::Key_Left ? -1 : 1);
        moveCursorTo(QPointF(place, 0));
        const std::size_t bin = binAt(place);
        select(Bins{ std::min(anchor_, bin), std::max(anchor_, bin) }, true);
        return true;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space) && cursor()) {
        anchor_ = binAt(cursor()->x());
        const std::optional<Bins> one = Bins{ anchor_, anchor_ };
        select(selected_ == one ? std::nullopt : one, true);
        return true;
    }
    if (event->key() == Qt::Key_Escape && selected_) {
        select(std::nullopt, true);
        return true;
    }
    return false;
}

QString HistogramPlot::binWords(std::size_t bin) const
{
    const int decimals = decimalsOf(content_.edges[bin + 1] - content_.edges[bin]);
    const QString low = numberText(content_.edges[bin], decimals);
    const QString high = numberText(content_.edges[bin + 1], decimals);
    const bool below = content_.openLow && bin == 0;
    const bool above = content_.openHigh && bin + 1 == bins();
    if (below && above)
        return tr("all %1").arg(content_.xName);
    return below ? tr("up to %1 %2").arg(high, content_.xName)
        : above  ? tr("from %1 %2 on").arg(low, content_.xName)
                 : tr("%1 to %2 %3").arg(low, high, content_.xName);
}

std::optional<ReadOut> HistogramPlot::readOutAt(QPointF places, const QRectF& plot) const
{
    if (bins() == 0)
        return std::nullopt;
    const std::size_t bin = binAt(places.x());
    ReadOut readOut;
    readOut.x = toPixel(plot, middleOf(bin), 0).x();
    if (readOut.x < plot.left() - 1 || readOut.x > plot.right() + 1)
        return std::nullopt;
    readOut.head = binWords(bin);
    for (const BarSeries& series : content_.series)
        readOut.rows.push_back({ series.name, countText(series.counts[bin]), series.colour.colour(theme()) });
    for (std::size_t other = 0; other < bins(); ++other) {
        const QPointF top = toPixel(plot, middleOf(other), static_cast<double>(mostIn(other)));
        for (double y = top.y(); y < plot.bottom(); y += 12)
            readOut.avoid.push_back({ top.x(), y });
    }
    return readOut;
}

} // namespace ui
