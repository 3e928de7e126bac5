// SPDX-License-Identifier: Apache-2.0
// EncodedRows on disk, so that the next run on the same rows, tokenizer and settings need not tokenize again. A cache:
// a missing, damaged or foreign file is silently remade, and a disk that cannot be written is no failure.
#pragma once

#include "core/protocol/run_settings.h"
#include "core/text/encoded_rows.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace core::text {

/// Names a result of encodeRows by everything it depends on. `rowsHash`: SHA-256 of the rows' snapshot.
std::string tokenCacheKey(const std::string& rowsHash, const std::string& tokenizerFingerprint,
    const protocol::TextSettings& settings, TokenId endToken);

/// One folder of cached rows, by default cacheFolder()/tokens.
class TokenCache {
public:
    static constexpr std::uint64_t defaultLimit = std::uint64_t{ 4 } << 30;

    TokenCache();
    explicit TokenCache(std::filesystem::path folder, std::uint64_t limitBytes = defaultLimit);

    /// Nothing when the key is absent or its file is not whole.
    std::optional<EncodedRows> read(const std::string& key) const;
    /// Writes all or nothing, then removes the files not used for longest until the limit is met.
    void write(const std::string& key, const EncodedRows& rows) const;
    /// read(key), else make(), which is then written; that it could not be written is not reported.
    EncodedRows readOrMake(const std::string& key, const std::function<EncodedRows()>& make) const;

private:
    std::filesystem::path folder_;
    std::uint64_t limitBytes_;

    std::filesystem::path fileOf(const std::string& key) const;
    void prune() const;
};

} // namespace core::text
