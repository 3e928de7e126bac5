// SPDX-License-Identifier: Apache-2.0
// Plateaus, drops, learning times and simplicity bias of measured loss curves (training, source, cluster, row or skill).
// Between measured steps a curve is the straight line.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace core::analysis {

struct Curve {
    std::vector<double> steps; ///< strictly rising
    std::vector<double> losses; ///< finite, one per step
    /// Throws Error{BadInput} unless the above holds for two steps or more.
    void validate() const;
};

/// Drops the steps at which the loss is not finite.
Curve finiteCurve(const std::vector<double>& steps, const std::vector<double>& losses);

/// Centred moving average over `points` measured points (odd; 1 = as measured); at the ends over the points there are on
/// both sides alike, so the first and the last point stay as they are. Time does not grow with `points`.
Curve smoothed(const Curve& curve, std::size_t points);

struct CurveSettings {
    std::size_t smoothing = 1; ///< points of the centred moving average
    double spanShare = 0.05; ///< of the run: the least length of a plateau and the yardstick of its slope
    double flatShare = 0.02; ///< of the total descent: a plateau falls by less per yardstick
    double censoredShare = 0.10; ///< of the first loss: a curve that fell by less is censored
    friend bool operator==(const CurveSettings&, const CurveSettings&) = default;
};

/// A maximal span in which the loss falls by less than flatShare × descent over every spanShare of the run. On a curve that
/// had to be smoothed, two of them are one unless the loss falls between them by three standard errors or more of the
/// difference of two means over spanShare each.
struct Plateau {
    double firstStep = 0;
    double lastStep = 0;
    double meanLoss = 0; ///< over the span, by the trapezoidal rule
};

/// Lies between two neighbouring plateaus.
struct Drop {
    double firstStep = 0;
    double lastStep = 0;
    double descent = 0; ///< mean loss of the plateau before minus that of the plateau behind
};

struct CurveAnalysis {
    double firstLoss = 0;
    double lastLoss = 0;
    double descent = 0; ///< first minus last loss, after smoothing
    bool censored = false; ///< then the rest is empty
    std::vector<Plateau> plateaus;
    std::vector<Drop> drops;
    std::optional<double> learningTime; ///< first step at which half of the descent is made, interpolated
};

CurveAnalysis analyseCurve(const Curve& curve, const CurveSettings& settings = {});

/// -Σ p ln p with p = T / ΣT (natural logarithm, at most ln of their number). Throws Error{BadInput} for a time that is
/// negative or not finite, or when all are 0.
double learningTimeEntropy(const std::vector<double>& times);

struct NamedCurve {
    std::string name;
    Curve curve;
};

struct SimplicityBias {
    std::optional<double> entropy; ///< absent with fewer than two uncensored curves
    std::vector<std::string> names; ///< of the curves used
    std::vector<double> learningTimes; ///< of the curves used
    std::vector<std::string> censored; ///< names of the curves left out
};

SimplicityBias simplicityBias(const std::vector<NamedCurve>& curves, const CurveSettings& settings = {});

} // namespace core::analysis
