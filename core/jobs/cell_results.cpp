// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/cell_results.h"

#include "core/base/files.h"
#include "core/benchmarks/benchmark.h"
#include "core/data/rows_snapshot.h"
#include "core/jobs/ingest.h"
#include "core/jobs/result_files.h"
#include "core/store/project_experiments.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace core::jobs {

namespace {

static_assert(protocol::evaluationPartItems == store::itemsPerPart);

constexpr std::int64_t mostTokens = std::int64_t{ 1 } << 40;

/// A line that a worker wrote of an item.
store::ItemResult resultOf(const JsonFields& line, store::Measure measure)
{
    store::ItemResult result;
    if (measure == store::Measure::Loss) {
        result.score = static_cast<float>(line.anyNumber("loss"));
        return result;
    }
    result.score = line.boolean("right", false) ? 1.0F : 0.0F;
    result.text = line.string("text");
    result.ended = line.string("ended");
    result.tokens = line.integer("tokens", 0, mostTokens);
    result.answer = line.string("answer");
    return result;
}

std::string keyOf(const JsonFields& line, store::Measure measure)
{
    return measure == store::Measure::Loss ? std::to_string(line.integer("id", 0, std::numeric_limits<std::int64_t>::max()))
                                           : line.string("id");
}

} // namespace

CellResults::CellResults(store::ProjectSession& session, const std::filesystem::path& folder, DatasetId dataset)
    : session_(session)
    , folder_(folder)
    , dataset_(dataset)
    , job_(protocol::readJobSpec(folder_.job()))
{
}

std::vector<store::BenchmarkItemRecord> CellResults::heldOutItems(const protocol::FileReference& list) const
{
    const auto labels = session_.sourceLabels();
    std::map<std::int64_t, std::uint32_t> labelOf;
    for (const auto& facts : session_.exampleFacts(dataset_))
        labelOf.emplace(facts.id.value, facts.label);
    std::vector<store::BenchmarkItemRecord> items;
    for (const auto& row : data::readRowList(folder_.findInput(list))) {
        if (!row.heldOut)
            continue;
        const auto label = labelOf.find(row.example.value);
        items.push_back({ std::to_string(row.example.value),
            label == labelOf.end() ? std::string() : labels.at(label->second), {}, {} });
    }
    return items;
}

std::vector<store::BenchmarkItemRecord> CellResults::fileItems(const protocol::FileReference& file) const
{
    std::vector<store::BenchmarkItemRecord> items;
    for (auto& item : benchmarks::readBenchmark(folder_.findInput(file)))
        items.push_back({ std::move(item.id), std::move(item.source), std::move(item.instruction), std::move(item.answer) });
    return items;
}

const CellResults::Known& CellResults::benchmark(const std::string& name, const std::filesystem::path& file)
{
    if (const auto found = benchmarks_.find(name); found != benchmarks_.end())
        return found->second;
    Known known;
    known.record.name = name;
    protocol::FileReference reference;
    if (name == protocol::heldOutBenchmark) {
        known.record.measure = store::Measure::Loss;
        reference = job_.kind == protocol::JobKind::FineTune ? job_.heldOut : job_.list;
    } else {
        for (const auto& asked : job_.benchmarks)
            reference = asked.name == name ? asked.file : reference;
    }
    if (reference.sha256.empty())
        throw refusal(ingest_faults::outsideRun, { file.string() }, "benchmark " + name);
    known.record.sha256 = reference.sha256;
    if (const auto stored = store::findBenchmark(session_, name, reference.sha256)) {
        known.record = *stored;
        known.items = store::benchmarkItems(session_, stored->id);
    } else {
        known.items = known.record.measure == store::Measure::Loss ? heldOutItems(reference) : fileItems(reference);
        known.record.id = store::insertBenchmark(session_, known.record, known.items);
        known.record.items = static_cast<std::int64_t>(known.items.size());
    }
    return benchmarks_.emplace(name, std::move(known)).first->second;
}

store::EvaluationPart CellResults::part(const protocol::EvaluationPartEvent& event)
{
    const auto file = folder_.path() / event.result.file;
    const Known& known = benchmark(event.benchmark, file);
    const std::int64_t first = event.part * store::itemsPerPart;
    const std::int64_t count = known.record.items;
    if (event.allItems != count || event.part < 0 || first >= count || event.firstItem != first
        || event.items != std::min(store::itemsPerPart, count - first))
        throw refusal(ingest_faults::outsideRun, { file.string() },
            "items " + std::to_string(event.firstItem) + " and the next " + std::to_string(event.items) + " of "
                + std::to_string(event.allItems) + "; " + event.benchmark + " has " + std::to_string(count));
    const std::string bytes = checkedResult(folder_.path(), event.result);
    store::EvaluationPart part{ known.record.id, event.part, {} };
    for (std::size_t begin = 0; begin < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        const std::string where = file.string() + ", line " + std::to_string(part.items.size() + 1);
        const Json json = parseJson(std::string_view(bytes).substr(begin, end - begin), where);
        const JsonFields line(json, where);
        const auto item = static_cast<std::size_t>(first) + part.items.size();
        if (item >= known.items.size() || keyOf(line, known.record.measure) != known.items[item].key)
            throw refusal(ingest_faults::otherItem, { where }, "item " + keyOf(line, known.record.measure));
        part.items.push_back(resultOf(line, known.record.measure));
        begin = end + 1;
    }
    if (static_cast<std::int64_t>(part.items.size()) != event.items)
        throw refusal(ingest_faults::resultSize, { file.string() },
            std::to_string(part.items.size()) + " lines for " + std::to_string(event.items) + " items");
    return part;
}

void CellResults::readCurves()
{
    if (curveRows_)
        return;
    std::vector<std::size_t> rows;
    measured_ = 0;
    for (const auto& curve : job_.curves) {
        rows.push_back(data::readRowList(folder_.findInput(curve.list)).size());
        measured_ += rows.back();
    }
    curveRows_ = std::move(rows);
}

void CellResults::check(const protocol::LossPartEvent& event)
{
    readCurves();
    readLossPart(folder_.path(), event, static_cast<std::int64_t>(measured_));
}

std::vector<store::CurvePoint> CellResults::curvePoints(const protocol::RecordingPointEvent& event)
{
    readCurves();
    std::vector<float> losses(measured_);
    constexpr auto partRows = static_cast<std::size_t>(protocol::lossPartRows);
    for (std::size_t begin = 0; begin < measured_; begin += partRows) {
        const auto name = protocol::RunFolder::lossPartName(event.point, static_cast<std::int64_t>(begin / partRows));
        const std::size_t bytes = std::min(partRows, measured_ - begin) * sizeof(float);
        InputFile(folder_.path() / name).readAt(0, reinterpret_cast<char*>(losses.data() + begin), bytes);
    }
    std::vector<store::CurvePoint> points;
    std::size_t row = 0;
    for (std::size_t curve = 0; curve < curveRows_->size(); ++curve) {
        double sum = 0;
        store::CurvePoint point{ job_.curves[curve].name, event.step, std::nan(""), 0 };
        for (const std::size_t end = row + (*curveRows_)[curve]; row < end; ++row) {
            if (std::isnan(losses[row]))
                continue;
            sum += static_cast<double>(losses[row]);
            ++point.scored;
        }
        if (point.scored > 0)
            point.loss = sum / static_cast<double>(point.scored);
        points.push_back(std::move(point));
    }
    return points;
}

} // namespace core::jobs
