// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/rejudge.h"

#include "core/benchmarks/exact_match.h"
#include "core/store/project_experiments.h"

#include <cmath>

namespace core::jobs {

std::vector<Rejudgement> rejudge(store::ProjectSession& session, RunId run, const CancelToken& cancel)
{
    std::vector<Rejudgement> all;
    for (auto& evaluation : store::evaluationsOf(session, run)) {
        cancel.check();
        if (evaluation.benchmark.measure == store::Measure::Loss)
            continue;
        const auto items = store::benchmarkItems(session, evaluation.benchmark.id);
        const auto scores = store::itemScores(session, evaluation.id);
        const auto answers = store::answersOf(session, evaluation.id);
        Rejudgement one;
        std::vector<store::Rejudged> changed;
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (std::isnan(scores[i]))
                continue; // not answered yet
            const auto rule = benchmarks::ruleOf(items[i].source, items[i].gold);
            const auto verdict = benchmarks::judge(rule, answers[i].text, items[i].gold);
            ++one.judged;
            one.right += verdict.right ? 1 : 0;
            if (verdict.right != (scores[i] > 0.5F) || verdict.answer != answers[i].answer)
                changed.push_back({ static_cast<std::int64_t>(i), verdict.right ? 1.0F : 0.0F, verdict.answer });
        }
        one.changed = static_cast<std::int64_t>(changed.size());
        if (!changed.empty())
            store::replaceVerdicts(session, evaluation.id, changed);
        one.before = std::move(evaluation);
        all.push_back(std::move(one));
    }
    return all;
}

} // namespace core::jobs
