// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plots/hand.h"
#include "tests/ui/plots/sample_plots.h"
#include "ui/plots/map_plot.h"

#include <QtWidgets/QToolButton>

using namespace ui;

class TestMapPlot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aRectangleSelects();
    void shiftAddsAndEscapeClears();
    void handlesResizeAndTheInsideMoves();
    void theLassoSelects();
    void thePointUnderThePointerIsTold();
    void fewPointsAreDrawnWhereTheyAre();
    void valuesAreExported();

private:
    Theme theme_{ ColourScheme::Light };
    std::unique_ptr<MapPlot> plot_;
    BrushShapes shapes_;
    int changes_ = 0;
    bool finished_ = false;
};

void TestMapPlot::init()
{
    plot_ = std::make_unique<MapPlot>(theme_);
    plot_->resize(420, 360);
    plot_->setContent(samples::dataMap(3000));
    shapes_.clear();
    changes_ = 0;
    connect(plot_.get(), &PicturePlot::brushChanged, plot_.get(), [this](const BrushShapes& shapes, bool finished) {
        shapes_ = shapes;
        finished_ = finished;
        ++changes_;
    });
    plot_->show();
    QVERIFY(QTest::qWaitForWindowExposed(plot_.get()));
    QTRY_VERIFY(plot_->hasImage());
}

void TestMapPlot::cleanup()
{
    plot_.reset();
}

void TestMapPlot::aRectangleSelects()
{
    hand::drag(*plot_, plot_->pixelOf(5, 2), plot_->pixelOf(8, 1));
    QVERIFY(finished_ && changes_ > 2); // live, then finished
    QCOMPARE(shapes_.size(), std::size_t{ 1 });
    const auto& values = *plot_->content().values;
    const core::data::Selection rows = selectionOf(shapes_, values.x, values.y);
    for (std::size_t row = 0; row < values.x.size(); ++row)
        if (values.x[row] > 5.05F && values.x[row] < 7.95F && values.y[row] > 1.05F && values.y[row] < 1.95F)
            QVERIFY(rows.contains(row));
    QVERIFY(rows.count() > 10);
    plot_->setBrushWords("words");
    QVERIFY(hand::pixelsOf(*plot_, plot_->plotRectangle(), theme_.colour(Role::Accent)) > 30);
    QTest::mouseClick(plot_.get(), Qt::LeftButton, {}, (plot_->plotRectangle().topRight() + QPointF(-6, 6)).toPoint());
    QVERIFY(shapes_.empty()); // a click beside it drops it
}

void TestMapPlot::shiftAddsAndEscapeClears()
{
    hand::drag(*plot_, plot_->pixelOf(3, 3), plot_->pixelOf(4, 2));
    hand::drag(*plot_, plot_->pixelOf(6, 2), plot_->pixelOf(8, 1), Qt::ShiftModifier);
    QCOMPARE(shapes_.size(), std::size_t{ 2 });
    const auto& values = *plot_->content().values;
    const auto count = [&](const BrushShapes& shapes) { return selectionOf(shapes, values.x, values.y).count(); };
    QCOMPARE(count(shapes_), count({ shapes_[0] }) + count({ shapes_[1] }));
    hand::drag(*plot_, plot_->pixelOf(1, 1), plot_->pixelOf(2, 0.5));
    QCOMPARE(shapes_.size(), std::size_t{ 1 }); // without Shift it starts anew
    QTest::keyClick(plot_.get(), Qt::Key_Escape);
    QVERIFY(shapes_.empty() && finished_);
}

void TestMapPlot::handlesResizeAndTheInsideMoves()
{
    hand::drag(*plot_, plot_->pixelOf(5, 2), plot_->pixelOf(8, 1));
    const core::analysis::PlaneBox before = shapes_[0].box;
    hand::drag(*plot_, plot_->pixelOf(before.right, before.high), plot_->pixelOf(9, 2.5));
    QVERIFY(std::abs(shapes_[0].box.right - 9) < 0.06 && std::abs(shapes_[0].box.high - 2.5) < 0.03);
    QCOMPARE(shapes_[0].box.left, before.left);
    QCOMPARE(shapes_[0].box.low, before.low);
    const core::analysis::PlaneBox wide = shapes_[0].box;
    hand::drag(*plot_, plot_->pixelOf(6, 1.5), plot_->pixelOf(5, 1.5));
    QVERIFY(std::abs(shapes_[0].box.left - (wide.left - 1)) < 0.06);
    QVERIFY(std::abs((shapes_[0].box.right - shapes_[0].box.left) - (wide.right - wide.left)) < 1e-9);
}

void TestMapPlot::theLassoSelects()
{
    QTest::mouseClick(plot_->findChild<QToolButton*>("plotLasso"), Qt::LeftButton);
    const std::vector<QPointF> way{ { 3, 3 }, { 6, 3 }, { 6, 1.5 }, { 3, 1.5 } };
    QTest::mousePress(plot_.get(), Qt::LeftButton, {}, plot_->pixelOf(way[0].x(), way[0].y()).toPoint());
    for (std::size_t i = 1; i < way.size(); ++i)
        for (int step = 1; step <= 10; ++step) {
            const QPointF at = way[i - 1] + (way[i] - way[i - 1]) * step / 10;
            QTest::mouseMove(plot_.get(), plot_->pixelOf(at.x(), at.y()).toPoint());
        }
    QTest::mouseRelease(plot_.get(), Qt::LeftButton, {}, plot_->pixelOf(3, 1.5).toPoint());
    QVERIFY(finished_);
    QVERIFY(shapes_.size() == 1 && shapes_[0].isLasso());
    const auto& values = *plot_->content().values;
    const core::data::Selection rows = selectionOf(shapes_, values.x, values.y);
    std::size_t inside = 0;
    for (std::size_t row = 0; row < values.x.size(); ++row) {
        const bool well = values.x[row] > 3.1F && values.x[row] < 5.9F && values.y[row] > 1.6F && values.y[row] < 2.9F;
        QVERIFY(!well || rows.contains(row));
        inside += well ? 1 : 0;
    }
    QVERIFY(inside > 10 && rows.count() < values.x.size());
}

void TestMapPlot::thePointUnderThePointerIsTold()
{
    std::optional<std::size_t> hovered;
    std::optional<std::size_t> chosen;
    connect(plot_.get(), &PicturePlot::rowHovered, plot_.get(), [&](auto row) { hovered = row; });
    connect(plot_.get(), &PicturePlot::rowChosen, plot_.get(), [&](std::size_t row) { chosen = row; });
    const auto& values = *plot_->content().values;
    const std::size_t rightmost
        = static_cast<std::size_t>(std::max_element(values.x.begin(), values.x.end()) - values.x.begin());
    const QPoint at
        = plot_->pixelOf(static_cast<double>(values.x[rightmost]), static_cast<double>(values.y[rightmost])).toPoint();
    QTest::mouseMove(plot_.get(), at);
    QTRY_COMPARE(hovered, std::optional(rightmost));
    QTest::mouseClick(plot_.get(), Qt::LeftButton, {}, at);
    QCOMPARE(chosen, std::optional(rightmost));
    chosen.reset();
    QTest::keyClick(plot_.get(), Qt::Key_Return);
    QCOMPARE(chosen, std::optional(rightmost));
}

void TestMapPlot::fewPointsAreDrawnWhereTheyAre()
{
    MapContent content = samples::dataMap(4);
    auto values = std::make_shared<MapValues>(MapValues{ { 0, 10, 5, 5 }, { 0, 4, 2, std::nanf("") } });
    content.values = values;
    content.labels = std::make_shared<std::vector<std::int32_t>>(4, 1);
    plot_->setContent(content);
    plot_->grab();
    QTRY_VERIFY(plot_->hasImage());
    const QImage image = plot_->grab().toImage();
    const QPoint middle = plot_->pixelOf(5, 2).toPoint();
    int orange = 0;
    for (int y = -6; y <= 6; ++y)
        for (int x = -6; x <= 6; ++x) {
            const QColor there(image.pixel(middle + QPoint(x, y)));
            orange += there.red() > there.blue() + 30 ? 1 : 0;
        }
    QVERIFY2(
        orange >= 16 && orange <= 36, qPrintable(QString::number(orange))); // one bin of five pixels: few are drawn large
    QCOMPARE(QColor(image.pixel(plot_->pixelOf(2, 3).toPoint())), theme_.colour(Role::Panel));
}

void TestMapPlot::valuesAreExported()
{
    const QStringList lines = plot_->csv().split('\n');
    QCOMPARE(lines.size(), 3002);
    QCOMPARE(lines[0], QString("row,cluster,mean loss,variability"));
    QCOMPARE(lines[5].split(',')[2].toFloat(), plot_->content().values->x[4]);
}

QTEST_MAIN(TestMapPlot)
#include "tst_map_plot.moc"
