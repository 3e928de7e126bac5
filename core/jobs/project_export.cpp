// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/project_export.h"

#include "core/base/files.h"
#include "core/data/hard_set.h"

#include <algorithm>
#include <map>
#include <optional>

namespace core::jobs {

namespace {

constexpr std::size_t batchRows = 4096;

using Batch = std::span<const ExampleId>;

template <typename Action> void forBatches(const std::vector<ExampleId>& ids, const Action& action)
{
    for (std::size_t first = 0; first < ids.size(); first += batchRows)
        action(Batch(ids).subspan(first, std::min(batchRows, ids.size() - first)));
}

/// The row format that all examples share. Sources are looked up by id, so that one pass over the rows is enough.
data::RowFormat commonFormat(const store::ProjectSession& session, const std::vector<ExampleId>& ids)
{
    std::map<SourceId, data::RowFormat> formats;
    for (const auto& source : session.listSources())
        formats.emplace(source.id, data::decodeRowFormat(source.format.dump()));
    std::optional<data::RowFormat> common;
    forBatches(ids, [&](Batch batch) {
        for (const auto& example : session.examples(batch)) {
            const data::RowFormat& format = formats.at(example.source);
            if (common && !(*common == format))
                throw Error(ErrorKind::BadInput, "the rows come from files in different layouts",
                    "Write them as mapped JSONL instead: --layout mapped");
            common = format;
        }
    });
    return *common;
}

void writeRaw(const store::ProjectSession& session, const ExportRequest& request, curate::RowExporter& exporter)
{
    forBatches(request.examples, [&](Batch batch) {
        for (const auto& example : session.examples(batch))
            exporter.addRaw(example.raw);
    });
}

void writeMapped(const store::ProjectSession& session, const ExportRequest& request, curate::RowExporter& exporter)
{
    const auto labels = session.sourceLabels();
    forBatches(request.examples, [&](Batch batch) {
        const auto records = session.examples(batch);
        const auto texts = session.exampleTexts(batch);
        for (std::size_t i = 0; i < texts.size(); ++i)
            exporter.addMapped(records[i].id, labels.at(records[i].label), texts[i]);
    });
}

/// Rows whose manifest cannot be written are taken back: what lies there must say where it comes from.
void writeManifest(const std::filesystem::path& manifest, const OrderedJson& json, const std::filesystem::path& rows)
{
    try {
        writeFileAtomically(manifest, json.dump(2) + "\n");
    } catch (const Error&) {
        std::error_code ignored;
        std::filesystem::remove(rows, ignored);
        std::filesystem::remove(manifest, ignored); // of rows that were there before
        throw;
    }
}

OrderedJson sourcesJson(const store::ProjectSession& session)
{
    OrderedJson sources = OrderedJson::array();
    for (const auto& source : session.listSources())
        sources.push_back(
            { { "name", source.name }, { "sha256", source.sha256 }, { "mapping", OrderedJson(source.mapping) } });
    return sources;
}

} // namespace

ExportResult exportExamples(store::ProjectSession& session, const ExportRequest& request)
{
    if (request.examples.empty())
        throw Error(ErrorKind::BadInput, "there are no rows to export: " + request.what);
    const auto layout = request.mapped ? curate::ExportLayout::MappedJsonl : curate::ExportLayout::AsImported;
    const auto format = request.mapped ? data::RowFormat() : commonFormat(session, request.examples);
    curate::RowExporter exporter(request.target, layout, format);
    if (request.mapped)
        writeMapped(session, request, exporter);
    else
        writeRaw(session, request, exporter);

    ExportResult result;
    result.rows = static_cast<std::int64_t>(request.examples.size());
    result.sha256 = exporter.commit();
    result.manifest = request.target.string() + ".manifest.json";
    const OrderedJson manifest{ { "file", request.target.filename().string() }, { "sha256", result.sha256 },
        { "rows", result.rows }, { "what", request.what }, { "layout", request.mapped ? "mapped" : "as-imported" },
        { "origin", OrderedJson(request.origin) }, { "sources", sourcesJson(session) } };
    writeManifest(result.manifest, manifest, request.target);

    store::ExportRecord record;
    record.path = std::filesystem::absolute(request.target).string();
    record.what = request.what;
    record.sha256 = result.sha256;
    record.manifest = manifest;
    record.createdAt = store::unixMilliseconds();
    session.insertExport(record);
    return result;
}

std::vector<ExampleId> clusterExamples(
    const store::ProjectSession& session, const store::ClusteringRecord& clustering, bool hard)
{
    const auto columns = session.columns(
        { .dataset = session.run(clustering.run).dataset, .run = clustering.run, .clustering = clustering.id });
    std::vector<ExampleId> examples;
    data::hardSet(*columns, hard).rows.forEach([&](std::size_t row) { examples.push_back(columns->ids[row]); });
    return examples;
}

} // namespace core::jobs
