// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/arm_look.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QSet>
#include <QtGui/QPainter>
#include <QtGui/QPixmap>

#include <optional>

namespace ui {

namespace {

constexpr int markerSize = 10;
constexpr int iconSize = 16;

/// The role that a word of the name stands for.
std::optional<Role> standardRole(const QString& arm)
{
    static const QRegularExpression border(QStringLiteral("[^a-z0-9]+"));
    const QStringList words = arm.toLower().split(border, Qt::SkipEmptyParts);
    const auto has = [&words](const char* word) { return words.contains(QLatin1String(word)); };
    if (has("matched") || has("source"))
        return std::nullopt;
    if (has("random"))
        return Role::Random;
    if (has("easy"))
        return Role::Easy;
    if (has("hard"))
        return Role::Hard;
    if (has("base"))
        return Role::Unscored;
    if (has("all"))
        return Role::Neutral;
    return std::nullopt;
}

} // namespace

std::vector<SeriesLook> armLooks(const QStringList& arms)
{
    // slot 4 is pale beside neutral in the dark, 6 and 7 are close to easy and hard
    static const std::vector<int> ownSlots{ 0, 1, 4, 5 };
    std::vector<SeriesLook> looks;
    QSet<Role> given;
    std::size_t next = 0;
    for (const QString& arm : arms) {
        const auto role = standardRole(arm);
        if (role && !given.contains(*role)) {
            given.insert(*role);
            looks.push_back(lookOf(*role));
        } else {
            SeriesLook look = lookOfSlot(next < ownSlots.size() ? ownSlots[next] : 8);
            look.marker = next % 2 == 0 ? Marker::Square : Marker::Triangle;
            ++next;
            looks.push_back(look);
        }
    }
    return looks;
}

QIcon armIcon(const SeriesLook& look, const Theme& theme)
{
    QIcon icon;
    for (const int scale : { 1, 2 }) {
        QPixmap picture(iconSize * scale, iconSize * scale);
        picture.setDevicePixelRatio(scale);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        paintMarker(painter, look.marker, QPointF(iconSize / 2.0, iconSize / 2.0), markerSize, look.colour.colour(theme),
            theme.colour(Role::Panel));
        painter.end();
        icon.addPixmap(picture);
    }
    return icon;
}

} // namespace ui
