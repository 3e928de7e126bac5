// SPDX-License-Identifier: Apache-2.0
#include "core/text/gzip.h"

#include <algorithm>
#include <limits>
#include <zlib.h>

namespace core::text {

std::optional<std::string> gunzip(std::string_view bytes, std::size_t limit)
{
    constexpr int gzipOnly = 15 + 16;
    constexpr std::size_t piece = 1 << 20;
    z_stream stream{};
    if (bytes.size() > std::numeric_limits<uInt>::max() || inflateInit2(&stream, gzipOnly) != Z_OK)
        return std::nullopt;
    std::string packed(bytes); // zlib takes no const
    stream.next_in = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_in = static_cast<uInt>(packed.size());
    std::string content;
    int status = Z_OK;
    while (status == Z_OK && content.size() <= limit) {
        const std::size_t before = content.size();
        content.resize(before + piece);
        stream.next_out = reinterpret_cast<Bytef*>(content.data() + before);
        stream.avail_out = static_cast<uInt>(piece);
        status = inflate(&stream, Z_NO_FLUSH);
        content.resize(content.size() - stream.avail_out);
    }
    const bool whole = status == Z_STREAM_END && stream.avail_in == 0 && content.size() <= limit;
    inflateEnd(&stream);
    return whole ? std::optional(std::move(content)) : std::nullopt;
}

} // namespace core::text
