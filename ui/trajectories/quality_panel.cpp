// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trajectories/quality_panel.h"

#include "core/data/hard_set.h"
#include "ui/controls/bar_list.h"
#include "ui/controls/big_figure.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/text_label.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QGridLayout>

#include <algorithm>
#include <cmath>

namespace ui {

using core::analysis::Share;
using core::jobs::ClusterReport;

namespace {

QString count(std::uint64_t number)
{
    return countText(static_cast<qint64>(number));
}

QString intervalText(const Share& share)
{
    return QualityPanel::tr("%1 to %2, 95\u202F% interval, %3 rows")
        .arg(percentText(share.interval.low), percentText(share.interval.high), count(share.scored));
}

/// Why the hard share is to be read with care; empty where there is no reason.
QString cautionOf(const Clusters& clusters)
{
    constexpr double weakBelow = 0.25;
    if (clusters.clustering().window.size() <= 2)
        return QualityPanel::tr("Weak: 2 recording points alone. ");
    const auto& silhouette = clusters.report.silhouette;
    return silhouette.rowsUsed > 0 && silhouette.value < weakBelow
        ? QualityPanel::tr("Weak: silhouette %1. ").arg(numberText(silhouette.value, 2))
        : QString();
}

} // namespace

QualityPanel::QualityPanel(const Theme& theme, SelectionState& state, QWidget* parent)
    : QWidget(parent)
    , state_(state)
    , preview_(new TextLabel(tr("Preview"), TextKind::Small, this))
    , share_(new BigFigure(tr("Hard share"), this))
    , tokens_(new BigFigure(tr("of tokens"), this))
    , silhouette_(new BigFigure(tr("Silhouette"), this))
    , stability_(new BigFigure(tr("Stability"), this))
    , scored_(new TextLabel({}, TextKind::Small, this))
    , hardSet_(new TextLabel({}, TextKind::Small, this))
{
    addFigures();
    addLists(theme);
    connect(&state_, &SelectionState::filterChanged, this, &QualityPanel::followFilter);
}

void QualityPanel::addFigures()
{
    preview_->setObjectName(QStringLiteral("previewWords"));
    share_->setObjectName(QStringLiteral("hardShare"));
    tokens_->setObjectName(QStringLiteral("hardTokenShare"));
    silhouette_->setObjectName(QStringLiteral("silhouette"));
    stability_->setObjectName(QStringLiteral("stability"));
    scored_->setObjectName(QStringLiteral("scoredWords"));
    hardSet_->setObjectName(QStringLiteral("hardSetWords"));
    tokens_->setToolTip(tr("The hard rows' share of all response tokens of the scored rows."));
    silhouette_->setToolTip(tr("How much nearer rows lie to their own cluster than to the next one, from −1 to 1."));
    stability_->setToolTip(tr("Adjusted Rand index between clusterings that differ in the seed alone: 1 is the same."));
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    preview_->setVisible(false);
    grid->addWidget(preview_, 0, 0, 1, 2);
    grid->addWidget(share_, 1, 0, Qt::AlignTop);
    grid->addWidget(tokens_, 1, 1, Qt::AlignTop);
    grid->addWidget(silhouette_, 2, 0, Qt::AlignTop);
    grid->addWidget(stability_, 2, 1, Qt::AlignTop);
    for (TextLabel* label : { scored_, hardSet_ })
        label->setWordWrap(true);
    grid->addWidget(scored_, 3, 0, 1, 2);
    grid->addWidget(hardSet_, 4, 0, 1, 2);
}

void QualityPanel::addLists(const Theme& theme)
{
    auto* grid = static_cast<QGridLayout*>(layout());
    sourcesHead_ = new SectionHeading(theme, tr("Hard share by source"), this);
    sources_ = new BarList(theme, BarList::Density::Dense, this);
    sources_->setObjectName(QStringLiteral("sourceShares"));
    sources_->setAccessibleName(tr("Hard share by source; choosing one filters the table"));
    sources_->setBarRole(Role::Hard);
    sources_->setFullValue(1);
    windowsHead_ = new SectionHeading(theme, tr("Agreement of growing windows"), this);
    windowsNote_ = new TextLabel(
        tr("With the whole window, adjusted Rand index. Choose one to see what changed."), TextKind::Small, this);
    windowsNote_->setWordWrap(true);
    windows_ = new BarList(theme, BarList::Density::Dense, this);
    windows_->setObjectName(QStringLiteral("growingWindows"));
    windows_->setAccessibleName(tr("Agreement of growing windows with the whole window"));
    windows_->setFullValue(1);
    int row = 5;
    for (QWidget* part : std::initializer_list<QWidget*>{ sourcesHead_, sources_, windowsHead_, windowsNote_, windows_ })
        grid->addWidget(part, row++, 0, 1, 2);
    connect(sources_, &BarList::selectionEdited, this, [this](const QStringList& keys) {
        std::vector<std::string> sources;
        for (const QString& key : keys)
            sources.push_back(key.toStdString());
        ExampleFilter filter = state_.filter();
        filter.setFacetValues(core::data::FacetName::Source, sources);
        state_.setFilter(filter);
    });
    connect(windows_, &BarList::selectionEdited, this, [this](const QStringList& keys) {
        if (!keys.isEmpty())
            Q_EMIT windowChosen(static_cast<std::size_t>(keys.constFirst().toULongLong()));
    });
}

void QualityPanel::followFilter()
{
    QStringList keys;
    for (const std::string& source : state_.filter().facetValues(core::data::FacetName::Source))
        keys << QString::fromStdString(source);
    sources_->setSelectedKeys(keys);
}

void QualityPanel::setClusters(const Clusters& clusters, bool working)
{
    preview_->setVisible(clusters.preview);
    showShares(clusters.report);
    scored_->setText(cautionOf(clusters) + scored_->text());
    showTrust(clusters, working);
    showSources(clusters.report);
    showWindows(clusters.report);
}

void QualityPanel::showShares(const ClusterReport& report)
{
    share_->setValue(percentText(report.hardShare.share), Ink::Hard);
    share_->setNote(
        tr("%1 to %2").arg(numberText(100 * report.hardShare.interval.low, 1), percentText(report.hardShare.interval.high)));
    share_->setToolTip(intervalText(report.hardShare));
    const bool tokens = report.hardTokenShare.scored > 0;
    tokens_->setValue(tokens ? percentText(report.hardTokenShare.share) : QStringLiteral("–"));
    tokens_->setNote(tokens ? QString() : tr("not counted yet"));
    QString scored = tr("%1 scored, %2 unscored, %3 held out")
                         .arg(count(report.hardShare.scored), countText(report.unscored), countText(report.heldOut));
    if (report.excluded > 0)
        scored += tr(", %1 excluded").arg(countText(report.excluded));
    scored_->setText(scored);
}

void QualityPanel::showTrust(const Clusters& clusters, bool working)
{
    const ClusterReport& report = clusters.report;
    const QString wait = working && !clusters.preview ? tr("working…") : QString();
    const bool known = report.silhouette.rowsUsed > 0;
    silhouette_->setValue(known ? numberText(report.silhouette.value, 2) : QStringLiteral("–"));
    silhouette_->setNote(!known         ? wait
            : report.silhouette.sampled ? tr("seeded %1").arg(count(report.silhouette.rowsUsed))
                                        : tr("of all rows"));
    if (clusters.choice.boundary) {
        stability_->setValue(QStringLiteral("–"));
        stability_->setNote(tr("set by hand"));
    } else if (report.seeds) {
        stability_->setValue(numberText(report.seeds->meanAdjustedRandIndex, 2));
        stability_->setNote(tr("%1 seeds, ARI").arg(report.seeds->seeds));
        stability_->setToolTip(
            tr("Adjusted Rand index between the clusterings of %1 seeds: mean %2, least %3")
                .arg(report.seeds->seeds)
                .arg(numberText(report.seeds->meanAdjustedRandIndex, 2), numberText(report.seeds->least, 2)));
    } else {
        stability_->setValue(QStringLiteral("–"));
        stability_->setNote(wait);
    }
}

void QualityPanel::showSources(const ClusterReport& report)
{
    std::vector<BarRow> rows;
    for (const auto& source : report.sources) {
        const Share& share = source.share.share;
        const QString name = QString::fromStdString(source.source);
        rows.push_back({ name, name.isEmpty() ? tr("No source") : name, share.share,
            share.scored > 0 ? percentText(share.share, 0) : QStringLiteral("–") });
    }
    std::stable_sort(rows.begin(), rows.end(), [](const BarRow& a, const BarRow& b) {
        return (std::isnan(a.value) ? -1 : a.value) > (std::isnan(b.value) ? -1 : b.value);
    });
    sources_->setRows(rows);
    followFilter();
}

void QualityPanel::showWindows(const ClusterReport& report)
{
    const bool any = report.windows.size() > 1;
    for (QWidget* part : std::initializer_list<QWidget*>{ windowsHead_, windowsNote_, windows_ })
        part->setVisible(any);
    std::vector<BarRow> rows;
    for (const auto& window : report.windows)
        rows.push_back({ QString::number(window.lastPoint), tr("to point %1").arg(window.lastPoint + 1),
            std::max(0.0, window.withWhole), numberText(window.withWhole, 2) });
    windows_->setRows(rows);
}

void QualityPanel::setMarks(const core::data::Columns& columns)
{
    const core::data::HardSet set = core::data::hardSet(columns);
    QStringList parts{ tr("Hard set: %1 rows").arg(count(set.rows.count())) };
    if (set.pinnedIn > 0)
        parts << tr("%1 pinned in").arg(count(set.pinnedIn));
    if (set.pinnedOut > 0)
        parts << tr("%1 pinned out").arg(count(set.pinnedOut));
    if (set.excluded > 0)
        parts << tr("%1 excluded").arg(count(set.excluded));
    hardSet_->setText(parts.join(QStringLiteral(", ")) + '.');
    hardSet_->setToolTip(
        tr("What is exported: rows of the hard clusters; pins overrule the cluster, excluded rows are out."));
}

} // namespace ui
