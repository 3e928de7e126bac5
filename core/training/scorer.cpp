// SPDX-License-Identifier: Apache-2.0
#include "core/training/scorer.h"

#include "core/training/packer.h"

#include <ATen/core/grad_mode.h>

#include <algorithm>
#include <limits>

namespace core::training {

Scorer::Scorer(const PackPlan& plan)
    : plan_(plan)
    , head_(plan.head)
{
}

std::vector<float> Scorer::score(
    const models::Decoder& decoder, const text::EncodedRows& rows, std::span<const std::size_t> items, const ScoreSink& sink)
{
    const at::NoGradGuard noGradients;
    std::vector<float> means(items.size(), std::numeric_limits<float>::quiet_NaN());
    ScoreProgress progress;
    for (const std::vector<std::size_t>& group : groupByTokens(rows, items, plan_.scoringTokens)) {
        const models::Pack pack = makePack(rows, items, group);
        const at::Tensor hidden = decoder.responseHidden(pack);
        const at::Tensor losses = head_.losses(hidden, decoder.head(), pack.targets).to(at::kCPU, at::kFloat);
        std::vector<double> sums(group.size(), 0.0);
        std::vector<std::int64_t> counts(group.size(), 0);
        for (std::size_t i = 0; i < pack.segments.size(); ++i) {
            sums[pack.segments[i]] += static_cast<double>(losses.data_ptr<float>()[i]);
            ++counts[pack.segments[i]];
        }
        for (std::size_t segment = 0; segment < group.size(); ++segment)
            means[group[segment]] = static_cast<float>(sums[segment] / static_cast<double>(counts[segment]));
        progress.rows += group.size();
        progress.tokens += static_cast<std::int64_t>(pack.ids.size());
        if (sink)
            sink(progress);
    }
    return means;
}

std::vector<float> Scorer::tokenLosses(const models::Decoder& decoder, std::span<const text::TokenId> ids)
{
    const at::NoGradGuard noGradients;
    if (ids.size() < 2)
        return {};
    models::Pack pack;
    const std::vector<std::uint8_t> mask(ids.size(), 1);
    pack.append(0, ids, mask);
    const at::Tensor hidden = decoder.responseHidden(pack);
    const at::Tensor losses = head_.losses(hidden, decoder.head(), pack.targets).to(at::kCPU, at::kFloat).contiguous();
    return { losses.data_ptr<float>(), losses.data_ptr<float>() + losses.numel() };
}

} // namespace core::training
