// SPDX-License-Identifier: GPL-3.0-or-later
// datalever: the window. Puts theme, settings and window together.
#include "app/gui/plot_rendering.h"
#include "core/base/error.h"
#include "core/base/folders.h"
#include "ui/shell/main_window.h"
#include "ui/theme/style_sheet.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace {

QString stateFolder()
{
    return QString::fromStdString(core::stateFolder().string());
}

/// Before the application is made; a factor that the user's environment sets wins.
void applyScale()
{
    const ui::WindowSettings settings(stateFolder());
    if (settings.scale() != 100 && qEnvironmentVariableIsEmpty("QT_SCALE_FACTOR"))
        qputenv("QT_SCALE_FACTOR", QByteArray::number(settings.scale() / 100.0));
}

struct Call {
    QString project;
    bool sample = false;
    QString plotSpec; ///< of --render
};

Call parseCall(QApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QApplication::translate("main", "Which training examples does a model learn late?"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("project", QApplication::translate("main", "A .datalever file to open"), "[project]");
    const QCommandLineOption render(
        "render", QApplication::translate("main", "Draw the plot that a JSON file describes, without a window"), "spec");
    parser.addOption(render);
    const QCommandLineOption sample("sample", QApplication::translate("main", "Open the recorded sample"));
    parser.addOption(sample);
    parser.process(application);
    return { parser.positionalArguments().value(0), parser.isSet(sample), parser.value(render) };
}

int renderOnly(const QString& spec)
{
    try {
        gui::renderPlot(gui::readPlotSpec(spec));
        return 0;
    } catch (const core::Error& error) {
        std::fprintf(stderr, "datalever: %s\n", error.message().c_str());
        if (!error.hint().empty())
            std::fprintf(stderr, "%s\n", error.hint().c_str());
        return 1;
    }
}

/// Pictures are drawn on machines without a display too.
bool isRendering(int count, char** arguments)
{
    return std::any_of(
        arguments, arguments + count, [](const char* word) { return std::strncmp(word, "--render", 8) == 0; });
}

} // namespace

int main(int count, char** arguments)
{
    QCoreApplication::setOrganizationName("DataLever");
    QCoreApplication::setApplicationName("datalever");
    QCoreApplication::setApplicationVersion(DATALEVER_VERSION);
    if (isRendering(count, arguments) && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    else
        applyScale();
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(count, arguments);
    QGuiApplication::setDesktopFileName("datalever");
    const Call call = parseCall(application);
    if (!call.plotSpec.isEmpty())
        return renderOnly(call.plotSpec);

    ui::WindowSettings settings(stateFolder());
    ui::Theme theme(ui::ColourScheme::Light);
    ui::applyLook(application, theme);
    ui::MainWindow window({ theme, settings, ui::desktopFileDialog(), DATALEVER_VERSION, {} });
    window.show();
    if (!call.project.isEmpty())
        QTimer::singleShot(0, &window, [&] { window.openProject(QFileInfo(call.project).absoluteFilePath()); });
    else if (call.sample)
        QTimer::singleShot(0, &window, &ui::MainWindow::openSample);
    return application.exec();
}
