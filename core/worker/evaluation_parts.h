// SPDX-License-Identifier: Apache-2.0
// The results of one benchmark, gathered item by item and written in parts (format: core/protocol/job_event.h).
#pragma once

#include "core/base/json.h"
#include "core/worker/event_writer.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace core::worker {

class EvaluationParts {
public:
    /// `number`: of the benchmark within its job. Announces the parts that an earlier worker left whole.
    EvaluationParts(
        const protocol::RunFolder& folder, EventWriter& events, std::int64_t number, std::string name, std::int64_t items);

    /// Items of parts that are not there yet, ascending.
    std::vector<std::size_t> missing() const;
    /// An item's line; with the last one of its part the part is written and announced.
    void add(std::size_t item, const OrderedJson& line);

private:
    const protocol::RunFolder& folder_;
    EventWriter& events_;
    std::int64_t number_;
    std::string name_;
    std::int64_t items_;
    std::vector<std::optional<std::string>> lines_; ///< by item; of parts that are written nothing is kept
    std::vector<bool> done_; ///< by part

    std::int64_t itemsOf(std::int64_t part) const;
    bool announceOld(std::int64_t part);
    void announce(std::int64_t part, const std::string& bytes);
};

} // namespace core::worker
