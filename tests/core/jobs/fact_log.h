// SPDX-License-Identifier: Apache-2.0
// Keeps what a ProjectMonitor tells, so that a test can wait for a fact.
#pragma once

#include "core/jobs/project_facts.h"
#include "tests/core/jobs/wait_for.h"

#include <functional>
#include <mutex>
#include <vector>

namespace support {

class FactLog {
public:
    void add(const core::jobs::ProjectFact& fact)
    {
        const std::lock_guard lock(mutex_);
        facts_.push_back(fact);
    }
    template <typename Fact> std::vector<Fact> all() const
    {
        const std::lock_guard lock(mutex_);
        std::vector<Fact> found;
        for (const auto& fact : facts_)
            if (const auto* value = std::get_if<Fact>(&fact))
                found.push_back(*value);
        return found;
    }
    /// Waits for a fact that `holds` is true of.
    template <typename Fact> bool await(const std::function<bool(const Fact&)>& holds) const
    {
        return waitFor([&] {
            for (const auto& fact : all<Fact>())
                if (holds(fact))
                    return true;
            return false;
        });
    }
    bool awaitState(core::store::RunState state) const
    {
        return await<core::jobs::RunStateChanged>([state](const auto& fact) { return fact.run.state == state; });
    }
    core::jobs::RequestAnswered awaitAnswer(std::uint64_t request) const
    {
        core::jobs::RequestAnswered answer;
        await<core::jobs::RequestAnswered>([&](const auto& fact) {
            if (fact.request == request)
                answer = fact;
            return fact.request == request;
        });
        return answer;
    }
    std::size_t size() const
    {
        const std::lock_guard lock(mutex_);
        return facts_.size();
    }

private:
    mutable std::mutex mutex_;
    std::vector<core::jobs::ProjectFact> facts_;
};

} // namespace support
