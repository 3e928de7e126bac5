// SPDX-License-Identifier: Apache-2.0
// What a summary's columns are made of: which items of which benchmarks, and the value of a cell in each. Only for this
// folder's .cpp files.
#pragma once

#include "core/analysis/experiment_summary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace core::analysis {

class SummaryColumns {
public:
    /// Throws Error{BadInput}: a source of a group that no benchmark with right and wrong answers has.
    SummaryColumns(const ExperimentData& data, const std::vector<SourceGroup>& groups);

    const std::vector<SummaryColumn>& list() const { return columns_; }
    /// Absent where the cell has no score for some part of it, or none that is finite.
    std::optional<double> valueOf(const SummaryCell& cell, std::size_t column) const;
    /// Wilson, of a single set of right and wrong answers.
    std::optional<Interval> intervalOf(const SummaryCell& cell, std::size_t column) const;
    /// Whether the column is whole benchmarks with right and wrong answers: one, or all of them.
    bool comparesItems(std::size_t column) const;
    /// Which items the two arms' models of a seed answered right.
    std::pair<std::vector<std::uint8_t>, std::vector<std::uint8_t>> pairedRights(
        const ArmComparison& comparison, std::uint64_t seed) const;

private:
    struct Part { ///< some items of one benchmark, whose mean counts as one
        std::size_t benchmark = 0;
        std::vector<std::size_t> items; ///< empty: all
    };
    struct Sum {
        std::int64_t items = 0;
        double score = 0;
    };
    void add(SummaryColumn column, std::vector<Part> parts);
    std::vector<Part> partsOf(const SourceGroup& group) const;
    std::vector<Part> partsOf(const std::string& source, bool sharesOnly) const;
    std::optional<Sum> sumOf(const SummaryCell& cell, const Part& part) const;
    const SummaryCell* find(std::size_t arm, std::uint64_t seed) const;

    const ExperimentData& data_;
    std::vector<SummaryColumn> columns_;
    std::vector<std::vector<Part>> parts_; ///< by column
};

} // namespace core::analysis
