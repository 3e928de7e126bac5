// SPDX-License-Identifier: GPL-3.0-or-later
// Where the tokens of a row stand when they are set one after another in lines of a given width. Pure arithmetic.
#pragma once

#include "ui/session/model_session_door.h"

#include <QtCore/QRectF>
#include <QtCore/QString>

#include <functional>
#include <vector>

namespace ui {

/// A token, or the part of one that stands in one line.
struct TokenPiece {
    int token = 0;
    QRectF place;
    QString text; ///< as drawn: line ends as a mark
};

struct TokenLayout {
    std::vector<TokenPiece> pieces; ///< in order of the tokens
    double height = 0;

    int tokenAt(QPointF point) const; ///< -1: none
};

/// `widthOf` measures a text in the font that it is drawn in.
TokenLayout layOutTokens(const std::vector<TokenizedRow::Token>& tokens, double width, double lineHeight,
    const std::function<double(const QString&)>& widthOf);

} // namespace ui
