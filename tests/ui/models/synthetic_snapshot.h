// SPDX-License-Identifier: GPL-3.0-or-later
// A snapshot of any size with everything known: six sources, two clusters, flags, marks, labels, 12 recording points.
#pragma once

#include "core/base/random.h"
#include "core/data/columns.h"
#include "ui/models/row_loader.h"

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace synthetic {

inline constexpr std::size_t points = 12;

struct Row {
    double start;
    double speed;
    double floor;
    bool held;
    bool unscored;
};

inline void addLosses(core::data::Columns& columns, const std::vector<Row>& rows, core::RandomStream& random)
{
    constexpr float missing = std::numeric_limits<float>::quiet_NaN();
    std::vector<float> losses(points * rows.size());
    std::vector<float> means(rows.size());
    std::vector<float> learned(rows.size());
    std::vector<std::uint16_t> clusters(rows.size());
    const std::vector<std::uint64_t> steps{ 0, 1, 2, 4, 8, 15, 29, 56, 108, 209, 405, 784 };
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const Row& r = rows[row];
        double sum = 0;
        for (std::size_t point = 0; point < points; ++point) {
            const double loss = std::max(0.02,
                r.floor + (r.start - r.floor) * std::exp(-r.speed * static_cast<double>(point)) + 0.05 * random.normal());
            sum += loss;
            losses[point * rows.size() + row] = r.unscored ? missing : static_cast<float>(loss);
        }
        means[row] = r.unscored ? missing : static_cast<float>(sum / points);
        const std::size_t half = static_cast<std::size_t>(0.7 / r.speed);
        learned[row] = r.unscored || half >= points ? missing : static_cast<float>(steps[half]);
        clusters[row] = r.unscored || r.held ? core::data::noCluster : static_cast<std::uint16_t>(sum / points > 5 ? 1 : 0);
    }
    columns.steps = steps;
    columns.losses = std::move(losses);
    columns.window = { 0, points - 1 };
    columns.meanLoss = means;
    columns.variability = std::move(means);
    columns.learnedAt = std::move(learned);
    columns.cluster = std::move(clusters);
    columns.clusters = 2;
    columns.hardClusters = { 1 };
}

inline void addAnnotations(core::data::Columns& columns, std::size_t rows)
{
    using core::data::RowMark;
    std::vector<std::uint8_t> marks(rows, 0);
    std::vector<std::uint32_t> labels(rows, 0);
    for (std::size_t row = 0; row < rows; row += 9) {
        marks[row] = static_cast<std::uint8_t>(row % 4 == 0 ? RowMark::PinnedHard
                : row % 4 == 1                              ? RowMark::PinnedEasy
                                                            : RowMark::Excluded);
        labels[row] = static_cast<std::uint32_t>(1 + row / 9 % 3);
    }
    columns.marks = std::move(marks);
    columns.labels.codes = std::move(labels);
    columns.labels.sets = std::vector<std::vector<std::uint32_t>>{ {}, { 0 }, { 1 }, { 0, 1 } };
    columns.labels.names = { "checked", "wrong answer" };
}

inline std::shared_ptr<const core::data::Columns> snapshot(std::size_t rows)
{
    using core::data::RowFlag;
    core::RandomStream random(11, "synthetic");
    auto columns = std::make_shared<core::data::Columns>();
    std::vector<core::ExampleId> ids(rows);
    std::vector<std::uint32_t> sources(rows), tokens(rows), responseTokens(rows), promptCharacters(rows), characters(rows);
    std::vector<std::uint8_t> heldOut(rows), flags(rows);
    std::vector<Row> shapes(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        ids[row].value = static_cast<std::int64_t>(row) + 1;
        sources[row] = static_cast<std::uint32_t>(6 * random.uniform() * random.uniform());
        responseTokens[row] = static_cast<std::uint32_t>(20 + 300 * random.uniform() * random.uniform());
        tokens[row] = std::min(512U, responseTokens[row] + static_cast<std::uint32_t>(20 + 250 * random.uniform()));
        characters[row] = responseTokens[row] * 4;
        promptCharacters[row] = (tokens[row] - responseTokens[row]) * 4;
        heldOut[row] = random.uniform() < 0.05 ? 1 : 0;
        const bool unscored = random.uniform() < 0.003;
        shapes[row] = { 10.5 + 0.4 * random.normal(), 0.02 + 0.3 * random.uniform() * random.uniform(),
            1.5 * random.uniform(), heldOut[row] != 0, unscored };
        flags[row] = static_cast<std::uint8_t>((tokens[row] == 512 ? unsigned(RowFlag::Truncated) : 0U)
            | (unscored ? unsigned(RowFlag::Unscored) : 0U) | (row % 97 == 5 ? unsigned(RowFlag::Duplicate) : 0U));
    }
    columns->copies = std::vector<std::uint32_t>(rows, 1);
    columns->ids = std::move(ids);
    columns->source.codes = std::move(sources);
    columns->source.names = { "gsm8k", "math", "mathqa", "dolphin1878", "asdiv", "tal_scq_en" };
    columns->tokens = std::move(tokens);
    columns->responseTokens = std::move(responseTokens);
    columns->promptCharacters = std::move(promptCharacters);
    columns->responseCharacters = std::move(characters);
    columns->heldOut = std::move(heldOut);
    columns->flags = std::move(flags);
    addLosses(*columns, shapes, random);
    addAnnotations(*columns, rows);
    return columns;
}

inline core::data::ExampleText text(core::ExampleId id)
{
    static const char* const starts[] = { "What is the greatest common divisor of", "Suppose that a parabola has vertex",
        "The infinite sequence $S = \\{s_1, s_2\\}$ begins with", "Gretchen has eight socks, two of each colour, and takes",
        "For a number to be divisible by nine,\nthe sum of its digits must be", "Find the smallest positive integer above" };
    core::data::ExampleText text;
    text.instruction = std::string(starts[id.value % 6]) + " " + std::to_string(id.value) + "?";
    text.response = "Let $m = " + std::to_string(id.value * 7 % 100) + "$. Then the answer follows from the first equation.";
    return text;
}

} // namespace synthetic
