// SPDX-License-Identifier: Apache-2.0
// Another mapping for an imported file: what follows from it, what is refused, and the way back.
#ifndef Q_MOC_RUN // moc 6.4 stumbles over a standard header that it includes
#include "core/data/columns.h"
#include "core/data/prompt.h"
#include "core/store/mapping_change.h"
#endif
#include "tests/core/store/project_fixture.h"

using namespace core::store;
using core::data::Mapping;

class MappingChangeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recomputesWhatDepends();
    void refusesToLoseRows();
    void refusesBehindARun();
    void isCancelled();
};

namespace {

constexpr core::SourceId onlySource{ 1 };

/// A project whose rows have a second answer and a topic, the latter now and then missing.
ProjectSession makeProject(const support::TemporaryFolder& folder, int rows)
{
    std::string text;
    for (int i = 0; i < rows; ++i)
        text += "{\"instruction\": \"What is " + std::to_string(i) + " plus one?\", \"output\": \"It is "
            + std::to_string(i + 1) + ".\", \"alternative\": \"" + std::to_string(i + 1) + "\", \"source\": \"sums\""
            + (i % 7 == 0 ? "" : std::string(", \"topic\": \"") + (i % 2 == 0 ? "even" : "odd") + "\"") + "}\n";
    auto session = ProjectSession::create(folder.path() / "test.datalever");
    importFile(session, folder.write("rows.jsonl", text), {});
    return session;
}

Mapping mappingOf(const ProjectSession& session)
{
    return core::data::decodeMapping(session.source(onlySource).mapping.dump());
}

/// All that a mapping decides.
struct Facts {
    std::vector<ExampleFacts> facts;
    std::int64_t heldOut;
    std::string source;
};

Facts factsOf(const ProjectSession& session)
{
    const auto dataset = session.listDatasets().front();
    const auto columns = session.columns(dataset.id);
    std::string sources;
    for (const auto code : columns->source.codes)
        sources += columns->source.names[code] + ",";
    return { session.exampleFacts(dataset.id), dataset.heldOut, sources };
}

bool same(const Facts& left, const Facts& right)
{
    const auto equal = [](const ExampleFacts& a, const ExampleFacts& b) {
        return a.id == b.id && a.promptHash == b.promptHash && a.responseHash == b.responseHash && a.heldOut == b.heldOut
            && a.promptCharacters == b.promptCharacters && a.responseCharacters == b.responseCharacters && a.line == b.line;
    };
    return std::equal(left.facts.begin(), left.facts.end(), right.facts.begin(), right.facts.end(), equal)
        && left.heldOut == right.heldOut && left.source == right.source;
}

} // namespace

void MappingChangeTest::recomputesWhatDepends()
{
    const support::TemporaryFolder folder;
    auto session = makeProject(folder, 6000);
    const auto dataset = session.listDatasets().front();
    const auto before = factsOf(session);
    auto mapping = mappingOf(session);
    QVERIFY(!changeMapping(session, onlySource, mapping)); // it is so already
    mapping.source = "topic";
    auto effect = previewMapping(session, onlySource, mapping);
    QVERIFY(effect.relabelled == 6000 && effect.textsChanged == 0 && effect.moved == 0 && effect.refusal.empty());
    QVERIFY(changeMapping(session, onlySource, mapping)->kind == CommandKind::ChangeMapping);
    const auto relabelled = factsOf(session);
    QVERIFY(relabelled.source.starts_with("rows.jsonl,odd,even,odd,even,odd,even,rows.jsonl,")); // without: its file

    std::swap(mapping.instruction, mapping.response);
    effect = previewMapping(session, onlySource, mapping);
    QVERIFY(effect.promptsChanged == 6000 && effect.moved > 300 && effect.relabelled == 0);
    const auto command = changeMapping(session, onlySource, mapping);
    QVERIFY(command->text.starts_with("prompt=output") && command->textBefore.starts_with("prompt=instruction"));
    QCOMPARE(command->source, std::string("rows.jsonl"));
    const auto swapped = factsOf(session);
    const auto rows = session.datasetRows(dataset.id);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        QCOMPARE(swapped.facts[i].promptHash, relabelled.facts[i].responseHash);
        QCOMPARE(rows[i].heldOut, core::data::isHeldOut(swapped.facts[i].promptHash));
    }
    const core::ExampleId id[] = { { 3 } };
    QCOMPARE(session.exampleTexts(id)[0].instruction, std::string("It is 3."));
    QCOMPARE(session.examples(id)[0].promptCharacters, std::uint32_t{ 8 });
    QCOMPARE(session.search(dataset.id, "It is 3.", 1)[0].field, std::string("instruction"));
    QVERIFY(session.check().empty());

    QVERIFY(session.undo()->kind == CommandKind::ChangeMapping);
    QVERIFY(same(factsOf(session), relabelled));
    QVERIFY(session.undo() && same(factsOf(session), before));
    QVERIFY(session.redo() && session.redo() && same(factsOf(session), swapped));
    QVERIFY(mappingOf(session) == mapping);
    QVERIFY(session.check().empty());
}

void MappingChangeTest::refusesToLoseRows()
{
    const support::TemporaryFolder folder;
    auto session = makeProject(folder, 70);
    auto mapping = mappingOf(session);
    mapping.response = "topic"; // every seventh row has none
    const auto effect = previewMapping(session, onlySource, mapping);
    QCOMPARE(effect.unreadable, 10);
    QCOMPARE(effect.problems.size(), std::size_t{ 10 });
    QVERIFY(effect.refusal.find("10 of the 70 rows") != std::string::npos && !effect.wayOut.empty());
    const auto before = factsOf(session);
    const auto error = support::errorOf([&] { changeMapping(session, onlySource, mapping); });
    QCOMPARE(error.kind(), core::ErrorKind::BadInput);
    QCOMPARE(error.message(), effect.refusal);
    QVERIFY(same(factsOf(session), before) && !session.undoState().undo);
    mapping.response = "nowhere";
    QCOMPARE(previewMapping(session, onlySource, mapping).unreadable, 70);
}

void MappingChangeTest::refusesBehindARun()
{
    const support::TemporaryFolder folder;
    auto session = makeProject(folder, 100);
    auto mapping = mappingOf(session);
    mapping.response = "alternative";
    changeMapping(session, onlySource, mapping);
    fixture::insertRun(session, session.listDatasets().front().id);
    const auto error = support::errorOf([&] { session.undo(); }); // its losses are of these responses
    QCOMPARE(error.kind(), core::ErrorKind::BadInput);
    QVERIFY(error.message().find("proxy-1") != std::string::npos);
    QVERIFY(session.undoState().undo && mappingOf(session) == mapping);
    mapping.source = "topic"; // a label changes no text
    QVERIFY(changeMapping(session, onlySource, mapping));
    QVERIFY(session.undo());
}

void MappingChangeTest::isCancelled()
{
    const support::TemporaryFolder folder;
    auto session = makeProject(folder, 5000);
    auto mapping = mappingOf(session);
    mapping.source = "topic";
    const core::CancelToken cancel;
    const auto progress = [&](const core::Progress& so) {
        if (so.done > 2000)
            cancel.cancel();
    };
    QCOMPARE(support::errorOf([&] { changeMapping(session, onlySource, mapping, cancel, progress); }).kind(),
        core::ErrorKind::Cancelled);
    QVERIFY(!session.undoState().undo);
}

QTEST_GUILESS_MAIN(MappingChangeTest)
#include "tst_mapping_change.moc"
