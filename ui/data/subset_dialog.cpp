// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/subset_dialog.h"

#include "ui/controls/button.h"
#include "ui/controls/dialog_size.h"
#include "ui/controls/field.h"
#include "ui/controls/message_line.h"
#include "ui/controls/number_box.h"
#include "ui/controls/text_label.h"
#include "ui/session/undo_words.h"
#include "ui/theme/number_text.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

constexpr double usualCount = 5000;

} // namespace

SubsetDialog::SubsetDialog(const Theme& theme, Workspace& workspace, std::vector<SubsetPool> pools, QWidget* parent)
    : QDialog(parent)
    , workspace_(workspace)
    , pools_(std::move(pools))
    , name_(new QLineEdit(this))
    , pool_(new QComboBox(this))
    , count_(new NumberBox({ 1, 1e9, 1000, usualCount, true, false }, this))
    , seed_(new NumberBox({ 0, 1e15, 1, 1, true, false }, this))
    , bySource_(new QCheckBox(tr("Each source keeps its share"), this))
    , withoutExcluded_(new QCheckBox(tr("Leave out excluded rows"), this))
    , available_(new TextLabel({}, TextKind::Small, this))
    , message_(new MessageLine(theme, MessageKind::Error, {}, this))
    , copy_(new Button(theme, ButtonKind::Link, tr("Copy as command"), this))
    , make_(new Button(theme, ButtonKind::Primary, tr("Make the subset"), this))
{
    setObjectName("subset dialog");
    setWindowTitle(tr("New subset"));
    setAttribute(Qt::WA_DeleteOnClose);
    setUp(theme);
    for (const SubsetPool& pool : pools_)
        pool_->addItem(pool.words);
    const auto* parentRecord = workspace_.datasetRecord();
    name_->setText((parentRecord ? QString::fromStdString(parentRecord->name) : tr("subset")) + "-part");
    bySource_->setChecked(true);
    withoutExcluded_->setChecked(true);
    count_->setValue(std::min(usualCount, static_cast<double>(available())));
    connect(pool_, qOverload<int>(&QComboBox::activated), this, &SubsetDialog::refresh);
    connect(withoutExcluded_, &QCheckBox::toggled, this, &SubsetDialog::refresh);
    connect(count_, &NumberBox::edited, this, &SubsetDialog::refresh);
    connect(name_, &QLineEdit::textEdited, this, &SubsetDialog::refresh);
    connect(copy_, &Button::clicked, this, &SubsetDialog::copyCommand);
    connect(make_, &Button::clicked, this, &SubsetDialog::start);
    refresh();
}

void SubsetDialog::setUp(const Theme& theme)
{
    name_->setObjectName("subset name");
    name_->setMaxLength(200);
    pool_->setObjectName("subset pool");
    count_->setObjectName("subset count");
    seed_->setObjectName("subset seed");
    bySource_->setObjectName("subset by source");
    withoutExcluded_->setObjectName("subset without excluded");
    message_->setObjectName("subset message");
    make_->setObjectName("subset make");
    copy_->setObjectName("subset copy command");
    QSizePolicy room = message_->sizePolicy();
    room.setRetainSizeWhenHidden(true); // a message moves no button
    message_->setSizePolicy(room);
    message_->hide();
    auto* numbers = new QHBoxLayout;
    numbers->setSpacing(12);
    numbers->addWidget(new Field(theme, tr("Rows"), count_, this));
    numbers->addWidget(new Field(theme, tr("Seed"), seed_, this));
    auto* buttons = new QHBoxLayout;
    auto* cancel = new Button(theme, ButtonKind::Outlined, tr("Cancel"), this);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    buttons->addWidget(copy_);
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(make_);
    make_->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(new Field(theme, tr("Name"), name_, this));
    layout->addWidget(new Field(theme, tr("Taken from"), pool_, this));
    layout->addWidget(available_);
    layout->addLayout(numbers);
    layout->addWidget(bySource_);
    layout->addWidget(withoutExcluded_);
    layout->addWidget(message_);
    layout->addLayout(buttons);
    setMinimumWidth(360);
}

std::size_t SubsetDialog::available() const
{
    const auto& columns = workspace_.columns();
    return !columns || pools_.empty() || pool().rows.size() != columns->rows()
        ? 0
        : core::store::availableRows(*columns, pool().rows, wish());
}

const SubsetPool& SubsetDialog::pool() const
{
    return pools_.at(static_cast<std::size_t>(std::max(0, pool_->currentIndex())));
}

core::store::SubsetWish SubsetDialog::wish() const
{
    return { name_->text().trimmed().toStdString(), static_cast<std::uint64_t>(count_->value()),
        static_cast<std::uint64_t>(seed_->value()), bySource_->isChecked(), withoutExcluded_->isChecked(),
        pool().words.toStdString() };
}

void SubsetDialog::refresh()
{
    const auto there = static_cast<qint64>(available());
    const bool enough = static_cast<qint64>(count_->value()) <= there;
    available_->setText(
        enough ? tr("%1 to choose from.").arg(rowsText(there)) : tr("Only %1 to choose from.").arg(rowsText(there)));
    copy_->setEnabled(!pools_.empty() && !name_->text().trimmed().isEmpty());
    make_->setEnabled(there > 0 && enough && !name_->text().trimmed().isEmpty());
}

void SubsetDialog::start()
{
    const auto* parentRecord = workspace_.datasetRecord();
    if (parentRecord == nullptr || !workspace_.columns())
        return;
    make_->setEnabled(false);
    message_->hide();
    workspace_.background().run(
        this,
        [session = workspace_.session(), columns = workspace_.columns(), parentRecord = *parentRecord, rows = pool().rows,
            wish = wish()] {
            const auto plan = core::store::planSubset(*columns, parentRecord, rows, wish);
            return std::pair(session->insertDataset(plan.record, plan.rows), plan.rows.size());
        },
        [this](const std::pair<core::DatasetId, std::size_t>& result) {
            Q_EMIT made(result.first, static_cast<qint64>(result.second));
            accept();
        },
        [this](const core::Error& error) { showFailure(error); });
}

void SubsetDialog::copyCommand()
{
    const CommandAnswer command = subsetCommand(pool().command, wish());
    if (command.problem.isEmpty())
        QGuiApplication::clipboard()->setText(command.text);
    message_->setMessage(command.problem.isEmpty() ? MessageKind::Information : MessageKind::Error,
        command.problem.isEmpty() ? tr("Command copied") : command.problem);
    message_->show();
    growToFit(*this);
}

void SubsetDialog::showFailure(const core::Error& error)
{
    refresh();
    message_->setMessage(MessageKind::Error,
        QString::fromStdString(error.hint().empty() ? error.message() : error.message() + ". " + error.hint()));
    message_->show();
    growToFit(*this);
}

} // namespace ui
