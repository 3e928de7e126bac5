// SPDX-License-Identifier: GPL-3.0-or-later
// The door on real projects: answers, commands, imports, and other processes on the same file.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/session/project_door.h"

#ifndef Q_MOC_RUN
#include "core/base/files.h"
#include "tests/core/store/project_fixture.h"
#endif

#include <QtCore/QProcess>
#include <QtTest/QSignalSpy>

using namespace core::store;
using core::data::RowMark;
using ui::ColumnsPointer;
using ui::ProjectDoor;

namespace {

/// What a door publishes, in order.
struct Published {
    std::vector<ColumnsPointer> columns;
    explicit Published(ProjectDoor& door)
    {
        QObject::connect(
            &door, &ProjectDoor::columnsReady, &door, [this](const ColumnsPointer& ready) { columns.push_back(ready); });
    }
};

/// Waits for an answer and gives it; the first failure of the test otherwise.
template <typename Value, typename Ask> std::optional<Value> answerOf(Ask ask)
{
    QObject owner;
    std::optional<Value> answer;
    std::optional<core::Error> error;
    ask(ui::Reply<Value>{
        &owner, [&](Value value) { answer = std::move(value); }, [&](const core::Error& failure) { error = failure; } });
    if (!QTest::qWaitFor([&] { return answer || error; }, 20000))
        qWarning("no answer came");
    if (error)
        qWarning("%s", error->what());
    return answer;
}

bool openAndWait(ProjectDoor& door, const std::filesystem::path& file)
{
    QSignalSpy opened(&door, &ProjectDoor::opened);
    door.open(file);
    return opened.wait(20000);
}

bool closeAndWait(ProjectDoor& door)
{
    QSignalSpy closed(&door, &ProjectDoor::closed);
    door.close();
    return closed.wait(20000);
}

QByteArray commandLine(const QStringList& arguments, int* status)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(COMMAND_LINE, arguments);
    process.waitForFinished(60000);
    *status = process.exitCode();
    return process.readAll();
}

core::ExampleId example(std::int64_t id)
{
    return { id };
}

} // namespace

class TestProjectDoor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersInItsOwnThread();
    void dropsLateAnswers();
    void carriesOutCommandsInOrder();
    void keepsPreviewAndAnnotationsApart();
    void changesAMapping();
    void importsAndCancels();
    void exportsAndClusters();
    void opensReadOnlyAndTakesOver();
    void worksBesideTheCommandLine();
    void closesWhileBusy();
};

void TestProjectDoor::answersInItsOwnThread()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    ProjectDoor door;
    QSignalSpy failed(&door, &ProjectDoor::openFailed);
    door.open(folder.path() / "nothing.datalever");
    QVERIFY(failed.wait(20000));
    QVERIFY(!door.isOpen());
    QVERIFY(openAndWait(door, file));
    QVERIFY(door.isOpen() && !door.isReadOnly() && !door.whyReadOnly());

    bool ownThread = false;
    QObject owner;
    std::vector<DatasetRecord> datasets;
    door.datasets({ &owner, [&](std::vector<DatasetRecord> found) {
                       ownThread = QThread::currentThread() == thread();
                       datasets = std::move(found);
                   } });
    QVERIFY(datasets.empty()); // nothing arrives inside the call
    QTRY_COMPARE(datasets.size(), std::size_t{ 1 });
    QVERIFY(ownThread);
    QCOMPARE(answerOf<std::vector<RunRecord>>([&](auto reply) { door.runs(reply); })->size(), std::size_t{ 1 });
    const auto metrics = answerOf<std::vector<StepMetric>>([&](auto reply) { door.stepMetrics({ 1 }, std::move(reply)); });
    QCOMPARE(metrics->size(), std::size_t{ 2 });

    QSignalSpy failures(&door, &ProjectDoor::failed); // no handler of its own
    door.clustering("nothing", { &owner, [](const ClusteringRecord&) { QFAIL("there is none"); } });
    QVERIFY(failures.wait(20000));

    Published published(door);
    door.loadColumns({ .dataset = datasets[0].id, .run = core::RunId{ 1 } });
    QTRY_COMPARE(published.columns.size(), std::size_t{ 1 });
    QCOMPARE(published.columns[0]->points(), std::size_t{ 2 });
    QVERIFY(closeAndWait(door));
    QVERIFY(!door.isOpen() && !door.columns());
    QVERIFY(!core::FileLock::isHeld(folder.path() / "test.datalever.d/host.lock"));
    door.datasets({ &owner, [](const auto&) { QFAIL("closed"); } });
    QVERIFY(failures.wait(20000)); // "no project is open"
}

void TestProjectDoor::dropsLateAnswers()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    ProjectDoor door;
    QVERIFY(openAndWait(door, file));
    auto owner = std::make_unique<QObject>();
    int answers = 0;
    door.runs({ owner.get(), [&](const auto&) { ++answers; } });
    owner.reset(); // the asker is gone
    QObject stays;
    door.datasets({ &stays, [&](const auto&) { ++answers; } });
    QVERIFY(openAndWait(door, file)); // another project, or the same again
    QVERIFY(answerOf<std::vector<RunRecord>>([&](auto reply) { door.runs(reply); }));
    QCOMPARE(answers, 0);

    Published published(door);
    door.loadColumns({ .dataset = { 1 } });
    door.loadColumns({ .dataset = { 1 }, .run = core::RunId{ 1 } });
    QTRY_VERIFY(!published.columns.empty() && published.columns.back()->points() == 2);
    QCOMPARE(published.columns.size(), std::size_t{ 1 });
}

void TestProjectDoor::carriesOutCommandsInOrder()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    ProjectDoor door;
    QVERIFY(openAndWait(door, file));
    Published published(door);
    door.loadColumns({ .dataset = { 1 } });
    QTRY_COMPARE(published.columns.size(), std::size_t{ 1 });
    std::vector<std::pair<CommandKind, ui::CommandTurn>> turns;
    connect(&door, &ProjectDoor::annotationsChanged, this,
        [&](const CommandRecord& command, ui::CommandTurn turn) { turns.emplace_back(command.kind, turn); });
    door.annotate({ AnnotationKind::Exclude, {} }, { example(1), example(2) });
    door.annotate({ AnnotationKind::PinHard, {} }, { example(2) });
    door.undo();
    door.redo();
    door.undo();
    QTRY_COMPARE(turns.size(), std::size_t{ 5 });
    QVERIFY(turns[1] == std::pair(CommandKind::PinHard, ui::CommandTurn::Done));
    QVERIFY(turns[2] == std::pair(CommandKind::PinHard, ui::CommandTurn::Undone));
    QVERIFY(turns[3] == std::pair(CommandKind::PinHard, ui::CommandTurn::Redone));
    QTRY_VERIFY(door.undoState().undo && door.undoState().undo->kind == CommandKind::Exclude);
    QCOMPARE(door.undoState().undo->rows, 2);
    QVERIFY(door.undoState().redo->kind == CommandKind::PinHard);
    QTRY_VERIFY(door.columns()->hasMark(1, RowMark::Excluded) && !door.columns()->hasMark(1, RowMark::PinnedHard));
    QVERIFY(door.columns()->source.codes.sharesWith(published.columns[0]->source.codes)); // nothing else was copied
    QSignalSpy failures(&door, &ProjectDoor::failed);
    door.annotate({ AnnotationKind::AddLabel, "x" }, { example(999) });
    QVERIFY(failures.wait(20000));
    QVERIFY(closeAndWait(door));
    QVERIFY(openAndWait(door, file)); // the log survives
    QTRY_VERIFY(door.undoState().undo && door.undoState().redo);
    const auto marks = answerOf<std::vector<ExampleAnnotations>>([&](auto reply) {
        door.annotations({ example(2), example(3) }, std::move(reply));
    });
    QVERIFY((*marks)[0].excluded && !(*marks)[1].excluded);
}

void TestProjectDoor::keepsPreviewAndAnnotationsApart()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    ProjectDoor door;
    QVERIFY(openAndWait(door, file));
    Published published(door);
    door.loadColumns({ .dataset = { 1 }, .run = core::RunId{ 1 } });
    QTRY_COMPARE(published.columns.size(), std::size_t{ 1 });
    door.annotate({ AnnotationKind::AddLabel, "odd" }, { example(4) });
    door.showPreview({ std::vector<std::uint16_t>(20, 1), 2, { 1 } });
    QCOMPARE(published.columns.size(), std::size_t{ 2 }); // at once
    QCOMPARE(door.columns()->cluster[3], std::uint16_t{ 1 });
    QVERIFY(door.columns()->losses.sharesWith(published.columns[0]->losses));
    QTRY_VERIFY(!door.columns()->labels.empty());
    QCOMPARE(door.columns()->cluster.size(), std::size_t{ 20 }); // the preview is still there
    door.showPreview({ std::vector<std::uint16_t>(7, 1), 2, { 1 } }); // of another snapshot
    QCOMPARE(door.columns()->cluster.size(), std::size_t{ 20 });
}

void TestProjectDoor::changesAMapping()
{
    const support::TemporaryFolder folder;
    const auto file = folder.path() / "test.datalever";
    ProjectDoor door;
    QSignalSpy opened(&door, &ProjectDoor::opened);
    door.create(file);
    QVERIFY(opened.wait(20000));
    QSignalSpy imported(&door, &ProjectDoor::imported);
    door.importFile(folder.write("rows.jsonl", fixture::rowsFile(200)), {});
    QVERIFY(imported.wait(20000));
    Published published(door);
    door.loadColumns({ .dataset = { 1 } });
    QTRY_COMPARE(published.columns.size(), std::size_t{ 1 });
    core::data::Mapping mapping;
    mapping.instruction = "output";
    mapping.response = "instruction";
    const auto effect = answerOf<MappingEffect>([&](auto reply) { door.previewMapping({ 1 }, mapping, std::move(reply)); });
    QCOMPARE(effect->textsChanged, 200);
    QVERIFY(effect->refusal.empty());
    QSignalSpy changed(&door, &ProjectDoor::mappingChanged);
    door.changeMapping({ 1 }, mapping);
    QVERIFY(changed.wait(20000));
    QTRY_COMPARE(published.columns.size(), std::size_t{ 2 });
    QCOMPARE(door.columns()->promptCharacters[0], published.columns[0]->responseCharacters[0]);
    door.undo();
    QVERIFY(changed.wait(20000));
    QTRY_COMPARE(published.columns.size(), std::size_t{ 3 });
    QCOMPARE(door.columns()->promptCharacters[0], published.columns[0]->promptCharacters[0]);
}

void TestProjectDoor::importsAndCancels()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    const auto rows = folder.write("many.jsonl", fixture::rowsFile(60000));
    ProjectDoor door;
    const auto preview = answerOf<core::data::ImportPreview>(
        [&](auto reply) { door.previewImport(rows, {}, 5, std::move(reply)); }); // before anything is open
    QCOMPARE(preview->rows.size(), std::size_t{ 5 });
    QVERIFY(openAndWait(door, file));
    QSignalSpy progress(&door, &ProjectDoor::importProgress);
    QSignalSpy failed(&door, &ProjectDoor::importFailed);
    QSignalSpy imported(&door, &ProjectDoor::imported);
    door.importFile(rows, {});
    QVERIFY(progress.wait(20000) || imported.count() == 1);
    door.importFile(rows, {}); // one at a time
    QCOMPARE(failed.count(), imported.count() == 1 ? 0 : 1);
    door.cancelImport();
    QTRY_VERIFY(!door.isImporting());
    QVERIFY(answerOf<std::vector<DatasetRecord>>([&](auto reply) { door.datasets(reply); }));
    door.importFile(rows, {});
    QTRY_VERIFY_WITH_TIMEOUT(imported.count() >= 1, 60000);
    const auto datasets = answerOf<std::vector<DatasetRecord>>([&](auto reply) { door.datasets(reply); });
    QCOMPARE(datasets->back().rows, 60000);
    failed.clear();
    door.importFile(folder.path() / "nothing.jsonl", {});
    QVERIFY(failed.wait(20000));
}

void TestProjectDoor::exportsAndClusters()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    ProjectDoor door;
    QVERIFY(openAndWait(door, file));
    core::jobs::ExportRequest request;
    request.target = folder.path() / "out.jsonl";
    request.examples = { example(5), example(2) };
    request.what = "the selection";
    const auto written = answerOf<core::jobs::ExportResult>([&](auto reply) { door.exportRows(request, std::move(reply)); });
    QCOMPARE(written->rows, 2);
    QCOMPARE(support::linesOf(request.target).size(), std::size_t{ 2 });
    QCOMPARE(answerOf<std::vector<ExportRecord>>([&](auto reply) { door.exports(reply); })->size(), std::size_t{ 1 });
    SelectionRecord selection;
    selection.name = "two";
    selection.examples = request.examples;
    QVERIFY(answerOf<core::SelectionId>([&](auto reply) { door.insertSelection(selection, std::move(reply)); }));
    QVERIFY(answerOf<std::optional<SelectionRecord>>([&](auto reply) { door.selection("two", std::move(reply)); })
                .value()
                ->examples
        == request.examples);
    core::jobs::ClusterRequest clusters;
    clusters.run = "proxy-1";
    clusters.settings.features.kind = core::analysis::FeatureKind::Last;
    QSignalSpy failures(&door, &ProjectDoor::failed);
    QObject owner;
    door.cluster(clusters, { &owner, [](const auto&) {} }); // all losses are equal: refused, in words
    QTRY_VERIFY(failures.count() == 1
        || answerOf<std::vector<ClusteringRecord>>([&](auto reply) { door.clusterings(reply); })->size() == 1);
}

void TestProjectDoor::opensReadOnlyAndTakesOver()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    fixture::OtherProcess other([&] { new ProjectSession(ProjectSession::open(file, OpenMode::ReadWrite)); });
    QVERIFY(other.ready());
    ProjectDoor door;
    QVERIFY(openAndWait(door, file));
    QVERIFY(door.isReadOnly());
    QCOMPARE(door.whyReadOnly()->kind(), core::ErrorKind::Busy);
    QVERIFY(door.whyReadOnly()->message().find("process " + std::to_string(other.process())) != std::string::npos);
    QCOMPARE(answerOf<std::vector<DatasetRecord>>([&](auto reply) { door.datasets(reply); })->size(), std::size_t{ 1 });
    QSignalSpy failures(&door, &ProjectDoor::failed);
    door.annotate({ AnnotationKind::Exclude, {} }, { example(1) });
    QVERIFY(failures.wait(20000)); // read-only, in words
    Published published(door);
    door.loadColumns({ .dataset = { 1 } });
    QTRY_COMPARE(published.columns.size(), std::size_t{ 1 });

    QSignalSpy changed(&door, &ProjectDoor::readOnlyChanged);
    other.kill();
    QVERIFY(changed.wait(20000));
    QVERIFY(!door.isReadOnly() && !door.whyReadOnly());
    QSignalSpy annotated(&door, &ProjectDoor::annotationsChanged);
    door.annotate({ AnnotationKind::Exclude, {} }, { example(1) });
    QVERIFY(annotated.wait(20000));
    QTRY_VERIFY(door.columns()->hasMark(0, RowMark::Excluded));
    QVERIFY(core::FileLock::isHeld(folder.path() / "test.datalever.d/host.lock"));
}

void TestProjectDoor::worksBesideTheCommandLine()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    const auto path = QString::fromStdString(file.string());
    const auto subset = QStringList{ "data", "subset", "--project", path, "--dataset", "rows", "--count", "5", "--name" };
    int status = 0;
    {
        ProjectDoor door;
        QVERIFY(openAndWait(door, file));
        QSignalSpy annotated(&door, &ProjectDoor::annotationsChanged);
        door.annotate({ AnnotationKind::SetNote, "look" }, { example(1) });
        QVERIFY(annotated.wait(20000));
        const auto info = commandLine({ "project", "info", path, "--json" }, &status); // reads beside the window
        QVERIFY2(status == 0 && info.contains("rows"), info.constData());
        const auto refused = commandLine(subset + QStringList{ "a" }, &status);
        QCOMPARE(status, 1);
        QVERIFY2(refused.contains("tst_project_door"), refused.constData()); // the holder is named
    }
    const auto made = commandLine(subset + QStringList{ "a" }, &status);
    QVERIFY2(status == 0, made.constData());
    ProjectDoor door;
    QVERIFY(openAndWait(door, file));
    QCOMPARE(answerOf<std::vector<DatasetRecord>>([&](auto reply) { door.datasets(reply); })->size(), std::size_t{ 2 });
}

void TestProjectDoor::closesWhileBusy()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder, 3000);
    const auto rows = folder.write("many.jsonl", fixture::rowsFile(60000));
    ProjectDoor door;
    QObject owner;
    for (int round = 0; round < 3; ++round) {
        QVERIFY(openAndWait(door, file));
        door.importFile(rows, {});
        door.loadColumns({ .dataset = { 1 }, .run = core::RunId{ 1 } });
        door.runs({ &owner, [](const auto&) {} });
        door.annotate({ AnnotationKind::Exclude, {} }, { example(1 + round) });
        QVERIFY(closeAndWait(door));
        QVERIFY(!core::FileLock::isHeld(folder.path() / "test.datalever.d/host.lock"));
    }
    {
        ProjectDoor other;
        QVERIFY(openAndWait(other, file));
        other.importFile(rows, {});
        other.loadColumns({ .dataset = { 1 }, .run = core::RunId{ 1 } });
    } // destroyed in the middle of it
    auto session = ProjectSession::open(file, OpenMode::ReadOnly);
    QVERIFY(session.check().empty());
}

QTEST_GUILESS_MAIN(TestProjectDoor)
#include "tst_project_door.moc"
