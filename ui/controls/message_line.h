// SPDX-License-Identifier: GPL-3.0-or-later
// A message where it arose: kind by ground and icon, a sentence, and the ways out of it.
#pragma once

#include "ui/controls/button.h"

#include <QtWidgets/QFrame>

class QHBoxLayout;

namespace ui {

class IconLabel;
class TextLabel;

enum class MessageKind { Success, Warning, Error, Information };

class MessageLine : public QFrame {
    Q_OBJECT

public:
    MessageLine(const Theme& theme, MessageKind kind, const QString& text, QWidget* parent = nullptr);

    void setMessage(MessageKind kind, const QString& text);
    QString text() const;

    /// A button at the right end; the caller connects it. Errors and warnings say what to do: at most two.
    Button* addAction(const QString& text, ButtonKind kind = ButtonKind::Link);
    void clearActions();

    /// Adds a button that hides the message.
    void setDismissable();

Q_SIGNALS:
    void dismissed();

private:
    const Theme& theme_;
    IconLabel* icon_;
    TextLabel* text_;
    QHBoxLayout* row_;
    QHBoxLayout* actions_;
};

} // namespace ui
