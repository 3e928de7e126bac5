// SPDX-License-Identifier: Apache-2.0
// Seeded random streams whose numbers are the same on every machine and compiler (the standard library's distributions
// are not).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace core {

/// xoshiro256** (Blackman and Vigna, 2018), seeded through SplitMix64 from (seed, purpose), so that two purposes never
/// share numbers.
class RandomStream {
public:
    RandomStream(std::uint64_t seed, std::string_view purpose);

    std::uint64_t next();
    /// Uniform in [0, 1) with 53 bits.
    double uniform();
    /// Uniform in [0, bound) without bias (Lemire's rejection); bound > 0.
    std::uint64_t below(std::uint64_t bound);
    /// Uniform in [low, high].
    std::int64_t between(std::int64_t low, std::int64_t high);
    /// Standard normal, by the polar method.
    double normal();

    /// Fisher-Yates.
    template <typename T> void shuffle(std::vector<T>& items)
    {
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[static_cast<std::size_t>(below(i))]);
    }

private:
    std::uint64_t state_[4];
    double spare_ = 0;
    bool hasSpare_ = false;
};

} // namespace core
