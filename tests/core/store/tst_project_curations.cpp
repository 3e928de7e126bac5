// SPDX-License-Identifier: Apache-2.0
// Recipes and curated datasets in a project: names, commands that survive a restart, and the file of the version before.
#include "core/store/project_curations.h"
#include "core/store/project_faults.h"
#include "tests/core/store/project_fixture.h"

#include <SQLiteCpp/Database.h>

using namespace core::store;
using core::curate::parseRecipe;

namespace {

std::vector<std::string> namesOf(const ProjectSession& session)
{
    std::vector<std::string> names;
    for (const auto& record : listRecipes(session))
        names.push_back(record.name + ": " + core::curate::recipeText(record.recipe));
    return names;
}

using Names = std::vector<std::string>;

CurationRecord curationOf(const std::string& name, std::optional<core::ClusteringId> clustering)
{
    return { {}, name, {}, clustering, parseRecipe("hard=2,seed=5"), core::Json{ { "rows", 2 } }, 1 };
}

core::ClusteringId addClustering(ProjectSession& session)
{
    ClusteringRecord record;
    record.name = "proxy-1-raw";
    record.run = session.run("proxy-1").id;
    record.clusters = 2;
    record.assignment = std::vector<std::uint16_t>(20, 0);
    record.hardClusters = { 1 };
    return session.insertClustering(record);
}

} // namespace

class TestProjectCurations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recipesAreKeptByName()
    {
        const support::TemporaryFolder folder;
        auto session = ProjectSession::open(fixture::makeProject(folder), OpenMode::ReadWrite);
        addRecipe(session, "twice", parseRecipe("hard=2"));
        addRecipe(session, "thrice", parseRecipe("hard=3,seed=9"));
        QCOMPARE(namesOf(session), (Names{ "twice: hard=2", "thrice: hard=3,seed=9" }));
        QVERIFY(recipe(session, "thrice") == *findRecipe(session, "2"));
        QVERIFY(!findRecipe(session, "never"));
        QVERIFY(support::errorOf([&] { recipe(session, "never"); }).hint().find("twice, thrice") != std::string::npos);
        QCOMPARE(support::errorOf([&] { addRecipe(session, "twice", {}); }).kind(), core::ErrorKind::BadInput);
        QCOMPARE(support::errorOf([&] { addRecipe(session, "", {}); }).kind(), core::ErrorKind::BadInput);
        QCOMPARE(support::errorOf([&] {
            addRecipe(session, "bad", { { { core::curate::StepKind::Hard, 5000 } }, 0 });
        }).code(),
            std::string(core::curate::recipe_faults::number.code));
        const auto twice = recipe(session, "twice").id;
        QCOMPARE(support::errorOf([&] { changeRecipe(session, twice, "thrice", {}); }).kind(), core::ErrorKind::BadInput);
        QVERIFY(!changeRecipe(session, twice, "twice", parseRecipe("hard=2"))); // nothing to do, no command
        QCOMPARE(session.undoState().undo->text, std::string("thrice"));
    }

    void recipeCommandsSurviveARestart()
    {
        const support::TemporaryFolder folder;
        const auto file = fixture::makeProject(folder);
        const core::ExampleId first[] = { { 1 } };
        {
            auto session = ProjectSession::open(file, OpenMode::ReadWrite);
            addRecipe(session, "a", parseRecipe("hard=2"));
            session.annotate({ AnnotationKind::Exclude, {} }, first);
            const auto changed = changeRecipe(session, recipe(session, "a").id, "b", parseRecipe("hard=3,drop=excluded"));
            QVERIFY(changed && changed->kind == CommandKind::ChangeRecipe && changed->textBefore == "a");
            removeRecipe(session, recipe(session, "b").id);
            QVERIFY(namesOf(session).empty());
            session.close();
        }
        auto session = ProjectSession::open(file, OpenMode::ReadWrite);
        QVERIFY(session.undoState().undo->kind == CommandKind::RemoveRecipe);
        QCOMPARE(session.undoState().undo->text, std::string("b"));
        QCOMPARE(session.undoState().undo->recipeBefore, std::string("hard=3,drop=excluded"));
        QVERIFY(session.undoState().undo->recipe.empty());
        session.undo();
        QCOMPARE(namesOf(session), (Names{ "b: hard=3,drop=excluded" }));
        const auto renamed = session.undo();
        QCOMPARE(renamed->textBefore, std::string("a"));
        QCOMPARE(renamed->recipeBefore, std::string("hard=2")); // for its words
        QCOMPARE(renamed->recipe, std::string("hard=3,drop=excluded"));
        QCOMPARE(namesOf(session), (Names{ "a: hard=2" }));
        QVERIFY(session.annotations(first)[0].excluded);
        session.undo(); // the annotation between them
        QVERIFY(!session.annotations(first)[0].excluded);
        QVERIFY(session.undo()->kind == CommandKind::AddRecipe);
        QVERIFY(namesOf(session).empty());
        while (session.redo()) { }
        QVERIFY(namesOf(session).empty() && session.annotations(first)[0].excluded);
        session.undo();
        QCOMPARE(recipe(session, "b").id.value, 1); // the same recipe, not one like it
        QVERIFY(session.check().empty());
    }

    void curatedDatasetsKnowTheirOrigin()
    {
        const support::TemporaryFolder folder;
        const auto file = fixture::makeProject(folder);
        const core::data::DatasetRow rows[] = { { { 3 }, 2 }, { { 7 }, 1 } };
        {
            auto session = ProjectSession::open(file, OpenMode::ReadWrite);
            const auto clustering = addClustering(session);
            const auto parent = session.dataset("rows");
            const auto made = insertCuration(session, curationOf("curated", clustering), parent, rows);
            QCOMPARE(made.name, std::string("curated"));
            QCOMPARE(support::errorOf([&] { insertCuration(session, curationOf("rows", {}), parent, rows); }).kind(),
                core::ErrorKind::BadInput);
            QVERIFY(support::errorOf([&] { session.removeClustering(clustering); }).message().find("curated")
                != std::string::npos);
            session.close();
        }
        auto session = ProjectSession::open(file, OpenMode::ReadOnly);
        const auto kept = curation(session, "curated");
        QVERIFY(kept.recipe == parseRecipe("hard=2,seed=5"));
        QCOMPARE(kept.clustering->value, 1);
        QCOMPARE(kept.outcome.at("rows").get<int>(), 2);
        const auto dataset = session.dataset(kept.dataset);
        QVERIFY(dataset.kind == DatasetKind::Curated && dataset.parent == session.dataset("rows").id);
        QCOMPARE(dataset.rule.at("recipe").get<std::string>(), std::string("hard=2,seed=5"));
        const auto stored = session.datasetRows(kept.dataset);
        QVERIFY(std::equal(stored.begin(), stored.end(), std::begin(rows), std::end(rows)));
        QVERIFY(!findCuration(session, "rows") && findCuration(session, "1"));
        QCOMPARE(listCurations(session).size(), std::size_t{ 1 });
        QVERIFY(support::errorOf([&] { curation(session, "never"); }).hint().find("curated") != std::string::npos);
        QVERIFY(session.check().empty());
    }

    void bringsVersionTwoUpToDate()
    {
        const support::TemporaryFolder folder;
        const auto file = fixture::makeProject(folder);
        {
            SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
            database.exec(fixture::dropVersionFour);
            database.exec("DROP TABLE curations; DROP TABLE recipes; PRAGMA user_version=2;"
                          "UPDATE meta SET value='2' WHERE key='min_reader_version'");
        }
        QCOMPARE(support::errorOf([&] { ProjectSession::open(file, OpenMode::ReadOnly); }).code(),
            std::string(project_faults::needsMigration.code));
        auto session = ProjectSession::open(file, OpenMode::ReadWrite);
        addRecipe(session, "a", parseRecipe("hard=2"));
        QVERIFY(session.check().empty());
        QCOMPARE(session.summary().examples, 20);
        SQLite::Database backup(file.string() + ".backup-2", SQLite::OPEN_READONLY);
        QCOMPARE(backup.execAndGet("PRAGMA user_version").getInt(), 2);
        QCOMPARE(backup.execAndGet("SELECT count(*) FROM examples").getInt(), 20);
    }
};

QTEST_GUILESS_MAIN(TestProjectCurations)
#include "tst_project_curations.moc"
