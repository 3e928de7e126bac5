// SPDX-License-Identifier: GPL-3.0-or-later
// Estimates with their intervals on named rows, against a zone that is too small to be found; or two estimates a row with a
// line between them.
#pragma once

#include "ui/plots/category_plot.h"
#include "ui/plots/interval_content.h"

namespace ui {

class IntervalPlot : public CategoryPlot {
    Q_OBJECT

public:
    explicit IntervalPlot(const Theme& theme, QWidget* parent = nullptr);
    ~IntervalPlot() override;

    void setContent(IntervalContent content);
    const IntervalContent& content() const { return content_; }

    std::function<QString()> values() const override;

protected:
    double rightMargin() const override;
    void paintPicture(const PlotPaint& paint) override;
    ReadOut readOutOf(qsizetype row, const QRectF& plot) const override;

private:
    AxisRange dataRange() const;
    double textColumn() const;
    double noteColumn() const;
    void paintZone(const PlotPaint& paint) const;
    void paintRow(const PlotPaint& paint, qsizetype row) const;
    void paintMark(const PlotPaint& paint, const IntervalMark& mark, double y) const;
    void paintTexts(const PlotPaint& paint, qsizetype row) const;
    void paintMarkNames(const PlotPaint& paint) const;
    QString valueText(double value) const;

    IntervalContent content_;
};

} // namespace ui
