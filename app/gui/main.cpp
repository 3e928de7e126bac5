// SPDX-License-Identifier: GPL-3.0-or-later
// datalever: the window. Puts theme, settings and window together.
#include "core/base/folders.h"
#include "ui/shell/main_window.h"
#include "ui/theme/style_sheet.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

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

QString chosenProject(QApplication& application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QApplication::translate("main", "Which training examples does a model learn late?"));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("project", QApplication::translate("main", "A .datalever file to open"), "[project]");
    parser.process(application);
    return parser.positionalArguments().value(0);
}

} // namespace

int main(int count, char** arguments)
{
    QCoreApplication::setOrganizationName("DataLever");
    QCoreApplication::setApplicationName("datalever");
    QCoreApplication::setApplicationVersion(DATALEVER_VERSION);
    applyScale();
    QGuiApplication::setHighDpiScaleFactorRoundingPolicy(Qt::HighDpiScaleFactorRoundingPolicy::PassThrough);
    QApplication application(count, arguments);
    QGuiApplication::setDesktopFileName("datalever");
    const QString project = chosenProject(application);

    ui::WindowSettings settings(stateFolder());
    ui::Theme theme(ui::ColourScheme::Light);
    ui::applyLook(application, theme);
    ui::MainWindow window({ theme, settings, ui::desktopFileDialog(), DATALEVER_VERSION, {} });
    window.show();
    if (!project.isEmpty())
        QTimer::singleShot(0, &window, [&] { window.openProject(QFileInfo(project).absoluteFilePath()); });
    return application.exec();
}
