// SPDX-License-Identifier: Apache-2.0
#include "core/optim/optimizer.h"

#include "core/optim/adamw.h"

#include "core/base/error.h"

namespace core::optim {

std::unique_ptr<Optimizer> makeOptimizer(
    const protocol::OptimizerSettings& settings, const std::vector<models::Parameter>& parameters)
{
    if (settings.name == "adamw")
        return std::make_unique<AdamW>(settings, parameters);
    throw Error(ErrorKind::Unsupported, "optimizer \"" + settings.name + "\" is not known", "Use adamw.");
}

} // namespace core::optim
