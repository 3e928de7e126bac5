// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plots/hand.h"
#include "tests/ui/plots/sample_plots.h"
#include "ui/plots/line_plot.h"

#include <QtTest/QSignalSpy>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QToolButton>

using namespace ui;

class TestLinePlot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void drawsItsLines();
    void followsTheTheme();
    void readsOutUnderThePointer();
    void readsOutByArrowKeys();
    void aFrameZoomsAndADoubleClickResets();
    void theWheelZoomsAroundThePointer();
    void panStaysInside();
    void newPointsKeepTheZoom();
    void aSpikeIsNeverLost();
    void manyNamesMakeAList();
    void valuesAreExportedWhole();
    void refusesLinesOutOfOrder();
    void saysWhatItShows();

private:
    Theme theme_{ ColourScheme::Light };
    std::unique_ptr<LinePlot> plot_;
};

void TestLinePlot::init()
{
    theme_.setScheme(ColourScheme::Light);
    plot_ = std::make_unique<LinePlot>(theme_);
    plot_->resize(640, 280);
    plot_->setContent(samples::furniture());
    plot_->show();
    QVERIFY(QTest::qWaitForWindowExposed(plot_.get()));
}

void TestLinePlot::cleanup()
{
    plot_.reset();
}

void TestLinePlot::drawsItsLines()
{
    const QRectF plot = plot_->plotRectangle();
    QVERIFY(hand::pixelsOf(*plot_, plot, theme_.colour(Role::Hard), 40) > plot.width() / 2);
    QVERIFY(hand::pixelsOf(*plot_, plot, theme_.colour(Role::Easy), 40) > plot.width() / 4);
    QVERIFY(hand::pixelsOf(*plot_, plot, theme_.colour(Role::Grid)) > plot.width());
    // where it says that it lies
    const QPointF at = plot_->pixelOf(100, plot_->content().series[1].y[100]);
    QVERIFY(hand::pixelsOf(*plot_, QRectF(at - QPointF(2, 2), QSizeF(4, 4)), theme_.colour(Role::Hard), 40) > 0);
}

void TestLinePlot::followsTheTheme()
{
    theme_.setScheme(ColourScheme::Dark);
    const QRectF plot = plot_->plotRectangle();
    QVERIFY(hand::pixelsOf(*plot_, plot, theme_.colour(Role::Hard), 40) > plot.width() / 2);
    QVERIFY(hand::pixelsOf(*plot_, plot, theme_.colour(Role::Panel)) > plot.width() * plot.height() / 2);
}

void TestLinePlot::readsOutUnderThePointer()
{
    QTest::mouseMove(plot_.get(), plot_->pixelOf(300, 2).toPoint());
    QTRY_COMPARE(plot_->readOutSentence(), QString("step 300: Hard 1.11, Easy 0.80"));
    QVERIFY(plot_->accessibleDescription().contains("step 300: Hard 1.11"));
    QVERIFY(hand::pixelsOf(*plot_, plot_->plotRectangle(), theme_.colour(Role::Raised)) > 500);
    QTest::mouseMove(plot_.get(), QPoint(5, 5));
    QTRY_VERIFY(plot_->readOutSentence().isEmpty());
}

void TestLinePlot::readsOutByArrowKeys()
{
    QTest::keyClick(plot_.get(), Qt::Key_Right);
    QVERIFY(plot_->readOutSentence().startsWith("step 200:"));
    QTest::keyClick(plot_.get(), Qt::Key_Right);
    QVERIFY(plot_->readOutSentence().startsWith("step 201:"));
    QTest::keyClick(plot_.get(), Qt::Key_Left);
    QTest::keyClick(plot_.get(), Qt::Key_Left);
    QVERIFY(plot_->readOutSentence().startsWith("step 199:"));
    QTest::keyClick(plot_.get(), Qt::Key_Escape);
    QVERIFY(plot_->readOutSentence().isEmpty());
}

void TestLinePlot::aFrameZoomsAndADoubleClickResets()
{
    QSignalSpy changed(plot_.get(), &AxisPlot::viewChanged);
    const AxisRange whole = plot_->visibleX();
    hand::drag(*plot_, plot_->pixelOf(100, 4), plot_->pixelOf(200, 1));
    QCOMPARE(changed.count(), 1);
    QVERIFY(std::abs(plot_->visibleX().low - 100) < 1 && std::abs(plot_->visibleX().high - 200) < 1);
    QVERIFY(std::abs(plot_->visibleY().low - 1) < 0.1 && std::abs(plot_->visibleY().high - 4) < 0.1);
    QVERIFY(plot_->isZoomed());
    QTest::mouseDClick(plot_.get(), Qt::LeftButton, {}, plot_->plotRectangle().center().toPoint());
    QCOMPARE(plot_->visibleX(), whole);
    hand::drag(*plot_, plot_->pixelOf(100, 4), plot_->pixelOf(200, 4));
    QVERIFY(plot_->isZoomed());
    QCOMPARE(plot_->visibleY().high, 6.0); // a flat frame zooms along only
    QTest::mouseClick(plot_->findChild<QToolButton*>("plotReset"), Qt::LeftButton);
    QVERIFY(!plot_->isZoomed());
    QTest::keyClick(plot_.get(), Qt::Key_Plus);
    QVERIFY(plot_->isZoomed());
    QTest::keyClick(plot_.get(), Qt::Key_0);
    QVERIFY(!plot_->isZoomed());
}

void TestLinePlot::theWheelZoomsAroundThePointer()
{
    const QPointF at = plot_->pixelOf(100, 2);
    hand::wheel(*plot_, at, 3);
    QVERIFY(std::abs(plot_->pixelOf(100, 2).x() - at.x()) < 1e-6);
    QVERIFY(std::abs(plot_->visibleX().span() - 400 * 0.512) < 1e-6);
    hand::wheel(*plot_, at, -10);
    QVERIFY(!plot_->isZoomed());
}

void TestLinePlot::panStaysInside()
{
    hand::drag(*plot_, plot_->pixelOf(100, 4), plot_->pixelOf(200, 4));
    const double span = plot_->visibleX().span();
    const QPointF middle = plot_->plotRectangle().center();
    hand::drag(*plot_, middle, middle + QPointF(-60, 0), Qt::ShiftModifier);
    const double moved = plot_->visibleX().low - 100;
    QVERIFY(std::abs(moved - 60 / plot_->plotRectangle().width() * span) < 1);
    for (int i = 0; i < 5; ++i)
        hand::drag(*plot_, middle, middle + QPointF(-250, 0), {}, Qt::MiddleButton);
    QCOMPARE(plot_->visibleX().high, 400.0);
    QVERIFY(std::abs(plot_->visibleX().span() - span) < 1e-9);
}

void TestLinePlot::newPointsKeepTheZoom()
{
    LineContent content = samples::furniture();
    hand::drag(*plot_, plot_->pixelOf(100, 4), plot_->pixelOf(200, 4));
    const AxisRange zoomed = plot_->visibleX();
    content.series[1].x.push_back(500);
    content.series[1].y.push_back(1);
    plot_->setContent(content);
    QCOMPARE(plot_->visibleX(), zoomed);
    plot_->resetView();
    QCOMPARE(plot_->visibleX().high, 500.0);
    content.series[1].x.push_back(600);
    content.series[1].y.push_back(1);
    plot_->setContent(content); // all was visible, so all still is
    QCOMPARE(plot_->visibleX().high, 600.0);
}

void TestLinePlot::aSpikeIsNeverLost()
{
    LineContent content;
    LineSeries series;
    series.look = lookOf(Role::Accent);
    for (int i = 0; i < 200000; ++i) {
        series.x.push_back(i);
        series.y.push_back(i == 77777 ? 10 : 1);
    }
    content.series = { series };
    content.yAxis.low = 0;
    plot_->setContent(content);
    const QPointF spike = plot_->pixelOf(77777, 5);
    QVERIFY(hand::pixelsOf(*plot_, QRectF(spike - QPointF(2, 1), QSizeF(4, 2)), theme_.colour(Role::Accent), 60) > 0);
}

void TestLinePlot::manyNamesMakeAList()
{
    auto* list = plot_->findChild<QListWidget*>("plotSeriesList");
    QVERIFY(list->isHidden());
    plot_->setContent(samples::manyLines());
    QVERIFY(!list->isHidden());
    QCOMPARE(list->count(), 9);
    const QRectF plot = plot_->plotRectangle();
    QVERIFY(plot.right() < list->x());
    const int before = hand::pixelsOf(*plot_, plot, theme_.categorical(0), 40);
    list->item(0)->setCheckState(Qt::Unchecked);
    QVERIFY(hand::pixelsOf(*plot_, plot, theme_.categorical(0), 40) < before / 3); // crossings of others stay
    plot_->setContent(samples::manyLines()); // what was switched off stays off
    QCOMPARE(list->item(0)->checkState(), Qt::Unchecked);
}

void TestLinePlot::valuesAreExportedWhole()
{
    const QString csv = plot_->csv();
    QVERIFY(csv.startsWith("series,x,y,low,high\n"));
    QCOMPARE(csv.count('\n'), 1 + 4 * 401);
    const LineSeries& hard = plot_->content().series[1];
    const QString line = QStringLiteral("Hard,7,%1,,\n").arg(QString::number(hard.y[7], 'g', 17));
    const qsizetype at = csv.indexOf("Hard,7,");
    QVERIFY(at > 0);
    QCOMPARE(csv.mid(at + 7, csv.indexOf(',', at + 7) - at - 7).toDouble(), hard.y[7]);
}

void TestLinePlot::refusesLinesOutOfOrder()
{
    LineContent content = samples::furniture();
    std::swap(content.series[1].x[3], content.series[1].x[4]);
    plot_->setContent(content);
    QCOMPARE(plot_->state().stage, PlotStage::Failed);
    QVERIFY(plot_->state().line.contains("Hard"));
    plot_->setContent(samples::furniture());
    QCOMPARE(plot_->state().stage, PlotStage::Ready);
}

void TestLinePlot::saysWhatItShows()
{
    QCOMPARE(plot_->accessibleName(), QString("Plot furniture"));
    QVERIFY(plot_->accessibleDescription().startsWith("Hard stays on a plateau"));
    QVERIFY(plot_->focusPolicy() & Qt::TabFocus);
    for (const QToolButton* button : plot_->findChildren<QToolButton*>())
        QVERIFY(!button->accessibleName().isEmpty() && !button->toolTip().isEmpty());
    // focus is drawn when it came by the keyboard
    plot_->setFocus(Qt::TabFocusReason);
    QTRY_VERIFY(plot_->hasFocus());
    QVERIFY(hand::pixelsOf(*plot_, QRectF(0, 0, 640, 2), theme_.colour(Role::Focus)) > 600);
}

QTEST_MAIN(TestLinePlot)
#include "tst_line_plot.moc"
