// SPDX-License-Identifier: Apache-2.0
#include "core/text/pair_merger.h"

#include <limits>
#include <queue>
#include <tuple>

namespace core::text {

namespace {

constexpr std::size_t longestShort = 48; ///< symbols up to which searching all pairs beats a heap

std::uint64_t pairOf(TokenId left, TokenId right)
{
    return std::uint64_t{ static_cast<std::uint32_t>(left) } << 32 | static_cast<std::uint32_t>(right);
}

} // namespace

PairMerger::PairMerger(const std::array<TokenId, 256>& byteIds, const std::vector<Merge>& merges)
    : byteIds_(byteIds)
{
    int bits = 4;
    while (std::size_t{ 1 } << bits < merges.size() * 2)
        ++bits;
    slots_.resize(std::size_t{ 1 } << bits);
    shift_ = 64 - bits;
    for (std::size_t rank = 0; rank < merges.size(); ++rank) {
        const Merge& merge = merges[rank];
        slots_[placeOf(merge.left, merge.right)]
            = { pairOf(merge.left, merge.right), static_cast<std::uint32_t>(rank), merge.merged };
    }
}

/// The pair's slot, or the free one where it would stand.
std::size_t PairMerger::placeOf(TokenId left, TokenId right) const
{
    const std::uint64_t pair = pairOf(left, right);
    std::size_t place = static_cast<std::size_t>((pair * 0x9e3779b97f4a7c15u) >> shift_);
    while (slots_[place].merged >= 0 && slots_[place].pair != pair)
        place = (place + 1) & (slots_.size() - 1);
    return place;
}

void PairMerger::encode(std::string_view word, std::uint32_t base, std::vector<Token>& tokens) const
{
    const std::size_t first = tokens.size();
    for (std::size_t i = 0; i < word.size(); ++i) {
        const TokenId id = byteIds_[static_cast<unsigned char>(word[i])];
        const auto begin = base + static_cast<std::uint32_t>(i);
        if (id >= 0)
            tokens.push_back({ id, begin, begin + 1 });
    }
    if (tokens.size() - first <= longestShort)
        mergeShort(tokens, first);
    else
        mergeLong(tokens, first);
}

void PairMerger::mergeShort(std::vector<Token>& tokens, std::size_t first) const
{
    constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    std::array<std::uint32_t, longestShort> ranks{};
    std::array<TokenId, longestShort> merged{};
    Token* symbols = tokens.data() + first;
    std::size_t count = tokens.size() - first;
    const auto look = [&](std::size_t i) {
        const Slot* slot = i + 1 < count ? &slots_[placeOf(symbols[i].id, symbols[i + 1].id)] : nullptr;
        ranks[i] = slot && slot->merged >= 0 ? slot->rank : none;
        merged[i] = slot ? slot->merged : -1;
    };
    for (std::size_t i = 0; i < count; ++i)
        look(i);
    while (count > 1) {
        std::size_t best = 0;
        for (std::size_t i = 1; i + 1 < count; ++i) {
            if (ranks[i] < ranks[best])
                best = i;
        }
        if (ranks[best] == none)
            break;
        symbols[best] = { merged[best], symbols[best].begin, symbols[best + 1].end };
        --count;
        for (std::size_t i = best + 1; i < count; ++i) {
            symbols[i] = symbols[i + 1];
            ranks[i] = ranks[i + 1];
            merged[i] = merged[i + 1];
        }
        look(best);
        if (best > 0)
            look(best - 1);
    }
    tokens.resize(first + count);
}

void PairMerger::mergeLong(std::vector<Token>& tokens, std::size_t first) const
{
    // The symbols form a linked list; a symbol that was merged into its left neighbour has id -1.
    struct Candidate {
        std::uint32_t rank;
        std::uint32_t left;
        TokenId merged;
        bool operator<(const Candidate& other) const { return std::tie(rank, left) > std::tie(other.rank, other.left); }
    };
    Token* symbols = tokens.data() + first;
    const auto count = static_cast<std::uint32_t>(tokens.size() - first);
    std::vector<std::uint32_t> next(count);
    std::vector<std::uint32_t> previous(count);
    std::priority_queue<Candidate> queue;
    const auto offer = [&](std::uint32_t left) {
        const Slot* slot = next[left] < count ? &slots_[placeOf(symbols[left].id, symbols[next[left]].id)] : nullptr;
        if (slot && slot->merged >= 0)
            queue.push({ slot->rank, left, slot->merged });
    };
    for (std::uint32_t i = 0; i < count; ++i) {
        next[i] = i + 1;
        previous[i] = i > 0 ? i - 1 : count;
    }
    for (std::uint32_t i = 0; i < count; ++i)
        offer(i);
    while (!queue.empty()) {
        const Candidate candidate = queue.top();
        queue.pop();
        const std::uint32_t left = candidate.left;
        const std::uint32_t right = next[left];
        if (symbols[left].id < 0 || right >= count)
            continue;
        const Slot& slot = slots_[placeOf(symbols[left].id, symbols[right].id)];
        if (slot.merged < 0 || slot.rank != candidate.rank)
            continue; // one of the two was merged since
        symbols[left] = { candidate.merged, symbols[left].begin, symbols[right].end };
        symbols[right].id = -1;
        next[left] = next[right];
        if (next[left] < count)
            previous[next[left]] = left;
        offer(left);
        if (previous[left] < count)
            offer(previous[left]);
    }
    std::erase_if(tokens, [](const Token& token) { return token.id < 0; });
}

} // namespace core::text
