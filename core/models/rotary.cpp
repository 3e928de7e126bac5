// SPDX-License-Identifier: Apache-2.0
#include "core/models/rotary.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace core::models {

namespace {

/// Llama 3.1's rule: by wavelength slow (÷ factor), fast (as it is) or between (blended).
double scaled(double frequency, const formats::RotaryScaling& scaling)
{
    const auto original = static_cast<double>(scaling.originalPositions);
    const double wavelength = 2 * std::numbers::pi / frequency;
    if (wavelength > original / scaling.lowFrequencyFactor)
        return frequency / scaling.factor;
    if (wavelength < original / scaling.highFrequencyFactor)
        return frequency;
    const double share
        = (original / wavelength - scaling.lowFrequencyFactor) / (scaling.highFrequencyFactor - scaling.lowFrequencyFactor);
    return (1 - share) * frequency / scaling.factor + share * frequency;
}

} // namespace

at::Tensor toTensor(const std::vector<std::int64_t>& values, c10::Device device)
{
    at::Tensor tensor = at::empty({ static_cast<std::int64_t>(values.size()) }, at::kLong);
    std::copy(values.begin(), values.end(), tensor.data_ptr<std::int64_t>());
    return tensor.to(device);
}

std::vector<double> rotaryFrequencies(const formats::ModelConfig& config)
{
    const auto dimensions = static_cast<std::int64_t>(static_cast<double>(config.headSize) * config.rotary.share);
    std::vector<double> frequencies;
    for (std::int64_t i = 0; i < dimensions / 2; ++i) {
        const double exponent = -2.0 * static_cast<double>(i) / static_cast<double>(dimensions);
        const double frequency = std::pow(config.rotary.base, exponent);
        frequencies.push_back(config.rotary.scaling ? scaled(frequency, *config.rotary.scaling) : frequency);
    }
    return frequencies;
}

Rotary::Rotary(const formats::ModelConfig& config)
    : frequencies_(rotaryFrequencies(config))
{
}

void Rotary::grow(std::int64_t positions, const at::Tensor& like)
{
    const auto half = static_cast<std::int64_t>(frequencies_.size());
    const at::Tensor cosines = at::empty({ positions, half }, at::kDouble);
    const at::Tensor sines = at::empty({ positions, half }, at::kDouble);
    for (std::int64_t position = 0; position < positions; ++position) {
        for (std::int64_t i = 0; i < half; ++i) {
            const double angle = static_cast<double>(position) * frequencies_[static_cast<std::size_t>(i)];
            cosines.data_ptr<double>()[position * half + i] = std::cos(angle);
            sines.data_ptr<double>()[position * half + i] = std::sin(angle);
        }
    }
    table_ = { cosines.to(like.device(), like.scalar_type()), sines.to(like.device(), like.scalar_type()) };
}

Angles Rotary::angles(const std::vector<std::int64_t>& positions, const at::Tensor& like)
{
    const std::int64_t needed = 1 + *std::max_element(positions.begin(), positions.end());
    if (!table_.cosines.defined() || table_.cosines.size(0) < needed)
        grow(table_.cosines.defined() ? std::max(needed, 2 * table_.cosines.size(0)) : needed, like);
    const at::Tensor index = toTensor(positions, like.device());
    return { table_.cosines.index_select(0, index), table_.sines.index_select(0, index) };
}

at::Tensor turned(const at::Tensor& x, const Angles& angles)
{
    const std::int64_t half = angles.cosines.size(-1);
    if (half == 0)
        return x;
    const std::int64_t last = x.dim() - 1;
    std::vector<std::int64_t> shape(static_cast<std::size_t>(x.dim()), 1);
    shape.front() = x.size(0);
    shape.back() = half;
    const at::Tensor cosines = angles.cosines.view(shape);
    const at::Tensor sines = angles.sines.view(shape);
    const at::Tensor first = x.narrow(last, 0, half);
    const at::Tensor second = x.narrow(last, half, half);
    return at::cat({ first.mul(cosines).addcmul(second, sines, -1), second.mul(cosines).addcmul(first, sines),
                       x.narrow(last, 2 * half, x.size(last) - 2 * half) },
        last);
}

} // namespace core::models
