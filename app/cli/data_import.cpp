// SPDX-License-Identifier: Apache-2.0
// data import: files into the project, with a report of what was kept, refused and put right.
#include "app/cli/data_actions.h"
#include "app/cli/progress_bar.h"
#include "app/cli/text.h"
#include "core/base/files.h"
#include "core/data/prompt.h"
#include "core/store/import_session.h"

#include <limits>

namespace cli {

namespace {

using core::OrderedJson;
using core::store::ProjectImport;
using core::store::ProjectSession;

core::data::ImportOptions readingOptions(const Invocation& invocation, const DataOptions& options)
{
    core::data::ImportOptions reading;
    reading.format = core::data::parseFormatChoice(options.format);
    reading.mapping = options.mapping;
    reading.cancel = invocation.cancel;
    if (!options.report.empty())
        reading.listed = std::numeric_limits<std::size_t>::max();
    return reading;
}

void writeReport(const std::string& target, const core::data::ImportReport& report)
{
    core::AtomicFile file(target);
    for (const auto& row : report.refusals)
        file.write(
            OrderedJson{ { "line", row.line }, { "offset", row.offset }, { "code", row.code }, { "reason", row.sentence } }
                .dump(-1, ' ', false, OrderedJson::error_handler_t::replace)
            + "\n");
    file.commit();
}

std::string importText(const ProjectImport& result)
{
    if (result.alreadyThere)
        return result.source.path + " holds the same bytes as " + result.source.name
            + ", which is in the project already as dataset " + result.dataset.name + "; --again imports it once more\n";
    const auto& report = *result.report;
    const auto& plan = report.plan;
    std::string text = result.dataset.name + ": " + countText(static_cast<std::int64_t>(report.kept)) + " rows kept, "
        + countText(static_cast<std::int64_t>(report.refused)) + " refused, "
        + countText(static_cast<std::int64_t>(report.heldOut)) + " held out, " + bytesText(report.bytes) + " in "
        + durationText(report.seconds) + "\nread as " + std::string(nameOf(plan.format.format)) + ", fields "
        + describeMapping(plan.mapping) + "\n";
    for (const auto& [code, count] : report.refusedByCode)
        text += "  refused, " + code + ": " + countText(static_cast<std::int64_t>(count)) + "\n";
    for (std::size_t i = 0; i < report.refusals.size() && i < 10; ++i)
        text += "  " + report.refusals[i].sentence + "\n";
    if (report.refused > 10)
        text += "  ... all of them with --report FILE\n";
    return text;
}

OrderedJson importJson(const ProjectImport& result)
{
    OrderedJson document{ { "dataset", result.dataset.name }, { "source", result.source.name },
        { "sha256", result.source.sha256 }, { "already_there", result.alreadyThere }, { "kept", result.source.kept },
        { "refused", result.source.refused }, { "held_out", result.dataset.heldOut } };
    if (result.report) {
        document["seconds"] = result.report->seconds;
        document["mapping"] = describeMapping(result.report->plan.mapping);
        document["report"] = OrderedJson(core::store::reportJson(*result.report));
    }
    return document;
}

int previewFile(const Invocation& invocation, const DataOptions& options, const std::string& file)
{
    const auto preview
        = core::data::previewImport(file, readingOptions(invocation, options), static_cast<std::size_t>(options.preview));
    Table table({ ">line", "source", "prompt", "response" });
    OrderedJson rows = OrderedJson::array();
    for (const auto& row : preview.rows) {
        const std::string prompt = row.problem.empty() ? core::data::promptText(row.row.text) : row.problem;
        const std::string response = row.problem.empty() ? core::data::responseText(row.row.text) : "";
        table.add({ countText(static_cast<std::int64_t>(row.line)), row.row.source, cellText(prompt, 60),
            cellText(response, 40) });
        rows.push_back({ { "line", row.line }, { "source", row.row.source }, { "prompt", prompt }, { "response", response },
            { "problem", row.problem } });
    }
    std::string unmapped;
    for (const auto& field : preview.unmapped)
        unmapped += (unmapped.empty() ? "" : ", ") + field;
    invocation.answer(
        { { "format", nameOf(preview.plan.format.format) }, { "mapping", describeMapping(preview.plan.mapping) },
            { "unmapped", preview.unmapped }, { "rows", rows } },
        "would be read as " + std::string(nameOf(preview.plan.format.format)) + ", fields "
            + describeMapping(preview.plan.mapping) + (unmapped.empty() ? "" : "; not used: " + unmapped) + "\n"
            + table.text());
    return exitDone;
}

ProjectImport importOne(
    const Invocation& invocation, ProjectSession& session, const DataOptions& options, const std::string& file)
{
    core::store::ProjectImportOptions chosen;
    chosen.name = options.name;
    chosen.again = options.again;
    chosen.reading = readingOptions(invocation, options);
    ProgressBar bar(invocation, "importing " + std::filesystem::path(file).filename().string());
    chosen.reading.progress = bar.sink();
    auto result = core::store::importFile(session, file, chosen);
    if (result.report && !options.report.empty())
        writeReport(options.report, *result.report);
    return result;
}

} // namespace

int importFiles(const Invocation& invocation, const DataOptions& options)
{
    if (options.preview > 0)
        return previewFile(invocation, options, options.files.front());
    auto session = ProjectSession::open(options.project, core::store::OpenMode::ReadWrite);
    OrderedJson list = OrderedJson::array();
    std::string text;
    for (const std::string& file : options.files) {
        const auto result = importOne(invocation, session, options, file);
        list.push_back(importJson(result));
        text += importText(result);
    }
    session.close();
    invocation.answer(list, text);
    return exitDone;
}

} // namespace cli
