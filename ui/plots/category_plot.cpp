// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/category_plot.h"

#include "ui/plots/plot_painting.h"

#include <QtGui/QFontMetricsF>
#include <QtGui/QKeyEvent>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr double longestName = 130; ///< pixels

} // namespace

CategoryPlot::CategoryPlot(const Theme& theme, QWidget* parent)
    : AxisPlot(theme, parent)
{
    setGridVisible(false);
}

CategoryPlot::~CategoryPlot() = default;

void CategoryPlot::setRows(const QStringList& names, const AxisSettings& x, AxisRange xData)
{
    names_ = names;
    AxisSettings rows;
    rows.high = 0.5;
    rows.low = placeOf(std::max<qsizetype>(names.size(), 1)) + 0.5;
    const QFontMetricsF metrics(plotFont(theme(), TextSize::Axis11));
    for (qsizetype row = names.size(); row-- > 0;)
        rows.ticks.push_back({ placeOf(row), metrics.elidedText(names[row], Qt::ElideRight, longestName) });
    setAxes(x, xData, rows, { *rows.low, *rows.high });
}

double CategoryPlot::rowHeight(const QRectF& plot) const
{
    return std::abs(toPixel(plot, 0, 0).y() - toPixel(plot, 0, 1).y());
}

std::optional<qsizetype> CategoryPlot::rowAt(double place) const
{
    const auto row = static_cast<qsizetype>(std::lround(-place));
    return row >= 0 && row < names_.size() ? std::optional(row) : std::nullopt;
}

std::optional<ReadOut> CategoryPlot::readOutAt(QPointF places, const QRectF& plot) const
{
    const auto row = rowAt(places.y());
    if (!row)
        return std::nullopt;
    ReadOut readOut = readOutOf(*row, plot);
    readOut.head = names_[*row];
    readOut.x = toPixel(plot, places.x(), 0).x();
    return readOut;
}

void CategoryPlot::keyPressEvent(QKeyEvent* event)
{
    const bool up = event->key() == Qt::Key_Up;
    if (!isReady() || names_.isEmpty() || (!up && event->key() != Qt::Key_Down)
        || event->modifiers() & Qt::ControlModifier) {
        AxisPlot::keyPressEvent(event);
        return;
    }
    const double x = cursor() ? cursor()->x() : visibleX().low + visibleX().span() / 2;
    const auto now = cursor() ? rowAt(cursor()->y()) : std::nullopt;
    const qsizetype next = now ? *now + (up ? -1 : 1) : up ? names_.size() - 1 : 0;
    moveCursorTo(QPointF(x, placeOf(std::clamp<qsizetype>(next, 0, names_.size() - 1))));
}

} // namespace ui
