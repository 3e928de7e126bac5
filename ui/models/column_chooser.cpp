// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/column_chooser.h"

#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

ColumnChooser::ColumnChooser(const std::vector<ExampleColumn>& shown, const Snapshot& snapshot, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , search_(new QLineEdit(this))
    , list_(new QListWidget(this))
{
    setObjectName("column chooser");
    setAccessibleName(tr("Columns"));
    setAttribute(Qt::WA_DeleteOnClose);
    setProperty("look", "card");
    search_->setObjectName("column search");
    search_->setPlaceholderText(tr("Search columns"));
    search_->setAccessibleName(tr("Search columns"));
    list_->setObjectName("column list");
    list_->setAccessibleName(tr("Columns that are shown"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(4);
    layout->addWidget(search_);
    layout->addWidget(list_);
    fill(shown, snapshot);
    setFocusProxy(search_);
    connect(search_, &QLineEdit::textChanged, this, &ColumnChooser::narrow);
    connect(list_, &QListWidget::itemChanged, this, &ColumnChooser::tell);
}

void ColumnChooser::fill(const std::vector<ExampleColumn>& shown, const Snapshot& snapshot)
{
    static const core::data::Columns nothing;
    const core::data::Columns& columns = snapshot ? *snapshot : nothing;
    for (int column = 0; column < exampleColumns; ++column) {
        const auto which = static_cast<ExampleColumn>(column);
        const bool named = which == ExampleColumn::PromptLength || which == ExampleColumn::ResponseLength;
        auto* item = new QListWidgetItem(named ? columnHelp(columns, which) : columnHead(columns, which), list_);
        item->setToolTip(columnHelp(columns, which));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(std::ranges::find(shown, which) == shown.end() ? Qt::Unchecked : Qt::Checked);
    }
    list_->setFixedSize(220, list_->sizeHintForRow(0) * exampleColumns + 4);
    list_->setCurrentRow(0);
}

void ColumnChooser::narrow(const QString& part)
{
    for (int column = 0; column < list_->count(); ++column)
        list_->item(column)->setHidden(!list_->item(column)->text().contains(part, Qt::CaseInsensitive));
}

void ColumnChooser::tell()
{
    std::vector<ExampleColumn> shown;
    for (int column = 0; column < list_->count(); ++column)
        if (list_->item(column)->checkState() == Qt::Checked)
            shown.push_back(static_cast<ExampleColumn>(column));
    if (!shown.empty())
        Q_EMIT edited(shown);
}

void ColumnChooser::popUp(QPoint place)
{
    move(place);
    show();
    search_->setFocus();
}

} // namespace ui
