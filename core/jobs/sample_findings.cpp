// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/sample_findings.h"

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/jobs/experiment_report.h"
#include "core/jobs/sample_project.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace core::jobs {

namespace {

using store::ProjectSession;

constexpr std::uint64_t longestFile = 64U << 20U;

/// What is planted in a row or an item.
struct Planted {
    std::string skill;
    std::string part;
    int difficulty = 1;
};

const data::GradedSkill& skillNamed(const std::string& name)
{
    for (const data::GradedSkill& skill : data::gradedSkills()) {
        if (skill.name == name)
            return skill;
    }
    throw Error(ErrorKind::BadInput, "\"" + name + "\" is no skill of the built-in sample");
}

Planted plantedIn(const Json& row, const std::string& where)
{
    const JsonFields fields(row, where);
    const std::string skill = fields.string("source");
    return { skill, fields.string("part"), skillNamed(skill).difficulty };
}

std::vector<Json> linesOf(const std::filesystem::path& file)
{
    const std::string bytes = readFile(file, longestFile);
    std::vector<Json> lines;
    for (std::size_t begin = 0; begin < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        lines.push_back(parseJson(std::string_view(bytes).substr(begin, end - begin), file.string()));
        begin = end + 1;
    }
    return lines;
}

std::vector<Planted> plantedRows(const ProjectSession& session, DatasetId dataset)
{
    std::vector<ExampleId> ids;
    for (const auto& row : session.datasetRows(dataset))
        ids.push_back(row.example);
    std::vector<Planted> planted;
    for (const auto& example : session.examples(ids)) {
        const std::string where = "example " + std::to_string(example.id.value);
        planted.push_back(plantedIn(parseJson(example.raw, where), where));
    }
    return planted;
}

double ratio(double part, double whole)
{
    return whole > 0 ? part / whole : std::nan("");
}

/// Adds one seed's clustering.
void addClustering(
    SampleClusters& clusters, const ProjectSession& session, std::uint64_t seed, const std::vector<Planted>& planted)
{
    const auto clustering = session.clustering(sampleClusteringName(seed, clusters.lastPoint));
    const auto losses = session.lossMatrix(clustering.run);
    const std::size_t rows = planted.size();
    std::vector<int> difficulties;
    std::vector<std::uint8_t> hard;
    std::vector<float> means(rows, 0);
    std::map<std::pair<std::string, std::string>, std::pair<double, double>> parts; // rows, hard ones
    double rare = 0, rareHard = 0, hardRows = 0, clustered = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto cluster = clustering.assignment.at(row);
        const auto& ones = clustering.hardClusters;
        const bool isHard = std::find(ones.begin(), ones.end(), cluster) != ones.end();
        difficulties.push_back(planted[row].difficulty);
        hard.push_back(isHard ? 1 : 0);
        for (std::size_t point = 0; point < losses.steps.size(); ++point)
            means[row] += losses.values[point * rows + row] / static_cast<float>(losses.steps.size());
        if (cluster == store::unscoredCluster) {
            means[row] = std::nanf(""); // held out: takes no part
            continue;
        }
        auto& [all, found] = parts[{ planted[row].skill, planted[row].part }];
        const bool isRare = !skillNamed(planted[row].skill).common;
        ++all;
        ++clustered;
        found += isHard;
        rare += isRare;
        hardRows += isHard;
        rareHard += isRare && isHard;
    }
    clusters.agreement.push_back(analysis::difficultyAgreement(difficulties, hard, means));
    clusters.hardShares.push_back(ratio(hardRows, clustered));
    clusters.rareRecall.push_back(ratio(rareHard, rare));
    clusters.rarePrecision.push_back(ratio(rareHard, hardRows));
    for (PartHardShare& part : clusters.parts) {
        const auto& [all, found] = parts[{ part.skill, part.part }];
        part.rows = static_cast<std::size_t>(all);
        part.shares.push_back(ratio(found, all));
    }
}

SampleClusters clustersOf(const ProjectSession& session, bool lastPoint, const std::vector<std::uint64_t>& seeds)
{
    SampleClusters clusters;
    clusters.lastPoint = lastPoint;
    for (const data::GradedSkill& skill : data::gradedSkills()) {
        for (const std::string_view part : { skill.easierPart, skill.harderPart })
            clusters.parts.push_back({ std::string(skill.name), std::string(part), skill.difficulty, skill.common, 0, {} });
    }
    const auto planted = plantedRows(session, session.dataset(sampleDataset).id);
    for (const std::uint64_t seed : seeds)
        addClustering(clusters, session, seed, planted);
    return clusters;
}

using ItemParts = std::map<std::string, Planted>; ///< by id of the item

ItemParts testItems(const std::filesystem::path& folder, SampleFindings& findings)
{
    ItemParts items;
    for (const data::GradedSkill& skill : data::gradedSkills()) {
        const auto file = folder / "benchmarks" / (std::string(skill.name) + ".jsonl");
        for (const Json& line : linesOf(file)) {
            const Planted planted = plantedIn(line, file.string());
            items[JsonFields(line, file.string()).string("id")] = planted;
            ++findings.items[planted.skill];
            ++findings.items[partGroup(planted.skill, planted.part)];
        }
    }
    return items;
}

/// Right answers and answers, by group of the smallest kind: skill and part.
std::map<std::string, std::pair<double, double>> answersOf(const std::filesystem::path& cell, const ItemParts& items)
{
    std::map<std::string, std::pair<double, double>> answers;
    for (const auto& entry : std::filesystem::directory_iterator(cell / "evaluation")) {
        for (const Json& line : linesOf(entry.path())) {
            if (!line.contains("right"))
                continue; // a held-out row
            const Planted& planted = items.at(line.at("id").get<std::string>());
            for (const std::string& group : { planted.skill, partGroup(planted.skill, planted.part) }) {
                answers[group].first += line.at("right").get<bool>() ? 1 : 0;
                ++answers[group].second;
            }
        }
    }
    return answers;
}

/// Means over skills, from the skills' own accuracies.
void addMeans(std::map<std::string, double>& accuracy)
{
    std::map<std::string, std::pair<double, double>> sums; // weighted accuracy, weight
    const auto add = [&sums](const std::string& group, double value, double weight) {
        sums[group].first += weight * value;
        sums[group].second += weight;
    };
    for (const data::GradedSkill& skill : data::gradedSkills()) {
        const double value = accuracy.at(std::string(skill.name));
        add(macroGroup, value, 1);
        add(weightedGroup, value, skill.rowsOfDefault);
        add(combinationGroup(skill.common, skill.difficulty >= 3), value, 1);
    }
    for (const auto& [group, sum] : sums)
        accuracy[group] = sum.first / sum.second;
}

std::vector<std::uint64_t> finishedSeeds(const ExperimentReport& report)
{
    std::vector<std::uint64_t> seeds;
    for (const std::uint64_t seed : report.job.experiment.seeds) {
        const bool finished = std::all_of(report.cells.begin(), report.cells.end(),
            [&](const CellReport& cell) { return cell.seed != seed || cell.state == protocol::CellState::Finished; });
        if (finished)
            seeds.push_back(seed);
    }
    return seeds;
}

} // namespace

std::string combinationGroup(bool common, bool hard)
{
    return std::string(common ? "common" : "rare") + (hard ? " hard" : " easy");
}

std::string partGroup(const std::string& skill, const std::string& part)
{
    return skill + ", " + part;
}

SampleFindings readSampleFindings(const std::filesystem::path& folder)
{
    const auto session = ProjectSession::open(sampleProjectFile(folder), store::OpenMode::ReadOnly);
    const protocol::RunFolder experiment(runFolder(session, session.run(sampleExperiment)));
    const ExperimentReport report = readExperimentReport(experiment.path());
    SampleFindings findings;
    findings.seeds = finishedSeeds(report);
    if (findings.seeds.empty())
        throw Error(ErrorKind::BadInput, "no seed of the sample has all its arms finished yet", "Go on with: sample run");
    findings.raw = clustersOf(session, false, findings.seeds);
    findings.last = clustersOf(session, true, findings.seeds);
    const ItemParts items = testItems(folder, findings);
    for (const protocol::ExperimentArm& arm : report.job.experiment.arms) {
        SampleArmAccuracy measured{ arm.name, {} };
        for (const std::uint64_t seed : findings.seeds) {
            std::map<std::string, double> accuracy;
            for (const auto& [group, answers] :
                answersOf(experiment.cells() / (arm.name + "-" + std::to_string(seed)), items))
                accuracy[group] = answers.first / answers.second;
            addMeans(accuracy);
            for (const auto& [group, value] : accuracy)
                measured.byGroup[group].push_back(value);
        }
        findings.arms.push_back(std::move(measured));
    }
    return findings;
}

analysis::SeedComparison compareArms(
    const SampleFindings& findings, const std::string& first, const std::string& second, const std::string& group)
{
    const auto valuesOf = [&](const std::string& name) -> const std::vector<double>& {
        for (const SampleArmAccuracy& arm : findings.arms) {
            if (const auto found = arm.byGroup.find(group); arm.arm == name && found != arm.byGroup.end())
                return found->second;
        }
        throw Error(ErrorKind::BadInput, "there is no arm " + name + " with the group " + group);
    };
    const auto& left = valuesOf(first);
    const auto& right = valuesOf(second);
    std::vector<double> differences;
    for (std::size_t seed = 0; seed < left.size(); ++seed)
        differences.push_back(left[seed] - right[seed]);
    return analysis::compareSeeds(differences);
}

} // namespace core::jobs
