// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/field.h"

#include "ui/controls/icon_label.h"
#include "ui/controls/number_box.h"
#include "ui/controls/text_label.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

namespace ui {

Field::Field(const Theme& theme, const QString& label, QWidget* editor, QWidget* parent)
    : QWidget(parent)
    , editor_(editor)
    , help_(new TextLabel({}, TextKind::Small, this))
    , problemRow_(new QWidget(this))
    , problemText_(new TextLabel({}, TextKind::Problem, problemRow_))
{
    auto* name = new TextLabel(label, TextKind::Label, this);
    name->setBuddy(editor);
    if (editor->accessibleName().isEmpty())
        editor->setAccessibleName(label);
    help_->setWordWrap(true);
    problemText_->setWordWrap(true);
    auto* row = new QHBoxLayout(problemRow_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(new IconLabel(theme, "alert-circle", Role::Error, 14, problemRow_), 0, Qt::AlignTop);
    row->addWidget(problemText_, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addWidget(name);
    column->addWidget(editor);
    column->addWidget(help_);
    column->addWidget(problemRow_);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    if (auto* box = qobject_cast<NumberBox*>(editor))
        connect(box, &NumberBox::problemChanged, this, &Field::setProblem);
    refresh();
}

void Field::setHelp(const QString& help)
{
    help_->setText(help);
    refresh();
}

void Field::setProblem(const QString& problem)
{
    problemText_->setText(problem);
    editor_->setProperty("problem", !problem.isEmpty());
    editor_->setAccessibleDescription(problem.isEmpty() ? help_->text() : problem);
    restyle(*editor_);
    refresh();
}

QString Field::problem() const
{
    return problemText_->text();
}

void Field::refresh()
{
    const bool wrong = !problemText_->text().isEmpty();
    problemRow_->setVisible(wrong);
    help_->setVisible(!wrong && !help_->text().isEmpty());
}

} // namespace ui
