// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/experiment_request.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/jobs/experiment_draft.h"
#include "core/jobs/follower.h"
#include "core/jobs/model_presets.h"
#include "core/jobs/project_run.h"

#include <algorithm>

namespace core::jobs {

namespace {

constexpr std::uint64_t longestSpec = 1U << 20U;

std::string hashOfFile(const std::filesystem::path& file)
{
    if (!std::filesystem::is_regular_file(file))
        throw Error(ErrorKind::BadInput, file.string() + ": there is no such file");
    return sha256OfFile(file);
}

/// Turns what a person wrote into what experimentSpec() reads.
class Completion {
public:
    Completion(const store::ProjectSession& session, std::filesystem::path folder, Json json)
        : session_(session)
        , folder_(std::move(folder))
        , json_(std::move(json))
    {
    }

    Json complete(DatasetId dataset)
    {
        if (json_.contains("rows"))
            completeReference(json_["rows"], hashOfFile);
        else
            json_["rows"] = Json(toJson(writeRows(session_, dataset)));
        if (json_.contains("held_out"))
            completeReference(json_["held_out"], hashOfFile);
        else if (hasHeldOut(dataset))
            json_["held_out"] = Json(toJson(writeList(session_, dataset)));
        completeEach(json_, "arms", "list");
        if (json_.contains("arms") && json_["arms"].is_array()) {
            for (Json& arm : json_["arms"])
                completeEach(arm, "lists", "list");
        }
        completeEach(json_, "curves", "list");
        completeSourceCurves(dataset);
        completeEach(json_, "benchmarks", "file");
        completeTarget();
        return std::move(json_);
    }

private:
    using Hash = std::string (*)(const std::filesystem::path&);

    bool hasHeldOut(DatasetId dataset) const
    {
        const auto rows = session_.datasetRows(dataset);
        return std::any_of(rows.begin(), rows.end(), [](const data::DatasetRow& row) { return row.heldOut; });
    }

    /// "path" or {"path"} as {"sha256", "path"}; whatever else is left for the reader to refuse.
    void completeReference(Json& reference, Hash hash) const
    {
        if (reference.is_string())
            reference = Json{ { "path", reference } };
        if (!reference.is_object() || !reference.contains("path") || !reference["path"].is_string())
            return;
        const auto path = (folder_ / reference["path"].get<std::string>()).lexically_normal();
        reference["path"] = path.string();
        if (!reference.contains("sha256"))
            reference["sha256"] = hash(path);
    }

    /// The files of a list of named things; a dataset's name stands for its list.
    void completeEach(Json& parent, const char* field, const char* content)
    {
        if (!parent.is_object() || !parent.contains(field) || !parent[field].is_array())
            return;
        for (Json& one : parent[field]) {
            if (!one.is_object())
                continue;
            if (one.contains("dataset") && one["dataset"].is_string() && !one.contains(content)) {
                one[content] = Json(toJson(writeList(session_, session_.dataset(one["dataset"].get<std::string>()).id)));
                one.erase("dataset");
            } else if (one.contains(content)) {
                completeReference(one[content], hashOfFile);
            }
        }
    }

    void completeSourceCurves(DatasetId dataset)
    {
        if (!json_.contains("source_curves"))
            return;
        const auto most = JsonFields(json_, "experiment").integer("source_curves", 1, 1 << 30);
        json_.erase("source_curves");
        json_["curves"] = Json(protocol::toJson(writeSourceCurves(session_, dataset, most)));
    }

    void completeTarget()
    {
        if (!json_.contains("target") || !json_["target"].is_object())
            return;
        Json& target = json_["target"];
        if (target.contains("folder"))
            completeReference(target["folder"], protocol::modelFingerprint);
        if (target.contains("folders") && target["folders"].is_array()) {
            for (Json& seeded : target["folders"]) {
                if (seeded.is_object() && seeded.contains("model"))
                    completeReference(seeded["model"], protocol::modelFingerprint);
            }
        }
        if (target.contains("preset") && target["preset"].is_string()) {
            Json made{ { "config", Json(configOf(modelPreset(target["preset"].get<std::string>()))) } };
            if (target.contains("tokenizer"))
                made["tokenizer"] = target["tokenizer"];
            target = Json{ { "new", made } };
        }
        if (target.contains("new") && target["new"].is_object() && target["new"].contains("tokenizer"))
            completeReference(target["new"]["tokenizer"], protocol::tokenizerFingerprint);
    }

    const store::ProjectSession& session_;
    std::filesystem::path folder_;
    Json json_;
};

void requireValid(const protocol::JobSpec& spec, const std::string& where)
{
    if (const auto problems = protocol::validate(spec); !problems.empty())
        throw Error(ErrorKind::BadInput, where + ": " + problems.front());
}

/// The lists of seeds that `known` does not have.
void addLists(protocol::ExperimentArm& known, const protocol::ExperimentArm& more)
{
    for (const auto& seeded : more.lists) {
        if (std::none_of(known.lists.begin(), known.lists.end(), [&](const auto& list) { return list.seed == seeded.seed; }))
            known.lists.push_back(seeded);
    }
}

/// Paths are relative to `folder`.
ExperimentRequest completed(
    const store::ProjectSession& session, Json json, const std::filesystem::path& folder, const std::string& where)
{
    const JsonFields fields(json, where);
    ExperimentRequest request;
    request.spec.kind = protocol::JobKind::Experiment;
    request.spec.name = fields.string("name");
    request.dataset = session.dataset(fields.string("dataset")).id;
    if (fields.has("resources"))
        request.spec.resources = protocol::resourceSettings(fields.object("resources"));
    for (const char* ours : { "name", "dataset", "resources" })
        json.erase(ours);
    const Json whole = Completion(session, folder, std::move(json)).complete(request.dataset);
    request.spec.experiment = protocol::experimentSpec(JsonFields(whole, where), where);
    requireValid(request.spec, where);
    return request;
}

} // namespace

ExperimentRequest readExperiment(const store::ProjectSession& session, const std::filesystem::path& file)
{
    return completed(session, parseJson(readFile(file, longestSpec), file.string()),
        std::filesystem::absolute(file).parent_path(), file.string());
}

ExperimentRequest readExperiment(const store::ProjectSession& session, Json written, const std::string& where)
{
    return completed(session, std::move(written), std::filesystem::current_path(), where);
}

protocol::JobSpec withSeeds(const std::filesystem::path& path, const std::vector<std::uint64_t>& seeds)
{
    protocol::JobSpec job = protocol::readJobSpec(protocol::RunFolder(path).job());
    auto& known = job.experiment.seeds;
    for (const std::uint64_t seed : seeds)
        if (std::find(known.begin(), known.end(), seed) == known.end())
            known.push_back(seed);
    auto& models = job.experiment.target.folders;
    if (models.empty())
        return job;
    const std::filesystem::path parent = std::filesystem::path(models.front().model.path).parent_path();
    const std::vector<std::uint64_t> all(known.size() + models.size(), 0); // more than are needed: those in use are skipped
    std::size_t next = models.size();
    for (const auto& found : folderASeed(parent, all)) {
        const auto used = [&](const auto& seeded) { return seeded.model.path == found.model.string(); };
        if (next < known.size() && std::none_of(models.begin(), models.end(), used))
            models.push_back({ known[next++], { found.model.string(), protocol::modelFingerprint(found.model) } });
    }
    if (next < known.size())
        throw Error(ErrorKind::BadInput,
            parent.string() + ": there are model folders for " + std::to_string(next) + " seeds, not for "
                + std::to_string(known.size()),
            "Put further models beside those that are used.");
    return job;
}

void addSeeds(const std::filesystem::path& path, const protocol::JobSpec& spec)
{
    const protocol::RunFolder folder(path);
    protocol::JobSpec job = protocol::readJobSpec(folder.job());
    if (job.kind != protocol::JobKind::Experiment || hashOf(job) != hashOf(spec))
        throw Error(ErrorKind::BadInput,
            "a run named " + folder.name() + " exists already, and it differs in more than its seeds",
            "Choose another name.");
    if (livenessOf(folder) == Liveness::Running)
        throw Error(ErrorKind::Busy, folder.name() + ": its worker is at work", "Stop it first; it goes on with all seeds.");
    auto& seeds = job.experiment.seeds;
    for (const std::uint64_t seed : spec.experiment.seeds) {
        if (std::find(seeds.begin(), seeds.end(), seed) == seeds.end())
            seeds.push_back(seed);
    }
    auto& folders = job.experiment.target.folders;
    for (const auto& seeded : spec.experiment.target.folders) {
        if (std::none_of(folders.begin(), folders.end(), [&](const auto& known) { return known.seed == seeded.seed; }))
            folders.push_back(seeded);
    }
    for (std::size_t i = 0; i < job.experiment.arms.size(); ++i)
        addLists(job.experiment.arms[i], spec.experiment.arms.at(i));
    requireValid(job, folder.job().string());
    protocol::writeJobSpec(folder.job(), job);
}

std::filesystem::path placeExperiment(store::ProjectSession& session, const ExperimentRequest& request)
{
    const auto existing = session.findRun(request.spec.name);
    if (!existing)
        return prepareRun(session, request.spec, request.dataset).folder;
    const auto folder = runFolder(session, *existing);
    addSeeds(folder, request.spec);
    if (!session.readOnly()) {
        auto record = *existing;
        record.spec = Json(toJson(protocol::readJobSpec(protocol::RunFolder(folder).job())));
        session.updateRun(record);
    }
    return folder;
}

} // namespace core::jobs
