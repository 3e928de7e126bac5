// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/project_curation.h"

#include "core/base/hash.h"
#include "core/data/dataset_rows.h"
#include "core/data/row_fields.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace core::jobs {

namespace {

constexpr std::size_t batchRows = 4096;

/// The dataset and clustering that a request names.
struct Subject {
    store::DatasetRecord dataset;
    std::optional<store::ClusteringRecord> clustering;
};

Subject subjectOf(const store::ProjectSession& session, const CurateRequest& request)
{
    Subject subject;
    if (!request.clustering.empty()) {
        subject.clustering = session.clustering(request.clustering);
        subject.dataset = session.dataset(session.run(subject.clustering->run).dataset);
        if (!request.dataset.empty() && session.dataset(request.dataset).id != subject.dataset.id)
            throw Error(ErrorKind::BadInput,
                "the clustering " + request.clustering + " is of the dataset " + subject.dataset.name + ", not of "
                    + request.dataset);
    } else if (!request.dataset.empty()) {
        subject.dataset = session.dataset(request.dataset);
    } else {
        throw Error(ErrorKind::BadInput, "there is nothing to curate", "Name a clustering or a dataset.");
    }
    return subject;
}

/// Equal where prompt and response are; a row whose hashes are not known equals no other.
std::vector<std::uint64_t> identitiesOf(const store::ProjectSession& session, DatasetId dataset)
{
    std::vector<std::uint64_t> identities;
    for (const auto& fact : session.exampleFacts(dataset)) {
        const auto id = static_cast<std::uint64_t>(fact.id.value);
        identities.push_back(xxh3({ fact.promptHash, fact.responseHash, fact.responseHash == 0 ? id : 0 }));
    }
    return identities;
}

data::Selection selectionOf(const store::ProjectSession& session, const std::string& name, const data::Columns& columns)
{
    const auto stored = session.findSelection(name);
    if (!stored)
        throw Error(ErrorKind::BadInput, "there is no selection named " + name, "Make one with: data search --save NAME");
    const std::unordered_set<ExampleId> members(stored->examples.begin(), stored->examples.end());
    return data::Selection::where(columns.rows(), [&](std::size_t row) { return members.contains(columns.ids[row]); });
}

/// The values of a field of the imported rows as codes; rows without it share a value.
std::vector<std::uint32_t> fieldOf(
    const store::ProjectSession& session, const std::string& field, const data::Columns& columns)
{
    std::map<SourceId, data::RowFormat> formats;
    for (const auto& source : session.listSources())
        formats.emplace(source.id, data::decodeRowFormat(source.format.dump()));
    std::unordered_map<std::string, std::uint32_t> codes{ { std::string(), 0 } };
    std::vector<std::uint32_t> column;
    bool found = false;
    for (std::size_t first = 0; first < columns.rows(); first += batchRows) {
        const std::size_t count = std::min(batchRows, columns.rows() - first);
        for (const auto& example : session.examples({ columns.ids.data() + first, count })) {
            std::string value;
            for (auto& candidate : data::parseRow(formats.at(example.source), example.raw)) {
                if (candidate.name != field)
                    continue;
                found = true;
                value = "=" + candidate.text; // apart from a row without the field
            }
            column.push_back(codes.try_emplace(value, static_cast<std::uint32_t>(codes.size())).first->second);
        }
    }
    if (!found)
        throw Error(ErrorKind::BadInput, "no row of the dataset has a field " + field);
    return column;
}

std::shared_ptr<const data::Columns> columnsOf(const store::ProjectSession& session, const Subject& subject)
{
    store::ColumnsRequest request{ .dataset = subject.dataset.id };
    if (subject.clustering) {
        request.run = subject.clustering->run;
        request.clustering = subject.clustering->id;
    }
    return session.columns(request);
}

bool isTheSame(const store::ProjectSession& session, const store::CurationRecord& stored, const Subject& subject,
    const CurationReport& report)
{
    const auto clustering = subject.clustering ? std::optional(subject.clustering->id) : std::nullopt;
    return stored.clustering == clustering && stored.recipe == report.recipe
        && session.datasetRows(stored.dataset) == report.curated.rows;
}

} // namespace

void gather(const store::ProjectSession& session, const data::Columns& columns, const curate::Recipe& recipe,
    RecipeMaterial& material)
{
    const auto needs = curate::needsOf(recipe);
    if (needs.identities && material.identities.empty())
        material.identities = identitiesOf(session, columns.origin.dataset);
    for (const auto& name : needs.selections)
        if (!material.selections.contains(name))
            material.selections.emplace(name, selectionOf(session, name, columns));
    for (const auto& field : needs.fields)
        if (!material.fields.contains(field))
            material.fields.emplace(field, fieldOf(session, field, columns));
}

CurationReport previewRecipe(const store::ProjectSession& session, const CurateRequest& request)
{
    const Subject subject = subjectOf(session, request);
    const auto columns = columnsOf(session, subject);
    CurationReport report;
    report.name = request.name;
    report.parent = subject.dataset.name;
    report.clustering = subject.clustering ? subject.clustering->name : std::string();
    report.recipe = request.recipe;
    RecipeMaterial material;
    gather(session, *columns, request.recipe, material);
    report.curated = curate::applyRecipe(
        { *columns, std::move(material.identities), std::move(material.selections), std::move(material.fields) },
        request.recipe);
    report.mix = curate::mixOf(*columns, report.curated.rows);
    report.rowsSha256 = sha256(data::encodeDatasetRows(report.curated.rows));
    return report;
}

CurationReport curateDataset(store::ProjectSession& session, const CurateRequest& request)
{
    CurationReport report = previewRecipe(session, request);
    const Subject subject = subjectOf(session, request);
    if (const auto stored = store::findCuration(session, request.name);
        stored && stored->name == request.name && isTheSame(session, *stored, subject, report)) {
        report.alreadyThere = true;
        return report;
    }
    store::CurationRecord record;
    record.name = request.name;
    if (subject.clustering)
        record.clustering = subject.clustering->id;
    record.recipe = request.recipe;
    record.outcome = Json(reportJson(report));
    record.createdAt = store::unixMilliseconds();
    store::insertCuration(session, record, subject.dataset, report.curated.rows);
    return report;
}

} // namespace core::jobs
