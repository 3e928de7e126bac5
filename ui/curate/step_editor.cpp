// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curate/step_editor.h"

#include "ui/controls/number_box.h"
#include "ui/controls/text_label.h"
#include "ui/controls/whole_names.h"
#include "ui/session/recipe_words.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

using core::curate::RecipeStep;
using core::curate::StepKind;

namespace {

NumberRange rangeOf(StepKind kind)
{
    const bool control
        = kind == StepKind::RandomControl || kind == StepKind::EasyControl || kind == StepKind::MatchedControl;
    NumberRange range;
    range.wholeNumbers = true;
    range.lowest = kind == StepKind::Cap ? 1 : control ? 2 : 0;
    range.highest = static_cast<double>(kind == StepKind::Cap ? core::curate::mostCapRows : core::curate::mostTimes);
    range.step = kind == StepKind::Cap ? 10 : 1;
    range.initial = kind == StepKind::Cap ? 500 : 2;
    return range;
}

QString nameWords(StepKind kind)
{
    switch (kind) {
    case StepKind::Selection:
        return StepEditor::tr("Selection");
    case StepKind::Cap:
        return StepEditor::tr("Source");
    case StepKind::Drop:
        return StepEditor::tr("Rows");
    case StepKind::MatchedControl:
        return StepEditor::tr("Matched by");
    default:
        return {};
    }
}

} // namespace

StepEditor::StepEditor(const Theme&, QWidget* parent)
    : QWidget(parent)
    , what_(new TextLabel({}, TextKind::Label, this))
    , choice_(new QComboBox(this))
    , times_(new TextLabel({}, TextKind::Label, this))
    , number_(new NumberBox({}, this))
    , problem_(new TextLabel({}, TextKind::Problem, this))
{
    choice_->setObjectName(QStringLiteral("stepChoice"));
    choice_->setMinimumWidth(90);
    number_->setObjectName(QStringLiteral("stepNumber"));
    number_->setFixedWidth(72);
    number_->installEventFilter(this);
    choice_->installEventFilter(this);
    problem_->setWordWrap(true);
    problem_->setVisible(false);
    auto* fields = new QHBoxLayout;
    fields->setSpacing(6);
    fields->addWidget(what_);
    fields->addWidget(choice_, 1);
    fields->addWidget(times_);
    fields->addWidget(number_);
    fields->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(fields);
    column->addWidget(problem_);
    connect(number_, &NumberBox::edited, this, [this] { Q_EMIT edited(step()); });
    connect(number_, &NumberBox::problemChanged, this, [this](const QString& problem) {
        problem_->setText(problem);
        problem_->setVisible(!problem.isEmpty());
        number_->setProperty("problem", !problem.isEmpty());
        restyle(*number_);
    });
    connect(number_, &NumberBox::settled, this, &StepEditor::settle);
    connect(choice_, &QComboBox::textActivated, this, &StepEditor::settle);
}

void StepEditor::setStep(const RecipeStep& given, const StepChoices& choices)
{
    const bool other = !filled_ || given.kind != step_.kind;
    const bool sameChoices = choices == choices_ && !other;
    step_ = given;
    filled_ = true;
    if (other) {
        const QString name = nameWords(given.kind);
        what_->setText(name);
        what_->setVisible(!name.isEmpty());
        choice_->setVisible(!name.isEmpty());
        choice_->setAccessibleName(name);
        choice_->setEditable(given.kind == StepKind::MatchedControl);
        if (choice_->isEditable()) // a field of the rows, which only the rows know
            connect(choice_->lineEdit(), &QLineEdit::editingFinished, this, &StepEditor::settle);
        const QString times = given.kind == StepKind::Cap ? tr("at most") : tr("Copies of each");
        times_->setText(times);
        number_->setAccessibleName(given.kind == StepKind::Cap ? tr("Rows at most") : times);
        times_->setVisible(given.kind != StepKind::Drop);
        number_->setVisible(given.kind != StepKind::Drop);
        number_->setRange(rangeOf(given.kind));
    }
    const QString shown = choice_->isEditable() ? choice_->currentText() : choice_->currentData().toString();
    const bool typing = choice_->isEditable() && choice_->lineEdit()->isModified();
    if (!sameChoices || (!typing && shown != QString::fromStdString(given.name)))
        fillChoices(choices);
    if (given.kind != StepKind::Drop && number_->value() != static_cast<double>(given.number))
        number_->setValue(static_cast<double>(given.number));
}

void StepEditor::fillChoices(const StepChoices& choices)
{
    choices_ = choices;
    const QSignalBlocker quiet(choice_);
    choice_->clear();
    const QString own = QString::fromStdString(step_.name);
    if (step_.kind == StepKind::Drop) {
        for (const std::string_view what : core::curate::droppable)
            choice_->addItem(stepTitle({ StepKind::Drop, 0, std::string(what) }),
                QString::fromLatin1(what.data(), static_cast<qsizetype>(what.size())));
        choice_->setCurrentIndex(choice_->findData(own));
    } else {
        QStringList names = step_.kind == StepKind::Cap ? choices.sources
            : step_.kind == StepKind::Selection         ? choices.selections
                                                        : QStringList{ QStringLiteral("source") };
        if (!own.isEmpty() && !names.contains(own))
            names.append(own); // gone since, and said so by its problem
        for (const QString& name : names)
            choice_->addItem(name, name);
        choice_->setCurrentIndex(choice_->findData(own));
    }
    showWholeNames(*choice_);
}

RecipeStep StepEditor::step() const
{
    RecipeStep step = step_;
    if (step.kind != StepKind::Drop)
        step.number = static_cast<std::uint64_t>(number_->value());
    if (nameWords(step.kind).isEmpty())
        return step;
    const QString name = choice_->isEditable() ? choice_->currentText().trimmed() : choice_->currentData().toString();
    if (!name.isEmpty())
        step.name = name.toStdString();
    return step;
}

void StepEditor::settle()
{
    if (choice_->isEditable())
        choice_->lineEdit()->setModified(false);
    Q_EMIT settled(step());
}

void StepEditor::goIn()
{
    QWidget* first = choice_->isVisibleTo(this) ? static_cast<QWidget*>(choice_) : number_;
    first->setFocus(Qt::TabFocusReason);
    if (first == number_)
        number_->selectAll();
}

bool StepEditor::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool enter = watched == number_ && (key == Qt::Key_Return || key == Qt::Key_Enter);
    if (!enter && key != Qt::Key_Escape)
        return QWidget::eventFilter(watched, event);
    if (!enter && !number_->problem().isEmpty())
        number_->setValue(static_cast<double>(step_.number));
    if (enter)
        settle();
    Q_EMIT left();
    return true;
}

} // namespace ui
