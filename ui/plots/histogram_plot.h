// SPDX-License-Identifier: GPL-3.0-or-later
// Bars of all rows and of a part of them, a limit line with its sentence, an open bar for what has no value yet. A click or
// a drag over bars selects their range; so do Enter, and Shift with the arrows; Escape drops it.
#pragma once

#include "ui/plots/axis_plot.h"
#include "ui/plots/histogram_content.h"

namespace ui {

class HistogramPlot : public AxisPlot {
    Q_OBJECT

public:
    explicit HistogramPlot(const Theme& theme, QWidget* parent = nullptr);
    ~HistogramPlot() override;

    /// Counts that do not fit the edges are told as a failure in the plot's place.
    void setContent(HistogramContent content);
    const HistogramContent& content() const { return content_; }

    /// Of values; snapped to the bins that hold its ends.
    void setSelectedRange(std::optional<AxisRange> range);
    std::optional<AxisRange> selectedRange() const;

    std::function<QString()> values() const override;

Q_SIGNALS:
    /// From the lower edge of the first bin to the upper edge of the last one; nothing when it was dropped.
    void rangeSelected(std::optional<ui::AxisRange> range, bool finished);

protected:
    double rightMargin() const override;
    void paintPicture(const PlotPaint& paint) override;
    void paintOver(const PlotPaint& paint) override;
    std::optional<ReadOut> readOutAt(QPointF places, const QRectF& plot) const override;
    double nextPlace(std::optional<double> from, int direction) const override;
    bool beginDrag(QPointF at, Qt::KeyboardModifiers modifiers) override;
    void continueDrag(QPointF at) override;
    void endDrag(QPointF at) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Bins {
        std::size_t first = 0;
        std::size_t last = 0;
        friend bool operator==(const Bins&, const Bins&) = default;
    };
    std::size_t bins() const { return content_.edges.empty() ? 0 : content_.edges.size() - 1; }
    bool hasCensored() const;
    qint64 mostIn(std::size_t bin) const;
    std::size_t binAt(double place) const;
    QString binWords(std::size_t bin) const; ///< "18 to 19 steps"
    double middleOf(std::size_t bin) const;
    QRectF barOf(const PlotPaint& paint, std::size_t bin, qint64 count) const;
    void select(std::optional<Bins> bins, bool finished);
    bool handleBinKey(QKeyEvent* event);
    void paintBars(const PlotPaint& paint, std::size_t bin) const;
    void paintCensored(const PlotPaint& paint) const;
    void paintNames(const PlotPaint& paint) const;
    void paintLimit(const PlotPaint& paint) const;

    HistogramContent content_;
    std::optional<Bins> selected_;
    std::optional<Bins> before_; ///< the drag
    std::size_t anchor_ = 0;
};

} // namespace ui
