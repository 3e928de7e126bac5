// SPDX-License-Identifier: Apache-2.0
// On the CPU every thread owns a range of the vocabulary and works through it tile by tile; the ranges meet once per
// block of rows, to add up their sums of exponentials. A tile's logits are turned into exp(logit − tile maximum) once;
// the factors that make them probabilities go onto the narrow [rows, D] operands of the two gradient products.
// Shapes: R rows (response positions), D width, V vocabulary.
#include "core/models/head_loss.h"

#include "core/base/error.h"
#include "core/models/exp_loops.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/addmm.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/exp.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/logsumexp.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/mul.h>
#include <ATen/ops/zeros.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>
#include <vector>

namespace core::models {

namespace {

struct Range {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    std::int64_t size() const { return end - begin; }
};

/// Part `index` of `parts` nearly equal ones of [0, total).
Range partOf(std::int64_t total, std::int64_t parts, std::int64_t index)
{
    return { total * index / parts, total * (index + 1) / parts };
}

/// Small products are done before a second thread has woken up.
std::int64_t threadsFor(std::int64_t rows, std::int64_t width, std::int64_t vocabulary)
{
    constexpr double productsPerThread = 1e6;
    const double products = static_cast<double>(rows) * static_cast<double>(width) * static_cast<double>(vocabulary);
    const auto worth = static_cast<std::int64_t>(std::min(products / productsPerThread, 1e4)) + 1;
    return std::min({ static_cast<std::int64_t>(at::get_num_threads()), worth, vocabulary });
}

/// Runs work(thread) on every thread of a team; the first exception is thrown again after all have ended.
template <typename Work> void onEveryThread(std::int64_t threads, const Work& work)
{
    std::vector<std::exception_ptr> failures(static_cast<std::size_t>(threads));
#pragma omp parallel for schedule(static, 1) num_threads(static_cast <int>(threads))
    for (std::int64_t thread = 0; thread < threads; ++thread) {
        try {
            const at::NoGradGuard noGradients; // grad mode is a thread's own
            work(thread);
        } catch (...) {
            failures[static_cast<std::size_t>(thread)] = std::current_exception();
        }
    }
    for (const std::exception_ptr& failure : failures) {
        if (failure)
            std::rethrow_exception(failure);
    }
}

/// Running maximum and Σ exp(logit − maximum) of one row.
struct RunningSum {
    float maximum = -std::numeric_limits<float>::infinity();
    float sum = 0;
    void add(float otherMaximum, float otherSum)
    {
        const float most = std::max(maximum, otherMaximum);
        sum = sum * factor(maximum, most) + otherSum * factor(otherMaximum, most);
        maximum = most;
    }
    static float factor(float from, float to) { return from == to ? 1.0F : std::exp(from - to); }
    float logSum() const { return maximum + std::log(sum); }
};

/// One call's work on the CPU in fp32.
class CpuHead {
public:
    CpuHead(const at::Tensor& hidden, const at::Tensor& head, std::span<const std::int64_t> targets, HeadLossBlocks blocks,
        at::Tensor& buffer)
        : hidden_(hidden)
        , head_(head)
        , targets_(targets)
        , rows_(hidden.size(0))
        , width_(hidden.size(1))
        , vocabulary_(head.size(0))
        , rowBlocks_((rows_ + blocks.rows - 1) / blocks.rows)
        , threads_(threadsFor(rows_, width_, vocabulary_))
        , tilesPerThread_(((vocabulary_ + threads_ - 1) / threads_ + blocks.columns - 1) / blocks.columns)
        , buffer_(buffer)
        , targetLogits_(static_cast<std::size_t>(rows_))
        , losses_(at::empty({ rows_ }, at::kFloat))
    {
    }

    at::Tensor losses()
    {
        const std::int64_t tileRows = (rows_ + rowBlocks_ - 1) / rowBlocks_;
        const std::int64_t tileColumns = (vocabulary_ + threads_ - 1) / threads_ / tilesPerThread_ + 1;
        reserve(threads_ * tileRows * tileColumns);
        std::vector<RunningSum> sums(static_cast<std::size_t>(threads_ * rows_));
        onEveryThread(threads_, [&](std::int64_t thread) {
            float* tile = buffer_.data_ptr<float>() + thread * tileRows * tileColumns;
            for (std::int64_t block = 0; block < rowBlocks_; ++block) {
                const Range rows = partOf(rows_, rowBlocks_, block);
                for (std::int64_t t = 0; t < tilesPerThread_; ++t) {
                    const Range columns = tileOf(thread, t);
                    computeLogits(tile, rows, columns);
                    for (std::int64_t i = 0; i < rows.size(); ++i) {
                        const float* row = tile + i * columns.size();
                        const auto count = static_cast<std::size_t>(columns.size());
                        const float most = maximumOf(row, count);
                        sums[static_cast<std::size_t>(thread * rows_ + rows.begin + i)].add(
                            most, sumOfExponentials(row, count, most));
                    }
                }
            }
        });
        finishLosses(sums, { 0, rows_ }, rows_);
        return losses_;
    }

    HeadLossGradients lossesAndGradients(std::span<const double> weights, const at::Tensor& dHead)
    {
        HeadLossGradients result{ losses_, at::empty({ rows_, width_ }, at::kFloat) };
        reserve((rows_ + rowBlocks_ - 1) / rowBlocks_ * vocabulary_);
        for (std::int64_t block = 0; block < rowBlocks_; ++block)
            blockGradients(partOf(rows_, rowBlocks_, block), weights, dHead, result.dHidden);
        return result;
    }

private:
    at::Tensor hidden_, head_;
    std::span<const std::int64_t> targets_;
    std::int64_t rows_, width_, vocabulary_, rowBlocks_, threads_, tilesPerThread_;
    at::Tensor& buffer_;
    std::vector<float> targetLogits_;
    at::Tensor losses_;

    void reserve(std::int64_t numbers)
    {
        if (!buffer_.defined() || buffer_.numel() < numbers) {
            buffer_ = at::Tensor(); // the old one goes first
            buffer_ = at::empty({ numbers }, at::kFloat);
        }
    }

    Range tileOf(std::int64_t thread, std::int64_t tile) const
    {
        const Range whole = partOf(vocabulary_, threads_, thread);
        const Range part = partOf(whole.size(), tilesPerThread_, tile);
        return { whole.begin + part.begin, whole.begin + part.end };
    }

    /// tile [rows, columns] = hidden · headᵀ, and the targets' logits among them.
    void computeLogits(float* tile, Range rows, Range columns)
    {
        at::Tensor out = at::from_blob(tile, { rows.size(), columns.size() }, at::kFloat);
        at::mm_out(out, hidden_.narrow(0, rows.begin, rows.size()), head_.narrow(0, columns.begin, columns.size()).t());
        for (std::int64_t i = rows.begin; i < rows.end; ++i) {
            const std::int64_t target = targets_[static_cast<std::size_t>(i)];
            if (target >= columns.begin && target < columns.end)
                targetLogits_[static_cast<std::size_t>(i)]
                    = tile[(i - rows.begin) * columns.size() + target - columns.begin];
        }
    }

    /// Adds the threads' sums of `rows`; sums is [threads, stride].
    void finishLosses(std::vector<RunningSum>& sums, Range rows, std::int64_t stride)
    {
        for (std::int64_t i = 0; i < rows.size(); ++i) {
            RunningSum& sum = sums[static_cast<std::size_t>(i)];
            for (std::int64_t thread = 1; thread < threads_; ++thread) {
                const RunningSum& other = sums[static_cast<std::size_t>(thread * stride + i)];
                sum.add(other.maximum, other.sum);
            }
            losses_.data_ptr<float>()[rows.begin + i]
                = sum.logSum() - targetLogits_[static_cast<std::size_t>(rows.begin + i)];
        }
    }

    void blockGradients(Range rows, std::span<const double> weights, const at::Tensor& dHead, const at::Tensor& dHidden)
    {
        const std::int64_t count = rows.size();
        std::vector<RunningSum> sums(static_cast<std::size_t>(threads_ * count));
        std::vector<float> maxima(static_cast<std::size_t>(threads_ * tilesPerThread_ * count));
        float* logits = buffer_.data_ptr<float>();
        onEveryThread(threads_, [&](std::int64_t thread) {
            for (std::int64_t t = 0; t < tilesPerThread_; ++t) {
                const Range columns = tileOf(thread, t);
                float* tile = logits + columns.begin * count;
                computeLogits(tile, rows, columns);
                float* most = maxima.data() + (thread * tilesPerThread_ + t) * count;
                for (std::int64_t i = 0; i < count; ++i) {
                    float* row = tile + i * columns.size();
                    most[i] = maximumOf(row, static_cast<std::size_t>(columns.size()));
                    sums[static_cast<std::size_t>(thread * count + i)].add(
                        most[i], exponentiate(row, static_cast<std::size_t>(columns.size()), most[i]));
                }
            }
        });
        finishLosses(sums, rows, count);
        const at::Tensor partial = at::zeros({ threads_, count, width_ }, at::kFloat);
        onEveryThread(threads_, [&](std::int64_t thread) {
            const at::Tensor scaled = at::empty({ count, width_ }, at::kFloat);
            at::Tensor product = at::empty({ count, width_ }, at::kFloat);
            const at::Tensor factors = at::empty({ count, 1 }, at::kFloat);
            for (std::int64_t t = 0; t < tilesPerThread_; ++t) {
                const Range columns = tileOf(thread, t);
                const float* most = maxima.data() + (thread * tilesPerThread_ + t) * count;
                for (std::int64_t i = 0; i < count; ++i) {
                    const auto row = static_cast<std::size_t>(rows.begin + i);
                    const float logSum = losses_.data_ptr<float>()[row] + targetLogits_[row];
                    factors.data_ptr<float>()[i] = static_cast<float>(weights[row]) * std::exp(most[i] - logSum);
                }
                const at::Tensor tile = at::from_blob(logits + columns.begin * count, { count, columns.size() }, at::kFloat);
                const at::Tensor head = head_.narrow(0, columns.begin, columns.size());
                at::mm_out(product, tile, head);
                partial[thread].add_(product.mul_(factors));
                if (dHead.defined()) {
                    at::Tensor target = dHead.narrow(0, columns.begin, columns.size());
                    at::Tensor operand = scaled;
                    at::mul_out(operand, hidden_.narrow(0, rows.begin, count), factors);
                    at::addmm_out(target, target, tile.t(), operand);
                }
            }
        });
        const at::NoGradGuard noGradients;
        at::Tensor sum = dHidden.narrow(0, rows.begin, count);
        sum.copy_(partial[0]);
        for (std::int64_t thread = 1; thread < threads_; ++thread)
            sum.add_(partial[thread]);
        subtractTargets(rows, weights, dHead, dHidden);
    }

    /// The −y part of softmax − y.
    void subtractTargets(Range rows, std::span<const double> weights, const at::Tensor& dHead, const at::Tensor& dHidden)
    {
        const float* hidden = hidden_.data_ptr<float>();
        const float* head = head_.data_ptr<float>();
        float* gradient = dHead.defined() ? dHead.data_ptr<float>() : nullptr;
        for (std::int64_t i = rows.begin; i < rows.end; ++i) {
            const auto weight = static_cast<float>(weights[static_cast<std::size_t>(i)]);
            const std::int64_t target = targets_[static_cast<std::size_t>(i)];
            float* row = dHidden.data_ptr<float>() + i * width_;
            for (std::int64_t k = 0; k < width_; ++k)
                row[k] -= weight * head[target * width_ + k];
            for (std::int64_t k = 0; gradient != nullptr && k < width_; ++k)
                gradient[target * width_ + k] -= weight * hidden[i * width_ + k];
        }
    }
};

/// Any device and number type, by LibTorch's own operators: blocks of rows over the whole vocabulary.
HeadLossGradients plainLosses(const at::Tensor& hidden, const at::Tensor& head, std::span<const std::int64_t> targets,
    const std::span<const double>* weights, const at::Tensor& dHead, std::int64_t blockRows)
{
    const at::NoGradGuard noGradients;
    const std::int64_t rows = hidden.size(0);
    HeadLossGradients result{ at::empty({ rows }, hidden.options()), weights ? at::empty_like(hidden) : at::Tensor() };
    std::vector<std::int64_t> copied(targets.begin(), targets.end());
    const at::Tensor index = at::from_blob(copied.data(), { rows, 1 }, at::kLong).to(hidden.device());
    at::Tensor factors;
    std::vector<double> copiedWeights;
    if (weights != nullptr) {
        copiedWeights.assign(weights->begin(), weights->end());
        factors = at::from_blob(copiedWeights.data(), { rows, 1 }, at::kDouble).to(hidden.options());
    }
    for (std::int64_t begin = 0; begin < rows; begin += blockRows) {
        const std::int64_t count = std::min(blockRows, rows - begin);
        const at::Tensor block = hidden.narrow(0, begin, count);
        const at::Tensor target = index.narrow(0, begin, count);
        at::Tensor logits = at::mm(block, head.t());
        const at::Tensor logSum = at::logsumexp(logits, { 1 }, true);
        result.losses.narrow(0, begin, count).copy_(logSum.sub(logits.gather(1, target)).squeeze(1));
        if (weights == nullptr)
            continue;
        const at::Tensor factor = factors.narrow(0, begin, count);
        const at::Tensor gradient = logits.sub_(logSum).exp_().mul_(factor).scatter_add_(1, target, factor.neg());
        result.dHidden.narrow(0, begin, count).copy_(at::mm(gradient, head));
        if (dHead.defined())
            dHead.addmm_(gradient.t(), block);
    }
    return result;
}

bool forCpuLoops(const at::Tensor& hidden, const at::Tensor& head)
{
    return hidden.is_cpu() && hidden.scalar_type() == at::kFloat && head.scalar_type() == at::kFloat && head.is_contiguous();
}

void check(const at::Tensor& hidden, const at::Tensor& head, std::span<const std::int64_t> targets)
{
    if (hidden.dim() != 2 || head.dim() != 2 || hidden.size(1) != head.size(1)
        || hidden.size(0) != static_cast<std::int64_t>(targets.size()))
        throw Error(ErrorKind::Internal, "hidden states, head and targets do not fit together");
    for (const std::int64_t target : targets) {
        if (target < 0 || target >= head.size(0))
            throw Error(ErrorKind::BadInput, "token id " + std::to_string(target) + " lies outside the model's vocabulary");
    }
}

} // namespace

HeadLoss::HeadLoss(HeadLossBlocks blocks)
    : blocks_(blocks)
{
    if (blocks.rows < 1 || blocks.columns < 1)
        throw Error(ErrorKind::BadInput, "the blocks of the head loss must have at least one row and one column");
}

at::Tensor HeadLoss::losses(const at::Tensor& hidden, const at::Tensor& head, std::span<const std::int64_t> targets)
{
    check(hidden, head, targets);
    if (targets.empty())
        return at::empty({ 0 }, hidden.options());
    const at::NoGradGuard noGradients;
    if (!forCpuLoops(hidden, head))
        return plainLosses(hidden.detach(), head.detach(), targets, nullptr, {}, blocks_.rows).losses;
    return CpuHead(hidden.detach().contiguous(), head.detach(), targets, blocks_, buffer_).losses();
}

HeadLossGradients HeadLoss::lossesAndGradients(const at::Tensor& hidden, const at::Tensor& head,
    std::span<const std::int64_t> targets, std::span<const double> weights, const at::Tensor& dHead)
{
    check(hidden, head, targets);
    if (weights.size() != targets.size())
        throw Error(ErrorKind::Internal, "the head loss needs one weight for each target");
    if (targets.empty())
        return { at::empty({ 0 }, hidden.options()), at::empty_like(hidden) };
    const at::NoGradGuard noGradients;
    if (!forCpuLoops(hidden, head))
        return plainLosses(hidden.detach(), head.detach(), targets, &weights, dHead, blocks_.rows);
    return CpuHead(hidden.detach().contiguous(), head.detach(), targets, blocks_, buffer_)
        .lossesAndGradients(weights, dHead);
}

} // namespace core::models
