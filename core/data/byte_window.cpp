// SPDX-License-Identifier: Apache-2.0
#include "core/data/byte_window.h"

#include <algorithm>
#include <cstring>

namespace core::data {

namespace {
constexpr std::size_t blockSize = 1U << 20U;
constexpr std::string_view byteOrderMark = "\xEF\xBB\xBF";
} // namespace

ByteWindow::ByteWindow(const std::filesystem::path& file)
    : file_(file)
{
    more();
    if (pending().substr(0, byteOrderMark.size()) == byteOrderMark)
        consume(byteOrderMark.size(), 0);
}

bool ByteWindow::more()
{
    const std::size_t kept = end_ - begin_;
    if (begin_ > 0) {
        std::memmove(buffer_.data(), buffer_.data() + begin_, kept);
        begin_ = 0;
        end_ = kept;
    }
    const std::size_t wanted = std::max(blockSize, kept);
    if (buffer_.size() < kept + wanted)
        buffer_.resize(kept + wanted);
    const std::size_t read = file_.read(buffer_.data() + kept, wanted);
    hash_.update({ buffer_.data() + kept, read });
    end_ += read;
    bytesRead_ += read;
    return read > 0;
}

void ByteWindow::consume(std::size_t bytes, std::uint64_t lines)
{
    begin_ += bytes;
    offset_ += bytes;
    line_ += lines;
}

std::string ByteWindow::sha256()
{
    do {
        consume(end_ - begin_, 0);
    } while (more());
    return hash_.finish();
}

bool isBlank(std::string_view bytes)
{
    return bytes.find_first_not_of(" \t\r") == std::string_view::npos;
}

} // namespace core::data
