// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/subset_dialog.h"

#include "core/data/dataset_rows.h"
#include "ui/controls/button.h"
#include "ui/controls/field.h"
#include "ui/controls/message_line.h"
#include "ui/controls/number_box.h"
#include "ui/controls/text_label.h"
#include "ui/session/undo_words.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

namespace ui {

using core::data::RowMark;

namespace {

constexpr double usualCount = 5000;

bool isIn(const core::data::Columns& columns, const SubsetWish& wish, std::size_t row)
{
    return wish.pool.rows.contains(row) && !(wish.withoutExcluded && columns.hasMark(row, RowMark::Excluded));
}

} // namespace

SubsetPlan planSubset(const core::data::Columns& columns, const core::store::DatasetRecord& parent, const SubsetWish& wish)
{
    std::vector<core::data::SubsetRow> rows;
    for (std::size_t row = 0; row < columns.rows(); ++row)
        if (isIn(columns, wish, row))
            rows.push_back({ { columns.ids[row], columns.copies[row], columns.heldOut[row] != 0 },
                wish.bySource ? columns.source.codes[row] : 0 });
    SubsetPlan plan;
    plan.rows = core::data::stratifiedSubset(rows, wish.count, wish.seed);
    plan.record.name = wish.name;
    plan.record.kind = core::store::DatasetKind::Subset;
    plan.record.parent = parent.id;
    plan.record.rule = { { "subset_of", parent.name }, { "count", wish.count }, { "seed", std::to_string(wish.seed) },
        { "stratified_by", wish.bySource ? "source" : "" }, { "taken_from", wish.pool.words.toStdString() },
        { "available", rows.size() }, { "without_excluded", wish.withoutExcluded } };
    plan.record.createdAt = core::store::unixMilliseconds();
    return plan;
}

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
    count_->setValue(std::min(usualCount, static_cast<double>(availableRows())));
    connect(pool_, qOverload<int>(&QComboBox::activated), this, &SubsetDialog::refresh);
    connect(withoutExcluded_, &QCheckBox::toggled, this, &SubsetDialog::refresh);
    connect(count_, &NumberBox::edited, this, &SubsetDialog::refresh);
    connect(name_, &QLineEdit::textEdited, this, &SubsetDialog::refresh);
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
    message_->hide();
    auto* numbers = new QHBoxLayout;
    numbers->setSpacing(12);
    numbers->addWidget(new Field(theme, tr("Rows"), count_, this));
    numbers->addWidget(new Field(theme, tr("Seed"), seed_, this));
    auto* buttons = new QHBoxLayout;
    auto* cancel = new Button(theme, ButtonKind::Outlined, tr("Cancel"), this);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
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

std::size_t SubsetDialog::availableRows() const
{
    const auto& columns = workspace_.columns();
    if (!columns || pools_.empty())
        return 0;
    const SubsetWish wanted = wish();
    if (wanted.pool.rows.size() != columns->rows())
        return 0;
    std::size_t rows = 0;
    for (std::size_t row = 0; row < columns->rows(); ++row)
        rows += isIn(*columns, wanted, row);
    return rows;
}

SubsetWish SubsetDialog::wish() const
{
    return { name_->text().trimmed().toStdString(), static_cast<std::uint64_t>(count_->value()),
        static_cast<std::uint64_t>(seed_->value()), bySource_->isChecked(), withoutExcluded_->isChecked(),
        pools_.at(static_cast<std::size_t>(std::max(0, pool_->currentIndex()))) };
}

void SubsetDialog::refresh()
{
    const auto available = static_cast<qint64>(availableRows());
    const bool enough = static_cast<qint64>(count_->value()) <= available;
    available_->setText(
        enough ? tr("%1 to choose from.").arg(rowsText(available)) : tr("Only %1 to choose from.").arg(rowsText(available)));
    make_->setEnabled(available > 0 && enough && !name_->text().trimmed().isEmpty());
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
        [session = workspace_.session(), columns = workspace_.columns(), parentRecord = *parentRecord, wish = wish()] {
            const SubsetPlan plan = planSubset(*columns, parentRecord, wish);
            return std::pair(session->insertDataset(plan.record, plan.rows), plan.rows.size());
        },
        [this](const std::pair<core::DatasetId, std::size_t>& result) {
            Q_EMIT made(result.first, static_cast<qint64>(result.second));
            accept();
        },
        [this](const core::Error& error) { showFailure(error); });
}

void SubsetDialog::showFailure(const core::Error& error)
{
    refresh();
    message_->setMessage(MessageKind::Error,
        QString::fromStdString(error.hint().empty() ? error.message() : error.message() + ". " + error.hint()));
    message_->show();
}

} // namespace ui
