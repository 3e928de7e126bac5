// SPDX-License-Identifier: GPL-3.0-or-later
// All trajectories as one density image, with centroids, quantile bands, single rows, a brush and the window of the
// clustering. Alt with the arrows moves the last point of the window, with Shift too the first.
#pragma once

#include "ui/plots/chart_canvas.h"
#include "ui/plots/end_names.h"
#include "ui/plots/picture_plot.h"
#include "ui/plots/trajectory_content.h"
#include "ui/plots/window_bracket.h"

namespace ui {

class DensityPlot : public PicturePlot {
    Q_OBJECT

public:
    explicit DensityPlot(const Theme& theme, QWidget* parent = nullptr);
    ~DensityPlot() override;

    void setContent(TrajectoryContent content);
    const TrajectoryContent& content() const { return content_; }
    void setSelected(std::shared_ptr<const core::data::Selection> selected);
    void setPinned(std::vector<RowLine> pinned);
    void setWindow(std::optional<core::analysis::Window> window);

    /// Places of the recording points, in which brushes are told.
    const std::vector<double>& positions() const { return positions_; }
    std::function<QString()> values() const override;

Q_SIGNALS:
    /// While a grip is dragged and, `finished`, when it is let go or moved by keys. Points count from 0, both included.
    void windowChanged(std::size_t first, std::size_t last, bool finished);

protected:
    double rightMargin() const override;
    double topMargin() const override;
    void paintPicture(const PlotPaint& paint) override;
    void paintOver(const PlotPaint& paint) override;
    PictureSource::Work work() const override;
    std::optional<std::size_t> rowAt(QPointF places) const override;
    std::optional<ReadOut> readOutAt(QPointF places, const QRectF& plot) const override;
    double nextPlace(std::optional<double> from, int direction) const override;
    bool beginDrag(QPointF at, Qt::KeyboardModifiers modifiers) override;
    void continueDrag(QPointF at) override;
    void endDrag(QPointF at) override;
    Qt::CursorShape pointerAt(QPointF at) const override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void makeAxes();
    void takeWindow(bool finished);
    void paintLines(const PlotPaint& paint);
    void paintCentroidMarkers(const PlotPaint& paint) const;
    void paintRow(const PlotPaint& paint, const RowLine& row, bool hovered) const;
    void paintRowLabel(QPainter& painter, const PlaneMap& map, const QPolygonF& line, const QString& text) const;
    std::vector<EndName> endNames(const QRectF& plot) const;
    QList<QPointF> unitLine(std::span<const float> values) const;
    double meanAt(std::size_t cluster, double place) const;

    TrajectoryContent content_;
    std::vector<double> positions_;
    AxisRange lossRange_;
    WindowBracket bracket_;
    ChartCanvas canvas_;
};

} // namespace ui
