// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finetune/seeds_dialog.h"

#include "ui/controls/button.h"
#include "ui/controls/field.h"
#include "ui/finetune/seeds_text.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

SeedsDialog::SeedsDialog(const Theme& theme, std::vector<std::uint64_t> known, QWidget* parent)
    : QDialog(parent)
    , known_(std::move(known))
    , line_(new QLineEdit(this))
    , field_(new Field(theme, tr("Seeds in all: a count, or a list"), line_, this))
    , add_(new Button(theme, ButtonKind::Primary, tr("Add and go on"), this))
{
    setObjectName("seedsDialog");
    setWindowTitle(tr("Add seeds"));
    setAttribute(Qt::WA_DeleteOnClose);
    line_->setObjectName("furtherSeeds");
    add_->setObjectName("confirmSeeds");
    add_->setDefault(true);
    auto* cancel = new Button(theme, ButtonKind::Outlined, tr("Cancel"), this);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(add_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(16);
    column->addWidget(field_);
    column->addLayout(buttons);
    setMinimumWidth(380);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(line_, &QLineEdit::textChanged, this, &SeedsDialog::refresh);
    connect(add_, &QPushButton::clicked, this, [this] {
        Q_EMIT chosen(further());
        accept();
    });
    refresh();
}

std::vector<std::uint64_t> SeedsDialog::further() const
{
    std::vector<std::uint64_t> seeds = readSeeds(line_->text()).seeds;
    std::erase_if(seeds, [this](std::uint64_t seed) { return std::ranges::find(known_, seed) != known_.end(); });
    return seeds;
}

void SeedsDialog::refresh()
{
    const auto reading = readSeeds(line_->text());
    const auto seeds = further();
    add_->setEnabled(!seeds.empty());
    field_->setProblem(line_->text().trimmed().isEmpty() ? QString() : reading.problem);
    field_->setHelp(seeds.empty() ? tr("It has the seeds %1. What is finished stays as it is.").arg(seedsWords(known_))
                                  : tr("New: seeds %1. What is finished stays as it is.").arg(seedsWords(seeds)));
}

} // namespace ui
