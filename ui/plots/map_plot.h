// SPDX-License-Identifier: GPL-3.0-or-later
// The data map: points binned to 2 pixels, coloured by cluster; a rectangle or a lasso selects.
#pragma once

#include "ui/plots/map_content.h"
#include "ui/plots/picture_plot.h"

namespace ui {

class MapPlot : public PicturePlot {
    Q_OBJECT

public:
    explicit MapPlot(const Theme& theme, QWidget* parent = nullptr);
    ~MapPlot() override;

    void setContent(MapContent content);
    const MapContent& content() const { return content_; }
    void setSelected(std::shared_ptr<const core::data::Selection> selected);
    void setHighlighted(std::optional<std::size_t> row);
    void setLasso(bool lasso);

    std::function<QString()> values() const override;

protected:
    double topMargin() const override;
    QSize imageSize(const QRectF& plot, double ratio) const override;
    PictureSource::Work work() const override;
    std::optional<std::size_t> rowAt(QPointF places) const override;
    bool isLasso() const override;
    void paintPicture(const PlotPaint& paint) override;
    void paintOver(const PlotPaint& paint) override;

private:
    void paintCorners(const PlotPaint& paint) const;
    void paintRing(const PlotPaint& paint, std::size_t row, bool hovered) const;
    void paintCursor(const PlotPaint& paint) const;

    MapContent content_;
    IconButton* lasso_;
};

} // namespace ui
