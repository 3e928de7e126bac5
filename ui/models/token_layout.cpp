// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/token_layout.h"

#include <algorithm>

namespace ui {

namespace {

constexpr QChar lineEndMark(0x21B5);
constexpr qsizetype longestPiece = 4096;

class Setter {
public:
    Setter(double width, double lineHeight, const std::function<double(const QString&)>& widthOf)
        : width_(width)
        , lineHeight_(lineHeight)
        , widthOf_(widthOf)
    {
    }

    void add(int token, QString text)
    {
        text.truncate(longestPiece);
        text.replace('\r', ' ').replace('\t', "    ");
        for (qsizetype from = 0; from < text.size();) {
            const qsizetype end = text.indexOf('\n', from);
            QString line = text.mid(from, end < 0 ? -1 : end - from);
            if (end >= 0)
                line += lineEndMark;
            addLine(token, line);
            if (end >= 0)
                newLine();
            from = end < 0 ? text.size() : end + 1;
        }
        if (text.isEmpty())
            addLine(token, QString(QChar(0x2205))); // a token without text, as an end mark may be
    }
    TokenLayout take()
    {
        layout_.height = layout_.pieces.empty() ? 0 : layout_.pieces.back().place.bottom();
        return std::move(layout_);
    }

private:
    double width_;
    double lineHeight_;
    const std::function<double(const QString&)>& widthOf_;
    TokenLayout layout_;
    double x_ = 0;
    double y_ = 0;

    void newLine()
    {
        x_ = 0;
        y_ += lineHeight_;
    }
    void put(int token, const QString& text, double width)
    {
        layout_.pieces.push_back({ token, QRectF(x_, y_, width, lineHeight_), text });
        x_ += width;
    }
    void addLine(int token, QString line)
    {
        while (!line.isEmpty()) {
            const double width = widthOf_(line);
            if (x_ + width <= width_) {
                put(token, line, width);
                return;
            }
            if (x_ > 0) {
                newLine();
                continue;
            }
            const qsizetype fits = fitting(line);
            put(token, line.left(fits), widthOf_(line.left(fits)));
            line.remove(0, fits);
            newLine();
        }
    }
    /// How many characters of a text stand in an empty line; at least one.
    qsizetype fitting(const QString& line) const
    {
        const double one = std::max(1.0, widthOf_(line) / static_cast<double>(line.size()));
        return std::clamp(static_cast<qsizetype>(width_ / one), qsizetype{ 1 }, line.size());
    }
};

} // namespace

int TokenLayout::tokenAt(QPointF point) const
{
    const auto found = std::find_if(
        pieces.begin(), pieces.end(), [point](const TokenPiece& piece) { return piece.place.contains(point); });
    return found == pieces.end() ? -1 : found->token;
}

TokenLayout layOutTokens(const std::vector<TokenizedRow::Token>& tokens, double width, double lineHeight,
    const std::function<double(const QString&)>& widthOf)
{
    Setter setter(width, lineHeight, widthOf);
    for (std::size_t i = 0; i < tokens.size(); ++i)
        setter.add(static_cast<int>(i), QString::fromStdString(tokens[i].text));
    return setter.take();
}

} // namespace ui
