// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curate/step_row.h"

#include "ui/controls/button.h"
#include "ui/controls/icon_label.h"
#include "ui/controls/text_label.h"
#include "ui/session/recipe_words.h"
#include "ui/theme/number_text.h"

#include <QtGui/QPainter>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QHBoxLayout>

namespace ui {

namespace {

QString changeWords(std::int64_t change)
{
    return (change > 0 ? QStringLiteral("+") : QString()) + countText(change);
}

} // namespace

StepRow::StepRow(const Theme& theme, std::size_t index, QWidget* parent)
    : QFrame(parent)
    , theme_(theme)
    , index_(index)
    , title_(new TextLabel({}, TextKind::Head, this))
    , sentence_(new TextLabel({}, TextKind::Small, this))
    , count_(new TextLabel({}, TextKind::Head, this))
    , change_(new TextLabel({}, TextKind::Small, this))
    , problem_(new TextLabel({}, TextKind::Problem, this))
    , tools_(new QWidget(this))
    , editor_(new StepEditor(theme, tools_))
    , up_(new IconButton(theme, QStringLiteral("chevron-up"), tr("Move the step up"), tools_))
    , down_(new IconButton(theme, QStringLiteral("chevron-down"), tr("Move the step down"), tools_))
    , remove_(new IconButton(theme, QStringLiteral("trash"), tr("Remove the step"), tools_))
{
    setObjectName(QStringLiteral("step:%1").arg(index));
    up_->setObjectName(QStringLiteral("stepUp"));
    down_->setObjectName(QStringLiteral("stepDown"));
    remove_->setObjectName(QStringLiteral("stepRemove"));
    count_->setObjectName(QStringLiteral("stepCount"));
    change_->setObjectName(QStringLiteral("stepChange"));
    title_->setElided(true);
    sentence_->setWordWrap(true);
    problem_->setWordWrap(true);
    problem_->setObjectName(QStringLiteral("stepProblem"));
    problem_->setVisible(false);
    change_->setAlignment(Qt::AlignRight | Qt::AlignTop);
    auto* number = new TextLabel(countText(static_cast<qint64>(index) + 1), TextKind::Small, this);
    number->setFixedWidth(18);
    auto* tools = new QHBoxLayout(tools_);
    tools->setContentsMargins(0, 4, 0, 2);
    tools->setSpacing(2);
    tools->addWidget(editor_, 1);
    for (QWidget* button : { up_, down_, remove_ })
        tools->addWidget(button, 0, Qt::AlignTop);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(8, 7, 12, 7);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(0);
    grid->addWidget(new IconLabel(theme, QStringLiteral("grip-vertical"), Role::Secondary, 16, this), 0, 0, 2, 1);
    grid->addWidget(number, 0, 1, 2, 1);
    grid->addWidget(title_, 0, 2);
    grid->addWidget(count_, 0, 3, Qt::AlignRight);
    grid->addWidget(sentence_, 1, 2);
    grid->addWidget(change_, 1, 3, Qt::AlignRight | Qt::AlignTop);
    grid->addWidget(problem_, 2, 2, 1, 2);
    grid->addWidget(tools_, 3, 2, 1, 2);
    grid->setColumnStretch(2, 1);
    tools_->setVisible(false);
    connect(up_, &QAbstractButton::clicked, this, &StepRow::upRequested);
    connect(down_, &QAbstractButton::clicked, this, &StepRow::downRequested);
    connect(remove_, &QAbstractButton::clicked, this, &StepRow::removeRequested);
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void StepRow::setStep(const core::curate::RecipeStep& step, const StepChoices& choices, std::size_t steps, bool editable)
{
    editable_ = editable;
    title_->setText(stepTitle(step));
    sentence_->setText(stepSentence(step));
    editor_->setStep(step, choices);
    up_->setEnabled(index_ > 0);
    down_->setEnabled(index_ + 1 < steps);
    tools_->setVisible(current_ && editable_);
    refreshName();
}

void StepRow::setCounts(
    const std::optional<core::curate::StepCount>& before, const std::optional<core::curate::StepCount>& after)
{
    const auto copies = [](const core::curate::StepCount& count) { return static_cast<qint64>(count.copies); };
    count_->setText(after ? countText(copies(*after)) : QString(QChar(0x2013)));
    const qint64 change = before && after ? copies(*after) - copies(*before) : 0;
    change_->setText(!before || !after ? QString() : change == 0 ? tr("no change") : changeWords(change));
    refreshName();
}

void StepRow::setProblem(const QString& problem)
{
    problem_->setText(problem);
    problem_->setVisible(!problem.isEmpty());
    refreshName();
}

void StepRow::setCurrent(bool current)
{
    if (current == current_)
        return;
    current_ = current;
    tools_->setVisible(current_ && editable_);
    update();
}

void StepRow::refreshName()
{
    QStringList parts{ tr("Step %1: %2").arg(countText(static_cast<qint64>(index_) + 1), title_->text()),
        tr("%1 rows after it").arg(count_->text()), change_->text(), problem_->text() };
    parts.removeAll(QString());
    setAccessibleName(parts.join(QStringLiteral(", ")));
}

void StepRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (current_)
        painter.fillRect(rect(), theme_.colour(Role::Selection));
    painter.fillRect(QRect(0, 0, width(), 1), theme_.colour(Role::Border));
}

} // namespace ui
