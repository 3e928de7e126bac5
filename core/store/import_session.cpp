// SPDX-License-Identifier: Apache-2.0
#include "core/store/import_session.h"

#include "core/base/files.h"
#include "core/base/hash.h"

#include <algorithm>

namespace core::store {

namespace {

/// The source with the same bytes; hashes the file only where one has its length.
std::optional<SourceRecord> sameFile(const ProjectSession& session, const std::filesystem::path& file)
{
    const auto bytes = InputFile(file).size();
    const auto sources = session.listSources();
    const auto sameLength = [&](const SourceRecord& source) { return source.bytes == bytes; };
    if (std::none_of(sources.begin(), sources.end(), sameLength))
        return std::nullopt;
    return session.findSourceBySha256(sha256OfFile(file));
}

std::optional<DatasetRecord> datasetOf(const ProjectSession& session, const SourceRecord& source)
{
    for (auto& dataset : session.listDatasets())
        if (dataset.kind == DatasetKind::Import && dataset.rule.is_object()
            && dataset.rule.value("sha256", Json()) == Json(source.sha256))
            return dataset;
    return std::nullopt;
}

std::vector<NewExample> copyOf(const std::vector<data::ImportedRow>& batch)
{
    std::vector<NewExample> rows;
    rows.reserve(batch.size());
    for (const auto& row : batch)
        rows.push_back({ .line = row.raw.line,
            .offset = row.raw.offset,
            .raw = std::string(row.raw.bytes),
            .label = std::string(row.source),
            .promptHash = row.promptHash,
            .responseHash = row.responseHash,
            .promptCharacters = row.promptCharacters,
            .responseCharacters = row.responseCharacters,
            .heldOut = row.heldOut });
    return rows;
}

SourceRecord sourceOf(const std::filesystem::path& file, const data::ImportReport& report)
{
    SourceRecord source;
    source.name = file.filename().string();
    source.path = std::filesystem::absolute(file).lexically_normal().string();
    source.format = parseJson(data::encodeRowFormat(report.plan.format), "row format");
    source.mapping = parseJson(data::encodeMapping(report.plan.mapping), "mapping");
    source.sha256 = report.sha256;
    source.bytes = report.bytes;
    source.refused = static_cast<std::int64_t>(report.refused);
    source.report = reportJson(report);
    return source;
}

void requireKept(const std::filesystem::path& file, const data::ImportReport& report)
{
    if (report.kept > 0)
        return;
    throw Error(ErrorKind::BadInput,
        file.string() + ": no row could be kept, " + std::to_string(report.refused) + " were refused",
        report.refusals.empty() ? std::string() : "the first: " + report.refusals.front().sentence);
}

} // namespace

Json reportJson(const data::ImportReport& report)
{
    Json refusals = Json::array();
    for (const auto& refusal : report.refusals)
        refusals.push_back({ { "line", refusal.line }, { "offset", refusal.offset }, { "code", refusal.code },
            { "sentence", refusal.sentence } });
    return { { "kept", report.kept }, { "held_out", report.heldOut }, { "refused", report.refused },
        { "refusals", std::move(refusals) }, { "refused_by_code", report.refusedByCode },
        { "rows_with_duplicate_keys", report.rowsWithDuplicateKeys },
        { "rows_with_replaced_surrogates", report.rowsWithReplacedSurrogates },
        { "rows_with_unreadable_metadata", report.rowsWithUnreadableMetadata }, { "kept_by_source", report.keptBySource },
        { "seconds", report.seconds } };
}

ProjectImport importFile(ProjectSession& session, const std::filesystem::path& file, const ProjectImportOptions& options)
{
    if (!options.again)
        if (const auto source = sameFile(session, file))
            if (const auto dataset = datasetOf(session, *source))
                return { .source = *source, .dataset = *dataset, .alreadyThere = true, .report = std::nullopt };
    const auto name = options.name.empty() ? session.freeDatasetName(file.stem().string()) : options.name;
    if (session.findDataset(name))
        throw Error(ErrorKind::BadInput, session.path().string() + ": there is a dataset \"" + name + "\" already",
            "choose another name");
    ImportTransaction transaction(session);
    const auto report = data::importFile(file, options.reading,
        [&](const data::ImportPlan&, const std::vector<data::ImportedRow>& batch) { transaction.append(copyOf(batch)); });
    requireKept(file, report);
    SourceRecord source = sourceOf(file, report);
    if (!options.recordedPath.empty())
        source.path = options.recordedPath;
    auto result = transaction.finish(source, name);
    return {
        .source = std::move(result.source), .dataset = std::move(result.dataset), .alreadyThere = false, .report = report
    };
}

} // namespace core::store
