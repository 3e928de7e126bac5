// SPDX-License-Identifier: Apache-2.0
#include "core/store/project_check.h"

#include "core/base/hash.h"
#include "core/store/annotation_tables.h"
#include "core/store/cell_tables.h"
#include "core/store/curation_tables.h"
#include "core/store/evaluation_tables.h"
#include "core/store/example_facts.h"
#include "core/store/example_tables.h"
#include "core/store/result_tables.h"
#include "core/store/run_tables.h"

#include <sqlite3.h>

#include <algorithm>

namespace core::store {

namespace {

int askWhetherCancelled(void* token)
{
    return static_cast<const CancelToken*>(token)->cancelled() ? 1 : 0;
}

/// While it lives, statements end when the token is cancelled.
class Interruptible {
public:
    Interruptible(Database& database, const CancelToken& cancel)
        : handle_(database.raw().getHandle())
        , cancel_(cancel)
    {
        sqlite3_progress_handler(handle_, 10'000, askWhetherCancelled, &cancel_);
    }
    ~Interruptible() { sqlite3_progress_handler(handle_, 0, nullptr, nullptr); }
    Interruptible(const Interruptible&) = delete;
    Interruptible& operator=(const Interruptible&) = delete;

private:
    sqlite3* handle_;
    CancelToken cancel_;
};

using Problems = std::vector<std::string>;

void checkPages(Database& database, Problems& problems)
{
    Query query(database, "PRAGMA integrity_check(20)");
    while (query.step())
        if (query.text(0) != "ok")
            problems.push_back(database.file().string() + ": " + query.text(0));
}

void checkReferences(Database& database, Problems& problems)
{
    Query keys(database, "SELECT \"table\", rowid, parent FROM pragma_foreign_key_check LIMIT 20");
    while (keys.step())
        problems.push_back(
            "row " + keys.text(1) + " of " + keys.text(0) + " names something that is not in " + keys.text(2));
    Query sources(database, "SELECT count(*) FROM examples WHERE source_id NOT IN (SELECT id FROM sources)");
    if (sources.step() && sources.integer(0) > 0)
        problems.push_back(sources.text(0) + " examples name a source that is not there");
    Query parents(database,
        "SELECT count(*) FROM examples WHERE parent_id IS NOT NULL AND parent_id NOT IN (SELECT id FROM examples)");
    if (parents.step() && parents.integer(0) > 0)
        problems.push_back(parents.text(0) + " examples correct an example that is not there");
}

void checkCounts(Database& database, Problems& problems)
{
    if (database.integer("SELECT count(*) FROM sources WHERE imported_at <= 0") > 0)
        problems.push_back(database.file().string() + ": an import was left half-done");
    const auto imported = database.integer("SELECT count(*) FROM examples WHERE parent_id IS NULL");
    const auto promised = database.integer("SELECT CAST(total(kept) AS INTEGER) FROM sources");
    if (imported != promised)
        problems.push_back(database.file().string() + ": the sources should have " + std::to_string(promised)
            + " examples, there are " + std::to_string(imported));
    Query query(database,
        "SELECT s.name, s.kept, count(e.id) FROM sources s LEFT JOIN examples e"
        " ON e.id BETWEEN s.first_example AND s.first_example + s.kept - 1 AND e.source_id = s.id"
        " WHERE s.kept < 1099511627776 AND s.first_example BETWEEN 0 AND 1099511627776 GROUP BY s.id");
    while (query.step())
        if (query.integer(1) != query.integer(2))
            problems.push_back(
                "source " + query.text(0) + " should have " + query.text(1) + " examples and has " + query.text(2));
}

/// What the readers refuse becomes a sentence; the check goes on.
template <typename Action> void attempt(Problems& problems, Action action)
{
    try {
        action();
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled || error.kind() == ErrorKind::OutOfMemory)
            throw;
        problems.push_back(error.message());
    }
}

void checkLists(Database& database, const CancelToken& cancel, Problems& problems)
{
    attempt(problems, [&] { listSources(database); });
    attempt(problems, [&] { sourceLabels(database); });
    attempt(problems, [&] { listExports(database); });
    attempt(problems, [&] { listRecipes(database); });
    attempt(problems, [&] { listCurations(database); });
    attempt(problems, [&] {
        for (const auto& dataset : listDatasets(database))
            attempt(problems, [&] {
                cancel.check();
                const auto rows = readDatasetRows(database, dataset);
                readFacts(database, rows, "dataset " + dataset.name);
                const auto heldOut = std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.heldOut; });
                if (heldOut != dataset.heldOut)
                    problems.push_back("dataset " + dataset.name + " should hold out " + std::to_string(dataset.heldOut)
                        + " rows and holds out " + std::to_string(heldOut));
            });
    });
    attempt(problems, [&] {
        for (const auto& run : listRuns(database)) {
            cancel.check();
            attempt(problems, [&] { readLossMatrix(database, run.id); });
            attempt(problems, [&] { readTrainingLosses(database, run.id); });
            attempt(problems, [&] { readTokenCounts(database, run.id); });
        }
    });
    attempt(problems, [&] {
        for (const auto& clustering : listClusterings(database))
            attempt(problems, [&] { readClustering(database, clustering.id); });
    });
    attempt(problems, [&] {
        for (const auto& selection : listSelections(database))
            attempt(problems, [&] { readExamples(database, readSelection(database, selection.id).examples, "selection"); });
    });
}

void checkExperiments(Database& database, const CancelToken& cancel, Problems& problems)
{
    attempt(problems, [&] {
        for (const auto& experiment : listExperiments(database))
            attempt(problems, [&] { readCells(database, experiment.run.id); });
    });
    attempt(problems, [&] {
        for (const auto& benchmark : listBenchmarks(database))
            attempt(problems, [&] { readBenchmarkItems(database, benchmark); });
    });
    attempt(problems, [&] {
        for (const auto& evaluation : readEvaluations(database, std::nullopt)) {
            cancel.check();
            attempt(problems, [&] { readItemScores(database, evaluation); });
            attempt(problems, [&] { readAnswers(database, evaluation); });
        }
    });
}

void checkFacts(Database& database, Problems& problems)
{
    const auto labels = sourceLabels(database).size();
    std::int64_t wrongSource = 0;
    std::int64_t wrongLabel = 0;
    FactsTable facts(database);
    Query query(database, "SELECT id, source_id FROM examples ORDER BY id");
    while (query.step()) {
        const auto* found = facts.find({ query.integer(0) });
        wrongSource += found == nullptr || found->source != query.integer(1) ? 1 : 0;
        wrongLabel += found != nullptr && found->label >= labels ? 1 : 0;
    }
    if (wrongSource > 0)
        problems.push_back("the facts of " + std::to_string(wrongSource) + " examples are missing or of another file");
    if (wrongLabel > 0)
        problems.push_back(std::to_string(wrongLabel) + " examples name a source label that is not there");
}

bool isSha256(const std::string& text)
{
    return text.size() == 64
        && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

} // namespace

std::vector<std::string> checkDatabase(Database& database, const CancelToken& cancel)
{
    Problems problems;
    const Interruptible interruptible(database, cancel);
    checkPages(database, problems);
    if (!problems.empty())
        return problems; // nothing behind damaged pages can be trusted
    checkReferences(database, problems);
    checkCounts(database, problems);
    attempt(problems, [&] { checkFacts(database, problems); });
    attempt(problems, [&] { checkAnnotations(database); });
    checkLists(database, cancel, problems);
    checkExperiments(database, cancel, problems);
    return problems;
}

std::vector<std::string> checkSideFolder(
    const std::filesystem::path& side, const std::vector<std::string>& runFolders, const CancelToken& cancel)
{
    Problems problems;
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator(side / "snapshots", failure)) {
        cancel.check();
        const auto stem = entry.path().filename().string().substr(0, 64);
        if (!entry.is_regular_file() || !isSha256(stem))
            continue;
        attempt(problems, [&] {
            if (sha256OfFile(entry.path()) != stem)
                problems.push_back(entry.path().string() + ": its content is not what its name says");
        });
    }
    for (const auto& folder : runFolders)
        if (!std::filesystem::is_directory(side / folder, failure))
            problems.push_back((side / folder).string() + ": the folder of this run is missing (its results are kept)");
    return problems;
}

} // namespace core::store
