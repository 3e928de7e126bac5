// SPDX-License-Identifier: GPL-3.0-or-later
// Text that is read, selected and copied, as high as it needs to be; words that are searched for are marked.
#pragma once

#include "ui/theme/theme.h"

#include <QtWidgets/QTextEdit>

#include <optional>

namespace ui {

class TextBlock : public QTextEdit {
    Q_OBJECT

public:
    explicit TextBlock(const Theme& theme, QWidget* parent = nullptr);

    void setContent(const QString& text);
    /// Marked in either case; none: nothing is marked.
    void setWords(const QStringList& words);

    /// Text from this place on is greyed; nothing: all of it counts.
    void setCut(std::optional<int> place);
    std::optional<int> cut() const { return cut_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return { 60, 20 }; }

protected:
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override; ///< the tab scrolls, not the block

private:
    const Theme& theme_;
    QStringList words_;
    std::optional<int> cut_;

    void fit();
    void mark();
};

} // namespace ui
