// SPDX-License-Identifier: Apache-2.0
// The binary result files of a run (formats: core/protocol/job_event.h), each announced by an event once it is safe.
#pragma once

#include "core/text/encoded_rows.h"
#include "core/worker/event_writer.h"

#include <cstdint>
#include <span>
#include <vector>

namespace core::worker {

struct TokenCounts {
    std::int32_t tokens = 0;
    std::int32_t responseTokens = 0;
    std::int32_t flags = 0;
};

struct TrainingLoss {
    std::int32_t step = 0;
    std::int32_t row = 0; ///< of the dataset
    float loss = 0;
};

class ResultWriter {
public:
    ResultWriter(const protocol::RunFolder& folder, EventWriter& events, std::int64_t datasetRows);

    void writeTokenCounts(const std::vector<TokenCounts>& counts);
    void writeLossPart(std::int64_t point, std::int64_t step, std::int64_t part, std::span<const float> losses);
    /// Announces a part that an earlier worker wrote; false when it is not there whole.
    bool announceLossPart(std::int64_t point, std::int64_t step, std::int64_t part);
    void writeTrainingLosses(std::int64_t fromStep, std::int64_t toStep, std::span<const TrainingLoss> losses);

    std::int64_t parts() const;

private:
    protocol::ResultFile write(const std::string& name, std::string_view bytes) const;
    std::int64_t rowsOf(std::int64_t part) const;

    protocol::RunFolder folder_;
    EventWriter& events_;
    std::int64_t rows_;
};

} // namespace core::worker
