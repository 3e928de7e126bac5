// SPDX-License-Identifier: Apache-2.0
#include "core/training/step_gradient.h"

#include "core/training/packer.h"

#include "core/base/error.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/zeros_like.h>
#include <c10/util/Exception.h>

#include <algorithm>
#include <new>
#include <optional>

namespace core::training {

namespace {

/// Whether LibTorch failed for want of memory: the CPU's allocator says so only in words.
bool isOutOfMemory(const c10::Error& error)
{
    const std::string words = error.what_without_backtrace();
    return dynamic_cast<const c10::OutOfMemoryError*>(&error) != nullptr
        || words.find("not enough memory") != std::string::npos || words.find("can't allocate memory") != std::string::npos;
}

void clearGradients(models::Decoder& decoder)
{
    for (models::Parameter& parameter : decoder.parameters()) {
        if (parameter.tensor.unsafeGetTensorImpl() == decoder.head().unsafeGetTensorImpl() && parameter.trainable) {
            at::Tensor& gradient = parameter.tensor.mutable_grad();
            gradient = gradient.defined() ? gradient.zero_() : at::zeros_like(parameter.tensor);
        } else {
            parameter.tensor.mutable_grad().reset();
        }
    }
}

/// The factor of every target's loss in the step's loss.
std::vector<double> weightsOf(
    const models::Pack& pack, const StepLoss& step, std::size_t rows, protocol::GradientWeighting weighting)
{
    if (weighting == protocol::GradientWeighting::Tokens)
        return std::vector<double>(pack.targets.size(), 1.0 / static_cast<double>(step.responseTokens));
    std::vector<double> counts(pack.lengths.size(), 0.0);
    for (const std::size_t segment : pack.segments)
        counts[segment] += 1;
    std::vector<double> weights;
    for (const std::size_t segment : pack.segments)
        weights.push_back(1.0 / (counts[segment] * static_cast<double>(rows)));
    return weights;
}

/// Adds a pack's token losses to the step's and to its rows' means.
void addLosses(StepLoss& step, const models::Pack& pack, const at::Tensor& losses, const std::vector<double>& weights)
{
    const at::Tensor values = losses.to(at::kCPU, at::kDouble);
    std::vector<double> sums(pack.lengths.size(), 0.0);
    std::vector<double> counts(pack.lengths.size(), 0.0);
    for (std::size_t i = 0; i < pack.segments.size(); ++i) {
        const double loss = values.data_ptr<double>()[i];
        step.loss += weights[i] * loss;
        sums[pack.segments[i]] += loss;
        counts[pack.segments[i]] += 1;
    }
    for (std::size_t segment = 0; segment < sums.size(); ++segment)
        step.rowLosses[pack.rows[segment]] = static_cast<float>(sums[segment] / counts[segment]);
}

} // namespace

StepGradient::StepGradient(const PackPlan& plan, WarningSink warn)
    : plan_(plan)
    , warn_(std::move(warn))
    , head_(plan.head)
{
}

StepLoss StepGradient::evaluate(models::Decoder& decoder, const text::EncodedRows& rows, std::span<const std::size_t> items,
    protocol::GradientWeighting weighting)
{
    for (;;) {
        try {
            return attempt(decoder, rows, items, weighting);
        } catch (const c10::Error& error) {
            if (!isOutOfMemory(error))
                throw Error(ErrorKind::Internal, std::string("LibTorch failed: ") + error.what_without_backtrace());
        } catch (const std::bad_alloc&) { // the same way out
        }
        std::int64_t longest = 1;
        for (const std::size_t item : items)
            longest = std::max(longest, rows.length(item));
        if (plan_.trainingTokens <= longest) {
            throw Error(ErrorKind::OutOfMemory,
                "the memory does not hold one example of " + std::to_string(longest) + " tokens",
                "Use a smaller model, or lower the maximum number of tokens.");
        }
        plan_.trainingTokens = std::max(longest, plan_.trainingTokens / 2);
        if (warn_)
            warn_("memory ran short; going on with packs of " + std::to_string(plan_.trainingTokens) + " tokens");
    }
}

StepLoss StepGradient::attempt(models::Decoder& decoder, const text::EncodedRows& rows, std::span<const std::size_t> items,
    protocol::GradientWeighting weighting)
{
    clearGradients(decoder);
    StepLoss step;
    step.rowLosses.resize(items.size());
    for (const std::size_t item : items)
        step.responseTokens += rows.responseCount(item);
    for (const std::vector<std::size_t>& group : groupByTokens(rows, items, plan_.trainingTokens)) {
        const models::Pack pack = makePack(rows, items, group);
        const at::AutoGradMode gradients(true);
        const at::Tensor hidden = decoder.responseHidden(pack);
        const std::vector<double> weights = weightsOf(pack, step, items.size(), weighting);
        const models::HeadLossGradients result
            = head_.lossesAndGradients(hidden, decoder.head(), pack.targets, weights, decoder.head().grad());
        if (hidden.requires_grad())
            hidden.backward(result.dHidden);
        addLosses(step, pack, result.losses, weights);
        step.tokens += static_cast<std::int64_t>(pack.ids.size());
    }
    return step;
}

} // namespace core::training
