// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curate/saved_list.h"

#include "ui/controls/button.h"
#include "ui/controls/text_label.h"
#include "ui/session/undo_words.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

SavedList::SavedList(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , card_(new QFrame(this))
    , rows_(new QVBoxLayout(card_))
    , none_(new TextLabel(tr("None yet. What is saved can be exported, and fine-tuned on."), TextKind::Small, this))
{
    setObjectName(QStringLiteral("savedList"));
    card_->setProperty("look", "card");
    rows_->setContentsMargins(12, 8, 12, 8);
    rows_->setSpacing(8);
    none_->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(new TextLabel(tr("Saved datasets"), TextKind::Head, this));
    column->addWidget(none_);
    column->addWidget(card_);
    card_->setVisible(false);
}

void SavedList::setCurations(const std::vector<core::store::CurationRecord>& curations)
{
    std::vector<std::pair<std::int64_t, std::string>> wanted;
    for (const auto& curation : curations)
        wanted.emplace_back(curation.id.value, curation.name);
    if (wanted == shown_)
        return;
    shown_ = std::move(wanted);
    while (QLayoutItem* item = rows_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (auto curation = curations.rbegin(); curation != curations.rend(); ++curation)
        addRow(*curation);
    card_->setVisible(!curations.empty());
    none_->setVisible(curations.empty());
}

void SavedList::addRow(const core::store::CurationRecord& curation)
{
    const QString name = QString::fromStdString(curation.name);
    auto* row = new QWidget(card_);
    row->setObjectName(QStringLiteral("saved:") + name);
    auto* title = new TextLabel(name, TextKind::Body, row);
    auto* recipe = new TextLabel(QString::fromStdString(core::curate::recipeText(curation.recipe)), TextKind::Small, row);
    title->setElided(true);
    recipe->setElided(true);
    auto* open = new Button(theme_, ButtonKind::Link, tr("Open"), row);
    open->setObjectName(QStringLiteral("open:") + name);
    open->setAccessibleName(tr("Open %1").arg(name));
    open->setToolTip(tr("Work on its recipe, with its clustering"));
    const auto copies = static_cast<qint64>(copiesOf(curation));
    auto* grid = new QGridLayout(row);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(0);
    grid->addWidget(title, 0, 0);
    grid->addWidget(new TextLabel(rowsText(copies), TextKind::Small, row), 0, 1, Qt::AlignRight);
    grid->addWidget(recipe, 1, 0);
    grid->addWidget(open, 1, 1, Qt::AlignRight);
    grid->setColumnStretch(0, 1);
    rows_->addWidget(row);
    connect(open, &QPushButton::clicked, this, [this, name] { Q_EMIT openRequested(name); });
}

std::uint64_t copiesOf(const core::store::CurationRecord& curation)
{
    const auto& outcome = curation.outcome;
    const auto steps = outcome.find("steps");
    const core::Json counts = steps != outcome.end() && steps->is_array() && !steps->empty()
        ? steps->back()
        : outcome.value("before", core::Json::object());
    const auto copies = counts.find("copies");
    return copies != counts.end() && copies->is_number_unsigned() ? copies->get<std::uint64_t>() : 0;
}

} // namespace ui
