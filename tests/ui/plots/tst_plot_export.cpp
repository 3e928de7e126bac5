// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/support.h"
#include "tests/ui/plots/sample_plots.h"
#include "ui/plots/density_plot.h"
#include "ui/plots/line_plot.h"
#include "ui/plots/paint_record.h"
#include "ui/plots/plot_export.h"

#include <QtCore/QDir>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QPainter>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

#include <thread>

using namespace ui;

class TestPlotExport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsFormatsByTheirEnding();
    void worksWithoutAWindow();
    void writesVectors();
    void aRecordPaintsTheSame();
    void writesValuesWithTheirCaption();
    void theMenuAsksAndWrites();
    void aFailureIsTold();
    void copies();
    void quotesFields();
    void loadingWaitsBeforeItIsSeen();
    void theStateHasOneButton();
};

void TestPlotExport::knowsFormatsByTheirEnding()
{
    QCOMPARE(formatOf("/a/b.PNG"), std::optional(PictureFormat::Png));
    QCOMPARE(formatOf("b.svg"), std::optional(PictureFormat::Svg));
    QCOMPARE(formatOf("b.pdf"), std::optional(PictureFormat::Pdf));
    QCOMPARE(formatOf("b.csv"), std::optional(PictureFormat::Csv));
    QCOMPARE(formatOf("b.gif"), std::optional<PictureFormat>());
    QCOMPARE(suggestedFile("Loss trajectories, p1", PictureFormat::Png), QString("loss-trajectories-p1.png"));
}

void TestPlotExport::worksWithoutAWindow()
{
    const Theme theme(ColourScheme::Dark);
    DensityPlot plot(theme); // never shown
    plot.setContent(samples::trajectories(500));
    const support::TemporaryFolder folder;
    const QString file = QString::fromStdString((folder.path() / "a.png").string());
    savePlot(plot, file, PictureFormat::Png, { QSizeF(400, 300), 1.5 });
    const QImage image(file);
    QCOMPARE(image.size(), QSize(600, 450));
    QCOMPARE(image.text("Description"), plot.text().caption);
    int coloured = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            coloured += std::abs(qRed(image.pixel(x, y)) - qBlue(image.pixel(x, y))) > 60 ? 1 : 0;
    QVERIFY(coloured > 5000); // the density is there
}

void TestPlotExport::writesVectors()
{
    const Theme theme(ColourScheme::Light);
    LinePlot plot(theme);
    plot.setContent(samples::furniture());
    const QByteArray svg = plotBytes(plot, PictureFormat::Svg, {});
    QVERIFY(svg.contains("<title>Plot furniture</title>"));
    QVERIFY(svg.contains("drop at 220"));
    QVERIFY(svg.contains("stroke-dasharray=")); // easy keeps its second channel
    QVERIFY(!svg.contains("font-family=\"DataLever Sans\""));
    QVERIFY(svg.contains("Smoothed: mean of 17 steps."));
    QVERIFY(svg.contains("<path") || svg.contains("<polyline"));
    const QByteArray pdf = plotBytes(plot, PictureFormat::Pdf, {});
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.size() > 3000);
}

/// What is painted again on another thread is what was painted.
void TestPlotExport::aRecordPaintsTheSame()
{
    const Theme theme(ColourScheme::Light);
    const QSizeF size(480, 300);
    LinePlot lines(theme);
    lines.setContent(samples::furniture());
    DensityPlot density(theme);
    density.setContent(samples::trajectories(500));
    for (PlotFrame* plot : { static_cast<PlotFrame*>(&lines), static_cast<PlotFrame*>(&density) }) {
        const QImage direct = plotImage(*plot, { size, 1 });
        PaintRecord record(size);
        QPainter recorder(&record);
        plot->draw(recorder, size, 1);
        recorder.end();
        QImage replayed(direct.size(), direct.format());
        std::thread([&] {
            QPainter painter(&replayed);
            record.replay(painter);
        }).join();
        int others = 0;
        for (int y = 0; y < direct.height(); ++y)
            for (int x = 0; x < direct.width(); ++x)
                others += std::abs(qGray(direct.pixel(x, y)) - qGray(replayed.pixel(x, y))) > 24 ? 1 : 0;
        QVERIFY2(others < direct.width() * direct.height() / 100, qPrintable(QString::number(others)));
    }
}

void TestPlotExport::writesValuesWithTheirCaption()
{
    const Theme theme(ColourScheme::Light);
    LinePlot plot(theme);
    plot.setContent(samples::furniture());
    const QStringList lines = QString::fromUtf8(plotBytes(plot, PictureFormat::Csv, {})).split('\n');
    QCOMPARE(lines[0], QString("# Plot furniture"));
    QVERIFY(lines[2].startsWith("# 401 points behind"));
    QCOMPARE(lines[3], QString("series,x,y,low,high"));
}

void TestPlotExport::theMenuAsksAndWrites()
{
    const Theme theme(ColourScheme::Light);
    DensityPlot plot(theme);
    plot.resize(400, 300);
    plot.setContent(samples::trajectories(500));
    const support::TemporaryFolder folder;
    QString suggestion;
    plot.setFileDoor([&](QWidget*, const FileQuestion& question, std::function<void(QString)> chosen) {
        suggestion = question.suggestion;
        chosen(QString::fromStdString((folder.path() / question.suggestion.toStdString()).string()));
    });
    QSignalSpy exported(&plot, &PlotFrame::exported);
    auto* menu = plot.findChild<QMenu*>("plotExportMenu");
    QVERIFY(menu != nullptr);
    for (QAction* action : menu->actions())
        if (action->objectName() == "exportPng")
            action->trigger();
    QTRY_COMPARE(exported.count(), 1); // after the image was computed elsewhere
    QCOMPARE(suggestion, QString("loss-trajectories.png"));
    QCOMPARE(QImage(exported.first().first().toString()).size(), QSize(800, 600));
}

void TestPlotExport::aFailureIsTold()
{
    const Theme theme(ColourScheme::Light);
    LinePlot plot(theme);
    plot.resize(400, 300);
    plot.setContent(samples::furniture());
    plot.setFileDoor([](QWidget*, const FileQuestion&, std::function<void(QString)> chosen) { chosen("/nowhere/a/b.csv"); });
    QSignalSpy failed(&plot, &PlotFrame::exportFailed);
    plot.exportTo(PictureFormat::Csv);
    QTRY_COMPARE(failed.count(), 1);
    QVERIFY(failed.first().first().toString().startsWith("/nowhere/a/b.csv could not be written: "));
    QCOMPARE(support::errorOf([&] { savePlot(plot, "/nowhere/b.png", PictureFormat::Png, {}); }).kind(),
        core::ErrorKind::Storage);
}

void TestPlotExport::copies()
{
    const Theme theme(ColourScheme::Light);
    LinePlot plot(theme);
    plot.resize(400, 300);
    plot.setContent(samples::furniture());
    plot.copyValues();
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), plot.csv());
    plot.setFocus();
    QTest::keyClick(&plot, Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->image().size(), QSize(800, 600));
}

void TestPlotExport::quotesFields()
{
    QCOMPARE(csvLine({ "a,b", "say \"x\"", "" }), QString("\"a,b\",\"say \"\"x\"\"\",\n"));
    QCOMPARE(csvNumber(0.1), QString("0.1"));
    QCOMPARE(csvNumber(0.1F), QString("0.1"));
    QCOMPARE(csvNumber(std::nan("")), QString());
    QCOMPARE(csvNumber(1.0 / 3).toDouble(), 1.0 / 3);
}

void TestPlotExport::loadingWaitsBeforeItIsSeen()
{
    const Theme theme(ColourScheme::Light);
    LinePlot plot(theme);
    plot.resize(400, 300);
    plot.setContent(samples::furniture());
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    auto* panel = plot.findChild<QWidget*>("plotState");
    plot.setState({ PlotStage::Loading, {}, "Scoring examples", {}, {}, 12288, 26472 });
    QVERIFY(!panel->isVisible());
    plot.setState({}); // done in time: never seen
    QVERIFY(!panel->isVisible());
    plot.setState({ PlotStage::Loading, {}, "Scoring examples", {}, {}, 12288, 26472 });
    QTRY_VERIFY(panel->isVisible());
    plot.setState({});
    QVERIFY(!panel->isVisible());
}

void TestPlotExport::theStateHasOneButton()
{
    const Theme theme(ColourScheme::Light);
    LinePlot plot(theme);
    plot.resize(400, 300);
    plot.setState({ PlotStage::Empty, "activity", "No trajectories yet", "A proxy records them.", "Set up a proxy" });
    plot.show();
    QVERIFY(QTest::qWaitForWindowExposed(&plot));
    QSignalSpy asked(&plot, &PlotFrame::stateActionTriggered);
    QList<QPushButton*> buttons;
    for (QPushButton* button : plot.findChildren<QPushButton*>())
        if (button->isVisible())
            buttons.append(button);
    QCOMPARE(buttons.size(), 1);
    QTest::mouseClick(buttons.first(), Qt::LeftButton);
    QCOMPARE(asked.count(), 1);
    QVERIFY(plot.accessibleDescription().contains("A proxy records them."));
    QVERIFY(!plot.findChild<QToolButton*>("plotExport")->isEnabled());
}

QTEST_MAIN(TestPlotExport)
#include "tst_plot_export.moc"
