// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/series_look.h"

#include <QtGui/QPainter>

namespace ui {

PlotColour PlotColour::ofSlot(int slot)
{
    PlotColour colour(Role::Neutral);
    colour.slot_ = slot;
    return colour;
}

QColor PlotColour::colour(const Theme& theme) const
{
    return slot_ >= 0 ? theme.categorical(slot_) : theme.colour(role_);
}

QColor PlotColour::textColour(const Theme& theme) const
{
    if (slot_ >= 0)
        return theme.colour(Role::Text);
    switch (role_) {
    case Role::Easy:
        return theme.colour(Role::EasyText);
    case Role::Hard:
        return theme.colour(Role::HardText);
    case Role::Accent:
    case Role::Secondary:
    case Role::Warning:
    case Role::Error:
    case Role::Success:
        return theme.colour(role_);
    default:
        return theme.colour(Role::Text);
    }
}

SeriesLook lookOf(Role role)
{
    switch (role) {
    case Role::Easy:
        return { role, { 6, 3 }, Marker::Circle, 2 };
    case Role::Hard:
        return { role, {}, Marker::Diamond, 2 };
    case Role::Random:
        return { role, { 2, 2 }, Marker::Triangle, 2 };
    case Role::Neutral:
        return { role, {}, Marker::Square, 1.6 };
    case Role::Unscored:
        return { role, { 1, 3 }, Marker::Cross, 2 };
    default:
        return { role, {}, Marker::Circle, 2.2 };
    }
}

SeriesLook lookOfSlot(int slot)
{
    static const QList<qreal> dashes[]{ {}, { 6, 2 }, { 2, 2 }, { 7, 2, 2, 2 } };
    return { PlotColour::ofSlot(slot), dashes[slot % 4], Marker::Circle, 2 };
}

QPen penOf(const SeriesLook& look, const Theme& theme)
{
    QPen pen(look.colour.colour(theme), look.width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (!look.dashes.isEmpty()) {
        QList<qreal> pattern;
        for (const qreal length : look.dashes)
            pattern.append(length / look.width); // Qt counts dashes in pen widths
        pen.setDashPattern(pattern);
    }
    return pen;
}

void paintMarker(
    QPainter& painter, Marker marker, QPointF centre, double size, const QColor& colour, const QColor& panel, bool open)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(open || marker == Marker::Cross ? QPen(colour, 1.5) : Qt::NoPen);
    painter.setBrush(open ? panel : colour);
    const double half = size / 2;
    switch (marker) {
    case Marker::None:
        break;
    case Marker::Circle:
        painter.drawEllipse(centre, half, half);
        break;
    case Marker::Diamond:
        painter.drawPolygon(QPolygonF{ { centre + QPointF(0, -1.25 * half), centre + QPointF(1.25 * half, 0),
            centre + QPointF(0, 1.25 * half), centre + QPointF(-1.25 * half, 0) } });
        break;
    case Marker::Triangle:
        painter.drawPolygon(QPolygonF{
            { centre + QPointF(0, -1.1 * half), centre + QPointF(1.1 * half, half), centre + QPointF(-1.1 * half, half) } });
        break;
    case Marker::Square:
        painter.drawRect(QRectF(centre.x() - 0.9 * half, centre.y() - 0.9 * half, 1.8 * half, 1.8 * half));
        break;
    case Marker::Cross:
        painter.drawLine(centre - QPointF(half, half), centre + QPointF(half, half));
        painter.drawLine(centre + QPointF(-half, half), centre + QPointF(half, -half));
        break;
    }
    painter.restore();
}

} // namespace ui
