// SPDX-License-Identifier: GPL-3.0-or-later
// Every plot once: draws what it should without a window. With DATALEVER_PLOT_GALLERY=FOLDER the pictures are kept, light
// and dark, at scales 1 and 2, to be looked at beside the design.
#include "tests/ui/plots/sample_plots.h"
#include "ui/plots/density_plot.h"
#include "ui/plots/dumbbell_plot.h"
#include "ui/plots/histogram_plot.h"
#include "ui/plots/line_plot.h"
#include "ui/plots/map_plot.h"
#include "ui/plots/plot_export.h"
#include "ui/plots/stacked_bar_plot.h"
#include "ui/theme/fonts.h"
#include "ui/theme/style_sheet.h"

#include <QtCore/QDir>
#include <QtTest/QTest>
#include <QtWidgets/QListWidget>

using namespace ui;

class TestPlotGallery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void drawsEveryPlot_data();
    void drawsEveryPlot();
};

namespace {

using MakePlot = std::function<std::unique_ptr<PlotFrame>(const Theme&)>;

MakePlot lines(LineContent content, QPointF pointer = { -1, -1 })
{
    return [content, pointer](const Theme& theme) {
        auto plot = std::make_unique<LinePlot>(theme);
        plot->setContent(content);
        plot->setSettingsButtonVisible(true);
        if (pointer.x() >= 0)
            plot->setProperty("pointer", pointer);
        return plot;
    };
}

MakePlot density(bool selects)
{
    return [selects](const Theme& theme) {
        auto plot = std::make_unique<DensityPlot>(theme);
        TrajectoryContent content = samples::trajectories();
        content.pinned = { { 7, QStringLiteral("row 8: plateau") } };
        plot->setContent(content);
        if (selects) {
            const BrushShapes shapes{ { { 5.2, 6.8, 4, 5.2 }, {} } };
            plot->setBrushes(shapes);
            const auto selected
                = std::make_shared<core::data::Selection>(selectionOf(shapes, content.values->losses, plot->positions()));
            plot->setSelected(selected);
            plot->setBrushWords(QStringLiteral("%1 selected").arg(selected->count()));
        }
        return plot;
    };
}

MakePlot map(bool selects, bool lasso = false)
{
    return [selects, lasso](const Theme& theme) {
        auto plot = std::make_unique<MapPlot>(theme);
        const MapContent content = samples::dataMap();
        plot->setContent(content);
        plot->setHighlighted(100);
        BrushShapes shapes{ { { 5.5, 6.8, 1.4, 2 }, {} } };
        if (lasso)
            shapes.push_back({ { 3, 4, 2, 3 }, { { 3, 2.2 }, { 3.5, 3 }, { 4.2, 2.6 }, { 3.8, 2 } } });
        if (selects) {
            plot->setBrushes(shapes);
            const auto selected
                = std::make_shared<core::data::Selection>(selectionOf(shapes, content.values->x, content.values->y));
            plot->setSelected(selected);
            plot->setBrushWords(QStringLiteral("%1 selected").arg(selected->count()));
        }
        return plot;
    };
}

MakePlot bars(HistogramContent content, std::optional<AxisRange> range = {})
{
    return [content, range](const Theme& theme) {
        auto plot = std::make_unique<HistogramPlot>(theme);
        plot->setContent(content);
        plot->setSelectedRange(range);
        return plot;
    };
}

template <typename Plot, typename Content> MakePlot rows(Content content)
{
    return [content](const Theme& theme) {
        auto plot = std::make_unique<Plot>(theme);
        plot->setContent(content);
        return plot;
    };
}

MakePlot state(PlotState given)
{
    return [given](const Theme& theme) {
        auto plot = std::make_unique<LinePlot>(theme);
        plot->setText({ QStringLiteral("Loss trajectories"), {}, {}, {} });
        plot->setState(given);
        return plot;
    };
}

} // namespace

Q_DECLARE_METATYPE(MakePlot)

void TestPlotGallery::drawsEveryPlot_data()
{
    QTest::addColumn<MakePlot>("make");
    QTest::addColumn<QSize>("size");
    QTest::newRow("training-loss") << lines(samples::trainingLoss(), { 251, 80 }) << QSize(902, 272);
    QTest::newRow("loss-by-source") << lines(samples::lossBySource()) << QSize(530, 306);
    QTest::newRow("furniture") << lines(samples::furniture(), { 429, 80 }) << QSize(608, 196);
    QTest::newRow("many-lines") << lines(samples::manyLines()) << QSize(640, 300);
    QTest::newRow("trajectories") << density(false) << QSize(358, 360);
    QTest::newRow("trajectories-selected") << density(true) << QSize(620, 360);
    QTest::newRow("data-map") << map(true) << QSize(260, 360);
    QTest::newRow("data-map-lasso") << map(true, true) << QSize(420, 360);
    QTest::newRow("lengths") << bars(samples::lengths()) << QSize(618, 196);
    QTest::newRow("learning-times") << bars(samples::learningTimes(), AxisRange{ 20, 60 }) << QSize(420, 260);
    QTest::newRow("source-mix") << rows<DumbbellPlot>(samples::sourceMix()) << QSize(740, 328);
    QTest::newRow("cluster-mix") << rows<StackedBarPlot>(samples::clusterMix()) << QSize(414, 264);
    QTest::newRow("empty") << state({ PlotStage::Empty, QStringLiteral("activity"), QStringLiteral("No trajectories yet"),
        QStringLiteral("A proxy records them."), QStringLiteral("Set up a proxy") })
                           << QSize(320, 200);
    QTest::newRow("failed") << state({ PlotStage::Failed, {}, QStringLiteral("Point 6 is unreadable"),
        QStringLiteral("The file is 4 KB too short."), QStringLiteral("Score it again") })
                            << QSize(320, 200);
}

void TestPlotGallery::drawsEveryPlot()
{
    QFETCH(MakePlot, make);
    QFETCH(QSize, size);
    const QString folder = qEnvironmentVariable("DATALEVER_PLOT_GALLERY");
    for (const ColourScheme scheme : { ColourScheme::Light, ColourScheme::Dark }) {
        Theme theme(scheme);
        applyLook(*qApp, theme);
        const auto plot = make(theme);
        plot->resize(size);
        plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(plot.get()));
        const QVariant pointer = plot->property("pointer");
        if (pointer.isValid())
            QTest::mouseMove(plot.get(), pointer.toPointF().toPoint());
        if (auto* pictured = qobject_cast<PicturePlot*>(plot.get()))
            QTRY_VERIFY(pictured->imageMilliseconds() > 0);
        const QImage seen = plot->grab().toImage();
        const QImage saved = plotImage(*plot, { QSizeF(size), 2 });
        QCOMPARE(saved.size(), size * 2);
        // a picture is more than its panel
        const QRgb panel = theme.colour(Role::Panel).rgb();
        int drawn = 0;
        for (int y = 0; y < saved.height(); ++y)
            for (int x = 0; x < saved.width(); ++x)
                drawn += (saved.pixel(x, y) | 0xff000000) != panel ? 1 : 0;
        QVERIFY2(drawn > saved.width() * saved.height() / 100, qPrintable(QString::number(drawn)));
        if (folder.isEmpty())
            continue;
        QVERIFY(QDir().mkpath(folder));
        const QString name = folder + '/' + QTest::currentDataTag() + (scheme == ColourScheme::Light ? "-light" : "-dark");
        QVERIFY(seen.save(name + ".png"));
        QVERIFY(saved.save(name + "-export@2.png"));
        savePlot(*plot, name + ".svg", PictureFormat::Svg, { QSizeF(size), 1 });
        savePlot(*plot, name + ".pdf", PictureFormat::Pdf, { QSizeF(size), 1 });
        savePlot(*plot, name + ".csv", PictureFormat::Csv, {});
    }
}

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    loadFonts();
    TestPlotGallery test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_plot_gallery.moc"
