// SPDX-License-Identifier: GPL-3.0-or-later
// Text of the window in its few sizes and inks.
#pragma once

#include <QtWidgets/QLabel>

namespace ui {

enum class TextKind {
    Welcome, ///< 28 semi-bold, once
    Title, ///< 17 semi-bold: pages and big figures
    Sentence, ///< 15 semi-bold
    Head, ///< 13 semi-bold
    Section, ///< 12 semi-bold secondary: heads of groups
    Body, ///< 13
    Quiet, ///< 13 secondary
    Small, ///< 12 secondary
    Label, ///< 12: labels of fields
    Note, ///< 11 secondary
    Problem ///< 12 error
};

enum class Ink { OfKind, Easy, Hard };

class TextLabel : public QLabel {
    Q_OBJECT

public:
    explicit TextLabel(const QString& text, TextKind kind = TextKind::Body, QWidget* parent = nullptr);

    void setInk(Ink ink);

    /// One line that ends in "…" where it is too long, the whole text as tool tip; it gives way in a layout. Default: off.
    void setElided(bool elided);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    bool elided_ = false;
};

/// Lays out again what the style sheet says of a widget after one of its dynamic properties changed.
void restyle(QWidget& widget);

} // namespace ui
