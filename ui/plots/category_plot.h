// SPDX-License-Identifier: GPL-3.0-or-later
// Named rows under each other, with a common x axis: what lies on a row is drawn by those that derive from it. The pointer
// reads the row it is over; Up and Down go from row to row.
#pragma once

#include "ui/plots/axis_plot.h"

#include <QtCore/QStringList>

namespace ui {

class CategoryPlot : public AxisPlot {
    Q_OBJECT

public:
    explicit CategoryPlot(const Theme& theme, QWidget* parent = nullptr);
    ~CategoryPlot() override;

    qsizetype rowCount() const { return names_.size(); }
    /// The middle of a row's part of the widget at an x value.
    QPointF pixelOfRow(double x, qsizetype row) const { return pixelOf(x, placeOf(row)); }

protected:
    /// Names that are too long are cut; the read-out has them whole.
    void setRows(const QStringList& names, const AxisSettings& x, AxisRange xData);
    const QStringList& names() const { return names_; }
    static double placeOf(qsizetype row) { return -static_cast<double>(row); }
    double rowHeight(const QRectF& plot) const;

    /// What the box says of a row; its head and x are set by the caller.
    virtual ReadOut readOutOf(qsizetype row, const QRectF& plot) const = 0;

    std::optional<ReadOut> readOutAt(QPointF places, const QRectF& plot) const override;
    double topMargin() const override { return 16; } ///< names of what is drawn, over the first row
    void keyPressEvent(QKeyEvent* event) override;

private:
    std::optional<qsizetype> rowAt(double place) const;

    QStringList names_;
};

} // namespace ui
