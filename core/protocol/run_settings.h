// SPDX-License-Identifier: Apache-2.0
// The values that a run is made of; shared by the host (which asks for it) and the worker (which does it).
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core::protocol {

namespace settings_faults {
inline constexpr Fault unknownField{ "settings/unknown-field", ErrorKind::BadFile, "this setting is not known" };
inline constexpr Fault unknownName{ "settings/unknown-name", ErrorKind::BadFile, "this name is not known" };
inline constexpr Fault all[] = { unknownField, unknownName };
} // namespace settings_faults

enum class OverlongPolicy { TruncateEnd, Drop, TruncatePrompt };
enum class GradientWeighting { Tokens, Rows }; ///< mean over the response tokens, or the rows, of the whole step
enum class Precision { Auto, Float32, BFloat16 };

/// How an example becomes token ids.
struct TextSettings {
    std::string promptTemplate = "alpaca"; ///< "alpaca" (method.md §4.1) or "plain" (instruction, newline, response)
    std::int64_t maximumTokens = 512;
    OverlongPolicy overlong = OverlongPolicy::TruncateEnd;
    friend bool operator==(const TextSettings&, const TextSettings&) = default;
};

struct OptimizerSettings {
    std::string name = "adamw";
    double learningRate = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    double weightDecay = 0;
    bool decayOneDimensional = true; ///< false: biases and norm weights are not decayed
    double clipNorm = 1; ///< global norm; 0 = off
    friend bool operator==(const OptimizerSettings&, const OptimizerSettings&) = default;
};

/// transformers' get_cosine_schedule_with_warmup: the first step of a warm-up has rate 0.
struct ScheduleSettings {
    std::string name = "cosine"; ///< "cosine" or "constant" (after warm-up)
    double warmupShare = 0.03; ///< of all steps, rounded up
    double finalShare = 0; ///< of the rate, at the last step
    friend bool operator==(const ScheduleSettings&, const ScheduleSettings&) = default;
};

struct TrainSettings {
    double epochs = 1;
    std::int64_t batchSize = 16; ///< examples per optimizer step
    std::uint64_t seed = 0;
    GradientWeighting weighting = GradientWeighting::Tokens;
    OptimizerSettings optimizer;
    ScheduleSettings schedule;
    friend bool operator==(const TrainSettings&, const TrainSettings&) = default;
};

/// What the machine is asked for; zero means: decide, and write the decision into resolved.json.
struct ResourceSettings {
    Precision precision = Precision::Float32;
    std::string device = "cpu";
    std::int64_t threads = 0;
    std::int64_t memoryBytes = 0;
    double checkpointSeconds = 60; ///< between two resume checkpoints
    friend bool operator==(const ResourceSettings&, const ResourceSettings&) = default;
};

/// Problems as sentences ("batchSize: 0; allowed: 1 to 65536"); empty when valid.
std::vector<std::string> validate(const TextSettings&);
std::vector<std::string> validate(const TrainSettings&);
std::vector<std::string> validate(const ResourceSettings&);

OrderedJson toJson(const TextSettings&);
OrderedJson toJson(const TrainSettings&);
OrderedJson toJson(const ResourceSettings&);
/// Every field must be known; absent ones keep their defaults. Throw Error of settings_faults and json_faults; ranges
/// are validate()'s matter.
TextSettings textSettings(const JsonFields&);
TrainSettings trainSettings(const JsonFields&);
ResourceSettings resourceSettings(const JsonFields&);
std::string_view nameOf(Precision);
Precision precisionNamed(const JsonFields&, std::string_view field, Precision absent);

/// Optimizer steps over `rows` rows that can be trained on (copies counted): ceil(epochs × steps per epoch), where the last
/// batch of an epoch may be short.
std::int64_t optimizerSteps(std::int64_t rows, double epochs, std::int64_t batchSize);

/// The steps at which trajectories are recorded (DESIGN §2): 0, then round(exp(linspace(0, ln steps, count − 1))),
/// duplicates pushed up, never beyond `steps`; fewer than `count` when steps < count − 1. Ascending; the last is `steps`.
std::vector<std::int64_t> recordingSteps(std::int64_t steps, std::int64_t count);

} // namespace core::protocol
