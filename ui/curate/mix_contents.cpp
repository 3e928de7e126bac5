// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curate/mix_contents.h"

#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::MixContents)
};

constexpr std::size_t mostSources = 14;

QString count(std::uint64_t number)
{
    return countText(static_cast<qint64>(number));
}

} // namespace

DumbbellContent sourceMixContent(const core::curate::Mix& mix)
{
    std::vector<core::curate::MixGroup> groups = mix.bySource;
    std::stable_sort(groups.begin(), groups.end(), [](const auto& one, const auto& other) {
        return std::pair(one.copiesAfter, one.copiesBefore) > std::pair(other.copiesAfter, other.copiesBefore);
    });
    DumbbellContent content;
    content.text.title = Words::tr("Mix by source");
    content.text.subTitle = Words::tr("share of rows, change in points");
    content.xAxis.label = Words::tr("% of rows");
    content.beforeName = Words::tr("before");
    content.afterName = Words::tr("after");
    content.countName = Words::tr("rows");
    const std::size_t whole = groups.size() > mostSources ? mostSources - 1 : groups.size();
    for (std::size_t i = 0; i < whole; ++i)
        content.rows.push_back(
            { groups[i].value.empty() ? Words::tr("(no source)") : QString::fromStdString(groups[i].value),
                static_cast<qint64>(groups[i].copiesBefore), static_cast<qint64>(groups[i].copiesAfter) });
    if (whole < groups.size()) {
        DumbbellRow rest{ Words::tr("%1 other sources").arg(count(groups.size() - whole)), 0, 0 };
        for (std::size_t i = whole; i < groups.size(); ++i) {
            rest.before += static_cast<qint64>(groups[i].copiesBefore);
            rest.after += static_cast<qint64>(groups[i].copiesAfter);
        }
        content.rows.push_back(rest);
    }
    std::uint64_t before = 0;
    std::uint64_t after = 0;
    for (const auto& group : groups) {
        before += group.copiesBefore;
        after += group.copiesAfter;
    }
    content.text.caption = Words::tr("%1 rows before, %2 after; held-out rows not counted").arg(count(before), count(after));
    content.text.description = Words::tr("Shares of %1 sources before and after the recipe.").arg(count(groups.size()));
    return content;
}

StackedBarContent clusterMixContent(const std::vector<NamedClusters>& bars)
{
    StackedBarContent content;
    content.text.title = Words::tr("Mix by cluster");
    content.text.subTitle = Words::tr("rows, and hard share");
    content.parts = { { Words::tr("Easy"), Role::Easy, false, false }, { Words::tr("Hard"), Role::Hard, true, false },
        { Words::tr("Not scored"), Role::Unscored, false, true } };
    QStringList shares;
    for (const NamedClusters& bar : bars) {
        const double share = bar.counts.hardShare();
        const QString note = std::isnan(share) ? QString() : Words::tr("%1 hard").arg(percentText(share, 0));
        content.bars.push_back({ bar.name,
            { static_cast<qint64>(bar.counts.easy), static_cast<qint64>(bar.counts.hard),
                static_cast<qint64>(bar.counts.unscored) },
            note });
        shares.append(bar.name + ' ' + note);
    }
    content.text.description = shares.join(QStringLiteral(", "));
    return content;
}

LineContent lengthMixContent(const LengthShares& lengths)
{
    LineContent content;
    content.text.title = Words::tr("Length");
    content.text.subTitle = lengths.tokens ? Words::tr("tokens") : Words::tr("characters; tokens are not counted yet");
    content.text.description = Words::tr("Shares of rows by length, before and after the recipe.");
    content.xName = lengths.tokens ? Words::tr("tokens") : Words::tr("characters");
    content.yAxis.label = Words::tr("% of rows");
    content.yAxis.low = 0;
    content.xAxis.low = 0;
    LineSeries before;
    before.name = Words::tr("before");
    before.x = lengths.middles;
    before.y = lengths.before;
    before.look = { Role::Secondary, { 5, 3 }, Marker::None, 1.6 };
    before.decimals = 1;
    LineSeries after;
    after.name = Words::tr("after");
    after.x = lengths.middles;
    after.y = lengths.after;
    after.look = { Role::Accent, {}, Marker::None, 2 };
    after.decimals = 1;
    content.series = { std::move(before), std::move(after) };
    return content;
}

QString controlName(core::curate::StepKind control)
{
    switch (control) {
    case core::curate::StepKind::RandomControl:
        return Words::tr("Random");
    case core::curate::StepKind::EasyControl:
        return Words::tr("Easy");
    default:
        return Words::tr("Source-matched");
    }
}

} // namespace ui
