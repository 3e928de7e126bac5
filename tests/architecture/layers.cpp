// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/layers.h"

#include <algorithm>

namespace architecture {

const std::vector<Layer>& layers()
{
    static const Names shared{ "core/base", "core/data", "core/analysis", "core/curate", "core/benchmarks",
        "core/protocol" };
    static const Names host = join(shared, { "core/store", "core/jobs", "core/theory" });
    static const Names text = join(shared, { "core/text" });
    static const Names formats = join(text, { "core/formats" });
    static const Names models = join(formats, { "core/models" });
    static const Names optim = join(models, { "core/optim" });
    static const Names training = join(optim, { "core/training" });
    static const Names evaluate = join(training, { "core/evaluate" });
    static const Names pageParts = join(host,
        { "ui/theme", "ui/controls", "ui/plots", "ui/session", "ui/models", "ui/runs" }); // pages do not know each other
    static const std::vector<Layer> all{
        { "core/base", {} },
        { "core/data", { "core/base" } },
        { "core/analysis", { "core/base", "core/data" } },
        { "core/curate", { "core/base", "core/data", "core/analysis" } },
        { "core/benchmarks", { "core/base" } },
        { "core/protocol", { "core/base", "core/data", "core/analysis", "core/curate" } },
        { "core/store", shared },
        { "core/jobs", join(shared, { "core/store" }) },
        { "core/theory", shared },
        { "core/text", shared },
        { "core/formats", text },
        { "core/models", formats },
        { "core/optim", models },
        { "core/training", optim },
        { "core/evaluate", training },
        { "core/worker", evaluate },
        { "ui/theme", { "core/base" } },
        { "ui/controls", { "core/base", "ui/theme" } },
        { "ui/plots", join(shared, { "ui/theme", "ui/controls" }) },
        { "ui/session", join(host, { "ui/theme" }) }, // numbers in words
        { "ui/models", join(host, { "ui/theme", "ui/controls", "ui/session" }) },
        { "ui/runs", join(host, { "ui/theme", "ui/controls", "ui/plots", "ui/session" }) },
        { "ui/inspector", pageParts },
        { "ui/data", pageParts },
        { "ui/proxy", pageParts },
        { "ui/trajectories", pageParts },
        { "ui/finetune", pageParts },
        { "ui/evaluate", pageParts },
        { "ui/shell",
            join(pageParts, { "ui/inspector", "ui/data", "ui/proxy", "ui/trajectories", "ui/finetune", "ui/evaluate" }) },
        { "app/cli", host },
        { "app/gui",
            join(pageParts,
                { "ui/inspector", "ui/data", "ui/proxy", "ui/trajectories", "ui/finetune", "ui/evaluate", "ui/shell" }) },
        { "app/worker", join(evaluate, { "core/worker" }) },
    };
    return all;
}

std::string layerOf(const std::string& path)
{
    for (const Layer& layer : layers())
        if (path.starts_with(layer.folder + "/"))
            return layer.folder;
    return {};
}

const Layer* findLayer(const std::string& folder)
{
    const auto found = std::ranges::find(layers(), folder, &Layer::folder);
    return found == layers().end() ? nullptr : &*found;
}

bool contains(const Names& names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

Names join(const Names& first, const Names& second)
{
    Names all = first;
    all.insert(all.end(), second.begin(), second.end());
    return all;
}

} // namespace architecture
