// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trajectories/selection_bar.h"

#include "ui/controls/button.h"
#include "ui/controls/text_label.h"
#include "ui/session/read_only_words.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QHBoxLayout>

namespace ui {

using core::data::RowMark;
using core::store::AnnotationKind;

SelectionBar::SelectionBar(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , workspace_(workspace)
    , count_(new TextLabel({}, TextKind::Head, this))
    , total_(new TextLabel({}, TextKind::Quiet, this))
    , pinHard_(new Button(theme, ButtonKind::Outlined, tr("Pin as hard"), QStringLiteral("pin"), this))
    , pinEasy_(new Button(theme, ButtonKind::Outlined, tr("Pin as easy"), this))
    , exclude_(new Button(theme, ButtonKind::Outlined, tr("Exclude"), QStringLiteral("ban"), this))
    , save_(new Button(theme, ButtonKind::Outlined, tr("Save selection…"), this))
{
    setFixedHeight(44);
    count_->setObjectName(QStringLiteral("selectedCount"));
    count_->setElided(true);
    total_->setElided(true);
    total_->setMinimumWidth(1); // the first to give way
    pinHard_->setObjectName(QStringLiteral("pinHard"));
    pinEasy_->setObjectName(QStringLiteral("pinEasy"));
    exclude_->setObjectName(QStringLiteral("excludeRows"));
    save_->setObjectName(QStringLiteral("saveSelection"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    layout->addWidget(count_);
    layout->addWidget(total_, 1);
    for (Button* button : { pinHard_, pinEasy_, exclude_, save_ })
        layout->addWidget(button);
    connect(pinHard_, &QPushButton::clicked, this, [this] { pin(true); });
    connect(pinEasy_, &QPushButton::clicked, this, [this] { pin(false); });
    connect(exclude_, &QPushButton::clicked, this, &SelectionBar::exclude);
    connect(save_, &QPushButton::clicked, this, &SelectionBar::saveRequested);
    connect(&workspace_.selection(), &SelectionState::selectionChanged, this, &SelectionBar::refresh);
    connect(&workspace_.selection(), &SelectionState::currentRowChanged, this, &SelectionBar::refresh);
    connect(&workspace_, &Workspace::columnsChanged, this, &SelectionBar::refresh);
    refresh();
}

core::data::Selection SelectionBar::rows() const
{
    const SelectionState& state = workspace_.selection();
    return state.selectedCount() > 0 ? state.selection() : state.targets();
}

bool SelectionBar::allHave(RowMark mark) const
{
    const auto& columns = workspace_.columns();
    const core::data::Selection targets = rows();
    if (!columns || targets.size() != columns->rows() || targets.count() == 0)
        return false;
    bool all = true;
    targets.forEach([&](std::size_t row) { all = all && columns->hasMark(row, mark); });
    return all;
}

void SelectionBar::refresh()
{
    SelectionState& state = workspace_.selection();
    const RowChoice current = state.currentRow();
    if (state.selectedCount() > 0)
        count_->setText(tr("%1 selected").arg(countText(static_cast<qint64>(state.selectedCount()))));
    else if (current)
        count_->setText(tr("Row %1").arg(countText(static_cast<qint64>(*current) + 1)));
    else
        count_->setText(tr("None selected"));
    total_->setText(tr("of %1").arg(countText(static_cast<qint64>(state.rows()))));
    const bool any = (state.selectedCount() > 0 || current) && !workspace_.readOnly();
    pinHard_->setText(allHave(RowMark::PinnedHard) ? tr("Unpin hard") : tr("Pin as hard"));
    pinEasy_->setText(allHave(RowMark::PinnedEasy) ? tr("Unpin easy") : tr("Pin as easy"));
    exclude_->setText(allHave(RowMark::Excluded) ? tr("Include") : tr("Exclude"));
    for (Button* button : { pinHard_, pinEasy_, exclude_ })
        button->setEnabled(any);
    save_->setEnabled(state.selectedCount() > 0 && !workspace_.readOnly());
    for (Button* button : { pinHard_, pinEasy_, exclude_, save_ })
        button->setToolTip(readOnlyWords(workspace_));
}

void SelectionBar::pin(bool hard)
{
    const bool already = allHave(hard ? RowMark::PinnedHard : RowMark::PinnedEasy);
    const auto kind = already ? AnnotationKind::Unpin : hard ? AnnotationKind::PinHard : AnnotationKind::PinEasy;
    workspace_.annotate({ kind, {} }, rows());
}

void SelectionBar::exclude()
{
    const auto kind = allHave(RowMark::Excluded) ? AnnotationKind::Include : AnnotationKind::Exclude;
    workspace_.annotate({ kind, {} }, rows());
}

} // namespace ui
