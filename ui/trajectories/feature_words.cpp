// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trajectories/feature_words.h"

#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

namespace ui {

using core::analysis::FeatureKind;

namespace {

QString translate(const char* text)
{
    return QCoreApplication::translate("ui::TrajectoriesPage", text);
}

} // namespace

QString featureName(FeatureKind kind)
{
    switch (kind) {
    case FeatureKind::Raw:
        return translate("Raw loss (the paper)");
    case FeatureKind::Last:
        return translate("Last loss of the window");
    case FeatureKind::Window:
        return translate("Raw loss of a window");
    case FeatureKind::Relative:
        return translate("Share of the first loss");
    case FeatureKind::LogRelative:
        return translate("Log of that share");
    case FeatureKind::ZScore:
        break;
    }
    return translate("Shape (z-scores)");
}

QString featureHelp(FeatureKind kind)
{
    switch (kind) {
    case FeatureKind::Raw:
        return translate("The losses at all recording points, as published.");
    case FeatureKind::Last:
        return translate("The loss at the last point of the window alone.");
    case FeatureKind::Window:
        return translate("The losses at the recording points of the window.");
    case FeatureKind::Relative:
        return translate("Each loss over the row's first one, at most 3.");
    case FeatureKind::LogRelative:
        return translate("The logarithm of each loss over the row's first one.");
    case FeatureKind::ZScore:
        break;
    }
    return translate("Each row minus its mean, over its standard deviation.");
}

QString choiceWords(const ClusterChoice& choice)
{
    const QString window = !choice.window ? translate("all points")
        : choice.window->first == choice.window->last
        ? translate("point %1").arg(choice.window->first + 1)
        : translate("points %1 to %2").arg(choice.window->first + 1).arg(choice.window->last + 1);
    if (choice.boundary) {
        const bool last = choice.boundary->statistic == core::analysis::ThresholdStatistic::Last;
        return (last ? translate("last loss from %1 by hand, %2") : translate("mean loss from %1 by hand, %2"))
            .arg(numberText(choice.boundary->loss, 2), window);
    }
    return translate("%1 clusters, %2, %3, seed %4, %5 restarts")
        .arg(countText(choice.clusters), featureName(choice.features).toLower(), window, QString::number(choice.seed),
            countText(choice.restarts));
}

} // namespace ui
