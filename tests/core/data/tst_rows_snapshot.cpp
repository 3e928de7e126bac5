// SPDX-License-Identifier: Apache-2.0
#include "core/data/rows_snapshot.h"
#include "tests/support/support.h"

#include <QtTest>

using namespace core::data;

class TestRowsSnapshot : public QObject {
    Q_OBJECT

private:
    support::TemporaryFolder folder_;

    std::string rowsCode(const std::string& bytes)
    {
        const auto file = folder_.write("rows.jsonl", bytes);
        return support::errorOf([&] { readRowsSnapshot(file); }).code();
    }

    std::string listCode(const std::string& bytes)
    {
        const auto file = folder_.write("list.jsonl", bytes);
        return support::errorOf([&] { readRowList(file); }).code();
    }

private Q_SLOTS:
    void rowsRoundTrip()
    {
        ExampleText pair;
        pair.instruction = "a \"b\"\n\xF0\x9F\x98\x80";
        pair.response = std::string("nul\0", 4);
        ExampleText text;
        text.shape = ExampleShape::Text;
        text.text = "words";
        ExampleText turns;
        turns.shape = ExampleShape::Conversation;
        turns.messages = { { "user", "x" }, { "assistant", "y" } };
        const auto file = folder_.path() / "rows.jsonl";
        SnapshotWriter writer(file);
        writer.write({ 5 }, pair);
        writer.write({ 0 }, text);
        writer.write({ 9 }, turns);
        QVERIFY(!std::filesystem::exists(file));
        const std::string hash = writer.commit();
        QCOMPARE(hash, core::sha256OfFile(file));
        const std::vector<SnapshotRow> expected{ { { 5 }, pair }, { { 0 }, text }, { { 9 }, turns } };
        QCOMPARE(readRowsSnapshot(file), expected);
        QCOMPARE(support::linesOf(file)[1], R"({"id":0,"text":"words"})");
    }

    void listsRoundTrip()
    {
        const std::vector<DatasetRow> rows{ { { 3 }, 2, false }, { { 1 }, 0, true } };
        const auto file = folder_.path() / "list.jsonl";
        SnapshotWriter writer(file);
        for (const DatasetRow& row : rows)
            writer.write(row);
        const std::string hash = writer.commit();
        QCOMPARE(hash, core::sha256OfFile(file));
        QCOMPARE(readRowList(file), rows);
        QCOMPARE(support::linesOf(file)[0], R"({"id":3,"copies":2,"held_out":false})");
    }

    void invalidTextIsNotWritten()
    {
        SnapshotWriter writer(folder_.path() / "bad.jsonl");
        ExampleText text;
        text.response = "\xff";
        QVERIFY(support::errorOf([&] { writer.write({ 1 }, text); }).kind() == core::ErrorKind::BadInput);
    }

    void hostileRows()
    {
        QCOMPARE(rowsCode("rubbish\n"), "snapshot/not-json");
        QCOMPARE(rowsCode("[]\n"), "snapshot/not-json");
        QCOMPARE(rowsCode("{\"id\":1,\"text\":\"x\"}\n{\"id\":2,\"te"), "snapshot/torn");
        QCOMPARE(rowsCode("{\"id\":-1,\"text\":\"x\"}\n"), "snapshot/bad-id");
        QCOMPARE(rowsCode("{\"text\":\"x\"}\n"), "snapshot/bad-id");
        QCOMPARE(rowsCode("{\"id\":1,\"text\":\"x\"}\n{\"id\":1,\"text\":\"y\"}\n"), "snapshot/repeated-id");
        QCOMPARE(rowsCode("{\"id\":1,\"text\":\"x\",\"more\":1}\n"), "snapshot/bad-shape");
        QCOMPARE(rowsCode("{\"id\":1,\"text\":\"x\",\"text\":\"y\"}\n"), "snapshot/bad-shape");
        QCOMPARE(rowsCode("{\"id\":1,\"instruction\":\"x\",\"response\":\"y\"}\n"), "snapshot/bad-shape");
        QCOMPARE(rowsCode("{\"id\":1,\"text\":5}\n"), "snapshot/bad-field");
        QCOMPARE(rowsCode("{\"id\":1,\"messages\":5}\n"), "snapshot/bad-field");
        QCOMPARE(rowsCode("{\"id\":1,\"messages\":[5]}\n"), "snapshot/bad-field");
        QCOMPARE(rowsCode("{\"id\":1,\"messages\":[{\"role\":\"user\"}]}\n"), "snapshot/bad-field");
        QCOMPARE(rowsCode("{\"id\":1,\"text\":\"" + std::string(64U << 20U, 'x') + "\"}\n"), "snapshot/too-long");
    }

    void hostileLists()
    {
        QCOMPARE(listCode("{\"id\":1,\"copies\":-1,\"held_out\":true}\n"), "snapshot/bad-copies");
        QCOMPARE(listCode("{\"id\":1,\"copies\":2147483648,\"held_out\":true}\n"), "snapshot/bad-copies");
        QCOMPARE(listCode("{\"id\":1,\"copies\":1,\"held_out\":0}\n"), "snapshot/bad-field");
        QCOMPARE(listCode("{\"id\":1,\"copies\":1}\n"), "snapshot/bad-shape");
    }
};

QTEST_GUILESS_MAIN(TestRowsSnapshot)
#include "tst_rows_snapshot.moc"
