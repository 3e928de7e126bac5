// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/run_settings.h"

#include "core/protocol/names.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::protocol {

namespace {

constexpr Names<OverlongPolicy, 3> overlongNames{ { { OverlongPolicy::TruncateEnd, "truncate-end" },
    { OverlongPolicy::Drop, "drop" }, { OverlongPolicy::TruncatePrompt, "truncate-prompt" } } };
constexpr Names<GradientWeighting, 2> weightingNames{ { { GradientWeighting::Tokens, "tokens" },
    { GradientWeighting::Rows, "rows" } } };
constexpr Names<Precision, 3> precisionNames{ { { Precision::Auto, "auto" }, { Precision::Float32, "fp32" },
    { Precision::BFloat16, "bf16" } } };

constexpr double anyDouble = std::numeric_limits<double>::max();
constexpr std::int64_t anyInteger = std::numeric_limits<std::int64_t>::max();

/// Collects "field: value; allowed: ..." sentences.
class Problems {
public:
    void range(const char* field, double value, double least, double most, const char* allowed)
    {
        if (!(value >= least && value <= most))
            add(field, text(value), allowed);
    }
    void oneOf(const char* field, const std::string& value, std::initializer_list<const char*> names, const char* allowed)
    {
        if (std::find(names.begin(), names.end(), value) == names.end())
            add(field, value, allowed);
    }
    void add(const char* field, const std::string& value, const char* allowed)
    {
        list_.push_back(std::string(field) + ": " + value + "; allowed: " + allowed);
    }
    std::vector<std::string> take() { return std::move(list_); }

private:
    /// "0" rather than "0.0": most settings are whole numbers.
    static std::string text(double value)
    {
        const std::string digits = Json(jsonNumber(value)).dump();
        return digits.size() > 2 && digits.compare(digits.size() - 2, 2, ".0") == 0 ? digits.substr(0, digits.size() - 2)
                                                                                    : digits;
    }

    std::vector<std::string> list_;
};

template <typename T, std::size_t N>
T named(const Names<T, N>& names, const JsonFields& fields, std::string_view field, T absent)
{
    if (!fields.has(field))
        return absent;
    const std::string text = fields.string(field);
    const auto value = names.find(text);
    if (!value)
        fields.refuse(settings_faults::unknownName, field, text);
    return *value;
}

bool isDevice(const std::string& device)
{
    if (device == "cpu" || device == "cuda")
        return true;
    const std::string prefix = "cuda:";
    return device.compare(0, prefix.size(), prefix) == 0 && device.size() > prefix.size()
        && device.size() <= prefix.size() + 2
        && std::all_of(device.begin() + 5, device.end(), [](char c) { return c >= '0' && c <= '9'; });
}

OptimizerSettings optimizerSettings(const JsonFields& fields)
{
    refuseUnknownFields(fields,
        { "name", "learning_rate", "beta1", "beta2", "epsilon", "weight_decay", "decay_one_dimensional", "clip_norm" });
    OptimizerSettings settings;
    settings.name = fields.string("name", settings.name);
    settings.learningRate = fields.number("learning_rate", -anyDouble, anyDouble, settings.learningRate);
    settings.beta1 = fields.number("beta1", -anyDouble, anyDouble, settings.beta1);
    settings.beta2 = fields.number("beta2", -anyDouble, anyDouble, settings.beta2);
    settings.epsilon = fields.number("epsilon", -anyDouble, anyDouble, settings.epsilon);
    settings.weightDecay = fields.number("weight_decay", -anyDouble, anyDouble, settings.weightDecay);
    settings.decayOneDimensional = fields.boolean("decay_one_dimensional", settings.decayOneDimensional);
    settings.clipNorm = fields.number("clip_norm", -anyDouble, anyDouble, settings.clipNorm);
    return settings;
}

ScheduleSettings scheduleSettings(const JsonFields& fields)
{
    refuseUnknownFields(fields, { "name", "warmup_share", "final_share" });
    ScheduleSettings settings;
    settings.name = fields.string("name", settings.name);
    settings.warmupShare = fields.number("warmup_share", -anyDouble, anyDouble, settings.warmupShare);
    settings.finalShare = fields.number("final_share", -anyDouble, anyDouble, settings.finalShare);
    return settings;
}

} // namespace

void refuseUnknownFields(const JsonFields& fields, std::initializer_list<std::string_view> known)
{
    for (const std::string& name : fields.names()) {
        if (std::find(known.begin(), known.end(), name) == known.end())
            fields.refuse(settings_faults::unknownField, name);
    }
}

std::vector<std::string> validate(const TextSettings& settings)
{
    Problems problems;
    problems.oneOf("promptTemplate", settings.promptTemplate, { "alpaca", "plain" }, "alpaca, plain");
    problems.range("maximumTokens", static_cast<double>(settings.maximumTokens), 2, 1 << 20, "2 to 1048576");
    return problems.take();
}

std::vector<std::string> validate(const TrainSettings& settings)
{
    Problems problems;
    if (!(settings.epochs > 0 && settings.epochs <= 10000))
        problems.add("epochs", Json(jsonNumber(settings.epochs)).dump(), "more than 0, at most 10000");
    problems.range("batchSize", static_cast<double>(settings.batchSize), 1, 65536, "1 to 65536");
    const OptimizerSettings& optimizer = settings.optimizer;
    problems.oneOf("optimizer.name", optimizer.name, { "adamw" }, "adamw");
    problems.range("optimizer.learningRate", optimizer.learningRate, 0, 100, "0 to 100");
    if (!(optimizer.beta1 >= 0 && optimizer.beta1 < 1))
        problems.add("optimizer.beta1", Json(jsonNumber(optimizer.beta1)).dump(), "0 to less than 1");
    if (!(optimizer.beta2 >= 0 && optimizer.beta2 < 1))
        problems.add("optimizer.beta2", Json(jsonNumber(optimizer.beta2)).dump(), "0 to less than 1");
    problems.range("optimizer.epsilon", optimizer.epsilon, 0, 1, "0 to 1");
    problems.range("optimizer.weightDecay", optimizer.weightDecay, 0, 100, "0 to 100");
    problems.range("optimizer.clipNorm", optimizer.clipNorm, 0, 1e9, "0 (off) to 1e9");
    problems.oneOf("schedule.name", settings.schedule.name, { "cosine", "constant" }, "cosine, constant");
    problems.range("schedule.warmupShare", settings.schedule.warmupShare, 0, 1, "0 to 1");
    problems.range("schedule.finalShare", settings.schedule.finalShare, 0, 1, "0 to 1");
    return problems.take();
}

std::vector<std::string> validate(const ResourceSettings& settings)
{
    Problems problems;
    if (!isDevice(settings.device))
        problems.add("device", settings.device, "cpu, cuda, cuda:0 to cuda:99");
    problems.range("threads", static_cast<double>(settings.threads), 0, 1024, "0 (automatic) to 1024");
    problems.range("memoryBytes", static_cast<double>(settings.memoryBytes), 0, 1e15, "0 (automatic) to 1e15");
    problems.range("checkpointSeconds", settings.checkpointSeconds, 0, 86400, "0 to 86400");
    return problems.take();
}

OrderedJson toJson(const TextSettings& settings)
{
    return { { "template", settings.promptTemplate }, { "maximum_tokens", settings.maximumTokens },
        { "overlong", overlongNames.of(settings.overlong) } };
}

OrderedJson toJson(const TrainSettings& settings)
{
    const OptimizerSettings& optimizer = settings.optimizer;
    return { { "epochs", settings.epochs }, { "batch_size", settings.batchSize }, { "seed", std::to_string(settings.seed) },
        { "weighting", weightingNames.of(settings.weighting) },
        { "optimizer",
            { { "name", optimizer.name }, { "learning_rate", optimizer.learningRate }, { "beta1", optimizer.beta1 },
                { "beta2", optimizer.beta2 }, { "epsilon", optimizer.epsilon }, { "weight_decay", optimizer.weightDecay },
                { "decay_one_dimensional", optimizer.decayOneDimensional }, { "clip_norm", optimizer.clipNorm } } },
        { "schedule",
            { { "name", settings.schedule.name }, { "warmup_share", settings.schedule.warmupShare },
                { "final_share", settings.schedule.finalShare } } } };
}

OrderedJson toJson(const ResourceSettings& settings)
{
    return { { "precision", precisionNames.of(settings.precision) }, { "device", settings.device },
        { "threads", settings.threads }, { "memory_bytes", settings.memoryBytes },
        { "checkpoint_seconds", settings.checkpointSeconds } };
}

TextSettings textSettings(const JsonFields& fields)
{
    refuseUnknownFields(fields, { "template", "maximum_tokens", "overlong" });
    TextSettings settings;
    settings.promptTemplate = fields.string("template", settings.promptTemplate);
    settings.maximumTokens = fields.integer("maximum_tokens", -anyInteger, anyInteger, settings.maximumTokens);
    settings.overlong = named(overlongNames, fields, "overlong", settings.overlong);
    return settings;
}

TrainSettings trainSettings(const JsonFields& fields)
{
    refuseUnknownFields(fields, { "epochs", "batch_size", "seed", "weighting", "optimizer", "schedule" });
    TrainSettings settings;
    settings.epochs = fields.number("epochs", -anyDouble, anyDouble, settings.epochs);
    settings.batchSize = fields.integer("batch_size", -anyInteger, anyInteger, settings.batchSize);
    if (fields.has("seed"))
        settings.seed = fields.unsigned64("seed");
    settings.weighting = named(weightingNames, fields, "weighting", settings.weighting);
    if (fields.has("optimizer"))
        settings.optimizer = optimizerSettings(fields.object("optimizer"));
    if (fields.has("schedule"))
        settings.schedule = scheduleSettings(fields.object("schedule"));
    return settings;
}

ResourceSettings resourceSettings(const JsonFields& fields)
{
    refuseUnknownFields(fields, { "precision", "device", "threads", "memory_bytes", "checkpoint_seconds" });
    ResourceSettings settings;
    settings.precision = precisionNamed(fields, "precision", settings.precision);
    settings.device = fields.string("device", settings.device);
    settings.threads = fields.integer("threads", -anyInteger, anyInteger, settings.threads);
    settings.memoryBytes = fields.integer("memory_bytes", -anyInteger, anyInteger, settings.memoryBytes);
    settings.checkpointSeconds = fields.number("checkpoint_seconds", -anyDouble, anyDouble, settings.checkpointSeconds);
    return settings;
}

std::string_view nameOf(Precision precision)
{
    return precisionNames.of(precision);
}

Precision precisionNamed(const JsonFields& fields, std::string_view field, Precision absent)
{
    return named(precisionNames, fields, field, absent);
}

std::int64_t optimizerSteps(std::int64_t rows, double epochs, std::int64_t batchSize)
{
    const std::int64_t perEpoch = (rows + batchSize - 1) / batchSize;
    return static_cast<std::int64_t>(std::ceil(epochs * static_cast<double>(perEpoch) - 1e-9));
}

std::vector<std::int64_t> recordingSteps(std::int64_t steps, std::int64_t count)
{
    std::vector<std::int64_t> result{ 0 };
    if (steps < 1 || count < 2)
        return result;
    const std::int64_t after = std::min(count - 1, steps); // points behind step 0
    if (after == 1)
        return { 0, steps };
    const double most = std::log(static_cast<double>(steps));
    for (std::int64_t i = 0; i < after; ++i) {
        const double exact = std::exp(most * static_cast<double>(i) / static_cast<double>(after - 1));
        const std::int64_t room = steps - (after - 1 - i); // so that every later point still fits
        result.push_back(std::min(room, std::max<std::int64_t>(std::llround(exact), result.back() + 1)));
    }
    return result;
}

} // namespace core::protocol
