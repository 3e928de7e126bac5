// SPDX-License-Identifier: Apache-2.0
// File: 8 bytes magic, the version and four counts (ids, rows; the key's length follows) as 64-bit little-endian words,
// the key, offsets, ids, response, flags, and at the end the XXH3 of all before. Little-endian machines only, as the whole
// program is.
#include "core/text/token_cache.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/base/folders.h"
#include "core/base/hash.h"

#include <algorithm>
#include <cstring>

namespace core::text {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view magic = "DLTOKEN\n";
constexpr std::uint64_t version = 1;
constexpr char fileEnding[] = ".tokens";

struct Header {
    std::uint64_t version = 0;
    std::uint64_t keyBytes = 0;
    std::uint64_t rows = 0;
    std::uint64_t ids = 0;
};

template <typename T> void put(std::string& bytes, const T* values, std::size_t count)
{
    bytes.append(reinterpret_cast<const char*>(values), count * sizeof(T));
}

/// Takes `count` values from the front; false when fewer are left.
template <typename T> bool take(std::string_view& bytes, T* values, std::size_t count)
{
    if (count > bytes.size() / sizeof(T))
        return false;
    if (count > 0)
        std::memcpy(values, bytes.data(), count * sizeof(T));
    bytes.remove_prefix(count * sizeof(T));
    return true;
}

std::string packed(const std::string& key, const EncodedRows& rows)
{
    std::string bytes(magic);
    const Header header{ version, key.size(), rows.size(), rows.ids.size() };
    put(bytes, &header, 1);
    bytes += key;
    put(bytes, rows.offsets.data(), rows.offsets.size());
    put(bytes, rows.ids.data(), rows.ids.size());
    put(bytes, rows.response.data(), rows.response.size());
    put(bytes, rows.flags.data(), rows.flags.size());
    const std::uint64_t hash = xxh3(bytes);
    put(bytes, &hash, 1);
    return bytes;
}

/// Whether the counts of the header are those of the bytes that follow it; no product can wrap.
bool sizesAgree(const Header& header, std::uint64_t left)
{
    const std::uint64_t perRow = sizeof(std::uint64_t) + 1;
    const std::uint64_t perId = sizeof(TokenId) + 1;
    return header.keyBytes <= left && header.rows <= left / perRow && header.ids <= left / perId
        && header.keyBytes + header.rows * perRow + sizeof(std::uint64_t) + header.ids * perId == left;
}

std::optional<EncodedRows> unpacked(const std::string& key, std::string_view bytes)
{
    std::uint64_t hash = 0;
    Header header;
    if (bytes.size() < magic.size() + sizeof(header) + sizeof(hash) || bytes.substr(0, magic.size()) != magic)
        return std::nullopt;
    std::string_view tail = bytes.substr(bytes.size() - sizeof(hash));
    bytes.remove_suffix(sizeof(hash));
    if (!take(tail, &hash, 1) || hash != xxh3(bytes))
        return std::nullopt;
    bytes.remove_prefix(magic.size());
    if (!take(bytes, &header, 1) || header.version != version || !sizesAgree(header, bytes.size())
        || bytes.substr(0, header.keyBytes) != key)
        return std::nullopt;
    bytes.remove_prefix(key.size());
    EncodedRows rows;
    rows.offsets.resize(header.rows + 1);
    rows.ids.resize(header.ids);
    rows.response.resize(header.ids);
    rows.flags.resize(header.rows);
    const bool whole = take(bytes, rows.offsets.data(), rows.offsets.size()) && take(bytes, rows.ids.data(), rows.ids.size())
        && take(bytes, rows.response.data(), rows.response.size()) && take(bytes, rows.flags.data(), rows.flags.size());
    const bool ordered = rows.offsets.front() == 0 && rows.offsets.back() == header.ids
        && std::is_sorted(rows.offsets.begin(), rows.offsets.end());
    return whole && ordered ? std::optional(std::move(rows)) : std::nullopt;
}

} // namespace

std::string tokenCacheKey(const std::string& rowsHash, const std::string& tokenizerFingerprint,
    const protocol::TextSettings& settings, TokenId endToken)
{
    return "rows " + rowsHash + "\ntokenizer " + tokenizerFingerprint + "\ntemplate " + settings.promptTemplate
        + "\nmaximum " + std::to_string(settings.maximumTokens) + "\noverlong "
        + std::to_string(static_cast<int>(settings.overlong)) + "\nend " + std::to_string(endToken) + "\n";
}

TokenCache::TokenCache()
    : TokenCache(cacheFolder() / "tokens")
{
}

TokenCache::TokenCache(fs::path folder, std::uint64_t limitBytes)
    : folder_(std::move(folder))
    , limitBytes_(limitBytes)
{
}

fs::path TokenCache::fileOf(const std::string& key) const
{
    return folder_ / (sha256(key) + fileEnding);
}

std::optional<EncodedRows> TokenCache::read(const std::string& key) const
{
    const fs::path file = fileOf(key);
    std::error_code failure;
    if (!fs::exists(file, failure))
        return std::nullopt;
    try {
        std::optional<EncodedRows> rows = unpacked(key, readFile(file, limitBytes_));
        if (rows)
            fs::last_write_time(file, fs::file_time_type::clock::now(), failure); // used last, pruned last
        return rows;
    } catch (const Error&) {
        return std::nullopt; // unreadable or too long: made again
    }
}

void TokenCache::write(const std::string& key, const EncodedRows& rows) const
{
    const std::string bytes = packed(key, rows);
    if (bytes.size() > limitBytes_)
        return;
    createFolders(folder_);
    writeFileAtomically(fileOf(key), bytes);
    prune();
}

EncodedRows TokenCache::readOrMake(const std::string& key, const std::function<EncodedRows()>& make) const
{
    if (std::optional<EncodedRows> rows = read(key))
        return std::move(*rows);
    EncodedRows rows = make();
    try {
        write(key, rows);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::Storage)
            throw;
    }
    return rows;
}

void TokenCache::prune() const
{
    struct Found {
        fs::file_time_type used;
        std::uint64_t bytes;
        fs::path file;
    };
    std::vector<Found> files;
    std::uint64_t total = 0;
    std::error_code failure;
    for (fs::directory_iterator entry(folder_, failure), end; !failure && entry != end; entry.increment(failure)) {
        std::error_code vanished;
        if (entry->path().extension() != fileEnding)
            continue;
        const Found found{ entry->last_write_time(vanished), entry->file_size(vanished), entry->path() };
        if (vanished)
            continue; // another process pruned it
        total += found.bytes;
        files.push_back(found);
    }
    std::sort(files.begin(), files.end(), [](const Found& a, const Found& b) { return a.used < b.used; });
    for (const Found& found : files) {
        if (total <= limitBytes_)
            break;
        fs::remove(found.file, failure);
        total -= found.bytes;
    }
}

} // namespace core::text
