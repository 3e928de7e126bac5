// SPDX-License-Identifier: GPL-3.0-or-later
// What the style sheet cannot draw, on top of Fusion: marks of check boxes and radio buttons, combo boxes, the rows, heads
// and current cells of item views, arrows.
#pragma once

#include "ui/theme/theme.h"

#include <QtCore/QPointer>
#include <QtWidgets/QProxyStyle>

class QStyleOptionComboBox;
class QStyleOptionHeader;

namespace ui {

class WindowStyle : public QProxyStyle {
    Q_OBJECT

public:
    explicit WindowStyle(const Theme& theme);

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
        const QWidget* widget = nullptr) const override;
    int pixelMetric(
        PixelMetric metric, const QStyleOption* option = nullptr, const QWidget* widget = nullptr) const override;
    int styleHint(StyleHint hint, const QStyleOption* option = nullptr, const QWidget* widget = nullptr,
        QStyleHintReturn* returned = nullptr) const override;
    QSize sizeFromContents(
        ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget = nullptr) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget = nullptr) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
        const QWidget* widget = nullptr) const override;

private:
    static constexpr int markSize = 16;
    static constexpr int controlHeight = 28;
    static constexpr int leastTarget = 24; ///< that a pointer meets well
    static constexpr int comboArrowWidth = 24;
    static constexpr int cellSide = 8; ///< beside the text of heads and cells
    static constexpr int sortMark = 16;

    void drawCheckMark(const QStyleOption& option, QPainter& painter) const;
    void drawRadioMark(const QStyleOption& option, QPainter& painter) const;
    void drawItemGround(const QStyleOption& option, QPainter& painter, const QWidget* widget) const;
    void drawHeaderLabel(const QStyleOptionHeader& option, QPainter& painter) const;
    void drawComboBox(const QStyleOptionComboBox& option, QPainter& painter) const;
    void drawFocus(const QStyleOption& option, QPainter& painter) const;
    void drawMark(const QRect& place, const QString& name, Role role, QPainter& painter) const;
    QFont headFont() const;
    QColor colour(Role role) const;

    QPointer<const Theme> theme_;
};

} // namespace ui
