// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_verify.h"

#include "core/models/head_loss.h"
#include "core/models/model_files.h"

#include "core/base/files.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/stack.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

namespace core::models {

namespace {

constexpr std::uint64_t referenceLimit = 256U << 20U;
constexpr double notFinite = std::numeric_limits<double>::infinity();

/// The largest error met of one kind of figure; a NaN counts as infinitely wrong.
class Largest {
public:
    void meet(double found, double expected) { meet(std::abs(found - expected)); }
    void meet(double error) { error_ = std::max(error_.value_or(0), std::isnan(error) ? notFinite : error); }
    void reportTo(VerifyReport& report, const std::string& what, double allowed) const
    {
        if (error_)
            report.figures.push_back({ what, *error_, allowed });
    }

private:
    std::optional<double> error_;
};

struct Figures {
    Largest tokens, means, logits, hidden, greedy;
};

[[noreturn]] void refuseCase(const std::string& file, std::size_t number, const std::string& detail)
{
    throw refusal(
        model_verify_faults::badCase, { file, std::nullopt, std::nullopt, "cases." + std::to_string(number) }, detail);
}

template <typename Number>
std::vector<Number> numbersOf(const Json& object, const std::string& key, const std::string& file, std::size_t number)
{
    const auto found = object.find(key);
    if (found == object.end() || !found->is_array())
        refuseCase(file, number, key + " is missing or no list");
    for (const Json& value : *found) {
        if (!(std::is_integral_v<Number> ? value.is_number_integer() : value.is_number()))
            refuseCase(file, number, key + " holds something that is no number");
    }
    return found->get<std::vector<Number>>();
}

double meanOf(const std::vector<double>& losses, std::size_t begin, std::size_t end)
{
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i)
        sum += losses[i];
    return sum / static_cast<double>(end - begin);
}

/// Means over a response that starts at token r, and over spans [a, b) of tokens; token i's loss is losses[i − 1].
void compareMeans(
    const Json& json, const std::vector<double>& losses, const std::string& file, std::size_t number, Figures& figures)
{
    const auto within = [&](std::size_t begin, std::size_t end) {
        if (begin < 1 || end <= begin || end > losses.size() + 1)
            refuseCase(file, number, "a response or span lies outside the ids");
    };
    const JsonFields fields(json, file, "cases." + std::to_string(number));
    if (fields.has("mean_response_loss")) {
        const auto start = static_cast<std::size_t>(fields.integer("response_start", 1, std::numeric_limits<int>::max()));
        within(start, losses.size() + 1);
        figures.means.meet(meanOf(losses, start - 1, losses.size()), fields.number("mean_response_loss", -1e9, 1e9));
    }
    if (!fields.has("mean_span_loss"))
        return;
    double sum = 0;
    std::size_t count = 0;
    const Json& spans = fields.at("spans");
    for (const Json& span : spans) {
        if (!span.is_array() || span.size() != 2 || !span[0].is_number_unsigned() || !span[1].is_number_unsigned())
            refuseCase(file, number, "a span is not two numbers");
        const auto begin = span[0].get<std::size_t>();
        const auto end = span[1].get<std::size_t>();
        within(begin, end);
        sum += meanOf(losses, begin - 1, end - 1) * static_cast<double>(end - begin);
        count += end - begin;
    }
    if (count > 0)
        figures.means.meet(sum / static_cast<double>(count), fields.number("mean_span_loss", -1e9, 1e9));
}

class Comparison {
public:
    Comparison(const Decoder& decoder, const std::filesystem::path& reference)
        : decoder_(decoder)
        , file_(reference.string())
        , json_(parseJson(readFile(reference, referenceLimit), file_))
    {
        std::filesystem::path tensors = reference;
        tensors.replace_extension(".safetensors");
        if (std::filesystem::exists(tensors)) {
            for (NamedTensor& named : readTensors(tensors))
                tensors_[named.name] = named.tensor;
        }
    }

    VerifyReport run()
    {
        const JsonFields fields(json_, file_);
        const Json& cases = fields.at("cases");
        if (!cases.is_array() || cases.empty())
            throw refusal(model_verify_faults::noCases, { file_ });
        for (std::size_t i = 0; i < cases.size(); ++i)
            compareCase(cases[i], i);
        if (fields.has("greedy"))
            compareGreedy(fields.at("greedy"));
        const double deviation = fields.has("measured") ? fields.object("measured").number("logits_std", 1e-9, 1e9, 1) : 1.0;
        VerifyReport report;
        figures_.tokens.reportTo(report, "token_nll", 2e-4);
        figures_.means.reportTo(report, "means", 1e-5);
        figures_.logits.reportTo(report, "logits", 2e-4 * deviation);
        figures_.hidden.reportTo(report, "hidden", 2e-4);
        figures_.greedy.reportTo(report, "greedy", 0);
        return report;
    }

private:
    const Decoder& decoder_;
    std::string file_;
    Json json_;
    std::map<std::string, at::Tensor> tensors_;
    Figures figures_;

    Pack packOf(const std::vector<std::int64_t>& ids) const
    {
        Pack pack;
        const std::vector<std::uint8_t> mask(ids.size(), 1);
        pack.append<std::int64_t>(0, ids, mask);
        return pack;
    }

    void compareCase(const Json& json, std::size_t number)
    {
        const auto ids = numbersOf<std::int64_t>(json, "ids", file_, number);
        const auto expected = numbersOf<double>(json, "token_nll", file_, number);
        if (ids.size() < 2 || expected.size() + 1 != ids.size())
            refuseCase(file_, number, "token_nll must be one shorter than ids");
        const Pack pack = packOf(ids);
        const std::vector<at::Tensor> states = decoder_.hiddenStates(pack);
        const at::Tensor predicting = states.back().narrow(0, 0, static_cast<std::int64_t>(ids.size()) - 1);
        const at::Tensor tensor = HeadLoss().losses(predicting, decoder_.head(), pack.targets).to(at::kCPU, at::kDouble);
        const std::vector<double> losses(tensor.data_ptr<double>(), tensor.data_ptr<double>() + tensor.numel());
        for (std::size_t i = 0; i < losses.size(); ++i)
            figures_.tokens.meet(losses[i], expected[i]);
        compareMeans(json, losses, file_, number, figures_);
        compareTensor("logits." + std::to_string(number), decoder_.logits(states.back()), figures_.logits);
        compareTensor("hidden." + std::to_string(number), at::stack(states), figures_.hidden, true);
    }

    /// `relative`: the error is divided by the reference's standard deviation.
    void compareTensor(const std::string& name, const at::Tensor& found, Largest& figure, bool relative = false)
    {
        const auto expected = tensors_.find(name);
        if (expected == tensors_.end())
            return;
        if (found.sizes() != expected->second.sizes()) {
            figure.meet(notFinite);
            return;
        }
        const at::Tensor reference = expected->second.to(at::kDouble);
        const double error = found.to(at::kCPU, at::kDouble).sub(reference).abs().max().item<double>();
        figure.meet(relative ? error / std::max(reference.std().item<double>(), 1e-12) : error);
    }

    void compareGreedy(const Json& json)
    {
        const auto prompt = numbersOf<std::int64_t>(json, "prompt_ids", file_, 0);
        const auto expected = numbersOf<std::int64_t>(json, "greedy_ids", file_, 0);
        const std::vector<std::int64_t> found = decoder_.greedy(prompt, static_cast<std::int64_t>(expected.size()));
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < expected.size(); ++i)
            wrong += found[i] != expected[i];
        figures_.greedy.meet(static_cast<double>(wrong));
    }
};

} // namespace

bool VerifyReport::passed() const
{
    return !figures.empty() && std::all_of(figures.begin(), figures.end(), [](const auto& f) { return f.passed(); });
}

VerifyReport verifyModel(const Decoder& decoder, const std::filesystem::path& reference)
{
    const at::NoGradGuard noGradients;
    return Comparison(decoder, reference).run();
}

OrderedJson toJson(const VerifyReport& report)
{
    OrderedJson figures = OrderedJson::array();
    for (const VerifyFigure& figure : report.figures) {
        figures.push_back({ { "what", figure.what }, { "error", jsonNumber(figure.error) }, { "allowed", figure.allowed },
            { "passed", figure.passed() } });
    }
    return { { "passed", report.passed() }, { "figures", figures } };
}

} // namespace core::models
