// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/job_spec.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/protocol/names.h"

#include <algorithm>
#include <set>

namespace core::protocol {

namespace {

constexpr std::uint64_t longestJob = 1U << 20U;
constexpr Names<JobKind, 4> kindNames{ { { JobKind::Proxy, "proxy" }, { JobKind::Score, "score" },
    { JobKind::Tokenize, "tokenize" }, { JobKind::Evaluate, "evaluate" } } };
constexpr std::size_t mostBenchmarks = 1000;

void requireHash(const JsonFields& fields, const std::string& hash)
{
    const auto isDigit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (hash.size() != 64 || !std::all_of(hash.begin(), hash.end(), isDigit))
        fields.refuse(job_faults::badHash, "sha256");
}

template <typename Reference> Reference reference(const JsonFields& fields)
{
    refuseUnknownFields(fields, { "sha256", "path" });
    Reference result;
    result.sha256 = fields.string("sha256");
    requireHash(fields, result.sha256);
    result.path = fields.string("path", "");
    return result;
}

BenchmarkReference benchmark(const JsonFields& fields)
{
    refuseUnknownFields(fields, { "name", "file" });
    return { fields.string("name"), reference<FileReference>(fields.object("file")) };
}

std::vector<BenchmarkReference> benchmarks(const JsonFields& parent, const std::string& file)
{
    const Json& list = parent.at("benchmarks");
    if (!list.is_array())
        parent.refuse(json_faults::wrongType, "benchmarks", "a list was expected");
    std::vector<BenchmarkReference> result;
    for (std::size_t i = 0; i < list.size(); ++i)
        result.push_back(benchmark(JsonFields(list[i], file, "benchmarks[" + std::to_string(i) + "]")));
    return result;
}

template <typename Reference> OrderedJson referenceJson(const Reference& reference)
{
    return { { "sha256", reference.sha256 }, { "path", reference.path } };
}

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
    if (spec.benchmarks.size() > mostBenchmarks)
        problems.push_back("benchmarks: " + std::to_string(spec.benchmarks.size()) + "; allowed: at most 1000");
    std::set<std::string> names{ std::string(heldOutBenchmark) };
    for (const BenchmarkReference& benchmark : spec.benchmarks) {
        if (benchmark.name.empty() || benchmark.name.size() > 200 || !names.insert(benchmark.name).second)
            problems.push_back("benchmarks: the name \"" + benchmark.name.substr(0, 60)
                + "\" is empty, longer than 200 bytes or given twice");
    }
    return problems;
}

OrderedJson benchmarksJson(const std::vector<BenchmarkReference>& benchmarks)
{
    OrderedJson list = OrderedJson::array();
    for (const BenchmarkReference& benchmark : benchmarks)
        list.push_back({ { "name", benchmark.name }, { "file", referenceJson(benchmark.file) } });
    return list;
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
    if (spec.kind == JobKind::Proxy && (spec.recordingPoints < 2 || spec.recordingPoints > 10000))
        problems.push_back("recordingPoints: " + std::to_string(spec.recordingPoints) + "; allowed: 2 to 10000");
    return problems;
}

OrderedJson toJson(const JobSpec& spec)
{
    OrderedJson json = { { "protocol", protocolName }, { "version", protocolVersion }, { "kind", nameOf(spec.kind) },
        { "name", spec.name }, { "model", referenceJson(spec.model) } };
    if (spec.kind != JobKind::Evaluate || !spec.rows.sha256.empty()) {
        json["rows"] = referenceJson(spec.rows);
        json["list"] = referenceJson(spec.list);
    }
    json["text"] = toJson(spec.text);
    if (spec.kind == JobKind::Proxy) {
        json["train"] = toJson(spec.train);
        json["recording_points"] = spec.recordingPoints;
        json["keep_recording_weights"] = spec.keepRecordingWeights;
    }
    if (spec.kind == JobKind::Evaluate) {
        json["benchmarks"] = benchmarksJson(spec.benchmarks);
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
            "keep_recording_weights", "benchmarks", "generation", "resources" });
    JobSpec spec;
    const auto kind = kindNames.find(fields.string("kind"));
    if (!kind)
        throw refusal(job_faults::unknownKind, { file }, fields.string("kind"));
    spec.kind = *kind;
    spec.name = fields.string("name");
    spec.model = reference<ModelReference>(fields.object("model"));
    if (spec.kind != JobKind::Evaluate || fields.has("rows")) {
        spec.rows = reference<FileReference>(fields.object("rows"));
        spec.list = reference<FileReference>(fields.object("list"));
    }
    spec.text = textSettings(fields.object("text"));
    if (fields.has("train"))
        spec.train = trainSettings(fields.object("train"));
    spec.recordingPoints = fields.integer("recording_points", 0, 1 << 30, spec.recordingPoints);
    spec.keepRecordingWeights = fields.boolean("keep_recording_weights", spec.keepRecordingWeights);
    if (spec.kind == JobKind::Evaluate) {
        spec.benchmarks = benchmarks(fields, file);
        spec.generation = generationSettings(fields.object("generation"));
    }
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
    for (const char* part : { "model", "rows", "list" }) {
        if (json.contains(part))
            json[part].erase("path");
    }
    if (json.contains("benchmarks")) {
        for (auto& benchmark : json["benchmarks"])
            benchmark["file"].erase("path");
    }
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
