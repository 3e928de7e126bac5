// SPDX-License-Identifier: Apache-2.0
#include "core/optim/adamw.h"

#include "core/optim/clip.h"

#include "core/base/error.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/_fused_adamw.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>

#include <cmath>

namespace core::optim {

AdamW::AdamW(const protocol::OptimizerSettings& settings, const std::vector<models::Parameter>& parameters)
    : settings_(settings)
{
    const at::NoGradGuard noGradients;
    for (const models::Parameter* parameter : models::distinctTrainable(parameters)) {
        moments_.push_back({ parameter->name, at::zeros_like(parameter->tensor), at::zeros_like(parameter->tensor),
            at::zeros({}, parameter->tensor.options().dtype(at::kFloat).requires_grad(false)) });
    }
}

StepResult AdamW::step(std::vector<models::Parameter>& parameters, const Evaluate& evaluate, double learningRate)
{
    StepResult result;
    result.loss = evaluate();
    result.gradientNorm = gradientNorm(parameters);
    result.applied = std::isfinite(result.loss) && std::isfinite(result.gradientNorm);
    if (!result.applied)
        return result;
    const at::NoGradGuard noGradients;
    const std::vector<const models::Parameter*> distinct = models::distinctTrainable(parameters);
    const double factor = clipFactor(result.gradientNorm, settings_.clipNorm);
    for (const models::Parameter* parameter : distinct) {
        at::Tensor& gradient = parameter->tensor.mutable_grad();
        if (!gradient.defined())
            gradient = at::zeros_like(parameter->tensor);
        else if (factor < 1)
            gradient.mul_(factor);
    }
    update(distinct, true, learningRate);
    update(distinct, false, learningRate);
    return result;
}

void AdamW::update(const std::vector<const models::Parameter*>& parameters, bool decayed, double learningRate)
{
    std::vector<at::Tensor> weights, gradients, firsts, seconds, steps;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if ((settings_.decayOneDimensional || parameters[i]->tensor.dim() > 1) != decayed)
            continue;
        weights.push_back(parameters[i]->tensor);
        gradients.push_back(parameters[i]->tensor.grad());
        firsts.push_back(moments_[i].first);
        seconds.push_back(moments_[i].second);
        steps.push_back(moments_[i].step.add_(1));
    }
    if (weights.empty())
        return;
    at::_fused_adamw_(weights, gradients, firsts, seconds, {}, steps, learningRate, settings_.beta1, settings_.beta2,
        decayed ? settings_.weightDecay : 0.0, settings_.epsilon, false, false);
}

std::vector<models::NamedTensor> AdamW::state() const
{
    std::vector<models::NamedTensor> state;
    for (const Moments& moments : moments_) {
        state.push_back({ moments.name + "/first", moments.first });
        state.push_back({ moments.name + "/second", moments.second });
        state.push_back({ moments.name + "/step", moments.step });
    }
    return state;
}

void AdamW::restore(const std::vector<models::NamedTensor>& state)
{
    const at::NoGradGuard noGradients;
    for (const models::NamedTensor& own : this->state()) {
        const models::NamedTensor* stored = nullptr;
        for (const models::NamedTensor& candidate : state) {
            if (candidate.name == own.name)
                stored = &candidate;
        }
        if (stored == nullptr || stored->tensor.sizes() != own.tensor.sizes())
            throw Error(ErrorKind::BadFile, "the optimizer state holds no fitting tensor " + own.name);
        at::Tensor(own.tensor).copy_(stored->tensor);
    }
}

} // namespace core::optim
