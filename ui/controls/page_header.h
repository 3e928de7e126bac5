// SPDX-License-Identifier: GPL-3.0-or-later
// The head of a page: title, one sentence, and at the right what can be done; 56 pixels high.
#pragma once

#include <QtWidgets/QFrame>

class QHBoxLayout;

namespace ui {

class TextLabel;

class PageHeader : public QFrame {
    Q_OBJECT

public:
    PageHeader(const QString& title, const QString& subTitle, QWidget* parent = nullptr);

    void setSubTitle(const QString& subTitle);

    /// To the right of those before; the primary button comes last.
    void addWidget(QWidget* widget);

private:
    TextLabel* subTitle_;
    QHBoxLayout* right_;
};

} // namespace ui
