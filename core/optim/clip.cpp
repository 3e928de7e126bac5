// SPDX-License-Identifier: Apache-2.0
#include "core/optim/clip.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/linalg_vector_norm.h>

#include <algorithm>
#include <cmath>

namespace core::optim {

double gradientNorm(const std::vector<models::Parameter>& parameters)
{
    const at::NoGradGuard noGradients;
    double squares = 0;
    for (const models::Parameter* parameter : models::distinctTrainable(parameters)) {
        if (!parameter->tensor.grad().defined())
            continue;
        const auto norm = at::linalg_vector_norm(parameter->tensor.grad()).item<double>();
        squares += norm * norm;
    }
    return std::sqrt(squares);
}

double clipFactor(double norm, double limit)
{
    return limit > 0 ? std::min(1.0, limit / (norm + 1e-6)) : 1.0;
}

} // namespace core::optim
