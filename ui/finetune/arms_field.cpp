// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finetune/arms_field.h"

#include "ui/controls/button.h"
#include "ui/controls/text_label.h"
#include "ui/runs/arm_look.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <set>

namespace ui {

using core::jobs::ExperimentDraft;
using core::store::DatasetKind;
using core::store::DatasetRecord;

namespace {

constexpr std::size_t longestName = 60;

/// Made of `ancestor`, directly or not.
bool comesFrom(const DatasetRecord& record, core::DatasetId ancestor, const std::vector<DatasetRecord>& all)
{
    auto parent = record.parent;
    for (std::size_t depth = 0; parent && depth < all.size(); ++depth) {
        if (*parent == ancestor)
            return true;
        const auto found = std::ranges::find(all, *parent, &DatasetRecord::id);
        parent = found == all.end() ? std::nullopt : found->parent;
    }
    return false;
}

} // namespace

std::string armNameOf(const std::string& dataset)
{
    std::string name;
    for (const char c : dataset) {
        const bool kept
            = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
        name += kept ? c : '-';
    }
    while (!name.empty() && name.front() == '.')
        name.erase(name.begin());
    return name.empty() ? "arm" : name.substr(0, longestName);
}

ArmsField::ArmsField(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , column_(new QVBoxLayout(this))
    , hint_(new TextLabel(tr("Curated datasets become arms: a hard set, and controls of equal size."), TextKind::Small))
{
    column_->setContentsMargins({});
    column_->setSpacing(4);
    hint_->setWordWrap(true);
    auto* curate = new Button(theme, ButtonKind::Link, tr("Curate one"));
    curate->setObjectName("curateArm");
    column_->addWidget(hint_);
    column_->addWidget(curate, 0, Qt::AlignLeft);
    connect(curate, &Button::clicked, this, &ArmsField::curateRequested);
    connect(&theme, &Theme::changed, this, &ArmsField::setLooks);
}

void ArmsField::add(const ExperimentDraft::Arm& arm, const QString& words, const QString& toolTip, bool ticked)
{
    auto* box = new QCheckBox(words);
    box->setObjectName("arm-" + QString::fromStdString(arm.name));
    box->setToolTip(toolTip);
    box->setChecked(ticked);
    box->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed); // the column is narrow; the tool tip has the name
    static_cast<QVBoxLayout*>(list_->layout())->addWidget(box);
    connect(box, &QCheckBox::clicked, this, [this] {
        setLooks();
        Q_EMIT edited();
    });
    choices_.push_back({ arm, box });
}

void ArmsField::setDatasets(const std::vector<DatasetRecord>& datasets, core::DatasetId dataset)
{
    std::set<std::string> ticked;
    std::set<std::string> known;
    for (const Choice& choice : choices_) {
        known.insert(choice.arm.name);
        if (choice.box->isChecked())
            ticked.insert(choice.arm.name);
    }
    const auto wanted
        = [&](const std::string& name, bool usual) { return known.contains(name) ? ticked.contains(name) : usual; };
    choices_.clear();
    delete list_;
    list_ = new QWidget;
    auto* rows = new QVBoxLayout(list_);
    rows->setContentsMargins({});
    rows->setSpacing(4);
    column_->insertWidget(0, list_);
    add({ "base", {} }, tr("base: the target as it is"), tr("Nothing is trained; the target answers the benchmarks."),
        wanted("base", true));
    curations_ = false;
    std::set<std::string> taken{ "base", "all" };
    const auto addRecord = [&](const DatasetRecord& record, bool usual) {
        std::string name = armNameOf(record.name);
        while (!taken.insert(name).second)
            name += "-2";
        const QString title = QString::fromStdString(record.name);
        add({ name, record.name }, tr("%1 · %2 rows").arg(title, countText(record.rows)), title, wanted(name, usual));
    };
    for (const DatasetRecord& record : datasets)
        if (record.id == dataset)
            add({ "all", record.name },
                tr("all: %1 · %2 rows").arg(QString::fromStdString(record.name), countText(record.rows)),
                tr("The dataset itself, without extra copies."), wanted("all", true));
    for (const DatasetRecord& record : datasets) {
        if (record.id == dataset || record.kind != DatasetKind::Curated || !comesFrom(record, dataset, datasets))
            continue;
        curations_ = true;
        addRecord(record, true);
    }
    for (const DatasetRecord& record : datasets)
        if (record.id != dataset && !(record.kind == DatasetKind::Curated && comesFrom(record, dataset, datasets)))
            addRecord(record, false);
    hint_->setVisible(!curations_);
    setLooks();
}

std::vector<ExperimentDraft::Arm> ArmsField::arms() const
{
    std::vector<ExperimentDraft::Arm> arms;
    for (const Choice& choice : choices_)
        if (choice.box->isChecked())
            arms.push_back(choice.arm);
    return arms;
}

void ArmsField::setArms(const std::vector<ExperimentDraft::Arm>& arms)
{
    for (const Choice& choice : choices_)
        choice.box->setChecked(std::ranges::find(arms, choice.arm.name, &ExperimentDraft::Arm::name) != arms.end());
    setLooks();
}

/// As they will be drawn: only those that are ticked count.
void ArmsField::setLooks()
{
    QStringList names;
    for (const auto& arm : arms())
        names << QString::fromStdString(arm.name);
    const auto looks = armLooks(names);
    std::size_t next = 0;
    for (const Choice& choice : choices_)
        choice.box->setIcon(choice.box->isChecked() ? armIcon(looks[next++], theme_) : QIcon());
}

} // namespace ui
