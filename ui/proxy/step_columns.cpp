// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/step_columns.h"

#include <algorithm>

namespace ui {

namespace {

void cutAfter(StepColumns& columns, std::int64_t step)
{
    const auto end = std::upper_bound(columns.step.begin(), columns.step.end(), static_cast<double>(step));
    const auto size = static_cast<std::size_t>(end - columns.step.begin());
    for (auto* column :
        { &columns.step, &columns.loss, &columns.rate, &columns.gradientNorm, &columns.tokens, &columns.seconds })
        column->resize(size);
}

void append(StepColumns& columns, const core::store::StepMetric& metric)
{
    const double tokens = columns.tokens.empty() ? 0 : columns.tokens.back();
    const double seconds = columns.seconds.empty() ? 0 : columns.seconds.back();
    columns.step.push_back(static_cast<double>(metric.step));
    columns.loss.push_back(metric.loss);
    columns.rate.push_back(metric.learningRate);
    columns.gradientNorm.push_back(metric.gradientNorm);
    columns.tokens.push_back(tokens + static_cast<double>(metric.tokens));
    columns.seconds.push_back(seconds + metric.seconds);
}

} // namespace

StepColumnsPointer extended(const StepColumnsPointer& known, std::span<const StepBatch> batches)
{
    auto columns = known ? std::make_shared<StepColumns>(*known) : std::make_shared<StepColumns>();
    for (const StepBatch& batch : batches) {
        if (batch.dropAfterStep)
            cutAfter(*columns, *batch.dropAfterStep);
        for (const auto& metric : batch.steps)
            if (columns->step.empty() || static_cast<double>(metric.step) > columns->step.back())
                append(*columns, metric);
    }
    return columns;
}

} // namespace ui
