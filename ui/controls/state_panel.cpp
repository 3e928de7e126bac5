// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/controls/state_panel.h"

#include "ui/controls/icon_label.h"
#include "ui/controls/progress_bar.h"
#include "ui/controls/text_label.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QVBoxLayout>

#include <chrono>

namespace ui {

StatePanel::StatePanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , content_(new QWidget(this))
    , icon_(new IconLabel(theme, "info-circle", Role::Secondary, 24, content_))
    , head_(new TextLabel({}, TextKind::Head, content_))
    , line_(new TextLabel({}, TextKind::Quiet, content_))
    , bar_(new ProgressBar(theme, content_))
    , primary_(new Button(theme, ButtonKind::Primary, {}, content_))
    , outlined_(new Button(theme, ButtonKind::Outlined, {}, content_))
{
    auto* column = new QVBoxLayout(content_);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(4);
    column->addStretch();
    column->addWidget(icon_, 0, Qt::AlignHCenter);
    column->addSpacing(8);
    column->addWidget(head_);
    column->addWidget(line_);
    column->addSpacing(4);
    column->addWidget(bar_);
    column->setAlignment(bar_, Qt::AlignHCenter);
    column->addWidget(primary_, 0, Qt::AlignHCenter);
    column->addWidget(outlined_, 0, Qt::AlignHCenter);
    column->addStretch();
    for (TextLabel* label : { head_, line_ }) {
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
    }
    bar_->setMaximumWidth(150);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(content_);
    delay_.setSingleShot(true);
    delay_.setInterval(std::chrono::milliseconds(150));
    connect(&delay_, &QTimer::timeout, this, [this] { content_->show(); });
    connect(primary_, &QPushButton::clicked, this, &StatePanel::buttonClicked);
    connect(outlined_, &QPushButton::clicked, this, &StatePanel::buttonClicked);
    setUp("info-circle", Role::Secondary, {}, {});
}

void StatePanel::showEmpty(const QString& iconName, const QString& head, const QString& line, const QString& button)
{
    setUp(iconName, Role::Secondary, head, line);
    setButton(ButtonKind::Primary, button);
}

void StatePanel::showLoading(const QString& head)
{
    setUp("loader-2", Role::Accent, head, {});
    content_->hide();
    delay_.start();
}

void StatePanel::setProgress(qint64 done, qint64 total)
{
    line_->setText(tr("%1 of %2").arg(countText(done), countText(total)));
    line_->show();
    bar_->setShare(total > 0 ? static_cast<double>(done) / static_cast<double>(total) : 0);
    bar_->show();
}

void StatePanel::showError(const QString& head, const QString& line, const QString& button)
{
    setUp("alert-circle", Role::Error, head, line);
    setButton(ButtonKind::Outlined, button);
}

void StatePanel::setUp(const QString& icon, Role role, const QString& head, const QString& line)
{
    delay_.stop();
    icon_->setIcon(icon, role);
    head_->setText(head);
    line_->setText(line);
    line_->setVisible(!line.isEmpty());
    bar_->hide();
    primary_->hide();
    outlined_->hide();
    content_->show();
    setAccessibleName(head + ". " + line);
}

void StatePanel::setButton(ButtonKind kind, const QString& text)
{
    Button* button = kind == ButtonKind::Primary ? primary_ : outlined_;
    button->setText(text);
    button->setVisible(!text.isEmpty());
}

} // namespace ui
