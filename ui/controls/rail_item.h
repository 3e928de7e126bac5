// SPDX-License-Identifier: GPL-3.0-or-later
// A page in the navigation, with how far it is.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QAbstractButton>

namespace ui {

enum class PageState {
    None, ///< no mark
    Empty, ///< ring
    Ready, ///< tick
    Running, ///< arc
    Stale ///< arrows: an input changed
};

class RailItem : public QAbstractButton {
    Q_OBJECT

public:
    /// Checkable: the current page is checked.
    RailItem(const Theme& theme, const QString& iconName, const QString& text, QWidget* parent = nullptr);

    /// `why` is shown as tool tip, and which input changed when stale.
    void setState(PageState state, const QString& why = {});
    PageState state() const { return state_; }

    /// Icon alone, for a window under 1,000 pixels.
    void setCompact(bool compact);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void drawMark(QPainter& painter, const QRect& place) const;
    void refreshWords();

    const Theme& theme_;
    QString iconName_;
    QString why_;
    PageState state_ = PageState::None;
    bool compact_ = false;
    bool byKeyboard_ = false;
};

} // namespace ui
