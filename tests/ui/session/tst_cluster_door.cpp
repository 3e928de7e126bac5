// SPDX-License-Identifier: GPL-3.0-or-later
// Clusters off the window's thread, on a real project: the same bits as the command line's, the newest question wins, tries
// are kept and thrown away, figures arrive and are stored.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/session/cluster_door.h"

#ifndef Q_MOC_RUN
#include "core/jobs/project_clustering.h"
#include "core/jobs/project_export.h"
#include "tests/ui/trajectories/trajectory_project.h"
#include "ui/session/cluster_command.h"
#include "ui/session/cluster_comparison.h"
#endif

using namespace ui;
using core::analysis::FeatureKind;
using core::analysis::Window;

namespace {

constexpr int patience = 30000;

struct Opened {
    support::TemporaryFolder folder;
    std::shared_ptr<core::store::ProjectSession> session;
    core::store::RunRecord run;
    ColumnsPointer columns;
    Background background;

    explicit Opened(std::size_t recorded = trajectory_project::points)
        : session(std::make_shared<core::store::ProjectSession>(core::store::ProjectSession::open(
            trajectory_project::make(folder, 300, recorded), core::store::OpenMode::ReadWrite)))
        , run(session->run("proxy-1"))
        , columns(session->columns({ .dataset = run.dataset, .run = run.id }))
    {
    }
};

ClusterChoice windowed(std::size_t first, std::size_t last)
{
    ClusterChoice choice;
    choice.features = FeatureKind::Window;
    choice.window = Window{ first, last };
    return choice;
}

/// Stores and waits until the figures are there; the record as it was stored.
core::store::ClusteringRecord storeAndWait(ClusterDoor& door, Opened& project, const ClusterChoice& choice)
{
    QSignalSpy stored(&door, &ClusterDoor::stored);
    door.store(project.columns, choice, project.run);
    if (!stored.wait(patience) || !QTest::qWaitFor([&] { return door.latest()->judged; }, patience))
        qFatal("nothing was stored");
    const auto name = door.latest()->report.name;
    if (!QTest::qWaitFor([&] { return project.session->clustering(name).quality.contains("silhouette"); }, patience))
        qFatal("no figures were stored");
    return project.session->clustering(name);
}

} // namespace

class ClusterDoorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void storesTheBitsOfTheCommandLine_data();
    void storesTheBitsOfTheCommandLine();
    void newestPreviewWins();
    void storingEndsPreviews();
    void keepsTheLastTries();
    void keepsWhatWasExported();
    void showsWhatWasStored();
    void findsWhatWasMadeSoAlready();
    void leavesOutExcludedRows();
    void comparesWindows();
    void writesCommands();
};

void ClusterDoorTest::storesTheBitsOfTheCommandLine_data()
{
    QTest::addColumn<int>("kind");
    for (int kind = 0; kind < 9; ++kind)
        QTest::addRow("%d", kind) << kind;
}

void ClusterDoorTest::storesTheBitsOfTheCommandLine()
{
    QFETCH(int, kind);
    Opened project;
    ClusterChoice choice;
    choice.seed = 5;
    if (kind < 6) {
        choice.features = core::analysis::allFeatureKinds[kind];
        if (choice.features == FeatureKind::Window)
            choice.window = Window{ 2, 5 };
    } else if (kind == 6) {
        choice.clusters = 4;
        choice.hardClusters = 2;
    } else {
        choice.boundary = Boundary{ core::analysis::ThresholdStatistic::Last, 3.0 };
        if (kind == 8)
            choice.window = Window{ 2, 4 };
        choice = withoutUnused(choice);
    }
    ClusterDoor door(project.session, project.background);
    const auto mine = storeAndWait(door, project, choice);
    core::jobs::ClusterRequest request = choice.request("proxy-1");
    request.name = "by command";
    core::jobs::clusterRun(*project.session, request);
    const auto theirs = project.session->clustering("by command");
    QVERIFY(mine.assignment == theirs.assignment);
    QVERIFY(mine.hardClusters == theirs.hardClusters);
    QVERIFY(mine.settings == theirs.settings);
    for (const char* figure : { "hard_share", "hard_token_share", "clusters", "held_out", "unscored", "silhouette", "seeds",
             "windows", "sources" })
        QVERIFY2(mine.quality.value(figure, core::Json()) == theirs.quality.value(figure, core::Json()), figure);
    QVERIFY(mine.quality.at("unscored") == 1);
}

void ClusterDoorTest::newestPreviewWins()
{
    Opened project;
    ClusterDoor door(project.session, project.background);
    std::vector<ClusterChoice> seen;
    connect(
        &door, &ClusterDoor::previewed, this, [&](const ClustersPointer& clusters) { seen.push_back(clusters->choice); });
    for (std::size_t last = 1; last < 6; ++last)
        door.preview(project.columns, windowed(0, last));
    QTRY_VERIFY_WITH_TIMEOUT(!seen.empty() && seen.back() == windowed(0, 5), patience);
    QVERIFY(seen.size() <= 2); // one ran, the newest waited, the others were never begun
    QVERIFY(door.latest()->preview);
    QCOMPARE(door.latest()->columns->window.last, std::size_t{ 5 });
    QVERIFY(!door.latest()->columns->origin.clustering);
    QVERIFY(project.session->listClusterings().empty());
}

void ClusterDoorTest::storingEndsPreviews()
{
    Opened project;
    ClusterDoor door(project.session, project.background);
    QSignalSpy previewed(&door, &ClusterDoor::previewed);
    door.preview(project.columns, windowed(0, 1));
    door.preview(project.columns, windowed(0, 2));
    const auto record = storeAndWait(door, project, ClusterChoice());
    QCOMPARE(previewed.count(), 0);
    QVERIFY(!door.latest()->preview);
    QVERIFY(door.latest()->columns->origin.clustering == record.id);
    QVERIFY(isTry(record));
}

void ClusterDoorTest::keepsTheLastTries()
{
    Opened project;
    ClusterDoor door(project.session, project.background);
    ClusterChoice choice;
    auto first = storeAndWait(door, project, choice);
    QSignalSpy renamed(&door, &ClusterDoor::renamed);
    door.rename(first, QStringLiteral("kept"));
    QVERIFY(renamed.wait(patience));
    for (std::uint64_t seed = 1; seed <= 7; ++seed) {
        choice.seed = seed;
        storeAndWait(door, project, choice);
    }
    const auto all = project.session->listClusterings();
    QCOMPARE(all.size(), ClusterDoor::keptTries + 1);
    QVERIFY(!isTry(*project.session->findClustering("kept")));
    QVERIFY(project.session->clustering("kept").quality.contains("silhouette"));
    QCOMPARE(all.back().settings.at("seed").get<std::string>(), std::string("7"));
    QCOMPARE(all[1].settings.at("seed").get<std::string>(), std::string("3"));
}

/// Its manifest names the clustering.
void ClusterDoorTest::keepsWhatWasExported()
{
    Opened project;
    ClusterDoor door(project.session, project.background);
    ClusterChoice choice;
    const auto exported = storeAndWait(door, project, choice);
    core::jobs::ExportRequest request;
    request.target = project.folder.path() / "hard.jsonl";
    request.examples = { project.columns->ids[0] };
    request.what = "cluster hard of clustering " + exported.name;
    request.origin = { { "clustering", exported.name } };
    core::jobs::exportExamples(*project.session, request);
    for (std::uint64_t seed = 1; seed <= 7; ++seed) {
        choice.seed = seed;
        storeAndWait(door, project, choice);
    }
    const auto all = project.session->listClusterings();
    QCOMPARE(all.size(), ClusterDoor::keptTries + 1);
    QCOMPARE(all.front().name, exported.name);
    QCOMPARE(all[1].settings.at("seed").get<std::string>(), std::string("3"));
}

void ClusterDoorTest::showsWhatWasStored()
{
    Opened project;
    core::jobs::ClusterRequest request = windowed(1, 5).request("proxy-1");
    request.name = "by command";
    const auto report = core::jobs::clusterRun(*project.session, request);
    auto record = project.session->clustering("by command");
    record.assignment.clear();
    const auto columns
        = project.session->columns({ .dataset = project.run.dataset, .run = project.run.id, .clustering = record.id });
    ClusterDoor door(project.session, project.background);
    QSignalSpy shown(&door, &ClusterDoor::shown);
    QSignalSpy judged(&door, &ClusterDoor::judged);
    door.show(columns, record);
    QVERIFY(shown.wait(patience));
    const auto& clusters = *door.latest();
    QVERIFY(clusters.judged);
    QVERIFY(clusters.choice == windowed(1, 5));
    QVERIFY(clusters.clustering().labels == report.clustering.labels);
    QCOMPARE(clusters.report.hardShare.share, report.hardShare.share);
    QCOMPARE(clusters.report.silhouette.value, report.silhouette.value);
    QCOMPARE(clusters.report.windows.size(), report.windows.size());
    QCOMPARE(judged.count(), 0);
}

void ClusterDoorTest::findsWhatWasMadeSoAlready()
{
    Opened project;
    ClusterDoor door(project.session, project.background);
    const auto record = storeAndWait(door, project, windowed(0, 4));
    const auto all = project.session->listClusterings();
    QVERIFY(sameClustering(all, project.run.id, windowed(0, 4), 6) == record.id);
    QVERIFY(!sameClustering(all, project.run.id, windowed(0, 4), 7)); // of other losses
    QVERIFY(!sameClustering(all, project.run.id, windowed(0, 5), 6));
    QVERIFY(!sameClustering(all, core::RunId{ 99 }, windowed(0, 4), 6));
}

void ClusterDoorTest::leavesOutExcludedRows()
{
    Opened project;
    ClusterDoor door(project.session, project.background);
    const auto before = storeAndWait(door, project, windowed(0, 4));
    std::vector<core::ExampleId> out;
    for (std::size_t row = 0; out.size() < 20; ++row)
        if (project.columns->heldOut[row] == 0 && row != 7) // 7 is unscored
            out.push_back(project.columns->ids[row]);
    project.session->annotate({ core::store::AnnotationKind::Exclude, {} }, out);
    project.columns = project.session->withAnnotations(*project.columns);
    const auto fingerprint = core::jobs::excludedFingerprint(*project.columns);
    QVERIFY(!fingerprint.empty());
    QVERIFY(!sameClustering(
        project.session->listClusterings(), project.run.id, windowed(0, 4), 6, fingerprint)); // it is of other rows
    const auto mine = storeAndWait(door, project, windowed(0, 4));
    QVERIFY(mine.quality.at("excluded") == 20);
    QVERIFY(mine.quality.at("unscored") == 1);
    QCOMPARE(
        mine.quality.at("hard_share").at("scored").get<int>(), before.quality.at("hard_share").at("scored").get<int>() - 20);
    for (const core::ExampleId id : out)
        QCOMPARE(mine.assignment[static_cast<std::size_t>(id.value - 1)], core::store::unscoredCluster);
    core::jobs::ClusterRequest request = windowed(0, 4).request("proxy-1");
    request.name = "by command";
    core::jobs::clusterRun(*project.session, request);
    const auto theirs = project.session->clustering("by command");
    QVERIFY(mine.assignment == theirs.assignment);
    for (const char* figure : { "excluded", "excluded_rows", "hard_share", "sources", "unscored", "silhouette" })
        QVERIFY2(mine.quality.value(figure, core::Json()) == theirs.quality.value(figure, core::Json()), figure);
    QVERIFY(sameClustering(project.session->listClusterings(), project.run.id, windowed(0, 4), 6, fingerprint).has_value());

    // the one of before still says what it was made of
    QSignalSpy shown(&door, &ClusterDoor::shown);
    auto columns
        = project.session->columns({ .dataset = project.run.dataset, .run = project.run.id, .clustering = before.id });
    auto record = project.session->clustering(before.name);
    record.assignment.clear();
    door.show(columns, record);
    QVERIFY(shown.wait(patience));
    QCOMPARE(door.latest()->report.excluded, std::int64_t{ 0 });
    QCOMPARE(door.latest()->report.hardShare.scored,
        static_cast<std::uint64_t>(before.quality.at("hard_share").at("scored").get<int>()));
}

void ClusterDoorTest::comparesWindows()
{
    Opened project;
    ClusterDoor door(project.session, project.background);
    storeAndWait(door, project, ClusterChoice());
    const auto& shown = *door.latest();
    const auto same = compareClusterings(*project.session, shown, ThisClustering(), UpToPoint{ 5 }, {});
    QCOMPARE(same.rows.count(), std::size_t{ 0 });
    QCOMPARE(same.agreement, 1.0);
    const auto changes = compareClusterings(*project.session, shown, UpToPoint{ 3 }, ThisClustering(), {});
    QVERIFY(changes.rows.count() > 0);
    QCOMPARE(changes.toEasy + changes.toHard, std::uint64_t{ changes.rows.count() });
    for (const std::uint32_t row : changes.rows.rows())
        QCOMPARE(row % 10, 4U); // those that turn
    QCOMPARE(changes.toHard, std::uint64_t{ 0 });
}

void ClusterDoorTest::writesCommands()
{
    ClusterChoice choice = windowed(3, 9);
    choice.seed = 12;
    QCOMPARE(clusterCommand(QStringLiteral("/a b/p.datalever"), QStringLiteral("main"), choice),
        QStringLiteral("datalever-cli cluster --project '/a b/p.datalever' --run main --features window --window 3 9 --k 2 "
                       "--restarts 10 --seed 12"));
    choice.boundary = Boundary{ core::analysis::ThresholdStatistic::WindowMean, 5.25 };
    QCOMPARE(clusterCommand(QStringLiteral("p"), QStringLiteral("it's"), choice),
        QStringLiteral(
            "datalever-cli cluster --project p --run 'it'\\''s' --assign manual --statistic mean --threshold 5.25 "
            "--window 3 9"));
    ExportChoice rows;
    rows.clustering = QStringLiteral("main-try-1");
    rows.file = QStringLiteral("hard.jsonl");
    QCOMPARE(exportCommand(QStringLiteral("p"), rows),
        QStringLiteral("datalever-cli export --project p --clustering main-try-1 --cluster hard --to hard.jsonl"));
}

QTEST_GUILESS_MAIN(ClusterDoorTest)
#include "tst_cluster_door.moc"
