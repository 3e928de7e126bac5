// SPDX-License-Identifier: Apache-2.0
// Content hashes: SHA-256 names files and inputs, xxh3 orders and groups.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace core {

/// SHA-256, fed piece by piece.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void update(std::string_view bytes);
    /// 64 lower-case hexadecimal digits; call once.
    std::string finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string sha256(std::string_view bytes);
/// Throws Error{Storage} when the file cannot be read to its end.
std::string sha256OfFile(const std::filesystem::path& file);

/// xxHash's XXH3, 64 bits; the same on every machine.
std::uint64_t xxh3(std::string_view bytes, std::uint64_t seed = 0);
/// XXH3 of the integers' little-endian bytes.
std::uint64_t xxh3(std::initializer_list<std::uint64_t> words, std::uint64_t seed = 0);

} // namespace core
