// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plots/hand.h"
#include "tests/ui/plots/sample_plots.h"
#include "ui/plots/dumbbell_plot.h"
#include "ui/plots/stacked_bar_plot.h"

using namespace ui;

class TestCategoryPlots : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void dotsLieAtTheirShares();
    void changesAreReadOut();
    void partsAreAsLongAsTheirCounts();
    void aSingleRowIsSeen();
    void keysGoFromRowToRow();
    void valuesAreExported();
    void refusesCountsThatDoNotFit();
    void manyNamesStayInside();

private:
    template <typename Plot, typename Content> std::unique_ptr<Plot> shown(const Content& content, QSize size)
    {
        auto plot = std::make_unique<Plot>(theme_);
        plot->resize(size);
        plot->setContent(content);
        plot->show();
        if (!QTest::qWaitForWindowExposed(plot.get()))
            qFatal("the plot did not show");
        return plot;
    }
    Theme theme_{ ColourScheme::Light };
};

void TestCategoryPlots::dotsLieAtTheirShares()
{
    const auto plot = shown<DumbbellPlot>(samples::sourceMix(), { 700, 300 });
    const auto& rows = plot->content().rows;
    double whole = 0;
    for (const auto& row : rows)
        whole += static_cast<double>(row.after);
    for (const qsizetype row : { 0, 3, 9 }) {
        const double share = 100 * static_cast<double>(rows[static_cast<std::size_t>(row)].after) / whole;
        const QPointF dot = plot->pixelOfRow(share, row);
        QVERIFY(hand::pixelsOf(*plot, QRectF(dot - QPointF(3, 3), QSizeF(6, 6)), theme_.colour(Role::Accent)) >= 20);
        const QPointF beside = plot->pixelOfRow(share + 8, row);
        QCOMPARE(hand::pixelsOf(*plot, QRectF(beside - QPointF(3, 3), QSizeF(6, 6)), theme_.colour(Role::Accent)), 0);
    }
}

void TestCategoryPlots::changesAreReadOut()
{
    const auto plot = shown<DumbbellPlot>(samples::sourceMix(), { 700, 300 });
    QTest::mouseMove(plot.get(), plot->pixelOfRow(20, 1).toPoint());
    QTRY_VERIFY(plot->readOutSentence().startsWith("gsm8k: "));
    QVERIFY2(plot->readOutSentence().contains("points"), qPrintable(plot->readOutSentence()));
    QVERIFY(plot->accessibleDescription().contains("gsm8k"));
}

void TestCategoryPlots::partsAreAsLongAsTheirCounts()
{
    const auto plot = shown<StackedBarPlot>(samples::clusterMix(), { 420, 264 });
    const auto& bar = plot->content().bars[1];
    const QPointF from = plot->pixelOfRow(0, 1);
    const QPointF to = plot->pixelOfRow(static_cast<double>(bar.counts[0]), 1);
    const QRectF line(QPointF(0, std::floor(from.y())), QSizeF(420, 1));
    const int seen = hand::pixelsOf(*plot, line, theme_.colour(Role::Easy));
    QVERIFY2(std::abs(seen - (to.x() - from.x())) <= 2, qPrintable(QString::number(seen)));
}

void TestCategoryPlots::aSingleRowIsSeen()
{
    StackedBarContent content = samples::clusterMix();
    content.bars[0].counts = { 1, 0, 0 };
    const auto plot = shown<StackedBarPlot>(content, { 420, 264 });
    const QPointF at = plot->pixelOfRow(0, 0);
    QVERIFY(hand::pixelsOf(*plot, QRectF(at - QPointF(1, 4), QSizeF(4, 8)), theme_.colour(Role::Easy)) > 0);
}

void TestCategoryPlots::keysGoFromRowToRow()
{
    const auto plot = shown<StackedBarPlot>(samples::clusterMix(), { 420, 264 });
    QTest::keyClick(plot.get(), Qt::Key_Down);
    QVERIFY(plot->readOutSentence().startsWith("Before: "));
    QTest::keyClick(plot.get(), Qt::Key_Down);
    QVERIFY(plot->readOutSentence().startsWith("hard-x2: "));
    QTest::keyClick(plot.get(), Qt::Key_Up);
    QTest::keyClick(plot.get(), Qt::Key_Up);
    QVERIFY(plot->readOutSentence().startsWith("Before: "));
    QTest::keyClick(plot.get(), Qt::Key_Escape);
    QVERIFY(plot->readOutSentence().isEmpty());
    QTest::keyClick(plot.get(), Qt::Key_Up);
    QVERIFY(plot->readOutSentence().startsWith("Easy: ")); // the last
}

void TestCategoryPlots::valuesAreExported()
{
    DumbbellPlot mix(theme_);
    DumbbellContent content = samples::sourceMix();
    content.rows = { { "a, b", 3, 6 }, { "c", 1, 2 } };
    mix.setContent(content);
    QCOMPARE(
        mix.csv(), QString("name,rows before,per cent before,rows after,per cent after\n\"a, b\",3,75,6,75\nc,1,25,2,25\n"));
    StackedBarPlot bars(theme_);
    bars.setContent(samples::clusterMix());
    QCOMPARE(bars.csv().section('\n', 0, 1), QString("name,Easy,Hard,Not scored\nBefore,14944,11312,170"));
}

void TestCategoryPlots::refusesCountsThatDoNotFit()
{
    StackedBarPlot bars(theme_);
    StackedBarContent content = samples::clusterMix();
    content.bars[2].counts.pop_back();
    bars.setContent(content);
    QVERIFY(bars.state().stage == PlotStage::Failed);
    bars.setContent(samples::clusterMix());
    QVERIFY(bars.state().stage == PlotStage::Ready);
}

void TestCategoryPlots::manyNamesStayInside()
{
    DumbbellContent content = samples::sourceMix();
    content.rows.front().name = QString(200, 'm');
    const auto plot = shown<DumbbellPlot>(content, { 360, 200 });
    QVERIFY(plot->plotRectangle().left() < 170);
    QTest::keyClick(plot.get(), Qt::Key_Down);
    QVERIFY(plot->readOutSentence().startsWith(content.rows.front().name)); // whole
}

QTEST_MAIN(TestCategoryPlots)
#include "tst_category_plots.moc"
