// SPDX-License-Identifier: GPL-3.0-or-later
// Shares before and after: two dots a row with a line between them and the change in points beside it. The dot before is
// open, the one after is filled.
#pragma once

#include "ui/plots/category_plot.h"
#include "ui/plots/dumbbell_content.h"

namespace ui {

class DumbbellPlot : public CategoryPlot {
    Q_OBJECT

public:
    explicit DumbbellPlot(const Theme& theme, QWidget* parent = nullptr);
    ~DumbbellPlot() override;

    void setContent(DumbbellContent content);
    const DumbbellContent& content() const { return content_; }

    std::function<QString()> values() const override;

protected:
    double rightMargin() const override { return 56; }
    void paintPicture(const PlotPaint& paint) override;
    ReadOut readOutOf(qsizetype row, const QRectF& plot) const override;

private:
    struct Shares {
        double before = 0; ///< per cent
        double after = 0;
        double change() const { return after - before; }
    };
    Shares sharesOf(qsizetype row) const;
    void paintRow(const PlotPaint& paint, qsizetype row) const;
    void paintEndNames(const PlotPaint& paint) const;

    DumbbellContent content_;
    qint64 before_ = 0; ///< of all rows
    qint64 after_ = 0;
};

} // namespace ui
