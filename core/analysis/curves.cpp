// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/curves.h"

#include "core/base/error.h"

#include <algorithm>
#include <cmath>

namespace core::analysis {
namespace {

/// Loss at a step within the curve, on the straight line between its neighbours.
double lossAt(const Curve& curve, double step)
{
    const auto above = std::upper_bound(curve.steps.begin(), curve.steps.end(), step);
    if (above == curve.steps.begin())
        return curve.losses.front();
    if (above == curve.steps.end())
        return curve.losses.back();
    const auto right = static_cast<std::size_t>(above - curve.steps.begin());
    const double share = (step - curve.steps[right - 1]) / (curve.steps[right] - curve.steps[right - 1]);
    return curve.losses[right - 1] + share * (curve.losses[right] - curve.losses[right - 1]);
}

/// Integral of the loss over [first, last] divided by its length.
double meanLoss(const Curve& curve, double first, double last)
{
    double area = 0;
    double step = first;
    double loss = lossAt(curve, first);
    for (auto next = std::upper_bound(curve.steps.begin(), curve.steps.end(), first);
         next != curve.steps.end() && *next < last; ++next) {
        const double value = curve.losses[static_cast<std::size_t>(next - curve.steps.begin())];
        area += (*next - step) * (loss + value) / 2;
        step = *next;
        loss = value;
    }
    area += (last - step) * (loss + lossAt(curve, last)) / 2;
    return last > first ? area / (last - first) : loss;
}

struct Span {
    double first = 0;
    double last = 0;
};

/// The steps t at which loss(t) - loss(t + yardstick) < fall. That difference is a straight line between the measured
/// steps and the measured steps moved back by the yardstick, so the ends are found exactly.
std::vector<Span> flatStarts(const Curve& curve, double yardstick, double fall)
{
    const double begin = curve.steps.front();
    const double end = curve.steps.back() - yardstick;
    std::vector<double> knots{ begin, end };
    for (const double step : curve.steps) {
        for (const double knot : { step, step - yardstick })
            if (knot > begin && knot < end)
                knots.push_back(knot);
    }
    std::sort(knots.begin(), knots.end());
    const auto excess = [&](double step) { return lossAt(curve, step) - lossAt(curve, step + yardstick) - fall; };

    std::vector<Span> spans;
    bool open = false;
    double before = 0;
    for (std::size_t i = 0; i < knots.size(); ++i) {
        const double here = excess(knots[i]);
        if (here < 0 && !open) {
            const double start = i == 0 ? knots[0] : knots[i - 1] + (knots[i] - knots[i - 1]) * before / (before - here);
            spans.push_back({ start, start });
            open = true;
        } else if (here >= 0 && open) {
            spans.back().last = knots[i - 1] + (knots[i] - knots[i - 1]) * before / (before - here);
            open = false;
        }
        before = here;
    }
    if (open)
        spans.back().last = end;
    return spans;
}

/// Every flat start covers a yardstick. Where the ends of two plateaus overlap (the drop between them is smaller than
/// twice the allowed fall) they meet in the middle.
std::vector<Plateau> plateausOf(const Curve& curve, double yardstick, double fall)
{
    std::vector<Plateau> plateaus;
    for (const Span& span : flatStarts(curve, yardstick, fall)) {
        Plateau plateau{ span.first, span.last + yardstick, 0 };
        if (!plateaus.empty() && plateaus.back().lastStep > plateau.firstStep) {
            plateaus.back().lastStep = (plateaus.back().lastStep + plateau.firstStep) / 2;
            plateau.firstStep = plateaus.back().lastStep;
        }
        plateaus.push_back(plateau);
    }
    for (Plateau& plateau : plateaus)
        plateau.meanLoss = meanLoss(curve, plateau.firstStep, plateau.lastStep);
    return plateaus;
}

/// Standard deviation of a measured loss around its curve, from second differences, which a slope does not move:
/// Gasser, Sroka, Jennen-Steinmetz 1986.
double noiseOf(const Curve& curve)
{
    double sum = 0;
    for (std::size_t i = 1; i + 1 < curve.losses.size(); ++i) {
        const double off = curve.losses[i] - (curve.losses[i - 1] + curve.losses[i + 1]) / 2;
        sum += off * off;
    }
    return curve.losses.size() < 3 ? 0 : std::sqrt(sum / static_cast<double>(curve.losses.size() - 2) * 2 / 3);
}

/// Neighbours between which the loss falls by less than `least`, from the last yardstick of one to the first of the other,
/// become one.
std::vector<Plateau> joined(const Curve& smooth, const std::vector<Plateau>& plateaus, double yardstick, double least)
{
    std::vector<Plateau> result;
    for (const Plateau& plateau : plateaus) {
        if (!result.empty()) {
            Plateau& before = result.back();
            const double high = meanLoss(smooth, std::max(before.firstStep, before.lastStep - yardstick), before.lastStep);
            const double low
                = meanLoss(smooth, plateau.firstStep, std::min(plateau.lastStep, plateau.firstStep + yardstick));
            if (high - low < least) {
                before.lastStep = plateau.lastStep;
                before.meanLoss = meanLoss(smooth, before.firstStep, before.lastStep);
                continue;
            }
        }
        result.push_back(plateau);
    }
    return result;
}

std::optional<double> firstReaching(const Curve& curve, double loss)
{
    for (std::size_t i = 1; i < curve.steps.size(); ++i) {
        if (curve.losses[i] > loss)
            continue;
        const double share = (curve.losses[i - 1] - loss) / (curve.losses[i - 1] - curve.losses[i]);
        return curve.steps[i - 1] + share * (curve.steps[i] - curve.steps[i - 1]);
    }
    return std::nullopt;
}

void checkSettings(const CurveSettings& settings)
{
    if (!(settings.spanShare > 0 && settings.spanShare < 1) || !(settings.flatShare > 0 && settings.flatShare < 1)
        || !(settings.censoredShare >= 0 && settings.censoredShare < 1))
        throw Error(ErrorKind::BadInput, "the shares that define a plateau must lie between 0 and 1");
}

} // namespace

void Curve::validate() const
{
    if (steps.size() != losses.size() || steps.size() < 2)
        throw Error(ErrorKind::BadInput, "a curve needs two steps or more and one loss for each");
    for (std::size_t i = 0; i < steps.size(); ++i)
        if (!std::isfinite(losses[i]) || !std::isfinite(steps[i]) || (i > 0 && steps[i] <= steps[i - 1]))
            throw Error(ErrorKind::BadInput,
                "a curve needs rising steps and finite losses, entry " + std::to_string(i) + " breaks that");
}

Curve finiteCurve(const std::vector<double>& steps, const std::vector<double>& losses)
{
    Curve curve;
    for (std::size_t i = 0; i < std::min(steps.size(), losses.size()); ++i) {
        if (!std::isfinite(losses[i]))
            continue;
        curve.steps.push_back(steps[i]);
        curve.losses.push_back(losses[i]);
    }
    return curve;
}

Curve smoothed(const Curve& curve, std::size_t points)
{
    if (points % 2 == 0)
        throw Error(ErrorKind::BadInput, "a centred moving average needs an odd number of points");
    Curve result = curve;
    const std::size_t size = curve.losses.size();
    std::vector<long double> sums(size + 1, 0); // extended, so that a difference of two keeps the digits of a loss
    for (std::size_t i = 0; i < size; ++i)
        sums[i + 1] = sums[i] + curve.losses[i];
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t reach = std::min({ points / 2, i, size - 1 - i });
        if (reach > 0)
            result.losses[i]
                = static_cast<double>((sums[i + reach + 1] - sums[i - reach]) / static_cast<long double>(2 * reach + 1));
    }
    return result;
}

CurveAnalysis analyseCurve(const Curve& curve, const CurveSettings& settings)
{
    curve.validate();
    checkSettings(settings);
    const Curve smooth = smoothed(curve, settings.smoothing);
    CurveAnalysis analysis;
    analysis.firstLoss = smooth.losses.front();
    analysis.lastLoss = smooth.losses.back();
    analysis.descent = analysis.firstLoss - analysis.lastLoss;
    analysis.censored = !(analysis.descent > 0) || analysis.descent < settings.censoredShare * analysis.firstLoss;
    if (analysis.censored)
        return analysis;
    const double yardstick = settings.spanShare * (smooth.steps.back() - smooth.steps.front());
    analysis.plateaus = plateausOf(smooth, yardstick, settings.flatShare * analysis.descent);
    if (settings.smoothing > 1) { // measured with noise: what it alone could make is no drop
        const double points = std::max(1.0, settings.spanShare * static_cast<double>(curve.steps.size() - 1));
        analysis.plateaus = joined(smooth, analysis.plateaus, yardstick, 3 * noiseOf(curve) * std::sqrt(2 / points));
    }
    for (std::size_t i = 1; i < analysis.plateaus.size(); ++i) {
        const Plateau& left = analysis.plateaus[i - 1];
        const Plateau& right = analysis.plateaus[i];
        analysis.drops.push_back({ left.lastStep, right.firstStep, left.meanLoss - right.meanLoss });
    }
    analysis.learningTime = firstReaching(smooth, analysis.firstLoss - analysis.descent / 2);
    return analysis;
}

double learningTimeEntropy(const std::vector<double>& times)
{
    double sum = 0;
    for (const double time : times) {
        if (!(time >= 0) || !std::isfinite(time))
            throw Error(ErrorKind::BadInput, "learning times must be finite and not negative");
        sum += time;
    }
    if (!(sum > 0))
        throw Error(ErrorKind::BadInput, "the entropy of learning times needs one above 0");
    double entropy = 0;
    for (const double time : times)
        if (time > 0)
            entropy -= time / sum * std::log(time / sum);
    return entropy;
}

SimplicityBias simplicityBias(const std::vector<NamedCurve>& curves, const CurveSettings& settings)
{
    SimplicityBias bias;
    for (const NamedCurve& named : curves) {
        const CurveAnalysis analysis = analyseCurve(named.curve, settings);
        if (!analysis.learningTime) {
            bias.censored.push_back(named.name);
            continue;
        }
        bias.names.push_back(named.name);
        bias.learningTimes.push_back(*analysis.learningTime);
    }
    if (bias.learningTimes.size() > 1)
        bias.entropy = learningTimeEntropy(bias.learningTimes);
    return bias;
}

} // namespace core::analysis
