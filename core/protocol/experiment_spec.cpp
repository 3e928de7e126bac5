// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/experiment_spec.h"

#include "core/protocol/names.h"

#include <algorithm>
#include <set>

namespace core::protocol {

namespace {

constexpr std::size_t mostArms = 100;
constexpr std::size_t mostSeeds = 1000;
constexpr std::size_t longestArmName = 60;
constexpr std::int64_t mostSteps = 1LL << 40;

bool namesAFolder(const std::string& name)
{
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_'
            || c == '-';
    };
    return !name.empty() && name.size() <= longestArmName && name.front() != '.'
        && std::all_of(name.begin(), name.end(), allowed);
}

void addListProblems(std::vector<std::string>& problems, const ExperimentArm& arm, const std::vector<std::uint64_t>& seeds)
{
    if (arm.lists.empty())
        return;
    if (!arm.list.sha256.empty())
        problems.push_back("arms: " + arm.name + " has a list and lists by seed; one of them is allowed");
    std::set<std::uint64_t> met;
    for (const ExperimentArm::SeededList& seeded : arm.lists) {
        if (!met.insert(seeded.seed).second)
            problems.push_back("arms: " + arm.name + ": seed " + std::to_string(seeded.seed) + " has two lists");
    }
    for (const std::uint64_t seed : seeds) {
        if (met.count(seed) == 0)
            problems.push_back("arms: " + arm.name + ": seed " + std::to_string(seed) + " has no list");
    }
}

std::vector<std::string> armProblems(const std::vector<ExperimentArm>& arms, const std::vector<std::uint64_t>& seeds)
{
    std::vector<std::string> problems;
    if (arms.empty() || arms.size() > mostArms)
        problems.push_back("arms: " + std::to_string(arms.size()) + "; allowed: 1 to 100");
    std::set<std::string> names;
    for (const ExperimentArm& arm : arms) {
        if (!namesAFolder(arm.name))
            problems.push_back("arms: the name \"" + arm.name.substr(0, longestArmName)
                + "\"; allowed: 1 to 60 letters, digits, '.', '_' and '-', not beginning with '.'");
        else if (!names.insert(arm.name).second)
            problems.push_back("arms: " + arm.name + " is given twice");
        addListProblems(problems, arm, seeds);
    }
    return problems;
}

std::vector<std::string> seedProblems(const std::vector<std::uint64_t>& seeds)
{
    std::vector<std::string> problems;
    if (seeds.empty() || seeds.size() > mostSeeds)
        problems.push_back("seeds: " + std::to_string(seeds.size()) + "; allowed: 1 to 1000");
    std::set<std::uint64_t> met;
    for (const std::uint64_t seed : seeds) {
        if (!met.insert(seed).second)
            problems.push_back("seeds: " + std::to_string(seed) + " is given twice");
    }
    return problems;
}

std::vector<std::string> targetProblems(const ExperimentSpec& spec)
{
    std::vector<std::string> problems;
    const ExperimentTarget& target = spec.target;
    const int kinds
        = (target.folder.sha256.empty() ? 0 : 1) + (target.folders.empty() ? 0 : 1) + (target.config.is_null() ? 0 : 1);
    if (kinds != 1)
        problems.push_back("target: " + std::to_string(kinds) + " kinds; exactly one of folder, folders and new is allowed");
    if (!target.config.is_null() && !target.config.is_object())
        problems.push_back("target.new.config: an object was expected");
    if (target.config.is_null() && !target.tokenizer.sha256.empty())
        problems.push_back("target.new.tokenizer: a tokenizer belongs to a new model only");
    if (target.folders.empty())
        return problems;
    std::set<std::uint64_t> seeds;
    for (const auto& seeded : target.folders) {
        if (!seeds.insert(seeded.seed).second)
            problems.push_back("target.folders: seed " + std::to_string(seeded.seed) + " has two models");
    }
    for (const std::uint64_t seed : spec.seeds) {
        if (seeds.count(seed) == 0)
            problems.push_back("target.folders: seed " + std::to_string(seed) + " has no model");
    }
    return problems;
}

void append(std::vector<std::string>& all, const std::vector<std::string>& more, const std::string& prefix = {})
{
    for (const std::string& problem : more)
        all.push_back(prefix + problem);
}

bool namesRows(const ExperimentSpec& spec)
{
    return !spec.heldOut.sha256.empty() || !spec.curves.empty() || std::any_of(spec.arms.begin(), spec.arms.end(), trains);
}

const Json& arrayOf(const JsonFields& fields, const char* name)
{
    const Json& list = fields.at(name);
    if (!list.is_array())
        fields.refuse(json_faults::wrongType, name, "a list was expected");
    return list;
}

ExperimentArm arm(const JsonFields& fields, const std::string& file)
{
    refuseUnknownFields(fields, { "name", "list", "lists" });
    ExperimentArm result;
    result.name = fields.string("name");
    if (fields.has("list"))
        result.list = fileReference(fields.object("list"));
    if (!fields.has("lists"))
        return result;
    const Json& list = arrayOf(fields, "lists");
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonFields seeded(list[i], file, "arms: " + result.name + ".lists[" + std::to_string(i) + "]");
        refuseUnknownFields(seeded, { "seed", "list" });
        result.lists.push_back({ seeded.unsigned64("seed"), fileReference(seeded.object("list")) });
    }
    return result;
}

std::vector<ExperimentArm> arms(const JsonFields& parent, const std::string& file)
{
    const Json& list = arrayOf(parent, "arms");
    std::vector<ExperimentArm> result;
    for (std::size_t i = 0; i < list.size(); ++i)
        result.push_back(arm(JsonFields(list[i], file, "arms[" + std::to_string(i) + "]"), file));
    return result;
}

/// Strings, since readers elsewhere would round 64-bit numbers.
std::vector<std::uint64_t> seeds(const JsonFields& parent, const std::string& file)
{
    std::vector<std::uint64_t> result;
    for (const Json& seed : arrayOf(parent, "seeds")) {
        const Json wrapped{ { "seeds", seed } };
        result.push_back(JsonFields(wrapped, file).unsigned64("seeds"));
    }
    return result;
}

ExperimentTarget target(const JsonFields& fields, const std::string& file)
{
    refuseUnknownFields(fields, { "folder", "folders", "new" });
    ExperimentTarget result;
    if (fields.has("folder"))
        result.folder = modelReference(fields.object("folder"));
    if (fields.has("folders")) {
        const Json& list = arrayOf(fields, "folders");
        for (std::size_t i = 0; i < list.size(); ++i) {
            const JsonFields seeded(list[i], file, "target.folders[" + std::to_string(i) + "]");
            refuseUnknownFields(seeded, { "seed", "model" });
            result.folders.push_back({ seeded.unsigned64("seed"), modelReference(seeded.object("model")) });
        }
    }
    if (fields.has("new")) {
        const JsonFields made = fields.object("new");
        refuseUnknownFields(made, { "config", "tokenizer" });
        result.config = made.at("config");
        if (made.has("tokenizer"))
            result.tokenizer = modelReference(made.object("tokenizer"));
    }
    return result;
}

OrderedJson toJson(const ExperimentTarget& target)
{
    OrderedJson json = OrderedJson::object();
    if (!target.folder.sha256.empty())
        json["folder"] = toJson(target.folder);
    for (const auto& seeded : target.folders)
        json["folders"].push_back({ { "seed", std::to_string(seeded.seed) }, { "model", toJson(seeded.model) } });
    if (!target.config.is_null()) {
        json["new"]["config"] = target.config;
        if (!target.tokenizer.sha256.empty())
            json["new"]["tokenizer"] = toJson(target.tokenizer);
    }
    return json;
}

OrderedJson toJson(const ExperimentArm& arm)
{
    OrderedJson json{ { "name", arm.name } };
    if (!arm.list.sha256.empty())
        json["list"] = toJson(arm.list);
    for (const auto& seeded : arm.lists)
        json["lists"].push_back({ { "seed", std::to_string(seeded.seed) }, { "list", toJson(seeded.list) } });
    return json;
}

} // namespace

bool trains(const ExperimentArm& arm)
{
    return !arm.list.sha256.empty() || !arm.lists.empty();
}

FileReference listOf(const ExperimentArm& arm, std::uint64_t seed)
{
    for (const ExperimentArm::SeededList& seeded : arm.lists) {
        if (seeded.seed == seed)
            return seeded.list;
    }
    return arm.list;
}

std::vector<std::string> validate(const ExperimentSpec& spec)
{
    std::vector<std::string> problems = armProblems(spec.arms, spec.seeds);
    append(problems, seedProblems(spec.seeds));
    append(problems, targetProblems(spec));
    append(problems, validate(spec.text), "text.");
    append(problems, validate(spec.train), "train.");
    append(problems, validate(spec.generation), "generation.");
    append(problems, validate(spec.curves), "curves: ");
    append(problems, validate(spec.benchmarks), "benchmarks: ");
    if (spec.method != "full")
        problems.push_back("method: " + spec.method + "; allowed: full");
    if (spec.steps < 0 || spec.steps > mostSteps)
        problems.push_back(
            "steps: " + std::to_string(spec.steps) + "; allowed: 0 (by epochs) to " + std::to_string(mostSteps));
    if (spec.recordingPoints < 2 || spec.recordingPoints > 10000)
        problems.push_back("recording_points: " + std::to_string(spec.recordingPoints) + "; allowed: 2 to 10000");
    if (spec.rows.sha256.empty() && namesRows(spec))
        problems.push_back("rows: none, although lists name some");
    if (spec.benchmarks.empty() && spec.curves.empty() && spec.heldOut.sha256.empty())
        problems.push_back("benchmarks, curves, held_out: none; an experiment measures at least one");
    return problems;
}

OrderedJson toJson(const ExperimentSpec& spec)
{
    OrderedJson json;
    for (const ExperimentArm& arm : spec.arms)
        json["arms"].push_back(toJson(arm));
    for (const std::uint64_t seed : spec.seeds)
        json["seeds"].push_back(std::to_string(seed));
    json["target"] = toJson(spec.target);
    if (!spec.rows.sha256.empty())
        json["rows"] = toJson(spec.rows);
    if (!spec.heldOut.sha256.empty())
        json["held_out"] = toJson(spec.heldOut);
    json["text"] = toJson(spec.text);
    json["train"] = toJson(spec.train);
    if (spec.steps > 0)
        json["steps"] = spec.steps;
    json["method"] = spec.method;
    json["recording_points"] = spec.recordingPoints;
    json["curves"] = toJson(spec.curves);
    json["benchmarks"] = toJson(spec.benchmarks);
    json["generation"] = toJson(spec.generation);
    return json;
}

ExperimentSpec experimentSpec(const JsonFields& fields, const std::string& file)
{
    refuseUnknownFields(fields,
        { "arms", "seeds", "target", "rows", "held_out", "text", "train", "steps", "method", "recording_points", "curves",
            "benchmarks", "generation" });
    ExperimentSpec spec;
    spec.arms = arms(fields, file);
    spec.seeds = seeds(fields, file);
    spec.target = target(fields.object("target"), file);
    if (fields.has("rows"))
        spec.rows = fileReference(fields.object("rows"));
    if (fields.has("held_out"))
        spec.heldOut = fileReference(fields.object("held_out"));
    if (fields.has("text"))
        spec.text = textSettings(fields.object("text"));
    if (fields.has("train"))
        spec.train = trainSettings(fields.object("train"));
    spec.steps = fields.integer("steps", 0, mostSteps, spec.steps);
    spec.method = fields.string("method", spec.method);
    spec.recordingPoints = fields.integer("recording_points", 0, 1 << 30, spec.recordingPoints);
    spec.curves = curveReferences(fields, file);
    spec.benchmarks = benchmarkReferences(fields, file);
    if (fields.has("generation"))
        spec.generation = generationSettings(fields.object("generation"));
    return spec;
}

std::vector<FileReference> filesOf(const ExperimentSpec& spec)
{
    std::vector<FileReference> files{ spec.rows, spec.heldOut };
    for (const ExperimentArm& arm : spec.arms) {
        files.push_back(arm.list);
        for (const ExperimentArm::SeededList& seeded : arm.lists)
            files.push_back(seeded.list);
    }
    for (const CurveReference& curve : spec.curves)
        files.push_back(curve.list);
    for (const BenchmarkReference& benchmark : spec.benchmarks)
        files.push_back(benchmark.file);
    std::vector<FileReference> distinct;
    for (const FileReference& file : files) {
        const auto same = [&file](const FileReference& other) { return other.sha256 == file.sha256; };
        if (!file.sha256.empty() && std::none_of(distinct.begin(), distinct.end(), same))
            distinct.push_back(file);
    }
    return distinct;
}

} // namespace core::protocol
