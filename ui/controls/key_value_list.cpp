// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/key_value_list.h"

#include "ui/controls/text_label.h"

#include <QtWidgets/QGridLayout>

namespace ui {

namespace {

constexpr int rowHeight = 17;

} // namespace

KeyValueList::KeyValueList(QWidget* parent)
    : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(1, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void KeyValueList::setRows(const Rows& rows)
{
    if (rows == rows_)
        return;
    auto* grid = static_cast<QGridLayout*>(layout());
    for (int row = static_cast<int>(rows_.size()); row < static_cast<int>(rows.size()); ++row) {
        auto* value = new TextLabel({}, TextKind::Label, this);
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        value->setMinimumHeight(rowHeight);
        grid->addWidget(new TextLabel({}, TextKind::Small, this), row, 0);
        grid->addWidget(value, row, 1);
    }
    for (int row = static_cast<int>(rows.size()); row < static_cast<int>(rows_.size()); ++row)
        for (const int column : { 0, 1 })
            delete grid->itemAtPosition(row, column)->widget();
    rows_ = rows;
    for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
        const auto& [name, value] = rows[static_cast<std::size_t>(row)];
        static_cast<TextLabel*>(grid->itemAtPosition(row, 0)->widget())->setText(name);
        auto* text = static_cast<TextLabel*>(grid->itemAtPosition(row, 1)->widget());
        text->setWordWrap(value.contains(' ')); // one long word ends in "…" instead
        text->setElided(!value.contains(' '));
        text->setText(value);
    }
}

} // namespace ui
