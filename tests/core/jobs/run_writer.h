// SPDX-License-Identifier: Apache-2.0
// Plays a worker: writes events and result files of a run folder by hand.
#pragma once

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/protocol/event_codec.h"
#include "core/protocol/run_folder.h"

#include <cstring>
#include <fstream>
#include <vector>

namespace support {

class RunWriter {
public:
    explicit RunWriter(const std::filesystem::path& folder)
        : folder_(folder)
    {
        std::filesystem::create_directories(folder_.losses());
    }

    const core::protocol::RunFolder& folder() const { return folder_; }
    void event(core::protocol::EventBody body)
    {
        std::ofstream(folder_.events(), std::ios::app)
            << core::protocol::encodeEvent({ ++sequence_, 1000 * static_cast<std::int64_t>(sequence_), std::move(body) });
    }
    template <typename T> core::protocol::ResultFile file(const std::string& name, const std::vector<T>& values)
    {
        std::string bytes(values.size() * sizeof(T), '\0');
        std::memcpy(bytes.data(), values.data(), bytes.size());
        core::writeFileAtomically(folder_.path() / name, bytes);
        return { name, core::sha256(bytes) };
    }
    void started(std::int64_t generation, std::int64_t fromStep)
    {
        event(core::protocol::StartedEvent{ generation, fromStep, true });
    }
    void step(std::int64_t step, double loss) { event(core::protocol::StepEvent{ step, loss, 0.1, 1, 10, 5, 0.5 }); }
    void lossPart(std::int64_t point, std::int64_t step, const std::vector<float>& losses)
    {
        const auto name = core::protocol::RunFolder::lossPartName(point, 0);
        event(core::protocol::LossPartEvent{
            point, step, 0, 0, static_cast<std::int64_t>(losses.size()), file(name, losses) });
    }

private:
    core::protocol::RunFolder folder_;
    std::uint64_t sequence_ = 0;
};

} // namespace support
