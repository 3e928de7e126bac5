// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/job_spec.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/protocol/names.h"

#include <algorithm>

namespace core::protocol {

namespace {

constexpr std::uint64_t longestJob = 1U << 20U;
constexpr Names<JobKind, 6> kindNames{ { { JobKind::Proxy, "proxy" }, { JobKind::Score, "score" },
    { JobKind::Tokenize, "tokenize" }, { JobKind::Evaluate, "evaluate" }, { JobKind::FineTune, "finetune" },
    { JobKind::Experiment, "experiment" } } };
constexpr std::int64_t mostSteps = 1LL << 40;

void append(std::vector<std::string>& all, const std::vector<std::string>& more, const std::string& prefix)
{
    for (const std::string& problem : more)
        all.push_back(prefix + problem);
}

std::vector<std::string> evaluationProblems(const JobSpec& spec)
{
    std::vector<std::string> problems;
    append(problems, validate(spec.generation), "generation.");
    if (spec.benchmarks.empty() && spec.rows.sha256.empty())
        problems.push_back("benchmarks: none, and no rows for the held-out loss");
    append(problems, validate(spec.benchmarks), "benchmarks: ");
    return problems;
}

std::vector<std::string> fineTuneProblems(const JobSpec& spec)
{
    std::vector<std::string> problems;
    append(problems, validate(spec.generation), "generation.");
    append(problems, validate(spec.benchmarks), "benchmarks: ");
    append(problems, validate(spec.curves), "curves: ");
    if (spec.method != "full")
        problems.push_back("method: " + spec.method + "; allowed: full");
    if (spec.steps < 0 || spec.steps > mostSteps)
        problems.push_back("steps: " + std::to_string(spec.steps) + "; allowed: 0 to " + std::to_string(mostSteps));
    if (spec.steps > 0 && spec.list.sha256.empty())
        problems.push_back("list: none, although there are steps to train");
    if (spec.rows.sha256.empty() && !(spec.list.sha256.empty() && spec.heldOut.sha256.empty() && spec.curves.empty()))
        problems.push_back("rows: none, although lists name some");
    return problems;
}

bool evaluates(JobKind kind)
{
    return kind == JobKind::Evaluate || kind == JobKind::FineTune;
}

bool recordsLosses(JobKind kind)
{
    return kind == JobKind::Proxy || kind == JobKind::FineTune;
}

/// What every kind but an experiment says of its work.
void readWork(JobSpec& spec, const JsonFields& fields, const std::string& file)
{
    spec.model = modelReference(fields.object("model"));
    if (!evaluates(spec.kind) || fields.has("rows"))
        spec.rows = fileReference(fields.object("rows"));
    if (spec.kind == JobKind::FineTune ? fields.has("list") : fields.has("rows"))
        spec.list = fileReference(fields.object("list"));
    spec.text = textSettings(fields.object("text"));
    if (fields.has("train"))
        spec.train = trainSettings(fields.object("train"));
    spec.recordingPoints = fields.integer("recording_points", 0, 1 << 30, spec.recordingPoints);
    spec.keepRecordingWeights = fields.boolean("keep_recording_weights", spec.keepRecordingWeights);
    if (evaluates(spec.kind)) {
        spec.benchmarks = benchmarkReferences(fields, file);
        spec.generation = generationSettings(fields.object("generation"));
    }
    if (spec.kind == JobKind::FineTune) {
        spec.steps = fields.integer("steps", 0, mostSteps);
        spec.method = fields.string("method", spec.method);
        if (fields.has("held_out"))
            spec.heldOut = fileReference(fields.object("held_out"));
        spec.curves = curveReferences(fields, file);
    }
}

bool isWeights(const std::string& name)
{
    const std::string suffix = ".safetensors";
    return name.size() > suffix.size() && name.compare(name.size() - suffix.size(), suffix.size(), suffix) == 0;
}

bool isTokenizer(const std::string& name)
{
    return name == "tokenizer.json" || name == "tokenizer.json.gz";
}

bool decidesTokens(const std::string& name)
{
    return isTokenizer(name) || name == "config.json" || name == "generation_config.json" || name == "tokenizer_config.json";
}

/// The folder's files that `belongs` is true for, in order of name.
std::vector<std::string> filesOf(
    const std::filesystem::path& folder, bool (*belongs)(const std::string&), const std::string& hint)
{
    std::vector<std::string> names;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(folder, code)) {
        if (belongs(entry.path().filename().string()))
            names.push_back(entry.path().filename().string());
    }
    if (code)
        throw Error(ErrorKind::BadFile, folder.string() + ": not a readable model folder (" + code.message() + ")", hint);
    std::sort(names.begin(), names.end());
    return names;
}

/// Takes the seeds out of an experiment, and what belongs to one seed alone.
void eraseSeeds(OrderedJson& experiment)
{
    experiment.erase("seeds");
    if (experiment["target"].contains("folders"))
        experiment["target"].erase("folders");
    for (OrderedJson& arm : experiment["arms"]) {
        if (arm.contains("lists"))
            arm["lists"] = "by seed";
    }
}

std::string hashOfFiles(const std::filesystem::path& folder, const std::vector<std::string>& names)
{
    std::string manifest;
    for (const std::string& name : names)
        manifest += name + "\n" + sha256OfFile(folder / name) + "\n";
    return sha256(manifest);
}

} // namespace

std::vector<std::string> validate(const JobSpec& spec)
{
    std::vector<std::string> problems;
    if (spec.name.empty() || spec.name.size() > 200)
        problems.push_back("name: " + std::to_string(spec.name.size()) + " bytes; allowed: 1 to 200");
    append(problems, validate(spec.text), "text.");
    append(problems, validate(spec.train), "train.");
    append(problems, validate(spec.resources), "resources.");
    if (spec.kind == JobKind::Evaluate)
        append(problems, evaluationProblems(spec), "");
    if (spec.kind == JobKind::FineTune)
        append(problems, fineTuneProblems(spec), "");
    if (spec.kind == JobKind::Experiment)
        append(problems, validate(spec.experiment), "experiment.");
    if (recordsLosses(spec.kind) && (spec.recordingPoints < 2 || spec.recordingPoints > 10000))
        problems.push_back("recordingPoints: " + std::to_string(spec.recordingPoints) + "; allowed: 2 to 10000");
    return problems;
}

OrderedJson toJson(const JobSpec& spec)
{
    OrderedJson json = { { "protocol", protocolName }, { "version", protocolVersion }, { "kind", nameOf(spec.kind) },
        { "name", spec.name } };
    if (spec.kind == JobKind::Experiment) {
        json["experiment"] = toJson(spec.experiment);
        json["resources"] = toJson(spec.resources);
        return json;
    }
    json["model"] = toJson(spec.model);
    if (!evaluates(spec.kind) || !spec.rows.sha256.empty())
        json["rows"] = toJson(spec.rows);
    if (!evaluates(spec.kind) || !spec.list.sha256.empty())
        json["list"] = toJson(spec.list);
    json["text"] = toJson(spec.text);
    if (recordsLosses(spec.kind)) {
        json["train"] = toJson(spec.train);
        json["recording_points"] = spec.recordingPoints;
        json["keep_recording_weights"] = spec.keepRecordingWeights;
    }
    if (spec.kind == JobKind::FineTune) {
        json["steps"] = spec.steps;
        json["method"] = spec.method;
        if (!spec.heldOut.sha256.empty())
            json["held_out"] = toJson(spec.heldOut);
        json["curves"] = toJson(spec.curves);
    }
    if (evaluates(spec.kind)) {
        json["benchmarks"] = toJson(spec.benchmarks);
        json["generation"] = toJson(spec.generation);
    }
    json["resources"] = toJson(spec.resources);
    return json;
}

JobSpec parseJobSpec(std::string_view text, const std::string& file)
{
    const Json json = parseJson(text, file);
    const JsonFields fields(json, file);
    if (fields.string("protocol", "") != protocolName)
        throw refusal(job_faults::otherProtocol, { file });
    if (const auto version = fields.integer("version", 0, 1 << 30); version != protocolVersion)
        throw refusal(job_faults::otherVersion, { file },
            "found: " + std::to_string(version) + ", known: " + std::to_string(protocolVersion));
    refuseUnknownFields(fields,
        { "protocol", "version", "kind", "name", "model", "rows", "list", "text", "train", "recording_points",
            "keep_recording_weights", "benchmarks", "generation", "steps", "method", "held_out", "curves", "experiment",
            "resources" });
    const auto kind = kindNames.find(fields.string("kind"));
    if (!kind)
        throw refusal(job_faults::unknownKind, { file }, fields.string("kind"));
    JobSpec spec;
    spec.kind = *kind;
    spec.name = fields.string("name");
    if (spec.kind == JobKind::Experiment)
        spec.experiment = experimentSpec(fields.object("experiment"), file);
    else
        readWork(spec, fields, file);
    spec.resources = resourceSettings(fields.object("resources"));
    if (const auto problems = validate(spec); !problems.empty())
        throw refusal(job_faults::badSetting, { file }, problems.front());
    return spec;
}

JobSpec readJobSpec(const std::filesystem::path& file)
{
    return parseJobSpec(readFile(file, longestJob), file.string());
}

void writeJobSpec(const std::filesystem::path& file, const JobSpec& spec)
{
    writeFileAtomically(file, toJson(spec).dump(2) + "\n");
}

std::string hashOf(const JobSpec& spec)
{
    OrderedJson json = toJson(spec);
    json.erase("name");
    json.erase("keep_recording_weights");
    erasePaths(json);
    if (spec.kind == JobKind::Experiment)
        eraseSeeds(json["experiment"]);
    json["resources"] = { { "precision", nameOf(spec.resources.precision) }, { "device", spec.resources.device } };
    return sha256(json.dump());
}

std::string modelFingerprint(const std::filesystem::path& folder)
{
    const std::string hint = "Give a folder with config.json and model.safetensors.";
    const auto belongs = [](const std::string& name) {
        return decidesTokens(name) || isWeights(name) || name == "model.safetensors.index.json";
    };
    const auto names = filesOf(folder, belongs, hint);
    if (std::find(names.begin(), names.end(), "config.json") == names.end())
        throw Error(ErrorKind::BadFile, folder.string() + ": no config.json is in the model folder", hint);
    if (std::none_of(names.begin(), names.end(), isWeights))
        throw Error(ErrorKind::BadFile, folder.string() + ": no weights (*.safetensors) are in the model folder",
            "Convert the weights to safetensors, or make a new model with `datalever-cli model new`.");
    return hashOfFiles(folder, names);
}

std::string tokenizerFingerprint(const std::filesystem::path& folder)
{
    const std::string hint = "Give a folder with tokenizer.json.";
    const auto names = filesOf(folder, decidesTokens, hint);
    if (std::none_of(names.begin(), names.end(), isTokenizer))
        throw Error(ErrorKind::BadFile, folder.string() + ": no tokenizer.json is in the folder", hint);
    return hashOfFiles(folder, names);
}

std::string_view nameOf(JobKind kind)
{
    return kindNames.of(kind);
}

} // namespace core::protocol
