// SPDX-License-Identifier: Apache-2.0
// AdamW (Loshchilov and Hutter, arXiv 1711.05101) as torch.optim.AdamW computes it: decoupled decay first, bias-corrected
// moments, ε outside the root.
#pragma once

#include "core/optim/optimizer.h"

#include <string>
#include <vector>

namespace core::optim {

class AdamW : public Optimizer {
public:
    AdamW(const protocol::OptimizerSettings& settings, const std::vector<models::Parameter>& parameters);

    StepResult step(std::vector<models::Parameter>& parameters, const Evaluate& evaluate, double learningRate) override;
    std::vector<models::NamedTensor> state() const override;
    void restore(const std::vector<models::NamedTensor>& state) override;

private:
    /// What one tensor carries from step to step.
    struct Moments {
        std::string name;
        at::Tensor first, second;
        at::Tensor step; ///< a number, updates done
    };

    protocol::OptimizerSettings settings_;
    std::vector<Moments> moments_; ///< as distinctTrainable orders the parameters

    void update(const std::vector<const models::Parameter*>& parameters, bool decayed, double learningRate);
};

} // namespace core::optim
