// SPDX-License-Identifier: Apache-2.0
// Loss trajectories as numbers: one loss per row and recording point, and the features that clustering sees.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::analysis {

/// Losses of `rows` rows at `points` recording points, one point after another: values[point * rows + row]. NaN = not
/// scored. The values belong to the caller.
struct LossView {
    std::span<const float> values;
    std::size_t points = 0;
    std::size_t rows = 0;

    float at(std::size_t point, std::size_t row) const { return values[point * rows + row]; }
    std::span<const float> point(std::size_t index) const { return values.subspan(index * rows, rows); }
    /// Throws Error{BadInput} unless there is a value for every point and row, and at least one point.
    void validate() const;
};

/// Recording points first to last, both included.
struct Window {
    std::size_t first = 0;
    std::size_t last = 0;

    std::size_t size() const { return last - first + 1; }
    friend bool operator==(const Window&, const Window&) = default;
};

/// What of a trajectory clustering looks at. Every kind is taken over a window (by default all points).
enum class FeatureKind {
    Raw, ///< the losses themselves: the method as published
    Last, ///< the loss at the last point of the window
    Window, ///< raw losses of a window that the user has chosen; same numbers as Raw over that window
    Relative, ///< min((loss + e) / (first loss + e), 3), e = 1 % of the mean loss at the window's first point
    LogRelative, ///< ln((loss + e) / (first loss + e))
    ZScore, ///< the shape: each row minus its mean, over its standard deviation (a constant row becomes zeros)
};

inline constexpr FeatureKind allFeatureKinds[] = { FeatureKind::Raw, FeatureKind::Last, FeatureKind::Window,
    FeatureKind::Relative, FeatureKind::LogRelative, FeatureKind::ZScore };

/// "raw", "last", "window", "relative", "log-relative", "zscore" and back (nullopt: no such kind).
std::string_view name(FeatureKind kind);
std::optional<FeatureKind> featureKind(std::string_view name);

struct FeatureSettings {
    FeatureKind kind = FeatureKind::Raw;
    std::optional<Window> window; ///< absent: all points. Raw takes all points, so it allows no window; Window needs one.
    friend bool operator==(const FeatureSettings&, const FeatureSettings&) = default;
};

/// The window that the settings mean for `points` points. Throws Error{BadInput} with a sentence.
Window resolveWindow(const FeatureSettings& settings, std::size_t points);

/// The features of the scored rows, one row after another: values[i * dimension + d] belongs to row rows[i].
struct FeatureMatrix {
    std::size_t dimension = 0;
    std::vector<std::uint32_t> rows; ///< ascending row numbers of the loss matrix
    std::vector<float> values;

    std::size_t size() const { return rows.size(); }
    const float* row(std::size_t index) const { return values.data() + index * dimension; }
};

/// Rows with a value in the window that is not finite are left out. Throws Error{BadInput}.
FeatureMatrix buildFeatures(const LossView& losses, const FeatureSettings& settings);

/// Mean raw loss of each row over the window; NaN where the row is unscored (a value in the window is not finite).
std::vector<float> meanLosses(const LossView& losses, Window window);

/// The data map: mean and standard deviation (over the window's points, divided by their number) of each row; NaN where
/// unscored.
struct DataMap {
    std::vector<float> mean;
    std::vector<float> variability;
};
DataMap dataMap(const LossView& losses, Window window);

} // namespace core::analysis
