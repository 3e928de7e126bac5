// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/cluster_choice.h"

#include <algorithm>

namespace ui {

using namespace core::analysis;

Window ClusterChoice::windowOf(std::size_t points) const
{
    const std::size_t end = points == 0 ? 0 : points - 1;
    if (!window)
        return { 0, end };
    const std::size_t last = std::min(window->last, end);
    return { std::min(window->first, last), last };
}

core::jobs::ClusterRequest ClusterChoice::request(const std::string& run) const
{
    core::jobs::ClusterRequest request;
    request.run = run;
    request.settings.features = { features, window };
    request.settings.kmeans.clusters = clusters;
    request.settings.kmeans.seed = seed;
    request.settings.kmeans.restarts = restarts;
    request.hardClusters = hardClusters;
    if (boundary) {
        request.threshold = ThresholdSettings{ boundary->statistic, boundary->loss, window };
        request.hardClusters = 1;
    }
    return request;
}

ClusterChoice withoutUnused(ClusterChoice choice)
{
    if (choice.boundary) {
        ClusterChoice plain;
        plain.window = choice.window;
        plain.boundary = choice.boundary;
        return plain;
    }
    choice.hardClusters = std::clamp(choice.hardClusters, 1, std::max(1, choice.clusters - 1));
    return choice;
}

namespace {

std::optional<Window> windowOf(const core::Json& settings)
{
    const auto found = settings.find("window");
    if (found == settings.end() || found->is_null())
        return std::nullopt;
    return Window{ found->at(0).get<std::size_t>(), found->at(1).get<std::size_t>() };
}

ClusterChoice read(const core::Json& settings)
{
    ClusterChoice choice;
    choice.window = windowOf(settings);
    if (settings.at("assign") == "manual") {
        choice.boundary
            = Boundary{ settings.at("statistic") == "last" ? ThresholdStatistic::Last : ThresholdStatistic::WindowMean,
                  settings.at("threshold").get<double>() };
        return choice;
    }
    choice.features = featureKind(settings.at("features").get<std::string>()).value();
    choice.clusters = settings.at("k").get<int>();
    choice.hardClusters = settings.at("hard_clusters").get<int>();
    choice.seed = std::stoull(settings.at("seed").get<std::string>());
    choice.restarts = settings.at("restarts").get<int>();
    return choice;
}

} // namespace

std::optional<ClusterChoice> choiceOf(const core::Json& settings)
{
    try {
        return read(settings);
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

} // namespace ui
