// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/project_export.h"

#include "core/base/files.h"
#include "core/curate/export_rows.h"
#include "core/data/hard_set.h"

#include <algorithm>
#include <map>
#include <unordered_set>

namespace core::jobs {

namespace {

using curate::ExportLayout;
using curate::RowExporter;
using data::FileFormat;
using data::RowFormat;

constexpr std::size_t batchRows = 4096;

using Batch = std::span<const ExampleId>;

template <typename Action> void forBatches(const std::vector<ExampleId>& ids, const Action& action)
{
    for (std::size_t first = 0; first < ids.size(); first += batchRows)
        action(Batch(ids).subspan(first, std::min(batchRows, ids.size() - first)));
}

/// Knows the formats of the files that rows came from.
class RowFormats {
public:
    explicit RowFormats(const store::ProjectSession& session)
    {
        for (const auto& source : session.listSources())
            formats_.emplace(source.id, data::decodeRowFormat(source.format.dump()));
    }
    const RowFormat& of(const store::ExampleRecord& example) const { return formats_.at(example.source); }

private:
    std::map<SourceId, RowFormat> formats_;
};

/// The format that all rows share, if they do. Whether a JSON file had lines or a list does not matter to its rows.
std::optional<RowFormat> commonFormat(
    const store::ProjectSession& session, const RowFormats& formats, const std::vector<ExampleId>& ids)
{
    std::optional<RowFormat> common;
    bool shared = true;
    forBatches(ids, [&](Batch batch) {
        for (const auto& example : session.examples(batch)) {
            if (!common)
                common = formats.of(example);
            shared = shared && *common == formats.of(example);
        }
    });
    return shared ? common : std::nullopt;
}

/// The names of all fields that the rows have, in order of first appearance.
std::vector<std::string> fieldsOf(
    const store::ProjectSession& session, const RowFormats& formats, const std::vector<ExampleId>& ids)
{
    std::vector<std::string> names;
    std::unordered_set<std::string> known;
    forBatches(ids, [&](Batch batch) {
        for (const auto& example : session.examples(batch))
            for (const auto& field : data::parseRow(formats.of(example), example.raw))
                if (known.insert(field.name).second)
                    names.push_back(field.name);
    });
    return names;
}

/// One export on its way.
class Export {
public:
    Export(const store::ProjectSession& session, const ExportRequest& request)
        : session_(session)
        , request_(request)
        , formats_(session)
    {
        const bool own = request.layout == ExportLayout::AsImported;
        common_ = own ? commonFormat(session, formats_, request.examples) : std::nullopt;
        if (!request.format && own && !common_)
            throw Error(ErrorKind::BadInput, "the rows come from files in different layouts",
                "Name a format to write them in: --format jsonl; or write them mapped: --layout mapped");
        format_ = targetFormat();
    }

    const RowFormat& format() const { return format_; }

    void write(RowExporter& exporter)
    {
        forBatches(request_.examples, [&](Batch batch) {
            if (request_.layout == ExportLayout::AsImported)
                writeOwn(session_.examples(batch), exporter);
            else
                writeMapped(batch, exporter);
        });
    }

private:
    const store::ProjectSession& session_;
    const ExportRequest& request_;
    RowFormats formats_;
    std::optional<RowFormat> common_;
    RowFormat format_;
    std::vector<std::string> labels_;

    RowFormat targetFormat()
    {
        if (!request_.format || !request_.format->format)
            return common_.value_or(RowFormat());
        RowFormat format{ *request_.format->format, request_.format->delimiter.value_or(','), {} };
        if (format.format != FileFormat::Csv)
            return format;
        if (common_ && common_->format == FileFormat::Csv && format.delimiter == common_->delimiter)
            return *common_;
        if (request_.layout == ExportLayout::AsImported)
            format.columns = common_ && common_->format == FileFormat::Csv ? common_->columns
                                                                           : fieldsOf(session_, formats_, request_.examples);
        else if (request_.layout == ExportLayout::Mapped)
            format.columns = curate::mappedColumns(shapeOfAll());
        else
            throw Error(ErrorKind::BadInput, "messages do not fit a table", "Write them as JSONL: --format jsonl");
        return format;
    }

    data::ExampleShape shapeOfAll() const
    {
        std::optional<data::ExampleShape> shape;
        forBatches(request_.examples, [&](Batch batch) {
            for (const auto& text : session_.exampleTexts(batch)) {
                if (shape && *shape != text.shape)
                    throw Error(ErrorKind::BadInput, "rows of different kinds do not fit one table",
                        "Write them as JSONL: --format jsonl");
                shape = text.shape;
            }
        });
        return *shape;
    }

    void writeOwn(const std::vector<store::ExampleRecord>& examples, RowExporter& exporter) const
    {
        const bool table = format_.format == FileFormat::Csv;
        for (const auto& example : examples) {
            const RowFormat& own = formats_.of(example);
            if (own == format_ || (!table && own.format != FileFormat::Csv))
                exporter.addRaw(example.raw);
            else if (table)
                exporter.addCells(curate::cellsOf(curate::tableFields(own, example.raw), format_.columns));
            else
                exporter.addObject(curate::objectOf(data::parseRow(own, example.raw)));
        }
    }

    void writeMapped(Batch batch, RowExporter& exporter)
    {
        if (labels_.empty())
            labels_ = session_.sourceLabels();
        const auto records = session_.examples(batch);
        const auto texts = session_.exampleTexts(batch);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const std::string& label = labels_.at(records[i].label);
            if (format_.format == FileFormat::Csv)
                exporter.addCells(curate::mappedCells(records[i].id, label, texts[i]));
            else
                exporter.addObject(curate::rowObject(request_.layout, records[i].id, label, texts[i]));
        }
    }
};

OrderedJson sourcesJson(const store::ProjectSession& session)
{
    OrderedJson sources = OrderedJson::array();
    for (const auto& source : session.listSources())
        sources.push_back(
            { { "name", source.name }, { "sha256", source.sha256 }, { "mapping", OrderedJson(source.mapping) } });
    return sources;
}

OrderedJson manifestOf(const store::ProjectSession& session, const ExportRequest& request, const ExportResult& result)
{
    OrderedJson manifest{ { "file", request.target.filename().string() }, { "sha256", result.sha256 },
        { "rows", result.rows }, { "what", request.what }, { "layout", curate::nameOf(request.layout) },
        { "format", result.format }, { "origin", OrderedJson(request.origin) }, { "sources", sourcesJson(session) } };
    manifest.update(request.provenance);
    return manifest;
}

} // namespace

ExportResult exportExamples(store::ProjectSession& session, const ExportRequest& request)
{
    if (request.examples.empty())
        throw Error(ErrorKind::BadInput, "there are no rows to export: " + request.what);
    Export work(session, request);
    RowExporter rows(request.target, work.format());
    work.write(rows);

    ExportResult result;
    result.rows = static_cast<std::int64_t>(request.examples.size());
    result.format = data::nameOf(work.format().format);
    result.sha256 = rows.finish();
    result.manifest = request.target.string() + ".manifest.json";
    if (request.card)
        result.card = request.target.string() + ".md";
    const OrderedJson manifest = manifestOf(session, request, result);
    // rows must say where they come from: whatever can fail does so before the first file is in its place
    AtomicFile manifestFile(result.manifest);
    manifestFile.write(manifest.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n");
    manifestFile.prepare();
    if (request.card)
        writeFileAtomically(result.card, request.card(result));
    manifestFile.commit();
    rows.commit();

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
