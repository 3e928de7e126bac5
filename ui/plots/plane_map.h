// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/axis_scale.h"

#include <QtCore/QRectF>

namespace ui {

/// Between places on the two axes and pixels of a rectangle.
struct PlaneMap {
    QRectF plot;
    AxisRange x;
    AxisRange y;

    QPointF toPixel(QPointF place) const
    {
        return { plot.left() + (place.x() - x.low) / x.span() * plot.width(),
            plot.bottom() - (place.y() - y.low) / y.span() * plot.height() };
    }
    QPointF toPlace(QPointF pixel) const
    {
        return { x.low + (pixel.x() - plot.left()) / plot.width() * x.span(),
            y.low + (plot.bottom() - pixel.y()) / plot.height() * y.span() };
    }
    /// The rectangle of pixels that two ranges of places cover.
    QRectF toPixels(AxisRange across, AxisRange up) const
    {
        return { toPixel({ across.low, up.high }), toPixel({ across.high, up.low }) };
    }
};

} // namespace ui
