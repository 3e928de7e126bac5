// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plots/hand.h"
#include "tests/ui/plots/sample_plots.h"
#include "ui/plots/density_plot.h"
#include "ui/plots/plot_export.h"

#include <QtTest/QSignalSpy>

using namespace ui;

class TestDensityPlot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theImageComesFromAnotherThread();
    void coloursSayTheCluster();
    void outsideTheWindowIsVeiled();
    void aGripMovesTheWindow();
    void keysMoveTheWindow();
    void aBoxSelectsRows();
    void whatIsNotSelectedFades();
    void theRowUnderThePointerIsTold();
    void anOldImageIsNotShownForOtherValues();
    void theExportIsComputedAtItsOwnPixels();
    void stepsCanLieByTheirLogarithm();
    void valuesAreExportedWhole();
    void refusesWhatDoesNotFit();

private:
    double colourOf(const QRectF& part);
    int saturated(const QRectF& part, bool warm);

    Theme theme_{ ColourScheme::Light };
    std::unique_ptr<DensityPlot> plot_;
};

void TestDensityPlot::init()
{
    plot_ = std::make_unique<DensityPlot>(theme_);
    plot_->resize(420, 360);
    plot_->setContent(samples::trajectories(3000));
    plot_->show();
    QVERIFY(QTest::qWaitForWindowExposed(plot_.get()));
    QTRY_VERIFY(plot_->hasImage());
}

void TestDensityPlot::cleanup()
{
    plot_.reset();
}

/// Mean of blue minus red.
double TestDensityPlot::colourOf(const QRectF& part)
{
    const QImage image = plot_->grab().toImage();
    double sum = 0;
    const QRect pixels = part.toAlignedRect();
    for (int y = pixels.top(); y <= pixels.bottom(); ++y)
        for (int x = pixels.left(); x <= pixels.right(); ++x)
            sum += qBlue(image.pixel(x, y)) - qRed(image.pixel(x, y));
    return sum / (pixels.width() * pixels.height());
}

/// Pixels that are clearly orange or clearly teal.
int TestDensityPlot::saturated(const QRectF& part, bool warm)
{
    const QImage image = plot_->grab().toImage();
    int count = 0;
    const QRect pixels = part.toAlignedRect();
    for (int y = pixels.top(); y <= pixels.bottom(); ++y)
        for (int x = pixels.left(); x <= pixels.right(); ++x) {
            const QColor colour(image.pixel(x, y));
            const int difference = colour.red() - colour.blue();
            count += (warm ? difference > 60 : difference < -60) ? 1 : 0;
        }
    return count;
}

void TestDensityPlot::theImageComesFromAnotherThread()
{
    DensityPlot other(theme_);
    other.resize(420, 360);
    other.setContent(samples::trajectories(3000));
    QSignalSpy arrived(&other, &PicturePlot::imageArrived);
    other.show();
    other.grab(); // paints, and does not wait
    QVERIFY(!other.hasImage());
    QTRY_COMPARE(arrived.count(), 1);
    QVERIFY(other.hasImage());
}

void TestDensityPlot::coloursSayTheCluster()
{
    const QPointF high = plot_->pixelOf(8, 7);
    const QPointF low = plot_->pixelOf(8, 1.2);
    const QSizeF around(30, 16);
    QVERIFY(saturated(QRectF(high - QPointF(15, 8), around), true) > 20);
    QCOMPARE(saturated(QRectF(high - QPointF(15, 8), around), false), 0);
    QVERIFY(saturated(QRectF(low - QPointF(15, 8), around), false) > 20);
    QCOMPARE(saturated(QRectF(low - QPointF(15, 8), around), true), 0);
}

void TestDensityPlot::outsideTheWindowIsVeiled()
{
    const QRectF outside(plot_->pixelOf(4.3, 3.2), plot_->pixelOf(4.9, 2));
    const double before = colourOf(outside);
    QVERIFY(before > 30);
    plot_->setWindow(core::analysis::Window{ 6, 9 });
    QVERIFY2(std::abs(colourOf(outside) - 0.38 * before) < 0.06 * before,
        qPrintable(QString::number(colourOf(outside) / before)));
}

void TestDensityPlot::aGripMovesTheWindow()
{
    QSignalSpy changed(plot_.get(), &DensityPlot::windowChanged);
    const double y = plot_->plotRectangle().top() - 8;
    hand::drag(*plot_, { plot_->pixelOf(3, 5).x(), y }, { plot_->pixelOf(5.2, 5).x(), y });
    QVERIFY(changed.count() >= 2);
    QCOMPARE(changed.first().at(2).toBool(), false);
    QCOMPARE(changed.last().at(0).value<std::size_t>(), std::size_t{ 5 });
    QCOMPARE(changed.last().at(1).value<std::size_t>(), std::size_t{ 9 });
    QCOMPARE(changed.last().at(2).toBool(), true);
    // grips do not pass each other
    hand::drag(*plot_, { plot_->pixelOf(9, 5).x(), y }, { plot_->pixelOf(0, 5).x(), y });
    QCOMPARE(changed.last().at(0).value<std::size_t>(), std::size_t{ 5 });
    QCOMPARE(changed.last().at(1).value<std::size_t>(), std::size_t{ 6 });
}

void TestDensityPlot::keysMoveTheWindow()
{
    QSignalSpy changed(plot_.get(), &DensityPlot::windowChanged);
    QTest::keyClick(plot_.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(changed.last().at(1).value<std::size_t>(), std::size_t{ 8 });
    QTest::keyClick(plot_.get(), Qt::Key_Left, Qt::AltModifier | Qt::ShiftModifier);
    QCOMPARE(changed.last().at(0).value<std::size_t>(), std::size_t{ 2 });
    QCOMPARE(changed.count(), 2);
}

void TestDensityPlot::aBoxSelectsRows()
{
    BrushShapes shapes;
    bool finished = false;
    connect(plot_.get(), &PicturePlot::brushChanged, plot_.get(), [&](const BrushShapes& now, bool done) {
        shapes = now;
        finished = done;
    });
    hand::drag(*plot_, plot_->pixelOf(6, 8), plot_->pixelOf(7, 6));
    QCOMPARE(shapes.size(), std::size_t{ 1 });
    QVERIFY(finished);
    QVERIFY(std::abs(shapes[0].box.left - 6) < 0.05 && std::abs(shapes[0].box.right - 7) < 0.05);
    QVERIFY(std::abs(shapes[0].box.low - 6) < 0.05 && std::abs(shapes[0].box.high - 8) < 0.05);
    const auto& content = plot_->content();
    const core::data::Selection rows = selectionOf(shapes, content.values->losses, plot_->positions());
    QVERIFY(rows.count() > 100 && rows.count() < 2000);
    QTest::keyClick(plot_.get(), Qt::Key_Escape);
    QVERIFY(shapes.empty());
    QTest::keyClick(plot_.get(), Qt::Key_B);
    QCOMPARE(shapes.size(), std::size_t{ 1 });
    const double right = shapes[0].box.right;
    QTest::keyClick(plot_.get(), Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(shapes[0].box.right > right);
}

void TestDensityPlot::whatIsNotSelectedFades()
{
    const QRectF low(plot_->pixelOf(7, 3), plot_->pixelOf(8.5, 1.2));
    const int before = saturated(low, false);
    QVERIFY(before > 100);
    plot_->setSelected(std::make_shared<core::data::Selection>(3000)); // none
    QSignalSpy arrived(plot_.get(), &PicturePlot::imageArrived);
    plot_->grab();
    QVERIFY(arrived.wait());
    QVERIFY(saturated(low, false) < before / 3);
    plot_->setSelected(std::make_shared<core::data::Selection>(3000, true));
    plot_->grab();
    QVERIFY(arrived.wait());
    QVERIFY(std::abs(saturated(low, false) - before) <= before / 50);
}

void TestDensityPlot::theRowUnderThePointerIsTold()
{
    std::optional<std::size_t> hovered;
    std::optional<std::size_t> chosen;
    connect(plot_.get(), &PicturePlot::rowHovered, plot_.get(), [&](auto row) { hovered = row; });
    connect(plot_.get(), &PicturePlot::rowChosen, plot_.get(), [&](std::size_t row) { chosen = row; });
    const auto& losses = plot_->content().values->losses;
    // the row that ends highest is alone up there
    std::size_t highest = 0;
    for (std::size_t row = 0; row < losses.rows; ++row)
        if (losses.at(9, row) > losses.at(9, highest))
            highest = row;
    const QPointF at = plot_->pixelOf(9, static_cast<double>(losses.at(9, highest))) - QPointF(1, 1);
    QTest::mouseMove(plot_.get(), at.toPoint());
    QTRY_COMPARE(hovered, std::optional(highest));
    QVERIFY(plot_->readOutSentence().contains(QStringLiteral("Hard, mean")));
    QTest::mouseClick(plot_.get(), Qt::LeftButton, {}, at.toPoint());
    QCOMPARE(chosen, std::optional(highest));
    QTest::mouseMove(plot_.get(), QPoint(3, 3));
    QTRY_COMPARE(hovered, std::optional<std::size_t>());
}

void TestDensityPlot::anOldImageIsNotShownForOtherValues()
{
    plot_->setContent(samples::trajectories(2000));
    QVERIFY(!plot_->hasImage());
    plot_->grab();
    QTRY_VERIFY(plot_->hasImage());
    // a zoom keeps the old image until the new one is there
    plot_->setVisibleRange({ 4, 6 }, { 2, 6 });
    QVERIFY(plot_->hasImage());
}

void TestDensityPlot::theExportIsComputedAtItsOwnPixels()
{
    const ExportSettings settings{ QSizeF(420, 360), 2 };
    const QImage at2 = plotImage(*plot_, settings);
    QCOMPARE(at2.size(), QSize(840, 720));
    const QRectF plot = plot_->plotRectangle();
    // not doubled pixels: neighbours of a pair differ somewhere
    int different = 0;
    for (int y = static_cast<int>(plot.top()) * 2; y < static_cast<int>(plot.bottom()) * 2; y += 2)
        for (int x = static_cast<int>(plot.left()) * 2; x < static_cast<int>(plot.right()) * 2; x += 2)
            different += at2.pixel(x, y) != at2.pixel(x + 1, y) ? 1 : 0;
    QVERIFY(different > 1000);
    bool ready = false;
    plot_->prepare(settings.size, settings.scale, [&] { ready = true; });
    QVERIFY(!ready);
    QTRY_VERIFY(ready);
    QCOMPARE(plotImage(*plot_, settings), at2);
}

void TestDensityPlot::stepsCanLieByTheirLogarithm()
{
    QCOMPARE(positionsOf({ 0, 2, 5 }, false), (std::vector<double>{ 0, 1, 2 }));
    const std::vector<double> logarithmic = positionsOf({ 0, 2, 5 }, true);
    QCOMPARE(logarithmic[0], 0.0);
    QCOMPARE(logarithmic[1], std::log(3.0));
    QCOMPARE(logarithmic[2], std::log(6.0));
}

void TestDensityPlot::valuesAreExportedWhole()
{
    const QStringList lines = plot_->csv().split('\n');
    QCOMPARE(lines.size(), 3002);
    QVERIFY(lines[0].startsWith("row,cluster,loss at step 0,loss at step 2"));
    const QStringList fields = lines[7].split(',');
    QCOMPARE(fields[0], QString("7"));
    QCOMPARE(fields[1], (*plot_->content().labels)[6] == 1 ? QString("Hard") : QString("Easy"));
    QCOMPARE(fields[4].toFloat(), plot_->content().values->losses.at(2, 6));
}

void TestDensityPlot::refusesWhatDoesNotFit()
{
    TrajectoryContent content = samples::trajectories(100);
    content.labels = std::make_shared<std::vector<std::int32_t>>(99, 0);
    plot_->setContent(content);
    QCOMPARE(plot_->state().stage, PlotStage::Failed);
    plot_->setContent(samples::trajectories(100));
    QCOMPARE(plot_->state().stage, PlotStage::Ready);
}

QTEST_MAIN(TestDensityPlot)
#include "tst_density_plot.moc"
