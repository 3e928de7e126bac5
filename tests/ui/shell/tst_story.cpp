// SPDX-License-Identifier: GPL-3.0-or-later
// One person's afternoon in the window, with a real worker: import, proxy, trajectories, a brush, other clusters, pins,
// undo, export, and all of it there the next day.
#include "tests/ui/shell/desk.h"

#ifndef Q_MOC_RUN
#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/data/hard_set.h"
#include "core/jobs/launcher.h"
#include "tests/core/worker/worker_fixture.h"
#include "ui/controls/number_box.h"
#include "ui/controls/segmented_choice.h"
#include "ui/models/example_table.h"
#include "ui/plots/density_plot.h"
#include "ui/plots/line_plot.h"
#include "ui/plots/map_plot.h"
#include "ui/trajectories/trajectories_page.h"
#endif

#include <QtGui/QContextMenuEvent>
#include <QtTest/QAbstractItemModelTester>
#include <QtWidgets/QDialog>
#include <QtWidgets/QTableView>

#include <set>

using namespace ui;
using core::store::RunState;
using support::Desk;
using support::patience;
using support::text;

namespace {

constexpr int importedRows = 80;

void drag(QWidget& widget, QPoint from, QPoint to, bool release = true)
{
    QTest::mousePress(&widget, Qt::LeftButton, {}, from);
    for (int part = 1; part <= 4; ++part)
        QTest::mouseMove(&widget, from + (to - from) * part / 4);
    if (release)
        QTest::mouseRelease(&widget, Qt::LeftButton, {}, to);
}

std::set<std::string> linesIn(const std::filesystem::path& file)
{
    const auto lines = support::linesOf(file);
    return { lines.begin(), lines.end() };
}

} // namespace

class TestStory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void aFileIsImported();
    void aProxyIsTrained();
    void theMapIsBrushed();
    void theWindowOfClustersIsDragged();
    void hardRowsArePinned();
    void pinsAreUndoneAndDoneAgain();
    void hardRowsAreExported();
    void hardRowsBecomeADataset();
    void allIsThereTheNextDay();
    void init()
    {
        if (broken_)
            QSKIP("the story ended before this");
    }
    void cleanup() { broken_ = broken_ || QTest::currentTestFailed(); }
    void cleanupTestCase() { desk_.reset(); }

private:
    Workspace& workspace() const { return desk_->workspace(); }
    const core::store::RunRecord& run() const { return workspace().runs().front(); }
    template <typename Widget> Widget& trajectories(const char* name) const
    {
        return *desk_->window.findChild<TrajectoriesPage*>()->findChild<Widget*>(QString::fromLatin1(name));
    }
    ExampleTable& table() const { return *desk_->window.findChild<TrajectoriesPage*>()->findChild<ExampleTable*>(); }
    core::data::Selection hardRows() const { return core::data::hardSet(*workspace().columns()).rows; }
    std::size_t pinned() const
    {
        const auto& columns = *workspace().columns();
        return core::data::Selection::where(columns.rows(), [&](std::size_t row) {
            return columns.hasMark(row, core::data::RowMark::PinnedHard);
        }).count();
    }
    bool isShown(const QString& page) const
    {
        const auto* widget = desk_->find<QWidget>(page);
        return widget != nullptr && widget->isVisible();
    }

    support::TemporaryFolder folder_;
    support::WorkerFixture fixture_{ 4 }; ///< its model: one layer of 16, so that a run takes seconds
    std::filesystem::path dataset_;
    std::filesystem::path project_ = folder_.path() / "sums.datalever";
    std::filesystem::path exported_ = folder_.path() / "hard.jsonl";
    std::unique_ptr<Desk> desk_;
    bool broken_ = false; ///< what follows builds on what failed
    std::size_t brushed_ = 0;
    std::size_t hardBefore_ = 0;
    std::size_t hardAfter_ = 0;
};

void TestStory::initTestCase()
{
    dataset_ = folder_.write("sums.jsonl", support::sums(importedRows));
    desk_ = std::make_unique<Desk>(folder_.path(), support::workerProgram());
    QVERIFY(QTest::qWaitForWindowActive(&desk_->window));
}

void TestStory::aFileIsImported()
{
    desk_->answers = { text(dataset_), text(project_) };
    desk_->click("chooseDataset");
    auto sheet = [this] { return desk_->find<QWidget>("import sheet"); };
    QTRY_VERIFY_WITH_TIMEOUT(sheet() != nullptr && sheet()->isVisible(), patience);
    auto* preview = sheet()->findChild<QTableView*>("import preview");
    QTRY_COMPARE_WITH_TIMEOUT(preview->model()->rowCount(), 50, patience);
    QCOMPARE(preview->model()->index(3, 1).data().toString(), QString("Add 3 and 1"));
    QCOMPARE(preview->model()->index(3, 2).data().toString(), QString("4"));
    QCOMPARE(preview->model()->index(3, 3).data().toString(), QString("a"));
    QTRY_COMPARE_WITH_TIMEOUT(
        desk_->find<QLabel>("import report head")->text(), QString("All %1 rows can be kept").arg(importedRows), patience);
    desk_->click("import go");
    QTRY_VERIFY_WITH_TIMEOUT(desk_->loaded(), patience);
    QCOMPARE(workspace().columns()->rows(), std::size_t(importedRows));
    QTRY_VERIFY_WITH_TIMEOUT(!sheet()->isVisible(), patience);
    QCOMPARE(desk_->find<QLabel>("statusRight")->text(), QString("all changes saved"));
}

void TestStory::aProxyIsTrained()
{
    desk_->click("data next");
    QTRY_VERIFY_WITH_TIMEOUT(isShown("proxyPage"), patience);
    desk_->click("presetFolder");
    desk_->answers = { text(fixture_.model()) };
    desk_->click("modelFolderChoose");
    desk_->type("epochs", "60");
    desk_->type("batch", "8");
    desk_->type("recordingPoints", "6");
    const auto* beside = desk_->find<QLabel>("besideStart");
    QTRY_VERIFY2_WITH_TIMEOUT(beside->text().startsWith("planned: "), qPrintable(beside->text()), patience);
    desk_->click("startRun");
    QTRY_VERIFY_WITH_TIMEOUT(!workspace().runs().empty(), patience);
    const auto& plot = *desk_->find<LinePlot>("lossPlot");
    const auto drawn = [&] { return plot.content().series.empty() ? 0 : plot.content().series.front().x.size(); };
    QTRY_VERIFY_WITH_TIMEOUT(drawn() > 0, patience);
    QVERIFY(run().state == RunState::Running); // it is drawn while it goes on
    QVERIFY(plot.isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(desk_->find<QLabel>("jobsHead")->text().contains(QString::fromStdString(run().name)), patience);
    const auto* primary = desk_->find<QAbstractButton>("runPrimary");
    QTRY_COMPARE_WITH_TIMEOUT(primary->text(), QString("See trajectories"), patience);
    QVERIFY(run().state == RunState::Finished);
    QTRY_COMPARE_WITH_TIMEOUT(drawn(), workspace().session()->stepMetrics(run().id).size(), patience);
    const auto& smooth = plot.content().series.at(1).y;
    QVERIFY(smooth.back() < smooth.front());
    desk_->click("runPrimary");
    QTRY_VERIFY_WITH_TIMEOUT(isShown("trajectoriesPage"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(workspace().columns()->points(), std::size_t{ 6 }, patience);
}

void TestStory::theMapIsBrushed()
{
    auto& map = trajectories<MapPlot>("dataMap");
    QTRY_VERIFY_WITH_TIMEOUT(map.hasImage() && trajectories<DensityPlot>("trajectoryPlot").hasImage(), patience);
    const QAbstractItemModelTester tester(&table().model());
    QTRY_COMPARE_WITH_TIMEOUT(table().model().rowCount(), importedRows, patience);
    const QRectF inside = map.plotRectangle();
    drag(map, { static_cast<int>(inside.center().x()), static_cast<int>(inside.top()) + 2 },
        { static_cast<int>(inside.right()) - 1, static_cast<int>(inside.bottom()) - 1 });
    const auto expected = [&] {
        const MapContent& content = map.content();
        const auto rows = selectionOf(map.brushes(), content.values->x, content.values->y);
        return core::data::Selection::where(
            rows.size(), [&](std::size_t row) { return rows.contains(row) && (*content.labels)[row] >= 0; });
    };
    QVERIFY(!map.brushes().empty());
    QTRY_VERIFY_WITH_TIMEOUT(workspace().selection().selection() == expected(), patience);
    brushed_ = workspace().selection().selectedCount();
    QVERIFY(brushed_ > 0 && brushed_ < std::size_t(importedRows));
    QVERIFY(desk_->find<QLabel>("selectedCount")->text().startsWith(QString::number(brushed_)));
    QVERIFY(desk_->find<QLabel>("statusLeft")->text().contains(QString("%1 selected").arg(brushed_)));
    // the table is about these rows, and shows only them when asked
    QTRY_COMPARE_WITH_TIMEOUT(table().view().targetRows().size(), brushed_, patience);
    ExampleTableView& view = table().view();
    int place = 0;
    while (!workspace().selection().isSelected(*table().model().rowAt(place)))
        ++place;
    view.scrollTo(table().model().index(place, 0));
    const QPoint there = view.visualRect(table().model().index(place, 0)).center();
    QTest::mouseClick(view.viewport(), Qt::RightButton, {}, there);
    QContextMenuEvent event(QContextMenuEvent::Mouse, there, view.viewport()->mapToGlobal(there));
    QCoreApplication::sendEvent(view.viewport(), &event);
    QCOMPARE(workspace().selection().selectedCount(), brushed_); // a right click asks, it selects nothing
    auto* menu = table().findChild<QMenu*>("example menu");
    QVERIFY(menu != nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(menu->isVisible(), patience);
    QAction* only = menu->actions().last();
    QCOMPARE(only->text(), QString("Show only the selection"));
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(only).center());
    QTRY_COMPARE_WITH_TIMEOUT(std::size_t(table().model().rowCount()), brushed_, patience);
}

void TestStory::theWindowOfClustersIsDragged()
{
    auto& plot = trajectories<DensityPlot>("trajectoryPlot");
    QVERIFY(workspace().clusterings().empty());
    QTRY_VERIFY_WITH_TIMEOUT(trajectories<QLabel>("previewWords").isVisible(), patience); // how the usual ones would look
    const QRectF inside = plot.plotRectangle();
    const QPoint grip(static_cast<int>(inside.left()), static_cast<int>(inside.top()) - 5);
    const QPoint end(static_cast<int>(inside.left() + inside.width() * 0.4), grip.y());
    const auto* before = workspace().columns().get();
    drag(plot, grip, end, false);
    QCOMPARE(trajectories<NumberBox>("windowFirst").value(), 3.0);
    QTRY_VERIFY_WITH_TIMEOUT(workspace().columns().get() != before, patience); // other clusters, under the hand
    QVERIFY(trajectories<QLabel>("previewWords").isVisible());
    QVERIFY(workspace().clusterings().empty());
    QVERIFY(!desk_->canPress("useInRecipe"));
    QTest::mouseRelease(&plot, Qt::LeftButton, {}, end);
    QTRY_COMPARE_WITH_TIMEOUT(workspace().clusterings().size(), std::size_t{ 1 }, patience);
    QTRY_VERIFY_WITH_TIMEOUT(workspace().clusteringRecord() != nullptr
            && workspace().columns()->origin.clustering == workspace().clusteringRecord()->id,
        patience);
    QVERIFY(workspace().clusteringRecord()->settings.at("window") == core::Json({ 2, 5 }));
    QTRY_VERIFY_WITH_TIMEOUT(!trajectories<QLabel>("previewWords").isVisible(), patience);
    QCOMPARE(workspace().selection().selectedCount(), brushed_); // the brush stays
}

void TestStory::hardRowsArePinned()
{
    hardBefore_ = hardRows().count();
    QVERIFY(hardBefore_ > 0);
    desk_->click("pinHard");
    QTRY_COMPARE_WITH_TIMEOUT(pinned(), brushed_, patience);
    hardAfter_ = hardRows().count();
    QVERIFY(hardAfter_ >= hardBefore_ && hardAfter_ >= brushed_);
    QTRY_COMPARE_WITH_TIMEOUT(
        desk_->find<QAction>("undoAction")->text(), QString("&Undo: Pin %1 rows as hard").arg(brushed_), patience);
}

void TestStory::pinsAreUndoneAndDoneAgain()
{
    QVERIFY(desk_->chooseFromMenu("Edit", "undoAction"));
    QTRY_COMPARE_WITH_TIMEOUT(pinned(), std::size_t{ 0 }, patience);
    QCOMPARE(hardRows().count(), hardBefore_);
    QTRY_COMPARE_WITH_TIMEOUT(
        desk_->find<QAction>("redoAction")->text(), QString("&Redo: Pin %1 rows as hard").arg(brushed_), patience);
    QVERIFY(!desk_->find<QAction>("undoAction")->isEnabled());
    QVERIFY(desk_->chooseFromMenu("Edit", "redoAction"));
    QTRY_COMPARE_WITH_TIMEOUT(pinned(), brushed_, patience);
    QCOMPARE(hardRows().count(), hardAfter_);
}

void TestStory::hardRowsAreExported()
{
    desk_->answers = { text(exported_) };
    desk_->click("export");
    QTRY_VERIFY_WITH_TIMEOUT(isShown("exportDialog"), patience);
    QTest::mouseClick(desk_->find<SegmentedChoice>("exportWhat")->choice(0), Qt::LeftButton); // not the selection
    QCOMPARE(desk_->find<QLabel>("exportCount")->text(), QString("%1 rows").arg(hardAfter_));
    desk_->click("exportWrite");
    QTRY_VERIFY_WITH_TIMEOUT(isShown("exportMessage"), patience);
    QVERIFY2(desk_->words("exportMessage").contains(text(exported_)), qPrintable(desk_->words("exportMessage")));
    // the very lines that were imported, of the hard rows and no others
    const auto all = support::linesOf(dataset_);
    std::set<std::string> expected;
    hardRows().forEach([&](std::size_t row) { expected.insert(all.at(row)); });
    QCOMPARE(support::linesOf(exported_).size(), hardAfter_);
    QVERIFY(linesIn(exported_) == expected);
    const auto manifest = core::parseJson(
        core::readFile(exported_.string() + ".manifest.json", 1U << 20U), exported_.string() + ".manifest.json");
    QCOMPARE(manifest.at("rows").get<std::size_t>(), hardAfter_);
    QCOMPARE(manifest.at("sha256").get<std::string>(), core::sha256OfFile(exported_));
    QCOMPARE(manifest.at("origin").at("run").get<std::string>(), run().name);
    QCOMPARE(manifest.at("origin").at("cluster").get<std::string>(), std::string("hard"));
    QVERIFY(manifest.at("origin").at("settings").at("window") == core::Json({ 2, 5 }));
    QCOMPARE(manifest.at("sources").at(0).at("sha256").get<std::string>(), core::sha256OfFile(dataset_));
    QTest::keyClick(desk_->find<QDialog>("exportDialog"), Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!isShown("exportDialog"), patience);
}

void TestStory::hardRowsBecomeADataset()
{
    desk_->click("useInRecipe");
    QTRY_VERIFY_WITH_TIMEOUT(isShown("curatePage"), patience);
    const auto recipe = [this] {
        const auto& recipes = workspace().recipes();
        return recipes.empty() ? std::string() : core::curate::recipeText(recipes.back().recipe);
    };
    QTRY_COMPARE_WITH_TIMEOUT(recipe(), std::string("hard=2"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(desk_->canPress("saveCuration"), patience);
    QTest::mouseClick(desk_->find<QWidget>("step:0"), Qt::LeftButton, {}, { 12, 10 });
    QTRY_VERIFY_WITH_TIMEOUT(isShown("stepNumber"), patience);
    desk_->type("stepNumber", "3");
    QTRY_COMPARE_WITH_TIMEOUT(recipe(), std::string("hard=3"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(
        desk_->find<QAction>("undoAction")->text(), QString("&Undo: Set copies of hard to 3"), patience);
    QVERIFY(desk_->chooseFromMenu("Edit", "undoAction"));
    QTRY_COMPARE_WITH_TIMEOUT(recipe(), std::string("hard=2"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(desk_->canPress("saveCuration"), patience);
    desk_->click("saveCuration");
    QTRY_COMPARE_WITH_TIMEOUT(workspace().curations().size(), std::size_t{ 4 }, patience); // with three controls
    std::size_t twice = 0;
    for (const auto& row : workspace().session()->datasetRows(workspace().session()->dataset("hard-x2").id))
        twice += row.copies == 2;
    QCOMPARE(twice, hardAfter_);
    QVERIFY(desk_->chooseFromMenu("Edit", "redoAction")); // goes on with three copies
    QTRY_COMPARE_WITH_TIMEOUT(recipe(), std::string("hard=3"), patience);
    QVERIFY(desk_->chooseFromMenu("Edit", "undoAction"));
    QTRY_COMPARE_WITH_TIMEOUT(recipe(), std::string("hard=2"), patience);
    QVERIFY(desk_->chooseFromMenu("Edit", "undoAction")); // the recipe itself
    QTRY_COMPARE_WITH_TIMEOUT(recipe(), std::string(), patience);
    QVERIFY(desk_->chooseFromMenu("Edit", "redoAction"));
    QTRY_COMPARE_WITH_TIMEOUT(recipe(), std::string("hard=2"), patience);
}

void TestStory::allIsThereTheNextDay()
{
    const auto name = run().name;
    const auto hard = hardRows();
    QVERIFY(desk_->close());
    desk_ = std::make_unique<Desk>(folder_.path(), support::workerProgram());
    QVERIFY(QTest::qWaitForWindowActive(&desk_->window));
    desk_->click("recent:sums");
    QTRY_VERIFY_WITH_TIMEOUT(desk_->loaded() && workspace().clusteringRecord() != nullptr, patience);
    QTRY_VERIFY_WITH_TIMEOUT(isShown("curatePage"), patience); // where it was left
    QTRY_COMPARE_WITH_TIMEOUT(desk_->find<QLabel>("statusLeft")->text(), QString("Recipe hard-x2: saved"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(
        desk_->find<QAction>("undoAction")->text(), QString("&Undo: Add the recipe “hard-x2”"), patience);
    desk_->click("page:trajectories");
    QTRY_VERIFY_WITH_TIMEOUT(workspace().columns()->origin.clustering.has_value(), patience);
    QCOMPARE(run().name, name);
    QVERIFY(run().state == RunState::Finished);
    QCOMPARE(workspace().columns()->points(), std::size_t{ 6 });
    QCOMPARE(pinned(), brushed_);
    QVERIFY(hardRows() == hard);
    QTRY_COMPARE_WITH_TIMEOUT(trajectories<NumberBox>("windowFirst").value(), 3.0, patience);
    QTRY_VERIFY_WITH_TIMEOUT(trajectories<MapPlot>("dataMap").hasImage(), patience);
    QCOMPARE(workspace().session()->listExports().size(), std::size_t{ 1 });
    desk_->click("page:proxy");
    const auto& plot = *desk_->find<LinePlot>("lossPlot");
    QTRY_VERIFY_WITH_TIMEOUT(!plot.content().series.empty() && plot.isVisible(), patience);
    QVERIFY(desk_->close());
}

int main(int count, char** arguments)
{
    return support::runAtDesk<TestStory>(count, arguments);
}

#include "tst_story.moc"
