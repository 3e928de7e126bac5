// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/models/parameters.h"

#include <vector>

namespace core::optim {

/// The norm of the whole gradient over the trainable tensors, tied ones once; NaN or infinite when an element is.
double gradientNorm(const std::vector<models::Parameter>& parameters);

/// What torch.nn.utils.clip_grad_norm_ multiplies the gradient with: min(1, limit / (norm + 1e-6)); 1 for limit 0.
double clipFactor(double norm, double limit);

} // namespace core::optim
