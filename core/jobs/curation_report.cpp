// SPDX-License-Identifier: Apache-2.0
// The report of a curation as JSON and back.
#include "core/jobs/project_curation.h"

namespace core::jobs {

namespace {

constexpr std::int64_t mostCounted = std::int64_t{ 1 } << 60;

OrderedJson countJson(const curate::StepCount& count)
{
    return { { "rows", count.rows }, { "copies", count.copies }, { "rows_dropped", count.rowsDropped },
        { "copies_added", count.copiesAdded } };
}

std::uint64_t count(const JsonFields& fields, const char* name)
{
    return static_cast<std::uint64_t>(fields.integer(name, 0, mostCounted));
}

curate::StepCount countIn(const JsonFields& fields)
{
    return { count(fields, "rows"), count(fields, "copies"), count(fields, "rows_dropped"), count(fields, "copies_added") };
}

OrderedJson mixJson(const std::vector<curate::MixGroup>& groups)
{
    OrderedJson list = OrderedJson::array();
    for (const auto& group : groups)
        list.push_back(
            { { "value", group.value }, { "rows_before", group.rowsBefore }, { "copies_before", group.copiesBefore },
                { "rows_after", group.rowsAfter }, { "copies_after", group.copiesAfter } });
    return list;
}

std::vector<curate::MixGroup> mixIn(const JsonFields& mix, const char* name, const std::string& where)
{
    std::vector<curate::MixGroup> groups;
    for (const Json& entry : mix.at(name)) {
        const JsonFields fields(entry, where, name);
        groups.push_back({ fields.string("value"), count(fields, "rows_before"), count(fields, "copies_before"),
            count(fields, "rows_after"), count(fields, "copies_after") });
    }
    return groups;
}

} // namespace

OrderedJson reportJson(const CurationReport& report)
{
    OrderedJson steps = OrderedJson::array();
    for (std::size_t i = 0; i < report.curated.steps.size(); ++i) {
        OrderedJson step = countJson(report.curated.steps[i]);
        step["step"] = curate::stepText(report.recipe.steps[i]);
        steps.push_back(std::move(step));
    }
    return { { "name", report.name }, { "parent", report.parent }, { "clustering", report.clustering },
        { "recipe", curate::recipeText(report.recipe) }, { "seed", std::to_string(report.recipe.seed) },
        { "before", countJson(report.curated.before) }, { "steps", steps }, { "held_out", report.curated.heldOut },
        { "excluded_left", report.curated.excludedLeft }, { "rows_sha256", report.rowsSha256 },
        { "mix",
            { { "source", mixJson(report.mix.bySource) }, { "length", mixJson(report.mix.byLength) },
                { "cluster", mixJson(report.mix.byCluster) } } } };
}

CurationReport storedReport(const store::ProjectSession& session, const store::CurationRecord& record)
{
    const std::string where = session.path().string() + ", curated dataset " + record.name;
    const JsonFields fields(record.outcome, where);
    CurationReport report;
    report.name = record.name;
    report.parent = fields.string("parent");
    report.clustering = fields.string("clustering");
    report.recipe = record.recipe;
    report.curated.before = countIn(fields.object("before"));
    for (const Json& step : fields.at("steps"))
        report.curated.steps.push_back(countIn(JsonFields(step, where, "steps")));
    report.curated.heldOut = count(fields, "held_out");
    report.curated.excludedLeft = count(fields, "excluded_left");
    report.rowsSha256 = fields.string("rows_sha256");
    const JsonFields mix = fields.object("mix");
    report.mix = { mixIn(mix, "source", where), mixIn(mix, "length", where), mixIn(mix, "cluster", where) };
    return report;
}

} // namespace core::jobs
