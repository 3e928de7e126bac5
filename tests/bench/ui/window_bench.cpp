// SPDX-License-Identifier: GPL-3.0-or-later
// What a person waits for in the window, on a project as make_project makes it, and what the GUI thread is busy with:
// window_bench P.datalever [FILE.jsonl | --curate]. A copy of the project is worked on; the file is imported into it.
// Offscreen; times are from the hand's act to the painted answer.
#include "tests/bench/ui/figure_table.h"
#include "tests/bench/ui/figures.h"
#include "ui/models/example_table.h"
#include "ui/theme/style_sheet.h"

#include <QtCore/QFile>
#include <QtCore/QProcess>

#include <cstdio>
#include <cstring>

namespace {

using namespace bench;

/// In a process of its own: the clock when the first rows are on screen, and when open() was called.
int openOnly(ui::Theme& theme, const QString& project)
{
    BenchWindow window(theme);
    const double called = now();
    window.open(project);
    auto& table = window.find<ui::ExampleTable>("examples");
    window.waitUntil([&] { return BenchWindow::showsTexts(table); });
    table.view().viewport()->repaint();
    std::printf("%.3f %.3f %.1f\n", called, now(), peakMemory());
    std::fflush(stdout);
    return 0;
}

void openFigures(const QString& program, const QString& project)
{
    std::vector<double> whole;
    std::vector<double> open;
    std::vector<double> memory;
    for (int turn = 0; turn < 5; ++turn) {
        QProcess process;
        const double start = now();
        process.start(program, { "--open", project });
        process.waitForFinished(120000);
        const QList<QByteArray> words = process.readAllStandardOutput().simplified().split(' ');
        if (words.size() != 3)
            continue;
        whole.push_back(words[1].toDouble() - start);
        open.push_back(words[1].toDouble() - words[0].toDouble());
        memory.push_back(words[2].toDouble());
    }
    print("open: from the start of the process to rows with texts", whole, 400);
    print("open: from openProject() of a window to rows with texts", open, 400);
    print("peak memory so far, MB", memory, 600);
}

} // namespace

int main(int count, char** arguments)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    MeasuredApplication application(count, arguments);
    if (count < 2)
        return std::fprintf(stderr, "window_bench P.datalever [FILE.jsonl | --curate]\n"), 2;
    ui::Theme theme(ui::ColourScheme::Light);
    ui::applyLook(application, theme);
    if (count == 3 && std::strcmp(arguments[1], "--open") == 0)
        return openOnly(theme, QString::fromLocal8Bit(arguments[2]));
    const QTemporaryDir folder;
    const QString project = folder.filePath("copy.datalever");
    if (!QFile::copy(QString::fromLocal8Bit(arguments[1]), project))
        return std::fprintf(stderr, "%s cannot be copied to %s\n", arguments[1], qPrintable(project)), 1;
    printHead();
    if (count < 3 || std::strcmp(arguments[2], "--curate") != 0)
        openFigures(QString::fromLocal8Bit(arguments[0]), project);
    {
        BenchWindow window(theme);
        window.open(project);
        window.waitUntil([&] { return BenchWindow::showsTexts(window.find<ui::ExampleTable>("examples")); });
        remark(std::to_string(window.workspace().columns()->rows()) + " rows, "
            + std::to_string(window.workspace().columns()->points()) + " recording points");
        if (count > 2 && std::strcmp(arguments[2], "--curate") == 0)
            return curateFigures(window, application), 0;
        dataFigures(window);
        curateFigures(window, application);
        trajectoryFigures(window);
        print("peak memory of the process with all that, MB", { peakMemory() }, 600);
        handFigures(window, application);
        if (count > 2)
            importFigures(window, application, QString::fromLocal8Bit(arguments[2]));
    }
    liveFigures(theme, application, project);
    print("peak memory of the process at the end, MB", { peakMemory() });
    return 0;
}
