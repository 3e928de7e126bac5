// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/score_table_model.h"

#include "ui/runs/seed_words.h"
#include "ui/theme/number_text.h"

#include <algorithm>
#include <limits>

namespace ui {

namespace {

constexpr int decimals = 3;

} // namespace

QString estimateText(const ArmEstimate& estimate)
{
    const QString mean = numberText(estimate.mean, decimals);
    if (!estimate.interval)
        return mean;
    return ScoreTableModel::tr("%1 ± %2").arg(mean, numberText(estimate.interval->span() / 2, decimals));
}

ScoreTableModel::ScoreTableModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , theme_(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, 0), { Qt::DecorationRole });
    });
}

void ScoreTableModel::setTable(ScoreTable table)
{
    if (table == table_)
        return;
    beginResetModel();
    table_ = std::move(table);
    looks_ = armLooks(table_.arms);
    endResetModel();
}

int ScoreTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(table_.arms.size());
}

int ScoreTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(table_.columns.size()) + 1;
}

/// Of all that is drawn in the column, so that its bars can be compared.
AxisRange ScoreTableModel::spanOf(int column) const
{
    AxisRange span{ std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity() };
    for (const auto& estimate : table_.columns[static_cast<std::size_t>(column - 1)].arms) {
        if (!estimate)
            continue;
        span.low = std::min(span.low, estimate->interval ? estimate->interval->low : estimate->mean);
        span.high = std::max(span.high, estimate->interval ? estimate->interval->high : estimate->mean);
    }
    if (span.low > span.high)
        return { 0, 1 };
    const double room = std::max(span.span() * 0.06, 0.005);
    return { span.low - room, span.high + room };
}

QVariant ScoreTableModel::armData(int row, int role) const
{
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
        return table_.arms[row];
    if (role == Qt::DecorationRole)
        return armIcon(looks_[static_cast<std::size_t>(row)], theme_);
    return {};
}

QVariant ScoreTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.column() == 0)
        return armData(index.row(), role);
    const ScoreColumn& column = table_.columns[static_cast<std::size_t>(index.column() - 1)];
    const auto& estimate = column.arms[static_cast<std::size_t>(index.row())];
    if (role == LookRole)
        return index.row();
    if (role == SpanLowRole)
        return spanOf(index.column()).low;
    if (role == SpanHighRole)
        return spanOf(index.column()).high;
    if (!estimate)
        return role == Qt::DisplayRole ? QVariant(QStringLiteral("–")) : QVariant();
    switch (role) {
    case Qt::DisplayRole:
        return estimateText(*estimate);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        const QString seeds = seedCountText(estimate->seeds);
        const QString mean = numberText(estimate->mean, decimals);
        return estimate->interval
            ? tr("%1, %2: %3 (%4 to %5), 95 %, %6")
                  .arg(table_.arms[index.row()], column.name, mean, numberText(estimate->interval->low, decimals),
                      numberText(estimate->interval->high, decimals), seeds)
            : tr("%1, %2: %3, %4").arg(table_.arms[index.row()], column.name, mean, seeds);
    }
    case MeanRole:
        return estimate->mean;
    case LowRole:
        return estimate->interval ? QVariant(estimate->interval->low) : QVariant();
    case HighRole:
        return estimate->interval ? QVariant(estimate->interval->high) : QVariant();
    default:
        return {};
    }
}

QVariant ScoreTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignLeft | Qt::AlignVCenter);
    if (section == 0)
        return role == Qt::DisplayRole ? QVariant(tr("Arm")) : QVariant();
    const ScoreColumn& column = table_.columns[static_cast<std::size_t>(section - 1)];
    const AxisRange span = spanOf(section);
    if (role == Qt::DisplayRole)
        return tr("%1   %2 to %3").arg(column.name, numberText(span.low, 2), numberText(span.high, 2));
    if (role == Qt::DecorationRole && column.warned)
        return theme_.icon(QStringLiteral("alert-triangle"), ui::Role::Warning);
    if (role == Qt::ToolTipRole)
        return column.overlap.isEmpty() ? column.name : tr("%1. %2").arg(column.name, column.overlap);
    return {};
}

} // namespace ui
