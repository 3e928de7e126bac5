// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plots/hand.h"
#include "tests/ui/plots/sample_plots.h"
#include "ui/plots/histogram_plot.h"

using namespace ui;

class TestHistogramPlot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void barsAreAsHighAsTheirCounts();
    void aSingleRowIsSeen();
    void aClickSelectsABar();
    void aDragSelectsARange();
    void keysSelect();
    void readsOut();
    void outerBinsMayHoldMore();
    void theCensoredAreOpen();
    void valuesAreExported();
    void refusesCountsThatDoNotFit();

private:
    Theme theme_{ ColourScheme::Light };
    std::unique_ptr<HistogramPlot> plot_;
    std::optional<AxisRange> range_;
    bool finished_ = false;
};

void TestHistogramPlot::init()
{
    plot_ = std::make_unique<HistogramPlot>(theme_);
    plot_->resize(620, 220);
    plot_->setContent(samples::lengths());
    range_.reset();
    connect(plot_.get(), &HistogramPlot::rangeSelected, plot_.get(), [this](std::optional<AxisRange> range, bool finished) {
        range_ = range;
        finished_ = finished;
    });
    plot_->show();
    QVERIFY(QTest::qWaitForWindowExposed(plot_.get()));
}

void TestHistogramPlot::cleanup()
{
    plot_.reset();
}

void TestHistogramPlot::barsAreAsHighAsTheirCounts()
{
    const auto& math = plot_->content().series[1];
    const QRectF plot = plot_->plotRectangle();
    for (const std::size_t bin : { std::size_t{ 7 }, std::size_t{ 12 }, std::size_t{ 20 } }) {
        const double x = plot_->pixelOf(16 * static_cast<double>(bin) + 8, 0).x();
        const int seen
            = hand::pixelsOf(*plot_, QRectF(std::floor(x), plot.top(), 1, plot.height()), theme_.colour(Role::Accent));
        const double height = plot.bottom() - plot_->pixelOf(0, static_cast<double>(math.counts[bin])).y();
        QVERIFY2(std::abs(seen - height) <= 1.5, qPrintable(QStringLiteral("%1 %2").arg(seen).arg(height)));
    }
}

void TestHistogramPlot::aSingleRowIsSeen()
{
    HistogramContent content = samples::lengths();
    content.series[1].counts.assign(64, 0);
    content.series[1].counts[40] = 1;
    content.series[0].counts[40] = 1;
    plot_->setContent(content);
    const QPointF foot = plot_->pixelOf(648, 0);
    QVERIFY(hand::pixelsOf(*plot_, QRectF(foot - QPointF(3, 2), QSizeF(6, 2)), theme_.colour(Role::Accent)) > 0);
}

void TestHistogramPlot::aClickSelectsABar()
{
    const QPoint at = plot_->pixelOf(104, 100).toPoint();
    QTest::mouseClick(plot_.get(), Qt::LeftButton, {}, at);
    QCOMPARE(range_, std::optional(AxisRange{ 96, 112 }));
    QVERIFY(finished_);
    QTest::mouseClick(plot_.get(), Qt::LeftButton, {}, at);
    QCOMPARE(range_, std::optional<AxisRange>());
}

void TestHistogramPlot::aDragSelectsARange()
{
    hand::drag(*plot_, plot_->pixelOf(520, 500), plot_->pixelOf(1000, 900));
    QCOMPARE(range_, std::optional(AxisRange{ 512, 1008 }));
    plot_->setSelectedRange(AxisRange{ 32, 64 });
    QCOMPARE(plot_->selectedRange(), std::optional(AxisRange{ 32, 64 }));
    hand::drag(*plot_, plot_->pixelOf(300, 500), plot_->pixelOf(200, 900)); // leftwards
    QCOMPARE(range_, std::optional(AxisRange{ 192, 304 }));
    QTest::keyClick(plot_.get(), Qt::Key_Escape);
    QCOMPARE(range_, std::optional<AxisRange>());
}

void TestHistogramPlot::keysSelect()
{
    QTest::keyClick(plot_.get(), Qt::Key_Right);
    QTest::keyClick(plot_.get(), Qt::Key_Return);
    QCOMPARE(range_, std::optional(AxisRange{ 512, 528 }));
    QTest::keyClick(plot_.get(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(plot_.get(), Qt::Key_Right, Qt::ShiftModifier);
    QCOMPARE(range_, std::optional(AxisRange{ 512, 560 }));
}

void TestHistogramPlot::readsOut()
{
    QTest::mouseMove(plot_.get(), plot_->pixelOf(104, 100).toPoint());
    const QString all = QString::number(plot_->content().series[0].counts[6]);
    QTRY_VERIFY(plot_->readOutSentence().startsWith("96 to 112 tokens: all sources "));
    QVERIFY(plot_->readOutSentence().remove(QChar(0x202f)).contains(all));
}

void TestHistogramPlot::outerBinsMayHoldMore()
{
    HistogramContent content = samples::lengths();
    content.openLow = true;
    content.openHigh = true;
    const double low = content.edges[1] - 1;
    const double high = content.edges.back() - 1;
    const QString last = QString::number(content.edges[content.edges.size() - 2]);
    const QString first = QString::number(content.edges[1]);
    plot_->setContent(content);
    QTest::mouseMove(plot_.get(), plot_->pixelOf(low, 100).toPoint());
    QTRY_VERIFY(plot_->readOutSentence().startsWith("up to " + first + " tokens: "));
    QTest::mouseMove(plot_.get(), plot_->pixelOf(high, 100).toPoint());
    QTRY_VERIFY2(plot_->readOutSentence().remove(QChar(0x202f)).startsWith("from " + last + " tokens on: "),
        qPrintable(plot_->readOutSentence()));
}

void TestHistogramPlot::theCensoredAreOpen()
{
    const double before = plot_->plotRectangle().right();
    plot_->setContent(samples::learningTimes());
    const QRectF plot = plot_->plotRectangle();
    QVERIFY(plot.right() < before - 20);
    const QRectF beside(plot.right() + 18, plot.top(), 22, plot.height());
    const int outline = hand::pixelsOf(*plot_, beside, theme_.colour(Role::Hard));
    QVERIFY(outline > 40);
    QVERIFY(outline < beside.width() * beside.height() / 4); // not filled
}

void TestHistogramPlot::valuesAreExported()
{
    plot_->setContent(samples::learningTimes());
    const QStringList lines = plot_->csv().split('\n');
    QCOMPARE(lines[0], QString("from,to,Easy,Hard"));
    QCOMPARE(lines.size(), 1 + 24 + 1 + 1);
    QCOMPARE(lines[25], QString("not yet,,0,412"));
    QCOMPARE(lines[1].split(',')[0], QString("1"));
}

void TestHistogramPlot::refusesCountsThatDoNotFit()
{
    HistogramContent content = samples::lengths();
    content.series[0].counts.pop_back();
    plot_->setContent(content);
    QCOMPARE(plot_->state().stage, PlotStage::Failed);
}

QTEST_MAIN(TestHistogramPlot)
#include "tst_histogram_plot.moc"
