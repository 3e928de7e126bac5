// SPDX-License-Identifier: Apache-2.0
#include "core/models/key_value_cache.h"

#include "core/models/rotary.h"

#include <ATen/ops/arange.h>
#include <ATen/ops/scaled_dot_product_attention.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <limits>

namespace core::models {

namespace {

constexpr std::int64_t leastRoom = 64;

} // namespace

KeyValueCache::KeyValueCache(const formats::ModelConfig& config, std::int64_t slots)
    : headsOfKeys_(config.keyValueHeads)
    , sizeOfHead_(config.headSize)
    , layers_(static_cast<std::size_t>(config.layers))
    , lengths_(static_cast<std::size_t>(slots), 0)
{
}

std::uint64_t KeyValueCache::bytesPerToken(const formats::ModelConfig& config)
{
    return 2 * sizeof(float) * static_cast<std::uint64_t>(config.layers)
        * static_cast<std::uint64_t>(config.keyValueHeads * config.headSize);
}

void KeyValueCache::makeRoom(std::int64_t tokens, const at::Tensor& like)
{
    if (tokens <= room_)
        return;
    const std::int64_t room = std::max({ tokens, 2 * room_, leastRoom });
    for (Layer& layer : layers_) {
        for (at::Tensor* held : { &layer.keys, &layer.values }) {
            const at::Tensor larger = at::zeros({ slots(), headsOfKeys_, room, sizeOfHead_ }, like.options());
            if (held->defined())
                larger.narrow(2, 0, room_).copy_(*held);
            *held = larger;
        }
    }
    room_ = room;
}

void KeyValueCache::put(std::size_t layer, std::int64_t slot, const at::Tensor& keys, const at::Tensor& values)
{
    makeRoom(keys.size(0) + 1, keys);
    layers_[layer].keys.select(0, slot).narrow(1, 0, keys.size(0)).copy_(keys.transpose(0, 1));
    layers_[layer].values.select(0, slot).narrow(1, 0, values.size(0)).copy_(values.transpose(0, 1));
}

void KeyValueCache::setLength(std::int64_t slot, std::int64_t length)
{
    lengths_[static_cast<std::size_t>(slot)] = length;
}

void KeyValueCache::move(std::int64_t from, std::int64_t to)
{
    if (from == to)
        return;
    const std::int64_t count = length(from);
    for (Layer& layer : layers_) {
        for (at::Tensor* held : { &layer.keys, &layer.values }) {
            if (held->defined())
                held->select(0, to).narrow(1, 0, count).copy_(held->select(0, from).narrow(1, 0, count));
        }
    }
    setLength(to, count);
}

/// Room, places and mask for one more token of the first `slots` sequences.
void KeyValueCache::prepare(const at::Tensor& like, std::int64_t slots)
{
    const std::vector<std::int64_t> held(lengths_.begin(), lengths_.begin() + static_cast<std::ptrdiff_t>(slots));
    const auto [shortest, longest] = std::minmax_element(held.begin(), held.end());
    const std::int64_t width = *longest + 1;
    makeRoom(width, like);
    places_ = toTensor(held, like.device());
    mask_.reset();
    if (*shortest == *longest)
        return;
    at::Tensor mask = at::zeros({ slots, 1, 1, width }, at::kFloat);
    float* values = mask.data_ptr<float>();
    for (std::int64_t slot = 0; slot < slots; ++slot) {
        float* row = values + slot * width;
        std::fill(row + held[static_cast<std::size_t>(slot)] + 1, row + width, -std::numeric_limits<float>::infinity());
    }
    mask_ = mask.to(like.device(), like.scalar_type());
}

void KeyValueCache::append(std::size_t layer, const at::Tensor& keys, const at::Tensor& values)
{
    const std::int64_t count = keys.size(0);
    if (layer == 0)
        prepare(keys, count);
    if (!mask_.defined()) {
        const std::int64_t place = length(0);
        layers_[layer].keys.narrow(0, 0, count).select(2, place).copy_(keys);
        layers_[layer].values.narrow(0, 0, count).select(2, place).copy_(values);
        return;
    }
    const at::Tensor rows = at::arange(count, places_.options());
    layers_[layer].keys.index_put_({ rows, {}, places_ }, keys);
    layers_[layer].values.index_put_({ rows, {}, places_ }, values);
}

void KeyValueCache::advance(std::int64_t slots)
{
    for (std::int64_t slot = 0; slot < slots; ++slot)
        ++lengths_[static_cast<std::size_t>(slot)];
}

at::Tensor KeyValueCache::attend(std::size_t layer, const at::Tensor& queries) const
{
    const std::int64_t count = queries.size(0);
    const std::int64_t width = mask_.defined() ? mask_.size(3) : length(0) + 1;
    // the query heads that share a key head look at the same tokens: they stand as so many queries of that head
    const at::Tensor grouped = queries.reshape({ count, headsOfKeys_, -1, sizeOfHead_ });
    const auto held = [&](const at::Tensor& all) { return all.narrow(0, 0, count).narrow(2, 0, width); };
    const std::optional<at::Tensor> mask = mask_.defined() ? std::optional(mask_) : std::nullopt;
    return at::scaled_dot_product_attention(grouped, held(layers_[layer].keys), held(layers_[layer].values), mask)
        .reshape(queries.sizes());
}

} // namespace core::models
