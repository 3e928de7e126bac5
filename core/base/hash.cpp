// SPDX-License-Identifier: Apache-2.0
#include "core/base/hash.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <openssl/evp.h>
#include <xxhash.h>

#include <array>
#include <vector>

namespace core {

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~State() { EVP_MD_CTX_free(context); }
};

Sha256::Sha256()
    : state_(std::make_unique<State>())
{
    if (state_->context == nullptr || EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) != 1)
        throw Error(ErrorKind::Internal, "SHA-256 could not be started");
}

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes)
{
    EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

std::string Sha256::finish()
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_DigestFinal_ex(state_->context, digest.data(), &length);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
        text += digits[digest[i] >> 4U];
        text += digits[digest[i] & 15U];
    }
    return text;
}

std::string sha256(std::string_view bytes)
{
    Sha256 hash;
    hash.update(bytes);
    return hash.finish();
}

std::string sha256OfFile(const std::filesystem::path& file)
{
    InputFile input(file);
    Sha256 hash;
    std::vector<char> buffer(1U << 20U);
    while (const std::size_t read = input.read(buffer.data(), buffer.size()))
        hash.update({ buffer.data(), read });
    return hash.finish();
}

std::uint64_t xxh3(std::string_view bytes, std::uint64_t seed)
{
    return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

std::uint64_t xxh3(std::initializer_list<std::uint64_t> words, std::uint64_t seed)
{
    return XXH3_64bits_withSeed(words.begin(), words.size() * sizeof(std::uint64_t), seed);
}

} // namespace core
