// SPDX-License-Identifier: Apache-2.0
// A model folder against numbers of the reference implementation: reference.json with reference.safetensors beside it
// (cases with token losses and means, logits, hidden states, a greedy continuation).
#pragma once

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/models/decoder.h"

#include <filesystem>
#include <string>
#include <vector>

namespace core::models {

namespace model_verify_faults {
inline constexpr Fault noCases{ "verify/no-cases", ErrorKind::BadFile, "the reference holds no case to compare with" };
inline constexpr Fault badCase{ "verify/bad-case", ErrorKind::BadFile, "the case does not fit itself or the model" };
inline constexpr Fault all[] = { noCases, badCase };
} // namespace model_verify_faults

/// One comparison: the largest error met and what is allowed.
struct VerifyFigure {
    std::string what; ///< "token_nll", "means", "logits", "hidden", "greedy"
    double error = 0;
    double allowed = 0;
    bool passed() const { return error <= allowed; }
};

struct VerifyReport {
    std::vector<VerifyFigure> figures;
    bool passed() const;
};

/// `reference` is the reference.json; without a reference.safetensors beside it only what the JSON holds is compared.
VerifyReport verifyModel(const Decoder& decoder, const std::filesystem::path& reference);
OrderedJson toJson(const VerifyReport& report);

} // namespace core::models
