// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trajectories/quality_panel.h"

#include "core/data/hard_set.h"
#include "ui/controls/big_figure.h"
#include "ui/controls/button.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/text_label.h"
#include "ui/models/facet_words.h"
#include "ui/session/undo_words.h"
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

template <typename Words> std::vector<BarRow> barsOf(const std::vector<core::jobs::NamedShare>& shares, const Words& words)
{
    std::vector<BarRow> rows;
    for (const auto& named : shares) {
        const Share& share = named.share.share;
        rows.push_back({ QString::fromStdString(named.name), words(named.name), share.share,
            share.scored > 0 ? percentText(share.share, 0) : QStringLiteral("–") });
    }
    return rows;
}

/// Why the hard share is to be read with care; empty where there is no reason.
QString cautionOf(const Clusters& clusters)
{
    constexpr double weakBelow = 0.25;
    if (clusters.clustering().window.size() < 2)
        return QualityPanel::tr("Weak: 1 recording point alone. ");
    if (clusters.clustering().window.size() == 2)
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
    groupsHead_ = new SectionHeading(theme, {}, this);
    otherGroups_ = groupsHead_->addLink({});
    otherGroups_->setObjectName(QStringLiteral("otherGroups"));
    groups_ = new BarList(theme, BarList::Density::Dense, this);
    groups_->setObjectName(QStringLiteral("groupShares"));
    groups_->setBarRole(Role::Hard);
    groups_->setFullValue(1);
    windowsHead_ = new SectionHeading(theme, tr("Agreement of growing windows"), this);
    windowsNote_ = new TextLabel(
        tr("With the whole window, adjusted Rand index. Choose one to see what changed."), TextKind::Small, this);
    windowsNote_->setWordWrap(true);
    windows_ = new BarList(theme, BarList::Density::Dense, this);
    windows_->setObjectName(QStringLiteral("growingWindows"));
    windows_->setAccessibleName(tr("Agreement of growing windows with the whole window"));
    windows_->setFullValue(1);
    int row = 5;
    for (QWidget* part : std::initializer_list<QWidget*>{ groupsHead_, groups_, windowsHead_, windowsNote_, windows_ })
        grid->addWidget(part, row++, 0, 1, 2);
    connect(otherGroups_, &QPushButton::clicked, this, [this] {
        byLength_ = !byLength_;
        showGroups();
    });
    connect(groups_, &BarList::selectionEdited, this, [this](const QStringList& keys) {
        std::vector<std::string> values;
        for (const QString& key : keys)
            values.push_back(key.toStdString());
        ExampleFilter filter = state_.filter();
        filter.setFacetValues(facet(), values);
        state_.setFilter(filter);
    });
    connect(windows_, &BarList::selectionEdited, this, [this](const QStringList& keys) {
        if (!keys.isEmpty())
            Q_EMIT windowChosen(static_cast<std::size_t>(keys.constFirst().toULongLong()));
    });
}

core::data::FacetName QualityPanel::facet() const
{
    return byLength_ ? core::data::FacetName::Length : core::data::FacetName::Source;
}

void QualityPanel::followFilter()
{
    QStringList keys;
    for (const std::string& value : state_.filter().facetValues(facet()))
        keys << QString::fromStdString(value);
    groups_->setSelectedKeys(keys);
}

void QualityPanel::setClusters(const Clusters& clusters, bool working)
{
    preview_->setVisible(clusters.preview);
    showShares(clusters.report);
    scored_->setText(cautionOf(clusters) + scored_->text());
    showTrust(clusters, working);
    sourceRows_ = barsOf(clusters.report.sources,
        [](const std::string& name) { return name.empty() ? tr("No source") : QString::fromStdString(name); });
    std::stable_sort(sourceRows_.begin(), sourceRows_.end(), [](const BarRow& a, const BarRow& b) {
        return (std::isnan(a.value) ? -1 : a.value) > (std::isnan(b.value) ? -1 : b.value);
    });
    lengthRows_ = barsOf(clusters.report.lengths,
        [&](const std::string& name) { return facetValueName(*clusters.columns, core::data::FacetName::Length, name); });
    showGroups();
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

void QualityPanel::showGroups()
{
    groupsHead_->setText(byLength_ ? tr("Hard share by length") : tr("Hard share by source"));
    otherGroups_->setText(byLength_ ? tr("By source") : tr("By length"));
    groups_->setAccessibleName(byLength_ ? tr("Hard share by length; choosing one filters the table")
                                         : tr("Hard share by source; choosing one filters the table"));
    groups_->setRows(byLength_ ? lengthRows_ : sourceRows_);
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
    QStringList parts{ tr("Hard set: %1").arg(rowsText(static_cast<qint64>(set.rows.count()))) };
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
