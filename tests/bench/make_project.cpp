// SPDX-License-Identifier: Apache-2.0
// A synthetic project for measuring: make_project P.datalever ROWS [POINTS]. Rows of the graded sample are imported through
// the store; a finished run with token counts and losses, and two clusterings of it, are stored as a worker's would be.
#include "core/base/random.h"
#include "core/data/graded_sample.h"
#include "core/data/mapping.h"
#include "core/data/prompt.h"
#include "core/data/row_format.h"
#include "core/store/import_transaction.h"
#include "core/store/project_session.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

namespace {

using namespace core;

store::NewExample exampleOf(const data::GradedRow& row, std::uint64_t line, std::uint64_t offset)
{
    data::ExampleText text;
    text.instruction = row.instruction;
    text.response = row.output;
    store::NewExample example;
    example.line = line;
    example.offset = offset;
    example.raw = data::trainingLine(row);
    while (!example.raw.empty() && example.raw.back() == '\n')
        example.raw.pop_back();
    example.label = row.skill;
    example.promptHash = data::promptHash(text);
    example.responseHash = data::responseHash(text);
    example.promptCharacters = static_cast<std::uint32_t>(data::countCharacters(row.instruction));
    example.responseCharacters = static_cast<std::uint32_t>(data::countCharacters(row.output));
    example.heldOut = data::isHeldOut(example.promptHash);
    return example;
}

/// The graded sample's rows, each with a running text behind it, so that rows are as long as those of real datasets.
store::DatasetRecord importRows(store::ProjectSession& session, std::int64_t rows)
{
    auto sample = data::generateGradedSample(1, static_cast<std::size_t>(rows));
    RandomStream random(3, "filling");
    const char* words[] = { "apples", "because", "therefore", "seven", "remaining", "divide", "total", "first", "answer" };
    store::ImportTransaction import(session);
    std::vector<store::NewExample> batch;
    std::uint64_t offset = 0;
    for (std::size_t i = 0; i < sample.training.size(); ++i) {
        auto& row = sample.training[i];
        for (auto left = 10 + random.below(60); left > 0; --left)
            row.output += std::string(" ") + words[random.below(std::size(words))];
        batch.push_back(exampleOf(row, i + 1, offset));
        offset += batch.back().raw.size() + 1;
        if (batch.size() == 4096 || i + 1 == sample.training.size()) {
            import.append(std::move(batch));
            batch.clear();
        }
    }
    store::SourceRecord source;
    source.name = "synthetic.jsonl";
    source.path = "/synthetic.jsonl";
    source.format = Json::parse(data::encodeRowFormat({}));
    data::Mapping mapping;
    mapping.instruction = "instruction";
    mapping.response = "output";
    mapping.source = "source";
    source.mapping = Json::parse(data::encodeMapping(mapping));
    source.sha256 = std::string(64, '0');
    source.bytes = offset;
    return import.finish(source, "synthetic").dataset;
}

/// Losses that start near 3 and fall at their own speed to their own floor, with noise; some rows are unscored.
RunId insertRun(store::ProjectSession& session, const store::DatasetRecord& dataset, std::int64_t points)
{
    store::RunRecord run;
    run.name = "proxy-1";
    run.kind = "proxy";
    run.dataset = dataset.id;
    run.folder = "runs/proxy-1";
    run.state = store::RunState::Finished;
    run.createdAt = store::unixMilliseconds();
    const auto id = session.insertRun(run);
    RandomStream random(7, "bench");
    store::RunBatch batch;
    batch.run = id;
    batch.generation = 1;
    for (std::int64_t part = 0; part * store::rowsPerPart < dataset.rows; ++part) {
        const auto rows = std::min(store::rowsPerPart, dataset.rows - part * store::rowsPerPart);
        std::vector<store::LossPart> losses;
        for (std::int64_t point = 0; point < points; ++point)
            losses.push_back({ point, part, std::vector<float>(static_cast<std::size_t>(rows)) });
        store::TokenCountPart tokens{ part, {} };
        for (std::size_t row = 0; row < static_cast<std::size_t>(rows); ++row) {
            const bool unscored = random.below(300) == 0;
            const double floor = 0.3 + 1.5 * random.uniform() * random.uniform();
            const double speed = std::exp(random.normal() - 1);
            for (std::int64_t point = 0; point < points; ++point) {
                const double loss = floor + 2.5 * std::exp(-speed * static_cast<double>(point)) + 0.05 * random.normal();
                losses[static_cast<std::size_t>(point)].losses[row]
                    = unscored ? std::nanf("") : static_cast<float>(std::max(0.01, loss));
            }
            const auto total = static_cast<std::uint32_t>(40 + random.below(480));
            tokens.counts.push_back({ total, unscored ? 0 : total / 2, static_cast<std::uint8_t>(total > 511 ? 1 : 0) });
        }
        batch.losses.insert(batch.losses.end(), losses.begin(), losses.end());
        batch.tokenCounts.push_back(std::move(tokens));
    }
    for (std::int64_t point = 0; point < points; ++point)
        batch.points.push_back({ point, point * point * 10 });
    batch.eventOffset = 1;
    batch.state = store::RunState::Finished;
    session.applyRunBatch(batch);
    return id;
}

void insertClusterings(store::ProjectSession& session, RunId run, std::int64_t rows)
{
    RandomStream random(5, "clusters");
    for (const std::int64_t clusters : { 2, 5 }) {
        store::ClusteringRecord record;
        record.name = "proxy-1-k" + std::to_string(clusters);
        record.run = run;
        record.clusters = clusters;
        for (std::int64_t row = 0; row < rows; ++row)
            record.assignment.push_back(random.below(300) == 0
                    ? store::unscoredCluster
                    : static_cast<std::uint16_t>(random.below(static_cast<std::uint64_t>(clusters))));
        record.hardClusters = { static_cast<std::uint16_t>(clusters - 1) };
        session.insertClustering(record);
    }
}

} // namespace

int main(int argc, char** argv)
{
    if (argc < 3) {
        std::fprintf(stderr, "make_project P.datalever ROWS [POINTS]\n");
        return 2;
    }
    try {
        auto session = store::ProjectSession::create(argv[1]);
        const auto dataset = importRows(session, std::stoll(argv[2]));
        const auto run = insertRun(session, dataset, argc > 3 ? std::stoll(argv[3]) : 12);
        insertClusterings(session, run, dataset.rows);
        std::printf("%s: %lld rows, %llu bytes\n", argv[1], static_cast<long long>(dataset.rows),
            static_cast<unsigned long long>(session.summary().fileBytes));
        session.close();
    } catch (const Error& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
    return 0;
}
