// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/recent_row.h"

#include "ui/theme/number_text.h"

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QLocale>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QMenu>

namespace ui {

namespace {

QString homeShort(const QString& folder)
{
    const QString home = QDir::homePath();
    return folder == home || folder.startsWith(home + "/") ? "~" + folder.mid(home.size()) : folder;
}

} // namespace

QString dayText(const QDateTime& when, const QDateTime& now)
{
    const qint64 days = when.date().daysTo(now.date());
    const QLocale locale;
    if (days == 0)
        return RecentRow::tr("today, %1").arg(locale.toString(when.time(), QLocale::ShortFormat));
    if (days == 1)
        return RecentRow::tr("yesterday");
    return locale.toString(when.date(), when.date().year() == now.date().year() ? "d MMMM" : "d MMMM yyyy");
}

namespace {

QString runsText(qint64 runs)
{
    if (runs == 0)
        return RecentRow::tr("not yet trained");
    return runs == 1 ? RecentRow::tr("1 proxy run") : RecentRow::tr("%1 proxy runs").arg(countText(runs));
}

} // namespace

RecentRow::RecentRow(const Theme& theme, const RecentProject& project, bool there, bool last, QWidget* parent)
    : QAbstractButton(parent)
    , theme_(theme)
    , folder_(homeShort(QFileInfo(project.path).absolutePath()))
    , content_(there ? tr("%1 examples").arg(countText(project.examples)) + ", " + runsText(project.runs)
                     : tr("file is not there now"))
    , when_(dayText(project.openedAt.toLocalTime(), QDateTime::currentDateTime()))
    , there_(there)
    , last_(last)
{
    setText(QFileInfo(project.path).completeBaseName());
    setToolTip(project.path);
    setAccessibleName(tr("%1, %2, %3, open %4").arg(text(), folder_, content_, when_));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setFixedHeight(51);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RecentRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QRect inside = rect().adjusted(1, 0, -1, 0);
    if (underMouse() || isDown())
        painter.fillRect(inside, theme_.colour(isDown() ? Role::Sunken : Role::Hover));
    if (!last_)
        painter.fillRect(QRect(0, height() - 1, width(), 1), theme_.colour(Role::Border));
    theme_.icon(there_ ? "folder" : "alert-triangle", there_ ? Role::Secondary : Role::Warning)
        .paint(&painter, QRect(15, 17, 16, 16));
    QFont head = theme_.font(TextSize::Body13);
    head.setWeight(QFont::DemiBold);
    const QFont small = theme_.font(TextSize::Small12);
    const int whenWidth = QFontMetrics(small).horizontalAdvance(when_);
    const int textWidth = width() - 42 - whenWidth - 28;
    painter.setFont(head);
    painter.setPen(theme_.colour(there_ ? Role::Text : Role::Secondary));
    painter.drawText(
        QRect(42, 6, textWidth, 20), Qt::AlignVCenter, QFontMetrics(head).elidedText(text(), Qt::ElideRight, textWidth));
    painter.setFont(small);
    painter.setPen(theme_.colour(Role::Secondary));
    const QString line = folder_ + "  ·  " + content_;
    painter.drawText(QRect(42, 25, width() - 58, 18), Qt::AlignVCenter,
        QFontMetrics(small).elidedText(line, Qt::ElideMiddle, width() - 58));
    painter.drawText(QRect(width() - whenWidth - 15, 6, whenWidth + 2, 20), Qt::AlignVCenter, when_);
    if (hasFocus()) {
        painter.setPen(QPen(theme_.colour(Role::Focus), 2));
        painter.drawRect(rect().adjusted(1, 1, -2, -2));
    }
}

void RecentRow::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Open"), this, &QAbstractButton::click);
    menu->addAction(tr("Remove from this list"), this, &RecentRow::forgetRequested);
    menu->popup(event->globalPos());
}

} // namespace ui
