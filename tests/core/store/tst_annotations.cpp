// SPDX-License-Identifier: Apache-2.0
// Labels, notes, pins and exclusions; the undo log; both after a restart.
#ifndef Q_MOC_RUN // moc 6.4 stumbles over a standard header that it includes
#include "core/data/columns.h"
#include "core/store/example_set.h"
#endif
#include "tests/core/store/project_fixture.h"

#include <numeric>

using namespace core::store;
using core::ExampleId;
using core::data::RowMark;

class AnnotationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsSetsOfExamples();
    void annotatesAndReads();
    void undoesAndRedoes();
    void survivesARestart();
    void appearsInColumns();
    void refusesInWords();
    void annotatesManyAtOnce();
};

namespace {

std::vector<ExampleId> idsFrom(std::int64_t first, std::int64_t count)
{
    std::vector<ExampleId> ids;
    for (std::int64_t id = first; id < first + count; ++id)
        ids.push_back({ id });
    return ids;
}

ExampleAnnotations of(const ProjectSession& session, std::int64_t id)
{
    const ExampleId ids[] = { { id } };
    return session.annotations(ids).front();
}

/// Everything that is said of twenty rows.
std::vector<ExampleAnnotations> all(const ProjectSession& session)
{
    return session.annotations(idsFrom(1, 20));
}

} // namespace

void AnnotationsTest::keepsSetsOfExamples()
{
    const core::Place place{ .file = "x" };
    for (const std::int64_t count : { 1, 255, 256, 4096, 10000 }) {
        const auto ids = idsFrom(4000, count);
        const ExampleSet set(ids);
        QCOMPARE(set.count(), count);
        const MarkedSets marked{ { 3, set }, { 1L << 40, ExampleSet(idsFrom(1, 1)) } };
        const auto bytes = encodeMarkedSets(marked);
        const auto back = decodeMarkedSets(bytes, place);
        QVERIFY(back.at(3).parts == set.parts && back.size() == 2);
        QVERIFY(bytes.size() < 100 + static_cast<std::size_t>(count) * 2 && bytes.size() < 4 * 600);
        for (const std::size_t length : { std::size_t{ 1 }, std::size_t{ 9 }, bytes.size() - 1 })
            QCOMPARE(support::errorOf([&] { decodeMarkedSets(bytes.substr(0, length), place); }).kind(),
                core::ErrorKind::BadFile);
    }
    QCOMPARE(support::errorOf([&] { decodePart(std::string("\xff\xff", 2), place); }).kind(), core::ErrorKind::BadFile);
    const ExampleId none[] = { { 0 } };
    QCOMPARE(support::errorOf([&] { ExampleSet{ std::span(none) }; }).kind(), core::ErrorKind::BadInput);
}

void AnnotationsTest::annotatesAndReads()
{
    const support::TemporaryFolder folder;
    auto session = ProjectSession::open(fixture::makeProject(folder), OpenMode::ReadWrite);
    const auto excluded = session.annotate({ AnnotationKind::Exclude, {} }, idsFrom(1, 5));
    QVERIFY(excluded && excluded->kind == CommandKind::Exclude && excluded->rows == 5);
    const auto again = session.annotate({ AnnotationKind::Exclude, {} }, idsFrom(4, 3));
    QCOMPARE(again->rows, 1); // two were out already
    QVERIFY(!session.annotate({ AnnotationKind::Exclude, {} }, idsFrom(2, 2)));
    session.annotate({ AnnotationKind::PinHard, {} }, idsFrom(5, 2));
    session.annotate({ AnnotationKind::PinEasy, {} }, idsFrom(6, 2)); // one pin a row
    session.annotate({ AnnotationKind::AddLabel, "wrong" }, idsFrom(6, 2));
    session.annotate({ AnnotationKind::AddLabel, "double" }, idsFrom(6, 1)); // any number of labels
    session.annotate({ AnnotationKind::SetNote, "first" }, idsFrom(6, 3));
    session.annotate({ AnnotationKind::SetNote, "second" }, idsFrom(6, 1)); // one note
    QVERIFY((of(session, 6) == ExampleAnnotations{ true, Pin::Easy, { "double", "wrong" }, "second" }));
    QVERIFY((of(session, 7) == ExampleAnnotations{ false, Pin::Easy, { "wrong" }, "first" }));
    QVERIFY((of(session, 5) == ExampleAnnotations{ true, Pin::Hard, {}, "" }));
    QVERIFY(session.labels() == (std::vector<LabelCount>{ { "double", 1 }, { "wrong", 2 } }));
    session.annotate({ AnnotationKind::RemoveLabel, "double" }, idsFrom(1, 20));
    session.annotate({ AnnotationKind::SetNote, "" }, idsFrom(1, 20));
    session.annotate({ AnnotationKind::Unpin, {} }, idsFrom(1, 20));
    session.annotate({ AnnotationKind::Include, {} }, idsFrom(1, 20));
    QVERIFY((of(session, 6) == ExampleAnnotations{ false, Pin::None, { "wrong" }, "" }));
    QCOMPARE(session.labels().size(), std::size_t{ 1 });
    QVERIFY(session.check().empty());
}

void AnnotationsTest::undoesAndRedoes()
{
    const support::TemporaryFolder folder;
    auto session = ProjectSession::open(fixture::makeProject(folder), OpenMode::ReadWrite);
    QVERIFY(!session.undo() && !session.redo());
    const std::vector<std::pair<AnnotationChange, std::vector<ExampleId>>> commands{
        { { AnnotationKind::Exclude, {} }, idsFrom(1, 10) },
        { { AnnotationKind::PinEasy, {} }, idsFrom(3, 5) },
        { { AnnotationKind::SetNote, "a" }, idsFrom(2, 8) },
        { { AnnotationKind::PinHard, {} }, idsFrom(5, 9) },
        { { AnnotationKind::SetNote, "b" }, idsFrom(4, 3) },
        { { AnnotationKind::AddLabel, "l" }, idsFrom(1, 20) },
        { { AnnotationKind::Include, {} }, idsFrom(9, 4) },
        { { AnnotationKind::SetNote, "" }, idsFrom(1, 5) },
        { { AnnotationKind::Unpin, {} }, idsFrom(1, 20) },
        { { AnnotationKind::RemoveLabel, "l" }, idsFrom(7, 2) },
    };
    std::vector<std::vector<ExampleAnnotations>> states{ all(session) };
    for (const auto& [change, ids] : commands) {
        QVERIFY(session.annotate(change, ids));
        states.push_back(all(session));
    }
    for (int round = 0; round < 2; ++round) {
        for (std::size_t i = commands.size(); i > 0; --i) {
            const auto next = session.undoState().undo;
            QVERIFY(session.undo() == next && next->text == commands[i - 1].first.text);
            QVERIFY2(all(session) == states[i - 1], std::to_string(i).c_str());
        }
        QVERIFY(!session.undo() && !session.undoState().undo);
        for (std::size_t i = 0; i < commands.size(); ++i) {
            QVERIFY(session.redo());
            QVERIFY2(all(session) == states[i + 1], std::to_string(i).c_str());
        }
        QVERIFY(!session.redo());
    }
    session.undo();
    session.undo();
    session.annotate({ AnnotationKind::AddLabel, "other" }, idsFrom(1, 1));
    QVERIFY(!session.undoState().redo); // a new command drops what was undone
    QVERIFY(session.undo() && session.undo());
    QVERIFY(all(session) == states[7]);
}

void AnnotationsTest::survivesARestart()
{
    const support::TemporaryFolder folder;
    const auto file = fixture::makeProject(folder);
    std::vector<ExampleAnnotations> before;
    UndoState state;
    {
        auto session = ProjectSession::open(file, OpenMode::ReadWrite);
        session.annotate({ AnnotationKind::AddLabel, "wrong" }, idsFrom(1, 3));
        session.annotate({ AnnotationKind::SetNote, "why" }, idsFrom(2, 1));
        before = all(session);
        session.annotate({ AnnotationKind::Exclude, {} }, idsFrom(2, 1));
        session.undo();
        state = session.undoState();
        session.close();
    }
    auto session = ProjectSession::open(file, OpenMode::ReadWrite);
    QVERIFY(all(session) == before);
    QVERIFY(session.undoState() == state && state.undo && state.redo);
    QCOMPARE(state.undo->text, std::string("why"));
    QVERIFY(session.redo()->kind == CommandKind::Exclude);
    QVERIFY(of(session, 2).excluded);
    for (int i = 0; i < 3; ++i)
        QVERIFY(session.undo());
    QVERIFY(all(session) == std::vector<ExampleAnnotations>(20));
    for (int i = 0; i < 1100; ++i) // the log has an end
        session.annotate({ i % 2 == 0 ? AnnotationKind::Exclude : AnnotationKind::Include, {} }, idsFrom(1, 1));
    int undone = 0;
    while (session.undo())
        ++undone;
    QCOMPARE(undone, 1000);
    auto reader = ProjectSession::open(file, OpenMode::ReadOnly);
    QCOMPARE(support::errorOf([&] { reader.undo(); }).kind(), core::ErrorKind::BadInput);
}

void AnnotationsTest::appearsInColumns()
{
    const support::TemporaryFolder folder;
    auto session = ProjectSession::open(fixture::makeProject(folder, 9000), OpenMode::ReadWrite);
    const auto dataset = session.dataset("rows").id;
    const auto before = session.columns(dataset);
    QVERIFY(before->marks.empty() && before->labels.empty() && before->notes.codes.empty());
    session.annotate({ AnnotationKind::Exclude, {} }, idsFrom(4090, 10)); // across parts
    session.annotate({ AnnotationKind::AddLabel, "a" }, idsFrom(1, 6000));
    session.annotate({ AnnotationKind::AddLabel, "b" }, idsFrom(5000, 4000));
    session.annotate({ AnnotationKind::PinHard, {} }, idsFrom(9000, 1));
    session.annotate({ AnnotationKind::SetNote, "look" }, idsFrom(8999, 1));
    const auto after = session.withAnnotations(*before);
    after->validate();
    QVERIFY(after->ids.sharesWith(before->ids) && after->source.codes.sharesWith(before->source.codes));
    QVERIFY(after->hasMark(4089, RowMark::Excluded) && after->hasMark(4098, RowMark::Excluded));
    QVERIFY(!after->hasMark(4088, RowMark::Excluded) && !after->hasMark(4099, RowMark::Excluded));
    QVERIFY(after->hasMark(8999, RowMark::PinnedHard) && after->hasMark(8998, RowMark::Noted));
    QCOMPARE(after->labels.joined(after->labels.codes[0]), std::string("a"));
    QCOMPARE(after->labels.joined(after->labels.codes[5500]), std::string("a, b"));
    QCOMPARE(after->labels.joined(after->labels.codes[8000]), std::string("b"));
    QCOMPARE(after->labels.sets.size(), std::size_t{ 4 });
    QCOMPARE(after->notes.names[after->notes.codes[8998]], std::string("look"));
    const auto whole = session.columns(dataset);
    QVERIFY(whole->marks == after->marks && whole->labels == after->labels);
}

void AnnotationsTest::refusesInWords()
{
    const support::TemporaryFolder folder;
    auto session = ProjectSession::open(fixture::makeProject(folder), OpenMode::ReadWrite);
    const auto refused = [&](const AnnotationChange& change, std::vector<ExampleId> ids) {
        return support::errorOf([&] { session.annotate(change, ids); }).kind() == core::ErrorKind::BadInput;
    };
    QVERIFY(refused({ AnnotationKind::Exclude, {} }, idsFrom(20, 2))); // 21 is not there
    QVERIFY(refused({ AnnotationKind::Exclude, {} }, {}));
    QVERIFY(refused({ AnnotationKind::AddLabel, "" }, idsFrom(1, 1)));
    QVERIFY(refused({ AnnotationKind::AddLabel, std::string(201, 'x') }, idsFrom(1, 1)));
    QVERIFY(refused({ AnnotationKind::SetNote, std::string(10001, 'x') }, idsFrom(1, 1)));
    QVERIFY(all(session) == std::vector<ExampleAnnotations>(20)); // nothing was kept of them
    QVERIFY(!session.undoState().undo);
}

void AnnotationsTest::annotatesManyAtOnce()
{
    const support::TemporaryFolder folder;
    auto session = ProjectSession::open(fixture::makeProject(folder, 20000), OpenMode::ReadWrite);
    const auto before = session.summary().fileBytes;
    for (const auto kind : { AnnotationKind::Exclude, AnnotationKind::PinHard, AnnotationKind::AddLabel })
        QCOMPARE(session.annotate({ kind, "all" }, idsFrom(1, 20000))->rows, 20000);
    QVERIFY(session.summary().fileBytes - before < 200'000); // bits, not rows
    QVERIFY(session.undo() && session.undo() && session.undo());
    QVERIFY(session.annotations(idsFrom(1, 20000)) == std::vector<ExampleAnnotations>(20000));
}

QTEST_GUILESS_MAIN(AnnotationsTest)
#include "tst_annotations.moc"
