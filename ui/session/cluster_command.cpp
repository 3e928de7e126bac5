// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/cluster_command.h"

#include "ui/session/command_text.h"

#include <QtCore/QStringList>

namespace ui {

namespace {

QString numberArgument(double value)
{
    return QString::number(value, 'g', 17);
}

void addWindow(QStringList& words, const std::optional<core::analysis::Window>& window)
{
    if (window)
        words << QStringLiteral("--window") << QString::number(window->first) << QString::number(window->last);
}

} // namespace

QString clusterCommand(const QString& project, const QString& run, const ClusterChoice& choice)
{
    QStringList words{ QStringLiteral("datalever-cli cluster --project"), shellWord(project), QStringLiteral("--run"),
        shellWord(run) };
    if (choice.boundary) {
        words << QStringLiteral("--assign manual --statistic")
              << (choice.boundary->statistic == core::analysis::ThresholdStatistic::Last ? QStringLiteral("last")
                                                                                         : QStringLiteral("mean"))
              << QStringLiteral("--threshold") << numberArgument(choice.boundary->loss);
        addWindow(words, choice.window);
        return words.join(' ');
    }
    const auto features = name(choice.features);
    words << QStringLiteral("--features") << QString::fromLatin1(features.data(), static_cast<qsizetype>(features.size()));
    addWindow(words, choice.window);
    words << QStringLiteral("--k") << QString::number(choice.clusters);
    if (choice.hardClusters != 1)
        words << QStringLiteral("--hard-clusters") << QString::number(choice.hardClusters);
    words << QStringLiteral("--restarts") << QString::number(choice.restarts) << QStringLiteral("--seed")
          << QString::number(choice.seed);
    return words.join(' ');
}

QString exportCommand(const QString& project, const ExportChoice& choice)
{
    QStringList words{ QStringLiteral("datalever-cli export --project"), shellWord(project) };
    if (choice.selection.isEmpty())
        words << QStringLiteral("--clustering") << shellWord(choice.clustering) << QStringLiteral("--cluster")
              << (choice.hard ? QStringLiteral("hard") : QStringLiteral("easy"));
    else
        words << QStringLiteral("--selection") << shellWord(choice.selection);
    words << QStringLiteral("--to") << shellWord(choice.file);
    if (choice.mapped)
        words << QStringLiteral("--layout mapped");
    return words.join(' ');
}

} // namespace ui
