// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curate/controls_panel.h"

#include "ui/controls/number_box.h"
#include "ui/controls/text_label.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

namespace ui {

using core::curate::StepKind;

namespace {

constexpr double mostSeed = 9007199254740991; ///< the largest that a box can hold

QString titleOf(StepKind kind)
{
    switch (kind) {
    case StepKind::RandomControl:
        return ControlsPanel::tr("Random control");
    case StepKind::EasyControl:
        return ControlsPanel::tr("Easy control");
    default:
        return ControlsPanel::tr("Source-matched control");
    }
}

QString poolOf(StepKind kind)
{
    switch (kind) {
    case StepKind::RandomControl:
        return ControlsPanel::tr("same number of copies from all scored rows");
    case StepKind::EasyControl:
        return ControlsPanel::tr("same number from the easy cluster");
    default:
        return ControlsPanel::tr("same number per source, from its scored rows");
    }
}

} // namespace

ControlsPanel::ControlsPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , seed_(new NumberBox({ 0, mostSeed, 1, 0, true, false }, this))
{
    setObjectName(QStringLiteral("controlsPanel"));
    seed_->setObjectName(QStringLiteral("recipeSeed"));
    seed_->setAccessibleName(tr("Seed of every random choice"));
    seed_->setToolTip(tr("Seed of every random choice: the recipe's own and the controls'"));
    seed_->setFixedWidth(76);
    auto* label = new TextLabel(tr("Seed"), TextKind::Label, this);
    label->setBuddy(seed_);
    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    head->addWidget(new TextLabel(tr("Controls of equal size"), TextKind::Head, this));
    head->addStretch();
    head->addWidget(label);
    head->addWidget(seed_);
    auto* card = new QFrame(this);
    card->setProperty("look", "card");
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(12, 8, 12, 8);
    rows->setSpacing(8);
    for (std::size_t i = 0; i < controls_.size(); ++i)
        addControl(theme, i, card);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(head);
    column->addWidget(card);
    connect(seed_, &NumberBox::settled, this, [this](double seed) { Q_EMIT seedSettled(static_cast<quint64>(seed)); });
}

void ControlsPanel::addControl(const Theme&, std::size_t index, QWidget* card)
{
    static constexpr const char* names[] = { "randomControl", "easyControl", "matchedControl" };
    Control& control = controls_[index];
    control.box = new QCheckBox(titleOf(core::curate::controlKinds[index]), card);
    control.box->setObjectName(QString::fromLatin1(names[index]));
    control.box->setChecked(true);
    control.count = new TextLabel({}, TextKind::Small, card);
    control.count->setObjectName(QString::fromLatin1(names[index]) + QStringLiteral("Count"));
    control.sentence = new TextLabel({}, TextKind::Small, card);
    control.sentence->setObjectName(QString::fromLatin1(names[index]) + QStringLiteral("Words"));
    control.sentence->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->addWidget(control.box);
    row->addStretch();
    row->addWidget(control.count);
    auto* indented = new QHBoxLayout;
    indented->setContentsMargins(22, 0, 0, 0);
    indented->addWidget(control.sentence);
    auto* part = new QVBoxLayout;
    part->setSpacing(1);
    part->addLayout(row);
    part->addLayout(indented);
    static_cast<QVBoxLayout*>(card->layout())->addLayout(part);
    connect(control.box, &QCheckBox::clicked, this, [this] {
        setPreview(preview_);
        Q_EMIT wantedChanged();
    });
}

void ControlsPanel::setSeed(std::uint64_t seed, bool editable)
{
    if (seed_->value() != static_cast<double>(seed) || seed_->text().isEmpty())
        seed_->setValue(static_cast<double>(seed));
    seed_->setEnabled(editable);
}

QString ControlsPanel::sentenceOf(const ControlPreview& control) const
{
    if (!control.recipe)
        return tr("not possible: the recipe has no step that adds copies of hard rows");
    if (!control.problem.isEmpty())
        return control.problem + '.';
    const QString usual = tr("%1, seed %2").arg(poolOf(control.kind), QString::number(control.recipe->seed));
    return control.copies == preview_->copies()
        ? usual
        : tr("%1. It has %2 rows in the end, not %3, since later steps meet other rows.")
              .arg(
                  usual, countText(static_cast<qint64>(control.copies)), countText(static_cast<qint64>(preview_->copies())));
}

void ControlsPanel::setPreview(const CuratePreviewPointer& preview)
{
    preview_ = preview;
    const bool counted = preview && !preview->problem;
    for (std::size_t i = 0; i < controls_.size(); ++i) {
        const Control& control = controls_[i];
        const ControlPreview shown = counted ? preview->controls[i] : ControlPreview();
        control.box->setEnabled(counted && shown.isThere());
        control.count->setText(
            counted && shown.isThere() ? '+' + countText(static_cast<qint64>(shown.added)) : QString(QChar(0x2013)));
        control.sentence->setText(counted ? sentenceOf(shown) : poolOf(core::curate::controlKinds[i]));
        control.box->setAccessibleDescription(control.sentence->text());
    }
}

bool ControlsPanel::isWanted(std::size_t control) const
{
    return controls_[control].box->isChecked() && preview_ && !preview_->problem && preview_->controls[control].isThere();
}

quint32 ControlsPanel::checked() const
{
    quint32 bits = 0;
    for (std::size_t i = 0; i < controls_.size(); ++i)
        bits |= controls_[i].box->isChecked() ? 1U << i : 0U;
    return bits;
}

void ControlsPanel::setChecked(quint32 bits)
{
    for (std::size_t i = 0; i < controls_.size(); ++i)
        controls_[i].box->setChecked((bits >> i) & 1U);
    Q_EMIT wantedChanged();
}

} // namespace ui
