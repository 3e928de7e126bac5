// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/cluster_command.h"

#include <QtCore/QStringList>

#include <algorithm>

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

QString shellQuoted(const QString& text)
{
    const bool plain = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar character) {
        return (character.unicode() < 128 && character.isLetterOrNumber())
            || QStringLiteral("_-./:=,+@").contains(character);
    });
    if (plain && !text.startsWith('-'))
        return text;
    QString quoted = text;
    quoted.replace('\'', QStringLiteral("'\\''"));
    return '\'' + quoted + '\'';
}

QString clusterCommand(const QString& project, const QString& run, const ClusterChoice& choice)
{
    QStringList words{ QStringLiteral("datalever-cli cluster --project"), shellQuoted(project), QStringLiteral("--run"),
        shellQuoted(run) };
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
    QStringList words{ QStringLiteral("datalever-cli export --project"), shellQuoted(project) };
    if (choice.selection.isEmpty())
        words << QStringLiteral("--clustering") << shellQuoted(choice.clustering) << QStringLiteral("--cluster")
              << (choice.hard ? QStringLiteral("hard") : QStringLiteral("easy"));
    else
        words << QStringLiteral("--selection") << shellQuoted(choice.selection);
    words << QStringLiteral("--to") << shellQuoted(choice.file);
    if (choice.mapped)
        words << QStringLiteral("--layout mapped");
    return words.join(' ');
}

} // namespace ui
