// SPDX-License-Identifier: Apache-2.0
// What the sample's experiment found, beside what its generator planted: hard shares by skill and part, agreement with the
// planted difficulty, and every arm's accuracy in every group of test items.
#pragma once

#include "core/analysis/paired_seeds.h"
#include "core/analysis/planted_agreement.h"
#include "core/store/project_session.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace core::jobs {

/// Names of groups. Skills are named as they are, their parts with partGroup().
inline constexpr const char* macroGroup = "macro"; ///< mean over skills
inline constexpr const char* weightedGroup = "row-weighted"; ///< mean over skills, by their training rows
/// "common easy", "common hard", "rare easy", "rare hard": means over their skills.
std::string combinationGroup(bool common, bool hard);
std::string partGroup(const std::string& skill, const std::string& part); ///< "mul, large-factor"

/// How many rows of one part of a skill are hard.
struct PartHardShare {
    std::string skill;
    std::string part;
    int difficulty = 1;
    bool common = true;
    std::size_t rows = 0; ///< clustered ones
    std::vector<double> shares; ///< hard ÷ rows, a seed each
};

/// The clusterings of all seeds by one kind of features.
struct SampleClusters {
    bool lastPoint = false;
    std::vector<analysis::PlantedAgreement> agreement; ///< with difficulty, a seed each; the area is of the mean loss
    std::vector<double> hardShares; ///< a seed each
    std::vector<double> rareRecall; ///< share of the rare rows that are hard, a seed each
    std::vector<double> rarePrecision; ///< share of the hard rows that are rare
    std::vector<PartHardShare> parts; ///< in the order of the skills, the easier part first
};

struct SampleArmAccuracy {
    std::string arm;
    std::map<std::string, std::vector<double>> byGroup; ///< shares of right answers, a seed each
};

struct SampleFindings {
    std::vector<std::uint64_t> seeds; ///< of which every arm is finished
    SampleClusters raw;
    SampleClusters last;
    std::vector<SampleArmAccuracy> arms;
    std::map<std::string, std::size_t> items; ///< test items of each skill and part
};

/// Of a folder that `sample run` has made. Throws Error{BadInput} when no seed has all its arms yet.
SampleFindings readSampleFindings(const std::filesystem::path& folder);

/// First minus second, over the seeds. Throws Error{BadInput} for arms or groups that are not there.
analysis::SeedComparison compareArms(
    const SampleFindings& findings, const std::string& first, const std::string& second, const std::string& group);

} // namespace core::jobs
