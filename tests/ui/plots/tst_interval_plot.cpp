// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plots/hand.h"
#include "ui/plots/interval_plot.h"

#include <QtTest/QTest>

using namespace ui;

namespace {

IntervalContent differences()
{
    IntervalContent content;
    content.text.title = "Difference";
    content.xAxis.label = "points";
    content.noteName = "seeds above 0";
    content.zeroLine = true;
    content.zone = IntervalZone{ { -4, 4 }, "too small to find" };
    content.rows
        = { { "hard - all", { { "hard - all", 7, AxisRange{ 4, 10 }, lookOf(Role::Hard), false } }, "+7.0", "8 of 8", true },
              { "random - all", { { "random - all", 0.2, AxisRange{ -2, 2.4 }, lookOf(Role::Random), true } }, "+0.2",
                  "5 of 8", false } };
    return content;
}

IntervalContent pairs()
{
    IntervalContent content;
    content.nameMarks = true;
    for (const double shift : { 0.0, 0.3 })
        content.rows.push_back({ QString("row %1").arg(shift),
            { { "all", 0.4, std::nullopt, lookOf(Role::Neutral), false },
                { "hard", 0.4 + shift, std::nullopt, lookOf(Role::Hard), false } },
            {}, {}, false });
    return content;
}

} // namespace

class TestIntervalPlot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        plot_ = std::make_unique<IntervalPlot>(theme_);
        plot_->resize(600, 220);
    }

    void intervalsAreAsLongAsTheyAre()
    {
        plot_->setContent(differences());
        const QPointF low = plot_->pixelOfRow(4, 0);
        const QPointF high = plot_->pixelOfRow(10, 0);
        const QColor hard = theme_.colour(Role::Hard);
        const auto columns = [&](double from, double to) {
            return hand::pixelsOf(*plot_, QRectF(from, low.y() - 1, to - from, 2), hard, 40);
        };
        QVERIFY(columns(low.x() + 2, low.x() + 12) >= 10);
        QVERIFY(columns(high.x() - 12, high.x() - 2) >= 10);
        QCOMPARE(columns(high.x() + 3, high.x() + 12), 0);
        QCOMPARE(columns(low.x() - 12, low.x() - 3), 0);
    }

    void theZoneLiesBehind()
    {
        plot_->setContent(differences());
        const QPointF inside = plot_->pixelOfRow(-3, 0);
        const QPointF outside = plot_->pixelOfRow(-4.6, 0);
        const QColor zone = theme_.colour(Role::Sunken);
        QVERIFY(hand::pixelsOf(*plot_, QRectF(inside - QPointF(3, 3), QSizeF(6, 6)), zone) > 20);
        if (outside.x() > plot_->plotRectangle().left() + 4)
            QCOMPARE(hand::pixelsOf(*plot_, QRectF(outside - QPointF(3, 3), QSizeF(6, 6)), zone), 0);
    }

    void keysReadRows()
    {
        plot_->setContent(differences());
        plot_->show();
        plot_->setFocus();
        QTest::keyClick(plot_.get(), Qt::Key_Down);
        QVERIFY2(plot_->readOutSentence().startsWith("hard - all"), qPrintable(plot_->readOutSentence()));
        QVERIFY(plot_->readOutSentence().contains("4.0 to 10.0"));
        QVERIFY(plot_->readOutSentence().contains("seeds above 0 8 of 8"));
        QTest::keyClick(plot_.get(), Qt::Key_Down);
        QVERIFY(plot_->readOutSentence().startsWith("random - all"));
    }

    void valuesAreExported()
    {
        plot_->setContent(differences());
        const QStringList lines = plot_->csv().split('\n');
        QCOMPARE(lines[0].trimmed(), QString("row,estimate of,value,low,high,note"));
        QCOMPARE(lines[2].trimmed(), QString("random - all,random - all,0.2,-2,2.4,5 of 8"));
        plot_->setContent(pairs());
        QCOMPARE(plot_->csv().split('\n').size(), qsizetype(6)); // a head, two marks a row, the end
    }

    void twoMarksAreJoined()
    {
        plot_->setContent(pairs());
        const QPointF middle = plot_->pixelOfRow(0.55, 1);
        QVERIFY(hand::pixelsOf(*plot_, QRectF(middle - QPointF(4, 2), QSizeF(8, 4)), theme_.colour(Role::Border), 12) > 4);
    }

    void nothingIsDrawnOfNothing()
    {
        plot_->setContent({});
        QCOMPARE(plot_->rowCount(), qsizetype(0));
        QVERIFY(!plot_->grab().isNull());
    }

private:
    Theme theme_{ ColourScheme::Light };
    std::unique_ptr<IntervalPlot> plot_;
};

QTEST_MAIN(TestIntervalPlot)
#include "tst_interval_plot.moc"
