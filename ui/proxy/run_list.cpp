// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/run_list.h"

#include "ui/plots/series_look.h"
#include "ui/runs/run_words.h"

#include <QtCore/QSignalBlocker>
#include <QtGui/QPainter>

#include <algorithm>

namespace ui {

namespace {

constexpr int rowHeight = 26;
constexpr int mostRows = 6;

} // namespace

RunList::RunList(const Theme& theme, QWidget* parent)
    : QListWidget(parent)
    , theme_(theme)
{
    setObjectName("runList");
    setAccessibleName(tr("Proxy runs"));
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setIconSize({ 20, 12 });
    connect(this, &QListWidget::itemChanged, this, [this] {
        refreshLooks();
        Q_EMIT shownRunsChanged();
    });
    connect(this, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* now) {
        if (now == nullptr)
            return;
        refreshLooks();
        Q_EMIT currentRunChanged(runOf(now));
    });
    for (const auto chosen : { &QListWidget::itemClicked, &QListWidget::itemActivated })
        connect(this, chosen, this, [this](const QListWidgetItem* item) { Q_EMIT runChosen(runOf(item)); });
    connect(&theme, &Theme::changed, this, &RunList::refreshLooks);
}

core::RunId RunList::runOf(const QListWidgetItem* item)
{
    return { item->data(Qt::UserRole).toLongLong() };
}

void RunList::setRuns(const std::vector<core::store::RunRecord>& runs)
{
    const QSignalBlocker quiet(this);
    std::vector<core::RunId> ticked;
    for (int row = 0; row < count(); ++row)
        if (item(row)->checkState() == Qt::Checked)
            ticked.push_back(runOf(item(row)));
    const auto current = currentRun();
    runs_.clear();
    std::copy_if(runs.rbegin(), runs.rend(), std::back_inserter(runs_), [](const auto& run) { return run.kind == "proxy"; });
    clear();
    for (const auto& run : runs_) {
        auto* entry = new QListWidgetItem(this);
        entry->setData(Qt::UserRole, QVariant::fromValue<qint64>(run.id.value));
        entry->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        entry->setSizeHint({ 0, rowHeight });
        const QString name = QString::fromStdString(run.name);
        const QString state = stateWords(run.state);
        entry->setText(tr("%1 · %2").arg(name, state));
        entry->setToolTip(tr("%1, %2. Tick it to draw it together with others.").arg(name, state));
        entry->setCheckState(std::ranges::find(ticked, run.id) != ticked.end() ? Qt::Checked : Qt::Unchecked);
        if (current == run.id)
            setCurrentItem(entry);
    }
    refreshLooks();
    updateGeometry();
}

void RunList::setCurrentRun(core::RunId run)
{
    const QSignalBlocker quiet(this);
    for (int row = 0; row < count(); ++row)
        if (runOf(item(row)) == run)
            setCurrentRow(row);
    refreshLooks();
}

std::optional<core::RunId> RunList::currentRun() const
{
    return currentItem() != nullptr ? std::optional(runOf(currentItem())) : std::nullopt;
}

std::vector<core::RunId> RunList::shownRuns() const
{
    std::vector<core::RunId> shown;
    if (const auto current = currentRun())
        shown.push_back(*current);
    for (int row = 0; row < count(); ++row)
        if (item(row)->checkState() == Qt::Checked && runOf(item(row)) != currentRun())
            shown.push_back(runOf(item(row)));
    return shown;
}

int RunList::slotOf(core::RunId run) const
{
    const auto shown = shownRuns();
    int slot = 0;
    for (int row = count() - 1; row >= 0; --row) { // the oldest keeps its colour when newer ones come
        if (runOf(item(row)) == run)
            return slot;
        slot += std::ranges::find(shown, runOf(item(row))) != shown.end() ? 1 : 0;
    }
    return slot;
}

void RunList::refreshLooks()
{
    const QSignalBlocker quiet(this);
    const auto shown = shownRuns();
    for (int row = 0; row < count(); ++row) {
        QPixmap swatch(QSize(20, 12) * devicePixelRatioF());
        swatch.setDevicePixelRatio(devicePixelRatioF());
        swatch.fill(Qt::transparent);
        if (std::ranges::find(shown, runOf(item(row))) != shown.end()) {
            QPainter painter(&swatch);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setPen(penOf(shown.size() > 1 ? lookOfSlot(slotOf(runOf(item(row)))) : SeriesLook{}, theme_));
            painter.drawLine(QPointF(0, 6), QPointF(20, 6));
        }
        item(row)->setIcon(QIcon(swatch));
    }
}

QSize RunList::sizeHint() const
{
    return { 180, std::clamp(count(), 1, mostRows) * rowHeight + 2 };
}

} // namespace ui
