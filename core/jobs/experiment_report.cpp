// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/experiment_report.h"

#include "core/protocol/event_codec.h"
#include "core/protocol/run_folder.h"

namespace core::jobs {

namespace {

using protocol::CellState;

/// What the newest worker told of the parts counts: it announces those of the workers before it too.
class CellReader {
public:
    explicit CellReader(CellReport& report)
        : report_(report)
    {
    }

    void apply(const protocol::EventBody& body)
    {
        if (std::holds_alternative<protocol::StartedEvent>(body)) {
            parts_.clear();
            report_.state = CellState::Running;
            report_.message.clear();
        } else if (const auto* plan = std::get_if<protocol::PlanEvent>(&body)) {
            report_.steps = plan->steps;
        } else if (const auto* part = std::get_if<protocol::EvaluationPartEvent>(&body)) {
            parts_[part->benchmark][part->part] = *part;
        } else if (std::holds_alternative<protocol::FinishedEvent>(body)) {
            report_.state = CellState::Finished;
        } else if (const auto* failed = std::get_if<protocol::FailedEvent>(&body)) {
            report_.state = CellState::Failed;
            report_.message = failed->message;
        }
    }

    void finish()
    {
        for (const auto& [benchmark, parts] : parts_) {
            BenchmarkScore& sum = report_.benchmarks[benchmark];
            for (const auto& [number, part] : parts) {
                sum.items = part.allItems;
                sum.counted += part.counted;
                sum.score += part.score;
            }
        }
    }

private:
    CellReport& report_;
    std::map<std::string, std::map<std::int64_t, protocol::EvaluationPartEvent>> parts_;
};

void readCell(CellReport& report, const protocol::RunFolder& folder)
{
    CellReader reader(report);
    try {
        protocol::EventPosition position;
        for (auto events = protocol::readEvents(folder.events(), position); !events.empty();
             events = protocol::readEvents(folder.events(), position)) {
            for (const auto& event : events)
                reader.apply(event.body);
        }
    } catch (const Error& error) {
        report.state = CellState::Failed;
        report.message = error.message();
    }
    reader.finish();
}

} // namespace

BenchmarkScore ExperimentReport::scoreOf(std::size_t arm, const std::string& benchmark) const
{
    BenchmarkScore sum;
    for (const CellReport& cell : cells) {
        const auto found = cell.benchmarks.find(benchmark);
        if (cell.arm != arm || cell.state != CellState::Finished || found == cell.benchmarks.end())
            continue;
        sum.items += found->second.items;
        sum.counted += found->second.counted;
        sum.score += found->second.score;
    }
    return sum;
}

std::int64_t ExperimentReport::finishedCells(std::size_t arm) const
{
    std::int64_t count = 0;
    for (const CellReport& cell : cells)
        count += cell.arm == arm && cell.state == CellState::Finished ? 1 : 0;
    return count;
}

ExperimentReport readExperimentReport(const std::filesystem::path& path)
{
    const protocol::RunFolder folder(path);
    ExperimentReport report;
    report.job = protocol::readJobSpec(folder.job());
    if (report.job.kind != protocol::JobKind::Experiment)
        throw Error(ErrorKind::BadInput, folder.path().string() + ": the run is no experiment");
    const protocol::ExperimentSpec& spec = report.job.experiment;
    for (const protocol::ExperimentCell& cell : protocol::cellsOf(spec)) {
        CellReport one;
        one.name = protocol::nameOf(spec, cell);
        one.arm = cell.arm;
        one.seed = cell.seed;
        readCell(one, protocol::RunFolder(folder.cells() / one.name));
        report.cells.push_back(std::move(one));
    }
    return report;
}

} // namespace core::jobs
