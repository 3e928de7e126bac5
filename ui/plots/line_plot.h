// SPDX-License-Identifier: GPL-3.0-or-later
// Lines over any axis: raw behind smoothed, bands, plateaus and drops, recording points, names at the lines' ends; with more
// than six names a list with check boxes beside the plot. At most two points of a series a pixel column are drawn.
#pragma once

#include "ui/plots/axis_plot.h"
#include "ui/plots/chart_canvas.h"
#include "ui/plots/end_names.h"
#include "ui/plots/line_content.h"

#include <QtCore/QSet>

class QListWidget;

namespace ui {

class LinePlot : public AxisPlot {
    Q_OBJECT

public:
    static constexpr std::size_t mostEndNames = 6;

    explicit LinePlot(const Theme& theme, QWidget* parent = nullptr);
    ~LinePlot() override;

    /// Keeps the zoomed part and the lines that were switched off. A series that cannot be drawn is told as a failure in the
    /// plot's place.
    void setContent(LineContent content);
    const LineContent& content() const { return content_; }

    bool isShown(const LineSeries& series) const { return !hidden_.contains(series.name); }
    void setShown(const QString& name, bool shown);

    std::function<QString()> values() const override;

protected:
    double rightMargin() const override;
    void paintPicture(const PlotPaint& paint) override;
    std::optional<ReadOut> readOutAt(QPointF places, const QRectF& plot) const override;
    double nextPlace(std::optional<double> from, int direction) const override;
    void resizeEvent(QResizeEvent* event) override;
    void onThemeChanged() override;

private:
    void makeAxes();
    void fillList();
    void placeList();
    bool hasList() const;
    bool hasCensored() const;
    std::vector<double> columnEdges(std::size_t columns) const;
    QList<QPointF> unitPoints(
        const std::vector<double>& x, const std::vector<double>& y, const std::vector<double>& edges) const;
    CanvasArea areaOf(const LineBand& band, std::size_t columns) const;
    void fillCanvas(const PlotPaint& paint);
    void paintMarkers(const PlotPaint& paint) const;
    void paintRecordingPoints(const PlotPaint& paint) const;
    void paintPlateaus(const PlotPaint& paint, std::vector<QRectF>& taken) const;
    void paintDrops(const PlotPaint& paint, std::vector<QRectF>& taken) const;
    void paintAxisMarks(const PlotPaint& paint) const;
    void paintNotes(const PlotPaint& paint) const;
    void paintNames(const PlotPaint& paint) const;
    void paintList(const PlotPaint& paint) const;
    std::vector<EndName> endNames(const QRectF& plot) const;
    std::optional<double> nearestX(double place) const;

    LineContent content_;
    QSet<QString> hidden_;
    ChartCanvas canvas_;
    QList<QPointF> drawn_; ///< some of the points drawn last, in the unit square
    QListWidget* list_;
};

} // namespace ui
