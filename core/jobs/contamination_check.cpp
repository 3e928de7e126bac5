// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/contamination_check.h"

namespace core::jobs {

ContaminationReport checkContamination(const store::ProjectSession& session, DatasetId dataset,
    const std::vector<std::filesystem::path>& benchmarks, const CancelToken& cancel, const ProgressSink& progress)
{
    std::vector<curate::BenchmarkItem> items;
    std::vector<std::string> names; // of the benchmark of each item
    for (const auto& file : benchmarks) {
        for (auto& item : curate::readBenchmark(file))
            items.push_back(std::move(item));
        names.resize(items.size(), file.stem().string());
    }
    const curate::Benchmark benchmark(std::move(items));
    ContaminationReport report;
    report.items = static_cast<std::int64_t>(benchmark.items().size());
    const auto total = session.dataset(dataset).rows;
    session.forEachExample(dataset, [&](std::span<const store::MappedExample> batch) {
        cancel.check();
        for (const auto& example : batch) {
            const auto overlap = benchmark.compare(example.text);
            const auto row = report.rows++;
            if (overlap.kind == curate::Overlap::None)
                continue;
            ++(overlap.kind == curate::Overlap::Equal ? report.equal : report.overlapping);
            report.found.push_back({ row, example.row.example, overlap.kind, names[overlap.item],
                benchmark.items()[overlap.item].id, overlap.passage });
        }
        if (progress)
            progress({ static_cast<std::uint64_t>(report.rows), static_cast<std::uint64_t>(total) });
        return true;
    });
    return report;
}

} // namespace core::jobs
