// SPDX-License-Identifier: Apache-2.0
// Training rows that give a benchmark away: the same question, or 13 words in a row of one. Texts are compared as words:
// maximal runs of letters and digits, ASCII letters in lower case, any other script as it stands; a CJK character is a word
// of its own, since such text has no spaces. Punctuation and spaces do not count.
#pragma once

#include "core/base/cancel_token.h"
#include "core/data/example.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace core::curate {

/// Words in a row that count as an overlap: as for GPT-3 (Brown et al. 2020, appendix C).
inline constexpr std::size_t overlapWords = 13;

struct BenchmarkItem {
    std::string id; ///< as its file names it, else its line
    std::string question;
    friend bool operator==(const BenchmarkItem&, const BenchmarkItem&) = default;
};

/// The items of a file in any layout that an import knows, such as {"id", "instruction", "output", "answer"} lines. Throws
/// Error: what an import refuses, and the first row that cannot be read.
std::vector<BenchmarkItem> readBenchmark(const std::filesystem::path& file);

/// The words of a text, as they are compared.
std::vector<std::string> comparedWords(std::string_view text);

enum class Overlap {
    None,
    Words, ///< overlapWords words in a row of a question stand in the row
    Equal, ///< the row's prompt is a question, letter by letter (word borders do not count)
};

struct RowOverlap {
    Overlap kind = Overlap::None;
    std::size_t item = 0; ///< the first that is met: of an equal question, else of shared words
    std::size_t sequences = 0; ///< places in the row at which overlapWords words of any question stand
    std::string passage; ///< the words shared with `item`, as far as they go; empty unless Words
    friend bool operator==(const RowOverlap&, const RowOverlap&) = default;
};

/// The questions of one or more benchmarks, hashed for look-up. Immutable, so threads may share it.
class Benchmark {
public:
    explicit Benchmark(std::vector<BenchmarkItem> items);
    ~Benchmark();
    Benchmark(Benchmark&&) noexcept;
    Benchmark& operator=(Benchmark&&) noexcept;

    const std::vector<BenchmarkItem>& items() const;
    /// The prompt is compared with questions; prompt and response are searched for their words. A hash alone never decides.
    RowOverlap compare(const data::ExampleText& row) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace core::curate
