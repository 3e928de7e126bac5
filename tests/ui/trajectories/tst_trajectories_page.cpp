// SPDX-License-Identifier: GPL-3.0-or-later
// The page as a person uses it, on a real project: cluster, compare, brush, pin, undo, export. With
// DATALEVER_PAGE_PICTURES=FOLDER and DATALEVER_PAGE_PROJECT=P.datalever it paints that project, to be looked at.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/trajectories/trajectories_page.h"

#ifndef Q_MOC_RUN
#include "core/data/hard_set.h"
#include "tests/ui/trajectories/trajectory_project.h"
#include "ui/controls/bar_list.h"
#include "ui/controls/big_figure.h"
#include "ui/controls/number_box.h"
#include "ui/controls/segmented_choice.h"
#include "ui/plots/density_plot.h"
#include "ui/plots/histogram_plot.h"
#include "ui/plots/map_plot.h"
#include "ui/session/cluster_door.h"
#include "ui/theme/style_sheet.h"
#endif

#include <QtCore/QFile>
#include <QtGui/QClipboard>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QDialog>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>

using namespace ui;

namespace {

constexpr int patience = 30000;

/// A project opened as the window opens it, and the page on it.
struct Shown {
    Theme theme{ ColourScheme::Light };
    ProjectDoor door;
    std::unique_ptr<Workspace> workspace;
    std::unique_ptr<TrajectoriesPage> page;
    QString answer; ///< to every question for a file

    explicit Shown(const std::filesystem::path& file, QSize size = { 1128, 664 })
    {
        QSignalSpy opened(&door, &ProjectDoor::opened);
        door.open(file);
        if (!opened.wait(patience))
            qFatal("the project did not open");
        workspace = std::make_unique<Workspace>(door);
        page = std::make_unique<TrajectoriesPage>(theme, *workspace);
        page->setAskFile(
            [this](QWidget*, const FileRequest&, const std::function<void(const QString&)>& answered) { answered(answer); });
        page->resize(size);
        page->show();
        if (!QTest::qWaitForWindowExposed(page.get()))
            qFatal("the page did not show");
    }
    ~Shown()
    {
        page.reset();
        workspace.reset();
        QSignalSpy closed(&door, &ProjectDoor::closed);
        door.close();
        closed.wait(patience);
    }

    template <typename Widget> Widget& find(const char* name) const
    {
        auto* found = page->findChild<Widget*>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("there is no %s", name);
        return *found;
    }
    void click(const char* name) const { QTest::mouseClick(&find<QAbstractButton>(name), Qt::LeftButton); }
    QString text(const char* name) const { return find<QLabel>(name).text(); }
    bool waitForPicture() const
    {
        return QTest::qWaitFor([this] { return find<DensityPlot>("trajectoryPlot").hasImage(); }, patience)
            && QTest::qWaitFor([this] { return find<MapPlot>("dataMap").hasImage(); }, patience);
    }
    /// Until a result is stored, and all figures are there.
    bool waitForStored(std::size_t clusterings) const
    {
        return QTest::qWaitFor(
            [&] {
                const auto* record = workspace->clusteringRecord();
                return workspace->clusterings().size() == clusterings && record != nullptr && workspace->columns()
                    && workspace->columns()->origin.clustering == record->id
                    && find<BigFigure>("silhouette").value() != QStringLiteral("–");
            },
            patience);
    }
    void choose(const char* name, int index) const
    {
        QTest::mouseClick(find<SegmentedChoice>(name).choice(index), Qt::LeftButton);
    }
    /// As a person chooses from a combo box.
    void pick(const char* name, int index) const
    {
        auto& box = find<QComboBox>(name);
        box.setCurrentIndex(index);
        Q_EMIT box.activated(index);
    }
    std::size_t hardRows() const { return core::data::hardSet(*workspace->columns()).rows.count(); }
};

void drag(QWidget& widget, QPoint from, QPoint to)
{
    QTest::mousePress(&widget, Qt::LeftButton, {}, from);
    for (int part = 1; part <= 4; ++part)
        QTest::mouseMove(&widget, from + (to - from) * part / 4);
    QTest::mouseRelease(&widget, Qt::LeftButton, {}, to);
}

/// The drawn rows that the brushes on the data map hold.
core::data::Selection rowsIn(const MapPlot& map)
{
    const MapContent& content = map.content();
    core::data::Selection rows = selectionOf(map.brushes(), content.values->x, content.values->y);
    return rows &= core::data::Selection::where(rows.size(), [&](std::size_t row) { return (*content.labels)[row] >= 0; });
}

QDialog* openDialog(const Shown& shown, const char* name)
{
    QDialog* dialog = nullptr;
    const bool opened = QTest::qWaitFor(
        [&] {
            dialog = shown.page->findChild<QDialog*>(QString::fromLatin1(name));
            return dialog != nullptr && dialog->isVisible();
        },
        patience);
    return opened ? dialog : nullptr;
}

} // namespace

class TrajectoriesPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void saysWhatIsMissing();
    void saysWhichDatasetHasNoRun();
    void beginsWithAPreview();
    void storesAndGoesBack();
    void cautionsWhereClustersAreWeak();
    void movesTheBoundaryByHand();
    void movesTheBoundaryInsideAWindow();
    void keepsWhatTheHandDoesWhileRowsChange();
    void dragsTheWindow();
    void typesAWindowOfOnePoint();
    void dropsTheBrushWhenTheMapMoves();
    void brushesAndPins();
    void selectsByLearningTime();
    void filtersBySource();
    void showsWhatChanged();
    void exportsHardRows();
    void savesSelections();
    void marksStaleClusters();
    void paintsPictures();
};

void TrajectoriesPageTest::saysWhatIsMissing()
{
    support::TemporaryFolder folder;
    const auto file = folder.path() / "empty.datalever";
    core::store::ProjectSession::create(file).close();
    const Shown shown(file);
    QSignalSpy wanted(shown.page.get(), &TrajectoriesPage::proxyRequested);
    auto& state = shown.find<QWidget>("trajectoriesState");
    QVERIFY(state.isVisible());
    QAbstractButton* button = nullptr;
    for (auto* candidate : state.findChildren<QAbstractButton*>())
        if (candidate->isVisible())
            button = candidate;
    QVERIFY(button != nullptr);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(wanted.count(), 1);
    QVERIFY(!shown.find<QAbstractButton>("useInRecipe").isEnabled());
}

void TrajectoriesPageTest::saysWhichDatasetHasNoRun()
{
    support::TemporaryFolder folder;
    const auto file = trajectory_project::make(folder);
    {
        auto session = core::store::ProjectSession::open(file, core::store::OpenMode::ReadWrite);
        core::store::importFile(session, folder.write("later.jsonl", "{\"prompt\": \"a\", \"response\": \"b\"}\n"),
            { .name = "later", .reading = {}, .recordedPath = {}, .again = false });
        session.close();
    }
    const Shown shown(file);
    QVERIFY(shown.waitForPicture());
    auto& chooser = shown.find<QComboBox>("runChooser");
    QTRY_COMPARE_WITH_TIMEOUT(chooser.currentText(), QStringLiteral("Run proxy-1, 6 points"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(chooser.width() >= chooser.sizeHint().width(), patience); // all of it is read
    QVERIFY(chooser.sizeHint().width() > chooser.fontMetrics().horizontalAdvance(chooser.currentText()));
    QSignalSpy status(shown.page.get(), &TrajectoriesPage::statusText);
    const auto& later = shown.workspace->datasets().back();
    shown.workspace->chooseDataset(later.id);
    auto& state = shown.find<QWidget>("trajectoriesState");
    const auto words = [&] {
        QStringList texts;
        for (const auto* label : state.findChildren<QLabel*>())
            texts << label->text();
        return texts.join(' ');
    };
    QTRY_VERIFY_WITH_TIMEOUT(state.isVisible() && words().contains(QString::fromStdString(later.name)), patience);
    QCOMPARE(status.last().first().toString(), QString()); // nothing of the other dataset's table
    auto& runs = shown.find<QComboBox>("runChooser");
    QCOMPARE(runs.currentIndex(), -1);
    QCOMPARE(runs.count(), 1);
    QVERIFY(runs.itemText(0).startsWith(QStringLiteral("Show ")));
    shown.pick("runChooser", 0);
    QTRY_VERIFY_WITH_TIMEOUT(!state.isVisible(), patience);
}

void TrajectoriesPageTest::beginsWithAPreview()
{
    support::TemporaryFolder folder;
    const Shown shown(trajectory_project::make(folder));
    QVERIFY(shown.waitForPicture());
    QTRY_VERIFY_WITH_TIMEOUT(shown.find<QLabel>("previewWords").isVisible(), patience);
    QVERIFY(shown.workspace->clusterings().empty());
    QVERIFY(!shown.find<QAbstractButton>("useInRecipe").isEnabled());
    shown.choose("rightPlot", 1); // learning times are there before anything is stored
    const HistogramContent& learning = shown.find<HistogramPlot>("learningTimes").content();
    QVERIFY(!learning.series.empty());
    const auto& counts = learning.series.front().counts;
    QVERIFY(counts.size() > 2);
    QVERIFY(std::count_if(counts.begin(), counts.end(), [](qint64 count) { return count > 0; }) >= 2);
    for (const double edge : learning.edges)
        QCOMPARE(edge, std::floor(edge)); // whole steps
}

void TrajectoriesPageTest::storesAndGoesBack()
{
    support::TemporaryFolder folder;
    const Shown shown(trajectory_project::make(folder));
    QVERIFY(shown.waitForPicture());
    auto& seed = shown.find<NumberBox>("seed");
    seed.setFocus();
    QTest::keyClick(&seed, Qt::Key_Up);
    QTest::keyClick(&seed, Qt::Key_Return);
    QVERIFY(shown.waitForStored(1));
    const QString two = shown.find<BigFigure>("hardShare").value();
    shown.choose("clusters", 1);
    QVERIFY(shown.waitForStored(2));
    QCOMPARE(shown.workspace->columns()->clusters, 3U);
    shown.pick("clusteringChooser", 0); // undo is choosing the clustering before
    QTRY_COMPARE_WITH_TIMEOUT(shown.workspace->columns()->clusters, 2U, patience);
    QTRY_COMPARE_WITH_TIMEOUT(shown.find<SegmentedChoice>("clusters").current(), 0, patience);
    QCOMPARE(shown.find<BigFigure>("hardShare").value(), two);
    shown.choose("clusters", 1); // made so already: chosen, not made anew
    QTRY_COMPARE_WITH_TIMEOUT(shown.workspace->columns()->clusters, 3U, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.workspace->loading(), patience);
    QCOMPARE(shown.workspace->clusterings().size(), std::size_t{ 2 });
    shown.click("nameClustering");
    auto* dialog = openDialog(shown, "nameDialog");
    QVERIFY(dialog != nullptr);
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("name"));
    name->setText(QStringLiteral("three kinds"));
    QTest::keyClick(name, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(shown.workspace->clusteringRecord()->name, std::string("three kinds"), patience);
    QVERIFY(!isTry(*shown.workspace->clusteringRecord()));
}

void TrajectoriesPageTest::cautionsWhereClustersAreWeak()
{
    support::TemporaryFolder folder;
    const Shown shown(trajectory_project::make(folder, 300, 2));
    QVERIFY(shown.waitForPicture());
    QTRY_VERIFY_WITH_TIMEOUT(shown.text("scoredWords").startsWith(QStringLiteral("Weak: 2 recording points")), patience);
}

void TrajectoriesPageTest::movesTheBoundaryByHand()
{
    support::TemporaryFolder folder;
    const Shown shown(trajectory_project::make(folder));
    QVERIFY(shown.waitForPicture());
    QTRY_VERIFY_WITH_TIMEOUT(shown.text("boundaryWords").contains(QStringLiteral("near mean loss")), patience);
    shown.click("boundaryByHand");
    QVERIFY(shown.waitForStored(1));
    const auto hard = shown.hardRows();
    QVERIFY(!shown.find<QComboBox>("features").isEnabled());
    auto& box = shown.find<NumberBox>("boundaryLossBox");
    box.setFocus();
    box.selectAll();
    QTest::keyClicks(&box, QStringLiteral("0.5"));
    QTRY_VERIFY_WITH_TIMEOUT(shown.hardRows() > hard, patience);
    QCOMPARE(shown.workspace->clusterings().size(), std::size_t{ 1 });
    QTest::keyClick(&box, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(shown.find<BigFigure>("hardShare").value(), QStringLiteral("100.0\u202F%"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(shown.workspace->clusterings().size(), std::size_t{ 2 }, patience); // three keys, one result
    shown.click("boundaryByHand");
    QTRY_VERIFY_WITH_TIMEOUT(shown.find<QComboBox>("features").isEnabled(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(shown.hardRows(), hard, patience);
}

void TrajectoriesPageTest::movesTheBoundaryInsideAWindow()
{
    support::TemporaryFolder folder;
    const auto file = trajectory_project::make(folder);
    {
        const Shown shown(file);
        QVERIFY(shown.waitForPicture());
        auto& first = shown.find<NumberBox>("windowFirst");
        first.setFocus();
        first.selectAll();
        QTest::keyClicks(&first, QStringLiteral("3"));
        QTest::keyClick(&first, Qt::Key_Return);
        QVERIFY(shown.waitForStored(1));
        shown.click("boundaryByHand");
        QVERIFY(shown.waitForStored(2));
        QVERIFY(!shown.find<QWidget>("problem").isVisible());
        QVERIFY(shown.workspace->clusteringRecord()->settings.at("window") == core::Json({ 2, 5 }));
        QVERIFY(shown.workspace->clusteringRecord()->settings.at("assign") == "manual");
        shown.click("copyClusterCommand");
        QVERIFY(QGuiApplication::clipboard()->text().endsWith(QStringLiteral("--window 2 5")));
    }
    const Shown again(file); // the figures are shown anew
    QVERIFY(again.waitForPicture());
    QVERIFY(again.waitForStored(2));
    QVERIFY(!again.find<QWidget>("problem").isVisible());
    QCOMPARE(again.find<NumberBox>("windowFirst").value(), 3.0);
    QVERIFY(!again.find<QComboBox>("features").isEnabled());
}

void TrajectoriesPageTest::keepsWhatTheHandDoesWhileRowsChange()
{
    support::TemporaryFolder folder;
    const Shown shown(trajectory_project::make(folder));
    QVERIFY(shown.waitForPicture());
    shown.click("boundaryByHand");
    QVERIFY(shown.waitForStored(1));
    const auto hard = shown.hardRows();
    auto& box = shown.find<NumberBox>("boundaryLossBox");
    box.setFocus();
    box.selectAll();
    QTest::keyClicks(&box, QStringLiteral("0.5"));
    QTRY_VERIFY_WITH_TIMEOUT(shown.hardRows() > hard, patience);
    const auto moved = shown.hardRows();
    shown.workspace->annotate({ core::store::AnnotationKind::AddLabel, "seen" },
        core::data::Selection::where(shown.workspace->columns()->rows(), [](std::size_t row) { return row == 7; }));
    const auto labelled = [&] {
        const auto& labels = shown.workspace->columns()->labels;
        return !labels.empty() && !labels.sets[labels.codes[7]].empty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(labelled() && shown.hardRows() == moved, patience);
    shown.workspace->background().wait(); // whatever would take it back has its say
    QCoreApplication::processEvents();
    QVERIFY(labelled());
    QCOMPARE(shown.hardRows(), moved);
    QCOMPARE(box.value(), 0.5);
    QTest::keyClick(&box, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(shown.workspace->clusterings().size(), std::size_t{ 2 }, patience);
    QVERIFY(labelled());
    QCOMPARE(shown.hardRows(), moved);
}

void TrajectoriesPageTest::dragsTheWindow()
{
    support::TemporaryFolder folder;
    const Shown shown(trajectory_project::make(folder));
    QVERIFY(shown.waitForPicture());
    auto& plot = shown.find<DensityPlot>("trajectoryPlot");
    const QRectF inside = plot.plotRectangle();
    QSignalSpy moved(&plot, &DensityPlot::windowChanged);
    const QPoint grip(static_cast<int>(inside.left()), static_cast<int>(inside.top()) - 5);
    drag(plot, grip, { static_cast<int>(inside.left() + inside.width() * 0.4), grip.y() });
    QVERIFY(moved.count() >= 2);
    QCOMPARE(shown.find<NumberBox>("windowFirst").value(), 3.0);
    QCOMPARE(shown.find<QComboBox>("features").currentIndex(), 2); // raw losses of a window
    QVERIFY(shown.waitForStored(1));
    QVERIFY(shown.workspace->clusteringRecord()->settings.at("window") == core::Json({ 2, 5 }));
    QCOMPARE(shown.workspace->columns()->window.first, std::size_t{ 2 });
}

/// The fields, the bracket and what is clustered are one window.
void TrajectoriesPageTest::typesAWindowOfOnePoint()
{
    support::TemporaryFolder folder;
    const Shown shown(trajectory_project::make(folder));
    QVERIFY(shown.waitForPicture());
    auto& first = shown.find<NumberBox>("windowFirst");
    first.setFocus();
    first.selectAll();
    QTest::keyClicks(&first, QStringLiteral("6"));
    QTest::keyClick(&first, Qt::Key_Return);
    QVERIFY(shown.waitForStored(1));
    QCOMPARE(first.value(), 6.0);
    QCOMPARE(shown.find<NumberBox>("windowLast").value(), 6.0);
    QVERIFY(shown.workspace->clusteringRecord()->settings.at("window") == core::Json({ 5, 5 }));
    auto& plot = shown.find<DensityPlot>("trajectoryPlot");
    QTRY_VERIFY_WITH_TIMEOUT(
        plot.content().window.has_value() && *plot.content().window == (core::analysis::Window{ 5, 5 }), patience);
    const auto& map = shown.find<MapPlot>("dataMap");
    QTRY_VERIFY_WITH_TIMEOUT(map.content().values->y.front() == 0, patience); // one point does not vary
    QCOMPARE(map.visibleY().low, 0.0);
    QVERIFY(map.visibleY().high > 0);
    QSignalSpy moved(&plot, &DensityPlot::windowChanged);
    const double y = plot.plotRectangle().top() - 5;
    const QPoint grip(static_cast<int>(plot.pixelOf(plot.positions().back(), 0).x()), static_cast<int>(y));
    drag(plot, grip, { static_cast<int>(plot.pixelOf(plot.positions()[3], 0).x()), grip.y() });
    QVERIFY(!moved.isEmpty());
    QCOMPARE(first.value(), 4.0);
    QCOMPARE(shown.find<NumberBox>("windowLast").value(), 6.0);
}

void TrajectoriesPageTest::dropsTheBrushWhenTheMapMoves()
{
    support::TemporaryFolder folder;
    const Shown shown(trajectory_project::make(folder));
    QVERIFY(shown.waitForPicture());
    shown.choose("clusters", 0);
    QVERIFY(shown.waitForStored(1));
    auto& map = shown.find<MapPlot>("dataMap");
    const QRectF inside = map.plotRectangle();
    drag(map, inside.topLeft().toPoint() + QPoint(1, 1),
        { static_cast<int>(inside.center().x()), static_cast<int>(inside.bottom()) });
    const auto selected = rowsIn(map).count(); // the selection follows the brush
    QVERIFY(selected > 20);
    QTRY_COMPARE_WITH_TIMEOUT(shown.workspace->selection().selectedCount(), selected, patience);
    shown.choose("clusters", 1); // the points stay where they are
    QVERIFY(shown.waitForStored(2));
    QVERIFY(!map.brushes().empty());
    auto& first = shown.find<NumberBox>("windowFirst");
    first.setFocus();
    QTest::keyClick(&first, Qt::Key_Up);
    QTRY_VERIFY_WITH_TIMEOUT(map.brushes().empty(), patience);
    QCOMPARE(shown.workspace->selection().selectedCount(), selected); // what was selected is still meant
}

void TrajectoriesPageTest::brushesAndPins()
{
    support::TemporaryFolder folder;
    const Shown shown(trajectory_project::make(folder));
    QVERIFY(shown.waitForPicture());
    shown.choose("clusters", 0);
    QVERIFY(shown.waitForStored(1));
    auto& map = shown.find<MapPlot>("dataMap");
    const QRectF inside = map.plotRectangle();
    const auto hardBefore = shown.hardRows();
    shown.workspace->selection().setCurrentRow(RowChoice(0)); // looked at, and outside of what is brushed
    // the left half: the easy rows
    drag(map, inside.topLeft().toPoint() + QPoint(1, 1),
        { static_cast<int>(inside.center().x()), static_cast<int>(inside.bottom()) });
    SelectionState& state = shown.workspace->selection();
    // what the finished brush holds; the selection follows it while it is drawn
    const auto selected = rowsIn(map).count();
    QVERIFY(selected > 20);
    QTRY_COMPARE_WITH_TIMEOUT(state.selectedCount(), selected, patience);
    QVERIFY(shown.text("selectedCount").startsWith(QString::number(selected)));
    QVERIFY(shown.find<DensityPlot>("trajectoryPlot").content().selected != nullptr);
    shown.click("pinHard");
    QTRY_VERIFY_WITH_TIMEOUT(shown.hardRows() > hardBefore, patience);
    QTRY_VERIFY_WITH_TIMEOUT(shown.text("hardSetWords").contains(QStringLiteral("pinned in")), patience);
    QCOMPARE(state.selectedCount(), selected);
    QVERIFY(shown.find<DensityPlot>("trajectoryPlot").content().pinned.size() >= 6);
    QTRY_COMPARE_WITH_TIMEOUT(shown.find<QAbstractButton>("pinHard").text(), QStringLiteral("Unpin hard"), patience);
    shown.workspace->undo();
    QTRY_COMPARE_WITH_TIMEOUT(shown.hardRows(), hardBefore, patience);
    shown.click("excludeRows");
    QTRY_VERIFY_WITH_TIMEOUT(shown.find<QAbstractButton>("excludeRows").text() == QStringLiteral("Include"), patience);
    QVERIFY(shown.find<DensityPlot>("trajectoryPlot").content().pinned.front().excluded);
    QVERIFY(shown.find<DensityPlot>("trajectoryPlot").text().caption.contains(QStringLiteral(" excluded")));
    shown.find<QComboBox>("features").setFocus();
    QTest::keyClick(&shown.find<QComboBox>("features"), Qt::Key_Escape); // not only with the focus on the map
    QTRY_COMPARE_WITH_TIMEOUT(state.selectedCount(), std::size_t{ 0 }, patience);
    QVERIFY(map.brushes().empty());
}

void TrajectoriesPageTest::selectsByLearningTime()
{
    support::TemporaryFolder folder;
    const Shown shown(trajectory_project::make(folder));
    QVERIFY(shown.waitForPicture());
    shown.choose("clusters", 0);
    QVERIFY(shown.waitForStored(1));
    shown.choose("rightPlot", 1);
    auto& plot = shown.find<HistogramPlot>("learningTimes");
    QTRY_VERIFY_WITH_TIMEOUT(plot.isVisible() && plot.content().series.size() == 2, patience);
    qint64 all = 0;
    for (const qint64 count : plot.content().series.front().counts)
        all += count;
    const auto scored = shown.workspace->columns()->rows();
    QVERIFY(all > 0 && all + plot.content().series.front().censored < static_cast<qint64>(scored)); // held out, unscored
    const QRectF inside = plot.plotRectangle();
    const int y = static_cast<int>(inside.bottom()) - 4;
    const qint64 first = plot.content().series.front().counts.front();
    QTest::mouseClick(&plot, Qt::LeftButton, {}, { static_cast<int>(inside.left()) + 8, y });
    QTRY_COMPARE_WITH_TIMEOUT(static_cast<qint64>(shown.workspace->selection().selectedCount()), first, patience);
}

void TrajectoriesPageTest::filtersBySource()
{
    support::TemporaryFolder folder;
    const Shown shown(trajectory_project::make(folder));
    QVERIFY(shown.waitForPicture());
    shown.choose("clusters", 0);
    QVERIFY(shown.waitForStored(1));
    auto& sources = shown.find<BarList>("groupShares");
    QCOMPARE(sources.model()->rowCount(), 2);
    QCOMPARE(sources.model()->index(0, 0).data().toString(), QStringLiteral("even")); // the late rows: all hard
    const QRect row = sources.visualRect(sources.model()->index(0, 0));
    QTest::mouseClick(sources.viewport(), Qt::LeftButton, {}, row.center());
    QVERIFY(shown.workspace->selection().filter().facetValues(core::data::FacetName::Source)
        == std::vector<std::string>{ "even" });
    shown.click("otherGroups");
    const std::vector<std::string> lengths = core::data::lengthCodes(*shown.workspace->columns()).values;
    QVERIFY(sources.model()->rowCount() >= 1);
    QVERIFY(sources.selectedKeys().isEmpty());
    QTest::mouseClick(sources.viewport(), Qt::LeftButton, {}, sources.visualRect(sources.model()->index(0, 0)).center());
    const auto chosen = shown.workspace->selection().filter().facetValues(core::data::FacetName::Length);
    QCOMPARE(chosen.size(), std::size_t{ 1 });
    QVERIFY(std::find(lengths.begin(), lengths.end(), chosen[0]) != lengths.end());
}

void TrajectoriesPageTest::showsWhatChanged()
{
    support::TemporaryFolder folder;
    const Shown shown(trajectory_project::make(folder));
    QVERIFY(shown.waitForPicture());
    shown.choose("clusters", 0);
    QVERIFY(shown.waitForStored(1));
    auto& windows = shown.find<BarList>("growingWindows");
    QTRY_VERIFY_WITH_TIMEOUT(windows.model()->rowCount() == 5, patience);
    windows.setCurrentIndex(windows.model()->index(2, 0)); // to point 4
    QTest::keyClick(&windows, Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(shown.text("changedWords").contains(QStringLiteral("changed")), patience);
    QVERIFY2(shown.text("changedWords").contains(QStringLiteral("0 to hard")), qPrintable(shown.text("changedWords")));
    shown.click("showChanged");
    const SelectionState& state = shown.workspace->selection();
    QVERIFY(state.filter().rows.onlyBrushed);
    QVERIFY(state.selectedCount() > 0);
    for (const std::uint32_t row : state.selection().rows())
        QCOMPARE(row % 10, 4U);
}

void TrajectoriesPageTest::exportsHardRows()
{
    support::TemporaryFolder folder;
    Shown shown(trajectory_project::make(folder));
    QVERIFY(shown.waitForPicture());
    shown.choose("clusters", 0);
    QVERIFY(shown.waitForStored(1));
    shown.workspace->selection().setCurrentRow(RowChoice(1));
    shown.click("pinHard");
    QTRY_VERIFY_WITH_TIMEOUT(shown.workspace->columns()->hasMark(1, core::data::RowMark::PinnedHard), patience);
    shown.answer = QString::fromStdString((folder.path() / "hard.jsonl").string());
    QSignalSpy logged(shown.page.get(), &TrajectoriesPage::logged);
    shown.click("export");
    auto* dialog = openDialog(shown, "exportDialog");
    QVERIFY(dialog != nullptr);
    QTest::mouseClick(dialog->findChild<QAbstractButton*>(QStringLiteral("exportWrite")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QWidget*>(QStringLiteral("exportMessage"))->isVisible(), patience);
    const auto lines = support::linesOf(folder.path() / "hard.jsonl");
    QCOMPARE(lines.size(), shown.hardRows());
    QVERIFY(std::any_of(lines.begin(), lines.end(),
        [](const std::string& line) { return line.find("What is 1 plus one") != std::string::npos; })); // the pinned row
    QVERIFY(QFile::exists(shown.answer + QStringLiteral(".manifest.json")));
    QVERIFY(logged.last().first().toString().contains(shown.answer));
    QTest::mouseClick(dialog->findChild<QAbstractButton*>(QStringLiteral("copyExportCommand")), Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("--cluster hard --to")));
}

void TrajectoriesPageTest::savesSelections()
{
    support::TemporaryFolder folder;
    const Shown shown(trajectory_project::make(folder));
    QVERIFY(shown.waitForPicture());
    QVERIFY(!shown.find<QAbstractButton>("saveSelection").isEnabled());
    core::data::Selection rows(shown.workspace->columns()->rows());
    rows.set(3, true);
    rows.set(5, true);
    shown.workspace->selection().setSelection(rows);
    shown.click("saveSelection");
    auto* dialog = openDialog(shown, "nameDialog");
    QVERIFY(dialog != nullptr);
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("name"));
    name->setText(QStringLiteral("odd"));
    QSignalSpy logged(shown.page.get(), &TrajectoriesPage::logged);
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(logged.wait(patience));
    QCOMPARE(shown.workspace->session()->findSelection("odd")->examples.size(), std::size_t{ 2 });
}

void TrajectoriesPageTest::marksStaleClusters()
{
    support::TemporaryFolder folder;
    const Shown shown(trajectory_project::make(folder, 300, 4));
    QVERIFY(shown.waitForPicture());
    shown.choose("clusters", 0);
    QVERIFY(shown.waitForStored(1));
    QVERIFY(!shown.find<QWidget>("stale").isVisible());
    shown.workspace->session()->applyRunBatch(trajectory_project::recording(*shown.workspace->run(), 300, 4, 6));
    shown.workspace->reload();
    QTRY_VERIFY_WITH_TIMEOUT(shown.find<QWidget>("stale").isVisible(), patience);
    QTRY_COMPARE_WITH_TIMEOUT(shown.find<DensityPlot>("trajectoryPlot").positions().size(), std::size_t{ 6 }, patience);
    shown.click("updateClustering");
    QTRY_COMPARE_WITH_TIMEOUT(shown.workspace->clusterings().size(), std::size_t{ 2 }, patience);
    QTRY_VERIFY_WITH_TIMEOUT(!shown.find<QWidget>("stale").isVisible(), patience);
}

void TrajectoriesPageTest::paintsPictures()
{
    const QString folder = qEnvironmentVariable("DATALEVER_PAGE_PICTURES");
    const std::string project = qEnvironmentVariable("DATALEVER_PAGE_PROJECT").toStdString();
    if (folder.isEmpty() || project.empty())
        QSKIP("nothing to paint");
    for (const QSize size : { QSize(1128, 664), QSize(843, 664), QSize(1769, 944) }) {
        Shown shown(project, size);
        applyLook(*qApp, shown.theme);
        QVERIFY(shown.waitForPicture());
        QTRY_VERIFY_WITH_TIMEOUT(shown.find<BarList>("growingWindows").model()->rowCount() > 3, patience);
        for (const ColourScheme scheme : { ColourScheme::Light, ColourScheme::Dark }) {
            shown.theme.setScheme(scheme);
            QTest::qWait(1500); // whatever redraws has done so: pictures to look at, nothing is asserted
            const QString name = QStringLiteral("%1/trajectories-%2-%3.png")
                                     .arg(folder)
                                     .arg(size.width())
                                     .arg(scheme == ColourScheme::Dark ? "dark" : "light");
            QVERIFY(shown.page->grab().save(name));
        }
    }
}

QTEST_MAIN(TrajectoriesPageTest)
#include "tst_trajectories_page.moc"
