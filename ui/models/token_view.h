// SPDX-License-Identifier: GPL-3.0-or-later
// A row as the model sees it: its tokens, which of them are trained, and, where losses are known, their heat around the
// row's mean. Arrow keys and the pointer go from token to token.
#pragma once

#include "ui/models/token_layout.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

#include <memory>
#include <optional>

namespace ui {

/// Losses of a row's response tokens, for its colours and their key.
struct TokenHeat {
    double least = 0;
    double most = 0;
    double mean = 0;
    double deviation = 0;

    /// −1 to 1: tanh((loss − mean) / deviation).
    double tone(double loss) const;
};
/// Nothing where no response token has a loss.
std::optional<TokenHeat> heatOf(const TokenizedRow& row);

/// "“Therefore”, response, 4.31 nats": what is said of a token.
QString tokenSentence(const TokenizedRow& row, int token);

class TokenView : public QWidget {
    Q_OBJECT

public:
    explicit TokenView(const Theme& theme, QWidget* parent = nullptr);

    /// Null: nothing is shown.
    void setRow(std::shared_ptr<const TokenizedRow> row);
    const std::shared_ptr<const TokenizedRow>& row() const { return row_; }
    int currentToken() const { return current_; } ///< -1: none

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return { 80, 20 }; }

Q_SIGNALS:
    void pointed(int token); ///< -1: at none any more

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    const Theme& theme_;
    std::shared_ptr<const TokenizedRow> row_;
    std::optional<TokenHeat> heat_;
    TokenLayout layout_;
    int current_ = -1;

    TokenLayout layOut(int width) const;
    void refresh();
    void point(int token);
    void paintPiece(QPainter& painter, const TokenPiece& piece) const;
    QColor groundOf(const TokenizedRow::Token& token) const;
};

/// Under heated tokens: the colours with the two end values.
class HeatKey : public QWidget {
    Q_OBJECT

public:
    explicit HeatKey(const Theme& theme, QWidget* parent = nullptr);

    void setHeat(const std::optional<TokenHeat>& heat);
    QSize sizeHint() const override { return { 220, 16 }; }
    QSize minimumSizeHint() const override { return { 120, 16 }; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& theme_;
    std::optional<TokenHeat> heat_;
};

} // namespace ui
