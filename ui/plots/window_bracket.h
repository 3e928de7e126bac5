// SPDX-License-Identifier: GPL-3.0-or-later
// The window of a clustering: a bracket over the upper edge with two grips that jump from recording point to recording
// point.
#pragma once

#include "ui/plots/plane_map.h"
#include "ui/theme/theme.h"

#include "core/analysis/trajectories.h"

#include <QtCore/QString>

#include <optional>
#include <vector>

class QPainter;

namespace ui {

class WindowBracket {
public:
    enum class Grip { None, First, Last };

    /// `positions`: places of the recording points. Without a window nothing is drawn or gripped; one point is a window too.
    void setPoints(std::vector<double> positions, std::optional<core::analysis::Window> window);
    const std::optional<core::analysis::Window>& window() const { return window_; }

    Grip gripAt(const PlaneMap& map, QPointF pixel) const;
    void begin(Grip grip) { held_ = grip; }
    Grip held() const { return held_; }
    /// Whether the window is another one now; by hand it keeps two points at least.
    bool drag(const PlaneMap& map, QPointF pixel);
    bool move(Grip grip, int points);
    void end() { held_ = Grip::None; }

    /// The bracket, and the veil over what is outside.
    void paint(QPainter& painter, const Theme& theme, const PlaneMap& map, const QString& words) const;
    void paintVeil(QPainter& painter, const Theme& theme, const PlaneMap& map) const;

private:
    double pixelOf(const PlaneMap& map, std::size_t point) const;

    std::vector<double> positions_;
    std::optional<core::analysis::Window> window_;
    Grip held_ = Grip::None;
};

} // namespace ui
