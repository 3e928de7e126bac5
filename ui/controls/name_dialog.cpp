// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/name_dialog.h"

#include "ui/controls/button.h"
#include "ui/controls/field.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

constexpr int longestName = 200;

} // namespace

NameDialog::NameDialog(const Theme& theme, const Words& words, const QString& name, QWidget* parent)
    : QDialog(parent)
    , name_(new QLineEdit(name, this))
    , field_(new Field(theme, words.label, name_, this))
    , ok_(new Button(theme, ButtonKind::Primary, words.button, this))
{
    setObjectName(QStringLiteral("nameDialog"));
    setWindowTitle(words.title);
    setAttribute(Qt::WA_DeleteOnClose);
    name_->setObjectName(QStringLiteral("name"));
    name_->setMaxLength(longestName);
    name_->selectAll();
    field_->setHelp(words.help);
    ok_->setObjectName(QStringLiteral("nameOk"));
    ok_->setDefault(true);
    auto* cancel = new Button(theme, ButtonKind::Outlined, tr("Cancel"), this);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(ok_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(16);
    column->addWidget(field_);
    column->addLayout(buttons);
    setMinimumWidth(360);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(ok_, &QPushButton::clicked, this, &NameDialog::accept);
    connect(name_, &QLineEdit::textChanged, this, [this](const QString& text) {
        ok_->setEnabled(!text.trimmed().isEmpty());
        field_->setProblem({});
    });
}

void NameDialog::accept()
{
    const QString name = name_->text().trimmed();
    if (name.isEmpty())
        return field_->setProblem(tr("A name is needed."));
    Q_EMIT named(name);
    QDialog::accept();
}

} // namespace ui
