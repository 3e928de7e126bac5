// SPDX-License-Identifier: Apache-2.0
#include "core/data/dataset_rows.h"
#include "tests/support/support.h"

#include <QtTest>

using namespace core::data;

namespace {

/// `sizes[s]` rows of source s, interleaved; ids from 100 up.
std::vector<SubsetRow> rowsOf(std::vector<int> sizes)
{
    std::vector<SubsetRow> rows;
    for (bool added = true; added;) {
        added = false;
        for (std::size_t source = 0; source < sizes.size(); ++source) {
            if (sizes[source]-- <= 0)
                continue;
            const auto id = static_cast<std::int64_t>(100 + rows.size());
            rows.push_back({ { { id }, 1, id % 20 == 0 }, static_cast<std::uint32_t>(source) });
            added = true;
        }
    }
    return rows;
}

std::vector<int> countsOf(const std::vector<SubsetRow>& rows, const std::vector<DatasetRow>& subset, std::size_t sources)
{
    std::vector<int> counts(sources, 0);
    for (const DatasetRow& row : subset)
        ++counts[rows[static_cast<std::size_t>(row.example.value - 100)].source];
    return counts;
}

} // namespace

class TestDatasetRows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void largestRemainder()
    {
        const auto rows = rowsOf({ 50, 30, 15, 5 });
        const std::vector<int> tenth{ 5, 3, 2, 0 }; // 5, 3, 1.5, 0.5: the tie goes to the larger source
        QCOMPARE(countsOf(rows, stratifiedSubset(rows, 10, 1), 4), tenth);
        const std::vector<int> seventh{ 4, 2, 1, 0 }; // 3.5, 2.1, 1.05, 0.35
        QCOMPARE(countsOf(rows, stratifiedSubset(rows, 7, 1), 4), seventh);
        const std::vector<int> all{ 50, 30, 15, 5 };
        QCOMPARE(countsOf(rows, stratifiedSubset(rows, 100, 1), 4), all);
        const std::vector<int> equal{ 1, 1, 0 }; // a full tie: the lower code
        const auto three = rowsOf({ 4, 4, 4 });
        QCOMPARE(countsOf(three, stratifiedSubset(three, 2, 1), 3), equal);
    }

    void orderSeedAndFlags()
    {
        const auto rows = rowsOf({ 500, 100 });
        const auto subset = stratifiedSubset(rows, 120, 3);
        QCOMPARE(subset.size(), std::size_t{ 120 });
        for (std::size_t i = 0; i < subset.size(); ++i) {
            QVERIFY(i == 0 || subset[i - 1].example.value < subset[i].example.value);
            QCOMPARE(subset[i].heldOut, subset[i].example.value % 20 == 0);
        }
        QCOMPARE(stratifiedSubset(rows, 120, 3), subset);
        QVERIFY(stratifiedSubset(rows, 120, 4) != subset);
    }

    void edges()
    {
        QVERIFY(stratifiedSubset({}, 0, 1).empty());
        QVERIFY(stratifiedSubset(rowsOf({ 3 }), 0, 1).empty());
        const auto rows = rowsOf({ 3 });
        QCOMPARE(support::errorOf([&] { stratifiedSubset(rows, 4, 1); }).code(), "dataset/subset-too-large");
    }

    void stored()
    {
        const std::vector<DatasetRow> rows{ { { 0 }, 1, false }, { { 0x7fffffffffffffff }, mostCopies, true },
            { { 7 }, 0, true } };
        const std::string bytes = encodeDatasetRows(rows);
        QCOMPARE(bytes.size(), std::size_t{ 12 + 3 * 12 });
        QCOMPARE(bytes.substr(0, 24), std::string("DLR1\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0", 24));
        QCOMPARE(decodeDatasetRows(bytes, "list"), rows);
        QVERIFY(decodeDatasetRows(encodeDatasetRows({}), "list").empty());
    }

    void hostileLists()
    {
        const auto code
            = [](const std::string& bytes) { return support::errorOf([&] { decodeDatasetRows(bytes, "list"); }).code(); };
        std::string bytes = encodeDatasetRows(std::vector<DatasetRow>{ { { 1 }, 1, false } });
        QCOMPARE(code(""), "dataset/not-a-list");
        QCOMPARE(code("DLR2" + bytes.substr(4)), "dataset/not-a-list");
        QCOMPARE(code(bytes + "x"), "dataset/wrong-length");
        QCOMPARE(code(bytes.substr(0, 20)), "dataset/wrong-length");
        std::string many = bytes;
        many[11] = '\x7f';
        QCOMPARE(code(many), "dataset/wrong-length");
        bytes[19] = '\x80';
        QCOMPARE(code(bytes), "dataset/bad-row");
        const std::vector<DatasetRow> negative{ { { -1 }, 1, false } };
        QCOMPARE(support::errorOf([&] { encodeDatasetRows(negative); }).code(), "dataset/bad-row");
    }
};

QTEST_GUILESS_MAIN(TestDatasetRows)
#include "tst_dataset_rows.moc"
