// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/models/synthetic_snapshot.h"
#include "ui/models/example_table_model.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <numeric>

using namespace ui;

namespace {

TextSource texts(std::vector<std::vector<core::ExampleId>>* asked = nullptr)
{
    return [asked](const std::vector<core::ExampleId>& ids, const std::function<void(TextAnswer)>& answer) {
        if (asked != nullptr)
            asked->push_back(ids);
        TextAnswer texts;
        for (const core::ExampleId id : ids)
            texts.texts.push_back(synthetic::text(id));
        answer(texts);
    };
}

ViewResult viewOf(const Snapshot& snapshot, const SortKey& sort = {})
{
    ExampleView view;
    return view.answer(
        { snapshot, {}, sort, {} }, [](const core::data::TextFilter&) { return core::data::Selection(); }, {});
}

/// Three rows: easy, unscored, held out; the last without tokens.
Snapshot small(bool withTokens = true)
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    auto columns = std::make_shared<core::data::Columns>();
    columns->ids = std::vector<core::ExampleId>{ { 11 }, { 12 }, { 13 } };
    columns->source.codes = { 0, 1, 0 };
    columns->source.names = { "math", "" };
    columns->copies = { 1, 1, 1 };
    columns->heldOut = { 0, 0, 1 };
    columns->promptCharacters = { 100, 2000, 30 };
    columns->responseCharacters = { 40, 0, 11420 };
    if (withTokens) {
        columns->tokens = { 35, 512, 3000 };
        columns->responseTokens = { 10, 0, 2990 };
    }
    columns->flags = { 0, std::uint8_t(core::data::RowFlag::Truncated) | std::uint8_t(core::data::RowFlag::Unscored), 0 };
    columns->marks = { std::uint8_t(core::data::RowMark::PinnedHard), 0, std::uint8_t(core::data::RowMark::Excluded) };
    columns->labels.codes = { 0, 1, 0 };
    columns->labels.sets = std::vector<std::vector<std::uint32_t>>{ {}, { 0, 1 } };
    columns->labels.names = { "checked", "wrong" };
    columns->steps = { 0, 10 };
    columns->losses = { 10, nan, 9, 2.714F, nan, -1 };
    columns->learnedAt = { 1234, nan, nan };
    columns->cluster = { 0, core::data::noCluster, core::data::noCluster };
    columns->clusters = 2;
    columns->hardClusters = { 1 };
    columns->validate();
    return columns;
}

} // namespace

class TestExampleTableModel : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void passesTheModelTester();
    void showsCellsInWords();
    void givesRawValuesForSorting();
    void readsCellsAloud();
    void showsCharactersWhileNoTokensAreKnown();
    void loadsTextsOfAPaintInOneRequest();
    void previewKeepsTheOrder();
    void findsRowsAndPlaces();
    void resetsAMillionRowsAtOnce();

private:
    static QString shown(const ExampleTableModel& model, int place, ExampleColumn column)
    {
        return model.index(place, static_cast<int>(column)).data().toString();
    }
};

void TestExampleTableModel::passesTheModelTester()
{
    ExampleTableModel model(texts());
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setView(viewOf(synthetic::snapshot(300), { Measure::LastLoss, false }));
    QCOMPARE(model.rowCount(), 300);
    QTRY_VERIFY(!model.index(0, 3).data(ExampleTableModel::LoadingRole).toBool());
    model.setSnapshot(synthetic::snapshot(20)); // other rows: nothing until the order is known
    QCOMPARE(model.rowCount(), 0);
    model.setView(viewOf(synthetic::snapshot(20)));
    model.forgetTexts();
    model.setSnapshot(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

void TestExampleTableModel::showsCellsInWords()
{
    ExampleTableModel model(texts());
    model.setView(viewOf(small()));
    QCOMPARE(shown(model, 0, ExampleColumn::Row), QString("1"));
    QCOMPARE(shown(model, 0, ExampleColumn::Cluster), QString("Hard")); // pinned
    QCOMPARE(shown(model, 1, ExampleColumn::Cluster), QString("Unscored"));
    QCOMPARE(shown(model, 2, ExampleColumn::Cluster), QString("Held out"));
    QCOMPARE(shown(model, 1, ExampleColumn::Source), QString("No source"));
    QCOMPARE(shown(model, 2, ExampleColumn::ResponseLength), QString::fromUtf8("2\u202F990"));
    QCOMPARE(shown(model, 0, ExampleColumn::PromptLength), QString("25"));
    QCOMPARE(shown(model, 0, ExampleColumn::LastLoss), QString("2.71"));
    QCOMPARE(shown(model, 1, ExampleColumn::LastLoss), QString("Unscored"));
    QCOMPARE(shown(model, 2, ExampleColumn::LastLoss), QString::fromUtf8("−1.00"));
    QCOMPARE(shown(model, 0, ExampleColumn::LearnedAt), QString::fromUtf8("1\u202F234"));
    QCOMPARE(shown(model, 1, ExampleColumn::LearnedAt), QString::fromUtf8("–"));
    QCOMPARE(shown(model, 2, ExampleColumn::LearnedAt), QString("Not yet"));
    QCOMPARE(shown(model, 1, ExampleColumn::Labels), QString("checked, wrong"));
    QCOMPARE(shown(model, 1, ExampleColumn::Flags), QString("Cut, Unscored"));
    QCOMPARE(shown(model, 2, ExampleColumn::Flags), QString("Held out, Excluded"));
}

void TestExampleTableModel::givesRawValuesForSorting()
{
    ExampleTableModel model(texts());
    model.setView(viewOf(small()));
    const auto raw = [&](int place, ExampleColumn column) {
        return model.index(place, static_cast<int>(column)).data(ExampleTableModel::SortRole);
    };
    QCOMPARE(raw(2, ExampleColumn::ResponseLength).toDouble(), 2990.0);
    QCOMPARE(raw(0, ExampleColumn::LastLoss).toFloat(), 2.714F);
    QVERIFY(!raw(1, ExampleColumn::LastLoss).isValid());
    QVERIFY(!raw(0, ExampleColumn::Labels).isValid());
    QCOMPARE(raw(0, ExampleColumn::Source).toString(), QString("math"));
}

void TestExampleTableModel::readsCellsAloud()
{
    ExampleTableModel model(texts());
    model.setView(viewOf(small()));
    const auto spoken = [&](int place, ExampleColumn column) {
        return model.index(place, static_cast<int>(column)).data(Qt::AccessibleTextRole).toString();
    };
    QCOMPARE(spoken(0, ExampleColumn::Cluster), QString("Hard, pinned"));
    QCOMPARE(spoken(2, ExampleColumn::Cluster), QString("Held out, excluded"));
    QCOMPARE(spoken(0, ExampleColumn::Trajectory), QString("Loss from 10.00 to 2.71 over 2 recording points"));
    QCOMPARE(spoken(1, ExampleColumn::Trajectory), QString("No trajectory"));
}

void TestExampleTableModel::showsCharactersWhileNoTokensAreKnown()
{
    ExampleTableModel model(texts());
    model.setView(viewOf(small(false)));
    QCOMPARE(shown(model, 2, ExampleColumn::ResponseLength), QString::fromUtf8("11\u202F420"));
    const int section = static_cast<int>(ExampleColumn::ResponseLength);
    QCOMPARE(model.headerData(section, Qt::Horizontal).toString(), QString("Resp. char."));
    QSignalSpy heads(&model, &QAbstractItemModel::headerDataChanged);
    auto counted = std::make_shared<core::data::Columns>(*model.snapshot());
    counted->tokens = { 35, 512, 3000 };
    counted->responseTokens = { 10, 0, 2990 };
    model.setSnapshot(counted);
    QCOMPARE(heads.size(), 1);
    QCOMPARE(model.headerData(section, Qt::Horizontal).toString(), QString("Resp. tok."));
}

void TestExampleTableModel::loadsTextsOfAPaintInOneRequest()
{
    std::vector<std::vector<core::ExampleId>> asked;
    ExampleTableModel model(texts(&asked));
    model.setView(viewOf(synthetic::snapshot(5000)));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    for (int place = 1000; place < 1020; ++place) {
        const QModelIndex index = model.index(place, static_cast<int>(ExampleColumn::Prompt));
        QCOMPARE(index.data().toString(), QString("loading"));
        QVERIFY(index.data(ExampleTableModel::LoadingRole).toBool());
    }
    QVERIFY(asked.empty()); // nothing is asked for inside a paint
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(asked.size(), std::size_t(1));
    QCOMPARE(asked[0].size(), std::size_t(100)); // and a screen before and behind
    QCOMPARE(asked[0].front().value, 1001);
    QVERIFY(shown(model, 1000, ExampleColumn::Prompt).contains("1001?"));
    QVERIFY(shown(model, 1059, ExampleColumn::Response).startsWith("Let $m"));
    model.forgetTexts();
    QCOMPARE(shown(model, 1000, ExampleColumn::Prompt), QString("loading"));
}

void TestExampleTableModel::previewKeepsTheOrder()
{
    ExampleTableModel model(texts());
    const Snapshot snapshot = synthetic::snapshot(500);
    model.setView(viewOf(snapshot, { Measure::Cluster, true }));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    const RowChoice first = model.rowAt(0);
    auto preview = std::make_shared<core::data::Columns>(*snapshot);
    preview->cluster = std::vector<std::uint16_t>(500, 1);
    model.setSnapshot(preview);
    QCOMPARE(reset.size(), 0);
    QCOMPARE(model.rowAt(0), first);
    QCOMPARE(model.index(3, 1).data(ExampleTableModel::ClusterRole).value<ClusterCell>().word, QString("Hard"));
}

void TestExampleTableModel::findsRowsAndPlaces()
{
    ExampleTableModel model(texts());
    model.setView(viewOf(small(), { Measure::RowNumber, false }));
    QCOMPARE(*model.rowAt(0), 2U);
    QCOMPARE(model.placeOf(2), 0);
    QCOMPARE(model.exampleAt(0).value, 13);
    QVERIFY(!model.rowAt(3) && !model.rowAt(-1));
    QCOMPARE(model.placeOf({}), -1);
    QCOMPARE(model.placeOf(99), -1);
}

void TestExampleTableModel::resetsAMillionRowsAtOnce()
{
    constexpr std::uint32_t rows = 1U << 20U;
    auto columns = std::make_shared<core::data::Columns>();
    columns->ids = std::vector<core::ExampleId>(rows);
    auto order = std::make_shared<VisibleOrder>();
    order->rows.resize(rows);
    std::iota(order->rows.begin(), order->rows.end(), 0U);
    order->places = order->rows;
    ExampleTableModel model(texts());
    const ViewResult view{ columns, {}, {}, order, {}, 0, false };
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 1000; ++i)
        model.setView(view);
    QCOMPARE(model.rowCount(), int(rows));
    QVERIFY(timer.elapsed() < 500); // a reset that walked over the rows would take many times as long
}

QTEST_MAIN(TestExampleTableModel)
#include "tst_example_table_model.moc"
