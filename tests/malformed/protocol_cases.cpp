// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/control.h"
#include "core/protocol/event_codec.h"
#include "core/protocol/job_spec.h"
#include "core/protocol/run_folder.h"
#include "tests/malformed/case.h"

namespace malformed {

using namespace core;
using namespace core::protocol;

namespace {

std::string validEvent(std::uint64_t sequence = 1)
{
    return encodeEvent({ sequence, 5, LossPartEvent{ 0, 0, 0, 0, 1, { "losses/a.f32", std::string(64, 'a') } } });
}

std::string validJob()
{
    JobSpec spec;
    spec.name = "run";
    spec.model = { "/model", std::string(64, 'a') };
    spec.rows = { "/rows", std::string(64, 'b') };
    spec.list = { "/list", std::string(64, 'c') };
    std::swap(spec.rows.sha256, spec.rows.path);
    std::swap(spec.list.sha256, spec.list.path);
    return toJson(spec).dump();
}

Case event(const std::string& name, const Fault& fault, const std::string& bytes)
{
    return { "event: " + name, fault.code, [bytes](const std::filesystem::path& folder) {
                EventPosition position;
                const std::filesystem::path file = put(folder, "events.jsonl", bytes);
                while (!readEvents(file, position).empty()) { }
            } };
}

Case changedEvent(const std::string& name, const Fault& fault, const std::string& from, const std::string& to)
{
    return event(name, fault, replaced(validEvent(), from, to));
}

Case job(const std::string& name, const Fault& fault, const std::string& from, const std::string& to)
{
    return { "job: " + name, fault.code, [from, to](const std::filesystem::path& folder) {
                readJobSpec(put(folder, "job.json", replaced(validJob(), from, to)));
            } };
}

std::string validExperiment()
{
    JobSpec spec;
    spec.kind = JobKind::Experiment;
    spec.name = "run";
    ExperimentSpec& experiment = spec.experiment;
    experiment.arms = { { "base", {} }, { "hard", { std::string(64, 'c'), "/hard" } } };
    experiment.seeds = { 1, 2 };
    experiment.target.folder = { "/model", std::string(64, 'a') };
    experiment.rows = { std::string(64, 'b'), "/rows" };
    experiment.curves = { { "sums", { std::string(64, 'd'), "/sums" } } };
    return toJson(spec).dump();
}

Case experiment(const std::string& name, const Fault& fault, const std::string& from, const std::string& to)
{
    return { "experiment: " + name, fault.code, [from, to](const std::filesystem::path& folder) {
                readJobSpec(put(folder, "job.json", replaced(validExperiment(), from, to)));
            } };
}

Case control(const std::string& name, const Fault& fault, const std::string& from, const std::string& to)
{
    const std::string line = encodeControl({ "x", 1, ControlAction::Pause });
    return { "control: " + name, fault.code, [=](const std::filesystem::path&) {
                decodeControl(replaced(line.substr(0, line.size() - 1), from, to), { "control.jsonl", 1 });
            } };
}

Case controlFile(const std::string& name, const Fault& fault, const std::string& bytes)
{
    return { "control: " + name, fault.code, [bytes, &fault](const std::filesystem::path& folder) {
                std::vector<std::string> refused;
                ControlReader(put(folder, "control.jsonl", bytes)).poll(refused);
                // A running worker goes on; it gets sentences instead of exceptions.
                if (!refused.empty() && refused.front().find(fault.sentence) != std::string::npos)
                    throw Error(fault.kind, refused.front(), {}, std::string(fault.code));
            } };
}

std::vector<Case> eventCases()
{
    using namespace event_faults;
    return {
        changedEvent("another protocol", otherProtocol, "datalever-run", "somebody-run"),
        event("an empty object", otherProtocol, "{}\n"),
        event("no JSON", json_faults::notJson, "x\n"),
        changedEvent("another version", otherVersion, "\"version\":1", "\"version\":2"),
        changedEvent("an unknown type", unknownType, "\"type\":\"", "\"type\":\"un"),
        event("an unknown phase", unknownValue,
            replaced(encodeEvent({ 1, 5, PhaseEvent{ Phase::Loading } }), "\"phase\":\"", "\"phase\":\"un")),
        event("an unknown state of a cell", unknownValue,
            replaced(
                encodeEvent({ 1, 5, CellEvent{ "hard-1", CellState::Running, 0, 1, {} } }), "\"running\"", "\"rising\"")),
        event("a gap", sequenceGap, validEvent(1) + validEvent(3)),
        event("a line twice", sequenceGap, validEvent(1) + validEvent(1)),
        event("a line without an end", lineTooLong, std::string(longFiller)),
        changedEvent("a file outside", leavesFolder, "losses/a.f32", "../../a.f32"),
        changedEvent("a file of the system", leavesFolder, "losses/a.f32", "/etc/passwd"),
        changedEvent("rows is a text", json_faults::wrongType, "\"rows\":1", "\"rows\":\"1\""),
        changedEvent("a sequence of 0", json_faults::outOfRange, "\"sequence\":1", "\"sequence\":0"),
        { "event: the file shrank", shrank.code,
            [](const std::filesystem::path& folder) {
                EventPosition position{ 4000, 9 };
                readEvents(put(folder, "events.jsonl", validEvent()), position);
            } },
    };
}

std::vector<Case> jobCases()
{
    using namespace job_faults;
    return {
        job("another protocol", otherProtocol, "datalever-run", "somebody-run"),
        job("another version", otherVersion, "\"version\":1", "\"version\":9"),
        job("an unknown kind", unknownKind, "\"proxy\"", "\"distil\""),
        job("a short hash", reference_faults::badHash, std::string(64, 'a'), std::string(63, 'a')),
        job("a hash in capitals", reference_faults::badHash, std::string(64, 'a'), std::string(64, 'A')),
        job("a batch of none", badSetting, "\"batch_size\":16", "\"batch_size\":0"),
        job("an unknown setting", settings_faults::unknownField, "\"batch_size\":16", "\"batch_sise\":16"),
        job("an unknown precision", settings_faults::unknownName, "\"fp32\"", "\"fp8\""),
        job("a key twice", json_faults::duplicateKey, "{", "{\"kind\":\"score\","),
        job("no name", json_faults::missingField, "\"name\":\"run\",", ""),
    };
}

std::vector<Case> experimentCases()
{
    using namespace job_faults;
    return {
        experiment("an arm named as a path", badSetting, "\"hard\"", "\"../hard\""),
        experiment("an arm twice", badSetting, "\"base\"", "\"hard\""),
        experiment("a seed twice", badSetting, "\"2\"", "\"1\""),
        experiment("two targets", badSetting, "\"target\":{", "\"target\":{\"new\":{\"config\":{}},"),
        experiment("an unknown optimizer", badSetting, "adamw", "sgd"),
        experiment("an unknown method", badSetting, "\"full\"", "\"half\""),
        experiment("a seed as a number", json_faults::wrongType, "\"2\"", "2"),
        experiment("seeds that are no list", json_faults::wrongType, "[\"1\",\"2\"]", "\"1\""),
        experiment("benchmarks that are no list", json_faults::wrongType, "\"benchmarks\":[]", "\"benchmarks\":7"),
        experiment("an unknown field", settings_faults::unknownField, "\"arms\"", "\"arm\""),
        experiment("an unknown kind of target", settings_faults::unknownField, "\"folder\"", "\"fodler\""),
        experiment("an arm without a name", json_faults::missingField, "{\"name\":\"base\"}", "{}"),
        experiment("a list without a hash", reference_faults::badHash, std::string(64, 'c'), ""),
    };
}

} // namespace

std::vector<Case> protocolCases()
{
    using namespace control_faults;
    std::vector<Case> cases{
        control("another protocol", otherProtocol, "datalever-run", "somebody-run"),
        control("another version", otherVersion, "\"version\":1", "\"version\":2"),
        control("an unknown action", unknownAction, "\"pause\"", "\"explode\""),
        controlFile("an unknown action in the file", unknownAction,
            replaced(encodeControl({ "x", 1, ControlAction::Pause }), "\"pause\"", "\"explode\"")),
        controlFile("a line without an end", lineTooLong, std::string(longFiller)),
        { "run folder: an input is missing", run_folder_faults::inputMissing.code,
            [](const std::filesystem::path& folder) {
                RunFolder(folder).findInput({ std::string(64, 'a'), "/nowhere" });
            } },
        { "run folder: the model was changed", run_folder_faults::modelChanged.code,
            [](const std::filesystem::path& folder) {
                put(folder, "model/config.json", "{}");
                put(folder, "model/model.safetensors", "x");
                RunFolder(folder).findModel({ (folder / "model").string(), std::string(64, 'a') });
            } },
        { "run folder: an input was changed", run_folder_faults::inputChanged.code,
            [](const std::filesystem::path& folder) {
                put(folder, "inputs/" + std::string(64, 'a') + ".jsonl", "changed");
                RunFolder(folder).findInput({ std::string(64, 'a'), "" });
            } },
    };
    for (const auto& part : { eventCases(), jobCases(), experimentCases() })
        cases.insert(cases.end(), part.begin(), part.end());
    return cases;
}

} // namespace malformed
