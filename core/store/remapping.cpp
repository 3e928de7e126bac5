// SPDX-License-Identifier: Apache-2.0
#include "core/store/remapping.h"

#include "core/data/dataset_rows.h"
#include "core/data/prompt.h"
#include "core/data/row_mapper.h"
#include "core/store/example_tables.h"
#include "core/store/named_rows.h"
#include "core/store/run_tables.h"

#include <algorithm>
#include <limits>
#include <set>
#include <unordered_map>

namespace core::store {

namespace {

constexpr std::int64_t batchRows = 2048;
constexpr std::size_t mostProblems = 10;

std::uint32_t characters(std::string_view text)
{
    return static_cast<std::uint32_t>(
        std::min<std::uint64_t>(data::countCharacters(text), std::numeric_limits<std::uint32_t>::max()));
}

/// Maps examples one by one and collects what follows from their text.
class Remapper {
public:
    explicit Remapper(RemappedSource& target)
        : target_(target)
        , mapper_(data::decodeRowFormat(target.source.format.dump()), target.mapping)
    {
        target_.facts.reserve(static_cast<std::size_t>(target.source.kept));
    }

    void add(const ExampleRecord& example)
    {
        StoredFacts facts{ .line = example.line, .source = static_cast<std::uint32_t>(example.source.value) };
        const auto outcome = mapper_.map(example.raw, row_);
        if (outcome.fault != nullptr) {
            ++target_.unreadable;
            if (target_.problems.size() < mostProblems)
                target_.problems.push_back(
                    describe(*outcome.fault, { target_.source.name, example.line, example.offset }, outcome.detail));
        } else {
            facts.promptHash = data::promptHash(row_.text);
            facts.responseHash = data::responseHash(row_.text);
            facts.promptCharacters = characters(data::promptText(row_.text));
            facts.responseCharacters = characters(data::responseText(row_.text));
            const auto [entry, isNew] = labels_.try_emplace(row_.source, static_cast<std::uint32_t>(labels_.size()));
            if (isNew)
                target_.labels.push_back(row_.source);
            facts.label = entry->second;
        }
        target_.facts.push_back(facts);
    }

private:
    RemappedSource& target_;
    data::RowMapper mapper_;
    data::MappedRow row_;
    std::unordered_map<std::string, std::uint32_t> labels_;
};

/// Whether a row of a dataset belongs to the file.
bool isOf(const SourceRecord& source, ExampleId id)
{
    return id.value >= source.firstExample.value && id.value < source.firstExample.value + source.kept;
}

/// Datasets that hold rows of the file.
std::vector<DatasetRecord> datasetsOf(Database& database, const SourceRecord& source)
{
    auto datasets = listDatasets(database);
    std::erase_if(datasets, [&](const DatasetRecord& dataset) {
        const auto rows = readDatasetRows(database, dataset);
        return std::none_of(rows.begin(), rows.end(), [&](const auto& row) { return isOf(source, row.example); });
    });
    return datasets;
}

void judge(MappingEffect& effect, const SourceRecord& source)
{
    effect.wayOut = "Import the file again under the new mapping, as a dataset of its own.";
    if (effect.unreadable > 0)
        effect.refusal = std::to_string(effect.unreadable) + " of the " + std::to_string(effect.rows) + " rows of "
            + source.name + " cannot be read under this mapping, the first: " + effect.problems.front();
    else if (effect.textsChanged > 0 && !effect.runs.empty())
        effect.refusal = "the mapping would change the text of " + std::to_string(effect.textsChanged) + " rows of "
            + source.name + " (" + std::to_string(effect.moved) + " would change sides between training and held out), and "
            + effect.runs.front() + " has used them under the present mapping";
    else
        effect.wayOut.clear();
}

/// Codes in source_labels of the labels found; new ones are added.
std::vector<std::uint32_t> storeLabels(Database& database, const std::vector<std::string>& labels)
{
    const auto known = sourceLabels(database);
    std::map<std::string, std::uint32_t> codes;
    for (const auto& label : known)
        codes.emplace(label, static_cast<std::uint32_t>(codes.size()));
    std::vector<std::uint32_t> result;
    for (const auto& label : labels) {
        const auto [entry, isNew] = codes.try_emplace(label, static_cast<std::uint32_t>(codes.size()));
        if (isNew)
            Query(database, "INSERT INTO source_labels(code, name) VALUES(?1,?2)")
                .bind(std::int64_t{ entry->second })
                .bind(label)
                .run();
        result.push_back(entry->second);
    }
    return result;
}

void storeFacts(Database& database, const RemappedSource& remapped, const std::vector<std::uint32_t>& labelCodes)
{
    const auto first = remapped.source.firstExample.value;
    const auto end = first + static_cast<std::int64_t>(remapped.facts.size());
    for (auto part = first / idsPerPart; part * idsPerPart < end; ++part) {
        auto facts = readFactsPart(database, part);
        for (auto id = std::max(first, part * idsPerPart); id < std::min(end, (part + 1) * idsPerPart); ++id) {
            auto fresh = remapped.facts[static_cast<std::size_t>(id - first)];
            fresh.label = labelCodes[fresh.label];
            facts.at(static_cast<std::size_t>(id % idsPerPart)) = fresh;
        }
        writeFactsPart(database, part, facts);
    }
}

/// The file's rows on the side of the line where their prompts lie now.
void storeHeldOut(Database& database, const RemappedSource& remapped)
{
    for (const auto& dataset : datasetsOf(database, remapped.source)) {
        auto rows = readDatasetRows(database, dataset);
        std::int64_t heldOut = 0;
        for (auto& row : rows) {
            if (isOf(remapped.source, row.example))
                row.heldOut = data::isHeldOut(
                    remapped.facts[static_cast<std::size_t>(row.example.value - remapped.source.firstExample.value)]
                        .promptHash);
            heldOut += row.heldOut ? 1 : 0;
        }
        replaceDatasetRows(database, dataset.id, rows, heldOut);
    }
}

} // namespace

RemappedSource remap(
    Store& store, SourceId id, const data::Mapping& mapping, const CancelToken& cancel, const ProgressSink& progress)
{
    RemappedSource remapped;
    remapped.mapping = data::decodeMapping(data::encodeMapping(mapping)); // refuses roles that do not go together
    remapped.source = store.read([&](Database& database) { return readSource(database, id); });
    Remapper remapper(remapped);
    const auto first = remapped.source.firstExample.value;
    const auto end = first + remapped.source.kept;
    for (auto at = first; at < end; at += batchRows) {
        cancel.check();
        std::vector<ExampleId> ids;
        for (auto next = at; next < std::min(end, at + batchRows); ++next)
            ids.push_back({ next });
        const auto examples
            = store.read([&](Database& database) { return readExamples(database, ids, remapped.source.name); });
        for (const auto& example : examples)
            remapper.add(example);
        if (progress)
            progress({ static_cast<std::uint64_t>(std::min(end, at + batchRows) - first),
                static_cast<std::uint64_t>(remapped.source.kept) });
    }
    return remapped;
}

MappingEffect effectOf(Database& database, const RemappedSource& remapped)
{
    MappingEffect effect;
    effect.rows = remapped.source.kept;
    effect.unreadable = remapped.unreadable;
    effect.problems = remapped.problems;
    const auto labels = sourceLabels(database);
    FactsTable facts(database);
    for (std::size_t i = 0; i < remapped.facts.size(); ++i) {
        const auto* before = facts.find({ remapped.source.firstExample.value + static_cast<std::int64_t>(i) });
        const auto& after = remapped.facts[i];
        if (before == nullptr || remapped.labels.empty())
            continue;
        const bool prompt = before->promptHash != after.promptHash;
        effect.promptsChanged += prompt ? 1 : 0;
        effect.textsChanged += prompt || before->responseHash != after.responseHash ? 1 : 0;
        effect.moved += data::isHeldOut(before->promptHash) != data::isHeldOut(after.promptHash) ? 1 : 0;
        effect.relabelled += before->label >= labels.size() || labels[before->label] != remapped.labels[after.label] ? 1 : 0;
    }
    std::set<std::int64_t> datasets;
    for (const auto& dataset : datasetsOf(database, remapped.source))
        datasets.insert(dataset.id.value);
    for (const auto& run : listRuns(database))
        if (datasets.contains(run.dataset.value))
            effect.runs.push_back(run.name);
    judge(effect, remapped.source);
    return effect;
}

MappingEffect storeRemapped(Database& database, const RemappedSource& remapped)
{
    auto effect = effectOf(database, remapped);
    if (!effect.refusal.empty())
        throw Error(ErrorKind::BadInput, effect.refusal, effect.wayOut);
    storeFacts(database, remapped, storeLabels(database, remapped.labels));
    if (effect.moved > 0)
        storeHeldOut(database, remapped);
    Query(database, "UPDATE sources SET mapping=?2 WHERE id=?1")
        .bind(remapped.source.id.value)
        .bind(data::encodeMapping(remapped.mapping))
        .run();
    return effect;
}

} // namespace core::store
