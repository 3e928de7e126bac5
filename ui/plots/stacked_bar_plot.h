// SPDX-License-Identifier: GPL-3.0-or-later
// Bars on one scale, each made of the same parts: counts one behind the other, with a note behind the whole.
#pragma once

#include "ui/plots/category_plot.h"
#include "ui/plots/stacked_bar_content.h"

namespace ui {

class StackedBarPlot : public CategoryPlot {
    Q_OBJECT

public:
    explicit StackedBarPlot(const Theme& theme, QWidget* parent = nullptr);
    ~StackedBarPlot() override;

    /// Counts that do not fit the parts are told as a failure in the plot's place.
    void setContent(StackedBarContent content);
    const StackedBarContent& content() const { return content_; }

    std::function<QString()> values() const override;

protected:
    double rightMargin() const override;
    void paintPicture(const PlotPaint& paint) override;
    ReadOut readOutOf(qsizetype row, const QRectF& plot) const override;

private:
    void paintBar(const PlotPaint& paint, qsizetype row) const;
    void paintPart(const PlotPaint& paint, const QRectF& bar, const StackPart& part) const;
    void paintPartNames(const PlotPaint& paint) const;
    QRectF barOf(const QRectF& plot, qsizetype row, qint64 from, qint64 to) const;

    StackedBarContent content_;
};

} // namespace ui
