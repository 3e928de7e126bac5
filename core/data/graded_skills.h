// SPDX-License-Identifier: Apache-2.0
// The problems of the built-in sample: one function a skill draws a problem out of a random stream.
#pragma once

#include "core/base/random.h"

#include <string>
#include <string_view>

namespace core::data {

struct GradedProblem {
    std::string instruction;
    std::string output;
    std::string answer;
    bool harder = false; ///< of the skill's two parts
};

/// A problem of the named skill (one of gradedSkills()). Throws Error{Internal} for another name.
GradedProblem drawGradedProblem(std::string_view skill, RandomStream& random);

} // namespace core::data
