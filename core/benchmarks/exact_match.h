// SPDX-License-Identifier: Apache-2.0
// Whether a generated text gives the right answer: MAmmoTH's rules as CoLM ships them (method.md §6), without programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace core::benchmarks {

/// How an answer is found in a text and compared.
enum class AnswerRule {
    Number, ///< GSM8K, SVAMP, DeepMind, SimulEq: the first number behind "The answer is" or "####", else the last one
    NumberOrChoice, ///< NumGLUE: letters A to E that stand alone before numbers
    Choice, ///< the letter A to E
    Math, ///< MATH: LaTeX behind "The answer is", else \boxed, else the last number; equal as text or as numbers
    Text, ///< what stands behind "The answer is" or "####", else the whole text, compared as LaTeX is
};

std::string_view nameOf(AnswerRule); ///< "number", "number or choice", "choice", "math", "text"

/// The rule of an item of this benchmark (`source` of its rows) with this gold answer. Benchmarks that are not known, and
/// answers that a benchmark's own rule cannot hold ("[1, 2]" among numbers), are judged by what the gold answer looks like.
AnswerRule ruleOf(std::string_view source, std::string_view gold);

struct Verdict {
    std::string answer; ///< found in the text; empty: none
    bool right = false;
};

/// `gold` is the answer alone ("43", "C", "\frac{1}{2}").
Verdict judge(AnswerRule rule, std::string_view text, std::string_view gold);

/// The answer that `rule` finds in a text.
std::string extractAnswer(AnswerRule rule, std::string_view text);

} // namespace core::benchmarks
