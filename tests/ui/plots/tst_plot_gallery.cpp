// SPDX-License-Identifier: GPL-3.0-or-later
// Every plot once: draws what it should without a window. With DATALEVER_PLOT_GALLERY=FOLDER the pictures are kept, light
// and dark, at scales 1 and 2, to be looked at beside the design.
#include "tests/ui/plots/sample_plots.h"
#include "ui/plots/line_plot.h"
#include "ui/plots/plot_export.h"
#include "ui/theme/fonts.h"

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
}

void TestPlotGallery::drawsEveryPlot()
{
    QFETCH(MakePlot, make);
    QFETCH(QSize, size);
    const QString folder = qEnvironmentVariable("DATALEVER_PLOT_GALLERY");
    for (const ColourScheme scheme : { ColourScheme::Light, ColourScheme::Dark }) {
        Theme theme(scheme);
        const auto plot = make(theme);
        plot->resize(size);
        plot->show();
        QVERIFY(QTest::qWaitForWindowExposed(plot.get()));
        const QVariant pointer = plot->property("pointer");
        if (pointer.isValid())
            QTest::mouseMove(plot.get(), pointer.toPointF().toPoint());
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
