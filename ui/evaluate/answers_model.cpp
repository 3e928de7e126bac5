// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/answers_model.h"

#include <algorithm>
#include <cmath>

namespace ui {

using core::store::PairedAnswer;

namespace {

constexpr qsizetype longestCell = 200; ///< characters; the tool tip has more
constexpr qsizetype longestTip = 2000;

bool isRight(float score)
{
    return score > 0.5F;
}

bool differ(const PairedAnswer& answer)
{
    return isRight(answer.firstScore) != isRight(answer.secondScore);
}

QString oneLine(const std::string& text, qsizetype most)
{
    QString line = QString::fromStdString(text).simplified();
    if (line.size() > most)
        line = line.left(most) + QChar(0x2026);
    return line;
}

bool passes(const PairedAnswer& answer, AnswerFilter filter)
{
    switch (filter) {
    case AnswerFilter::Differ:
        return differ(answer);
    case AnswerFilter::All:
        return true;
    case AnswerFilter::ForFirst:
        return differ(answer) && isRight(answer.firstScore);
    case AnswerFilter::ForSecond:
        return differ(answer) && isRight(answer.secondScore);
    case AnswerFilter::BothWrong:
        return !isRight(answer.firstScore) && !isRight(answer.secondScore);
    }
    return true;
}

} // namespace

AnswersModel::AnswersModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , theme_(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, First), index(rowCount() - 1, Second), { Qt::DecorationRole });
    });
}

void AnswersModel::setAnswers(const PairedAnswers& answers, const QString& first, const QString& second)
{
    beginResetModel();
    answers_ = answers;
    first_ = first;
    second_ = second;
    fill();
    endResetModel();
}

void AnswersModel::setFilter(AnswerFilter filter)
{
    if (filter == filter_)
        return;
    beginResetModel();
    filter_ = filter;
    fill();
    endResetModel();
}

void AnswersModel::fill()
{
    rows_.clear();
    if (!answers_)
        return;
    for (std::size_t i = 0; i < answers_->size(); ++i)
        if (passes((*answers_)[i], filter_))
            rows_.push_back(static_cast<std::uint32_t>(i));
    std::ranges::stable_partition(rows_, [this](std::uint32_t row) { return differ((*answers_)[row]); });
}

qint64 AnswersModel::items() const
{
    return answers_ ? static_cast<qint64>(answers_->size()) : 0;
}

int AnswersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int AnswersModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString AnswersModel::textOf(const PairedAnswer& answer, int column, bool whole) const
{
    const qsizetype most = whole ? longestTip : longestCell;
    const auto spoken = [&](float score, const core::store::AnswerRecord& given) {
        if (std::isnan(score))
            return tr("not answered");
        const std::string& words = whole || given.answer.empty() ? given.text : given.answer;
        return words.empty() ? tr("(nothing)") : oneLine(words, most);
    };
    switch (column) {
    case Group:
        return oneLine(answer.question.source, most);
    case Question:
        return oneLine(answer.question.question, most);
    case Gold:
        return oneLine(answer.question.gold, most);
    case First:
        return spoken(answer.firstScore, answer.first);
    case Second:
        return spoken(answer.secondScore, answer.second);
    default:
        return {};
    }
}

QVariant AnswersModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const PairedAnswer& answer = (*answers_)[rows_[static_cast<std::size_t>(index.row())]];
    const int column = index.column();
    const bool given = column == First || column == Second;
    const float score = column == First ? answer.firstScore : answer.secondScore;
    switch (role) {
    case Qt::DisplayRole:
        return textOf(answer, column, false);
    case Qt::ToolTipRole:
        return textOf(answer, column, true);
    case Qt::AccessibleTextRole:
        return given ? tr("%1: %2").arg(isRight(score) ? tr("right") : tr("wrong"), textOf(answer, column, false))
                     : textOf(answer, column, false);
    case Qt::DecorationRole:
        if (!given || std::isnan(score))
            return {};
        return isRight(score) ? theme_.icon(QStringLiteral("check"), Role::Success)
                              : theme_.icon(QStringLiteral("x"), Role::Error);
    default:
        return {};
    }
}

QVariant AnswersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Group:
        return tr("Group");
    case Question:
        return tr("Question");
    case Gold:
        return tr("Gold");
    case First:
        return first_;
    case Second:
        return second_;
    default:
        return {};
    }
}

} // namespace ui
