// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/experiment_draft.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace core::jobs {

namespace {

std::string placeOf(const std::filesystem::path& path)
{
    return std::filesystem::absolute(path).lexically_normal().string();
}

OrderedJson targetOf(const ExperimentDraft& draft)
{
    OrderedJson target = OrderedJson::object();
    if (!draft.preset.empty()) {
        target["preset"] = draft.preset;
        if (!draft.tokenizer.empty())
            target["tokenizer"] = placeOf(draft.tokenizer);
        return target;
    }
    if (draft.folders.empty()) {
        target["folder"] = placeOf(draft.folder);
        return target;
    }
    for (const auto& seeded : draft.folders)
        target["folders"].push_back({ { "seed", std::to_string(seeded.seed) }, { "model", placeOf(seeded.model) } });
    return target;
}

/// "base-10" behind "base-9": runs of digits are compared as numbers.
bool comesBefore(const std::string& a, const std::string& b)
{
    const auto digit = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (!digit(a[i]) || !digit(b[j])) {
            if (a[i] != b[j])
                return a[i] < b[j];
            ++i;
            ++j;
            continue;
        }
        const auto numberAt = [&digit](const std::string& text, std::size_t& place) {
            while (place < text.size() && text[place] == '0')
                ++place;
            const std::size_t begin = place;
            while (place < text.size() && digit(text[place]))
                ++place;
            return text.substr(begin, place - begin);
        };
        const std::string left = numberAt(a, i);
        const std::string right = numberAt(b, j);
        if (left != right)
            return left.size() != right.size() ? left.size() < right.size() : left < right;
    }
    return a.size() - i < b.size() - j;
}

} // namespace

OrderedJson writtenForm(const ExperimentDraft& draft)
{
    OrderedJson json{ { "name", draft.name }, { "dataset", draft.dataset } };
    json["arms"] = OrderedJson::array();
    for (const auto& arm : draft.arms) {
        OrderedJson one{ { "name", arm.name } };
        if (!arm.dataset.empty())
            one["dataset"] = arm.dataset;
        json["arms"].push_back(one);
    }
    json["seeds"] = OrderedJson::array();
    for (const std::uint64_t seed : draft.seeds)
        json["seeds"].push_back(std::to_string(seed));
    json["target"] = targetOf(draft);
    json["text"] = toJson(draft.text);
    json["train"] = toJson(draft.train);
    json["recording_points"] = draft.recordingPoints;
    if (draft.sourceCurveRows > 0)
        json["source_curves"] = draft.sourceCurveRows;
    if (!draft.benchmarks.empty()) {
        for (const auto& benchmark : draft.benchmarks)
            json["benchmarks"].push_back({ { "name", benchmark.name }, { "file", placeOf(benchmark.file) } });
        json["generation"] = toJson(draft.generation);
    }
    json["resources"] = toJson(draft.resources);
    return json;
}

DraftRows rowsOf(const store::ProjectSession& session, const ExperimentDraft& draft)
{
    DraftRows rows;
    for (const auto& arm : draft.arms) {
        std::int64_t trained = 0;
        if (!arm.dataset.empty())
            for (const auto& row : session.datasetRows(session.dataset(arm.dataset).id))
                trained += row.heldOut ? 0 : row.copies;
        rows.trained.push_back(trained);
    }
    std::map<std::uint32_t, std::int64_t> sources;
    for (const auto& fact : session.exampleFacts(session.dataset(draft.dataset).id)) {
        if (fact.heldOut)
            ++rows.heldOut;
        else
            ++sources[fact.label];
    }
    rows.sources = static_cast<std::int64_t>(sources.size());
    for (const auto& [label, count] : sources)
        rows.measured += std::min(count, draft.sourceCurveRows);
    return rows;
}

std::vector<ExperimentDraft::SeededFolder> folderASeed(
    const std::filesystem::path& parent, const std::vector<std::uint64_t>& seeds)
{
    std::vector<std::filesystem::path> folders;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(parent, code)) {
        std::error_code missing;
        if (std::filesystem::is_regular_file(entry.path() / "config.json", missing))
            folders.push_back(entry.path());
    }
    std::sort(folders.begin(), folders.end(),
        [](const auto& a, const auto& b) { return comesBefore(a.filename().string(), b.filename().string()); });
    std::vector<ExperimentDraft::SeededFolder> result;
    for (std::size_t i = 0; i < std::min(folders.size(), seeds.size()); ++i)
        result.push_back({ seeds[i], folders[i] });
    return result;
}

} // namespace core::jobs
