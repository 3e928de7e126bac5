// SPDX-License-Identifier: Apache-2.0
// The optimizer's side of a step: it asks for the gradient as often as its rule needs and moves the weights.
#pragma once

#include "core/models/model_files.h"
#include "core/models/parameters.h"
#include "core/protocol/run_settings.h"

#include <functional>
#include <memory>
#include <vector>

namespace core::optim {

/// Runs all micro-batches of the step at the weights as they are now: clears the gradients, leaves the step's whole
/// gradient in the leaves' grad(), returns the loss.
using Evaluate = std::function<double()>;

struct StepResult {
    double loss = 0; ///< at the weights before the step
    double gradientNorm = 0; ///< global, before clipping
    bool applied = true; ///< false: loss or gradient was not finite, nothing was changed
};

class Optimizer {
public:
    virtual ~Optimizer() = default;

    virtual StepResult step(std::vector<models::Parameter>& parameters, const Evaluate& evaluate, double learningRate) = 0;

    /// Moments under "<parameter>/<moment>" and the step count; their tensors are the live ones.
    virtual std::vector<models::NamedTensor> state() const = 0;
    /// Error{BadFile} when names or shapes do not fit.
    virtual void restore(const std::vector<models::NamedTensor>& state) = 0;
};

/// Error{Unsupported} naming an unknown optimizer. Moments are made for the trainable parameters, tied ones once.
std::unique_ptr<Optimizer> makeOptimizer(
    const protocol::OptimizerSettings& settings, const std::vector<models::Parameter>& parameters);

} // namespace core::optim
