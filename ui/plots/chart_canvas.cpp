// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/chart_canvas.h"

#include <QtCharts/QAreaSeries>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QValueAxis>
#include <QtGui/QPainter>
#include <QtWidgets/QGraphicsScene>

namespace ui {

namespace {

constexpr double overhang = 4; ///< pixels drawn beyond the unit square, so that a line on its edge is whole

struct Area {
    QLineSeries* upper;
    QLineSeries* lower;
    QAreaSeries* series;
};

} // namespace

struct ChartCanvas::Chart {
    QGraphicsScene scene;
    QChart* chart = new QChart; ///< the scene's
    QValueAxis* across = new QValueAxis; ///< the chart's
    QValueAxis* up = new QValueAxis;
    QList<Area> areas;
    QList<QLineSeries*> lines;
    QList<QScatterSeries*> dots;

    Chart()
    {
        scene.addItem(chart);
        chart->setBackgroundVisible(false);
        chart->setAnimationOptions(QChart::NoAnimation);
        chart->legend()->hide();
        across->setVisible(false);
        up->setVisible(false);
        chart->addAxis(across, Qt::AlignBottom);
        chart->addAxis(up, Qt::AlignLeft);
    }

    void add(QAbstractSeries* series)
    {
        chart->addSeries(series);
        series->attachAxis(across);
        series->attachAxis(up);
    }

    void rebuild(qsizetype areaCount, qsizetype lineCount, qsizetype dotCount)
    {
        chart->removeAllSeries();
        areas.clear();
        lines.clear();
        dots.clear();
        for (qsizetype i = 0; i < areaCount; ++i) {
            Area area{ new QLineSeries, new QLineSeries, nullptr };
            area.series = new QAreaSeries(area.upper, area.lower);
            area.upper->setParent(area.series);
            area.lower->setParent(area.series);
            area.series->setPen(Qt::NoPen);
            add(area.series);
            areas.append(area);
        }
        for (qsizetype i = 0; i < lineCount; ++i) {
            lines.append(new QLineSeries);
            add(lines.last());
        }
        for (qsizetype i = 0; i < dotCount; ++i) {
            dots.append(new QScatterSeries);
            dots.last()->setBorderColor(Qt::transparent);
            add(dots.last());
        }
    }
};

ChartCanvas::ChartCanvas()
    : chart_(std::make_unique<Chart>())
{
}

ChartCanvas::~ChartCanvas() = default;

void ChartCanvas::setContent(const QList<CanvasArea>& areas, const QList<CanvasLine>& lines, const QList<CanvasDots>& dots)
{
    if (areas.size() != chart_->areas.size() || lines.size() != chart_->lines.size() || dots.size() != chart_->dots.size())
        chart_->rebuild(areas.size(), lines.size(), dots.size());
    for (qsizetype i = 0; i < areas.size(); ++i) {
        chart_->areas[i].upper->replace(areas[i].upper);
        chart_->areas[i].lower->replace(areas[i].lower);
        chart_->areas[i].series->setBrush(areas[i].brush);
    }
    for (qsizetype i = 0; i < lines.size(); ++i) {
        chart_->lines[i]->setPen(lines[i].pen);
        chart_->lines[i]->replace(lines[i].points);
    }
    for (qsizetype i = 0; i < dots.size(); ++i) {
        chart_->dots[i]->setMarkerSize(dots[i].size);
        chart_->dots[i]->setColor(dots[i].colour);
        chart_->dots[i]->replace(dots[i].points);
    }
}

void ChartCanvas::paint(QPainter& painter, const QRectF& plot)
{
    if (plot.width() < 1 || plot.height() < 1)
        return;
    const QRectF whole(0, 0, plot.width() + 2 * overhang, plot.height() + 2 * overhang);
    chart_->across->setRange(-overhang / plot.width(), 1 + overhang / plot.width());
    chart_->up->setRange(-overhang / plot.height(), 1 + overhang / plot.height());
    chart_->chart->setGeometry(whole);
    chart_->chart->setPlotArea(whole);
    chart_->scene.setSceneRect(whole);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    chart_->scene.render(&painter, plot.adjusted(-overhang, -overhang, overhang, overhang), whole, Qt::IgnoreAspectRatio);
    painter.restore();
}

} // namespace ui
