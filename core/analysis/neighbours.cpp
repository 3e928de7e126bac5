// SPDX-License-Identifier: Apache-2.0
#include "core/analysis/neighbours.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace core::analysis {

namespace {

constexpr std::size_t blockRows = 1024;

struct Candidate {
    double square = 0;
    std::uint32_t row = 0;
    bool operator<(const Candidate& other) const { return square != other.square ? square < other.square : row < other.row; }
};

/// Squared distances of rows [begin, begin + count) to the one whose losses are `own`; not finite where a loss is missing.
void squaresOf(const LossView& losses, Window window, const std::vector<float>& own, std::size_t begin, std::size_t count,
    double* squares)
{
    std::fill_n(squares, count, 0.0);
    for (std::size_t point = window.first; point <= window.last; ++point) {
        const float* values = losses.values.data() + point * losses.rows + begin;
        const double centre = own[point - window.first];
        for (std::size_t i = 0; i < count; ++i) {
            const double difference = values[i] - centre;
            squares[i] += difference * difference;
        }
    }
}

} // namespace

std::vector<Neighbour> nearestTrajectories(const LossView& losses, Window window, std::size_t row, std::size_t count)
{
    losses.validate();
    if (window.first > window.last || window.last >= losses.points || row >= losses.rows)
        throw Error(ErrorKind::BadInput, "neighbours need a row and a window within the run");
    std::vector<float> own;
    for (std::size_t point = window.first; point <= window.last; ++point)
        own.push_back(losses.at(point, row));
    std::vector<Candidate> best; // a heap, the farthest on top
    if (count == 0 || !std::all_of(own.begin(), own.end(), [](float value) { return std::isfinite(value); }))
        return {};
    std::array<double, blockRows> squares;
    for (std::size_t begin = 0; begin < losses.rows; begin += blockRows) {
        const std::size_t size = std::min(blockRows, losses.rows - begin);
        squaresOf(losses, window, own, begin, size, squares.data());
        for (std::size_t i = 0; i < size; ++i) {
            const Candidate candidate{ squares[i], static_cast<std::uint32_t>(begin + i) };
            if (begin + i == row || !std::isfinite(squares[i]) || (best.size() == count && !(candidate < best.front())))
                continue;
            if (best.size() == count) {
                std::pop_heap(best.begin(), best.end());
                best.pop_back();
            }
            best.push_back(candidate);
            std::push_heap(best.begin(), best.end());
        }
    }
    std::sort_heap(best.begin(), best.end());
    std::vector<Neighbour> neighbours;
    for (const Candidate& candidate : best)
        neighbours.push_back({ candidate.row, static_cast<float>(std::sqrt(candidate.square)) });
    return neighbours;
}

} // namespace core::analysis
