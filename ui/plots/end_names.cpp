// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/end_names.h"

#include "ui/plots/plot_painting.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <numeric>

namespace ui {

namespace {

constexpr double gap = 8; ///< from the line's end to its name
constexpr double lineHeight = 15;
constexpr double axisMarks = 5; ///< height of marks on the axis, above it

QFont nameFont(const Theme& theme, const EndName& name)
{
    return plotFont(theme, TextSize::Small12, name.strong ? QFont::DemiBold : QFont::Medium);
}

QFont noteFont(const Theme& theme)
{
    return plotFont(theme, TextSize::Axis11, QFont::Medium);
}

/// Neighbours that were pushed together; they move as one.
struct Group {
    double wanted; ///< sum of (wanted middle − offset of the box in the group)
    double height;
    std::size_t boxes;
    double top() const { return wanted / static_cast<double>(boxes); }
};

} // namespace

std::vector<double> pushedApart(
    const std::vector<double>& wanted, const std::vector<double>& heights, double low, double high)
{
    std::vector<std::size_t> order(wanted.size());
    std::iota(order.begin(), order.end(), std::size_t{ 0 });
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
    const auto topOf = [&](const Group& group) { return std::max(low, std::min(group.top(), high - group.height)); };
    std::vector<Group> groups;
    for (const std::size_t index : order) {
        groups.push_back({ wanted[index] - heights[index] / 2, heights[index], 1 });
        while (groups.size() > 1
            && topOf(groups[groups.size() - 2]) + groups[groups.size() - 2].height > topOf(groups.back())) {
            const Group last = groups.back();
            groups.pop_back();
            Group& before = groups.back();
            before.wanted += last.wanted - static_cast<double>(last.boxes) * before.height;
            before.height += last.height;
            before.boxes += last.boxes;
        }
    }
    std::vector<double> middles(wanted.size());
    auto index = order.begin();
    for (const Group& group : groups) {
        double top = topOf(group);
        for (std::size_t i = 0; i < group.boxes; ++i, ++index) {
            middles[*index] = top + heights[*index] / 2;
            top += heights[*index];
        }
    }
    return middles;
}

double endNamesWidth(const Theme& theme, const std::vector<EndName>& names)
{
    double width = 0;
    for (const EndName& name : names)
        width = std::max({ width, textWidth(nameFont(theme, name), name.name), textWidth(noteFont(theme), name.note) });
    return names.empty() ? 0 : width + gap;
}

void paintEndNames(QPainter& painter, const Theme& theme, std::vector<EndName> names, const QRectF& plot)
{
    std::vector<double> wanted;
    std::vector<double> heights;
    for (const EndName& name : names) {
        wanted.push_back(name.end.y());
        heights.push_back(name.note.isEmpty() ? lineHeight : 2 * lineHeight);
    }
    // beside the plot there is room below the axis; over the picture the axis and its marks must stay readable
    const bool beside
        = std::all_of(names.begin(), names.end(), [&](const EndName& name) { return name.end.x() >= plot.right() - 1; });
    const double low = plot.top() - lineHeight / 2;
    const double high = beside ? plot.bottom() + lineHeight / 2 : plot.bottom() - axisMarks;
    const std::vector<double> middles = pushedApart(wanted, heights, low, high);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const EndName& name = names[i];
        const double left = name.end.x() + gap;
        const double top = middles[i] - heights[i] / 2;
        const QRectF box(left, top, textWidth(nameFont(theme, name), name.name) + 2, heights[i]);
        if (name.end.x() < plot.right() - 1) { // over the picture
            QColor ground = theme.colour(Role::Panel);
            ground.setAlphaF(0.86F);
            painter.fillRect(box, ground);
        }
        painter.setFont(nameFont(theme, name));
        painter.setPen(name.colour);
        painter.drawText(QRectF(left, top, 400, lineHeight), Qt::AlignLeft | Qt::AlignVCenter, name.name);
        painter.setFont(noteFont(theme));
        painter.setPen(name.noteColour.isValid() ? name.noteColour : name.colour);
        painter.drawText(QRectF(left, top + lineHeight, 400, lineHeight), Qt::AlignLeft | Qt::AlignVCenter, name.note);
    }
}

} // namespace ui
