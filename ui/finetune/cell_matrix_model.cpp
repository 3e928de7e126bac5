// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finetune/cell_matrix_model.h"

#include "ui/runs/seed_words.h"
#include "ui/theme/number_text.h"

#include <cmath>

namespace ui {

using core::protocol::CellState;

namespace {

constexpr int scoreDecimals = 3;

} // namespace

CellMatrixModel::CellMatrixModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , theme_(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (!arms_.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(arms_.size()) - 1, 0), { Qt::DecorationRole });
    });
}

void CellMatrixModel::setShape(const QStringList& arms, const std::vector<std::uint64_t>& seeds)
{
    if (arms == arms_ && seeds == seeds_)
        return;
    beginResetModel();
    arms_ = arms;
    seeds_ = seeds;
    looks_ = armLooks(arms);
    endResetModel();
}

void CellMatrixModel::setFigures(const ExperimentPointer& figures, const std::string& measure, bool active)
{
    figures_ = figures;
    measure_ = measure;
    active_ = active;
    if (figures)
        setShape(armNames(figures->job.experiment), figures->job.experiment.seeds);
    else
        setShape({}, {});
    if (!arms_.isEmpty())
        Q_EMIT dataChanged(index(0, 1), index(static_cast<int>(arms_.size()) - 1, meanColumn()));
}

void CellMatrixModel::setPlanned(const QStringList& arms, const std::vector<std::uint64_t>& seeds)
{
    figures_.reset();
    setShape(arms, seeds);
    if (!arms_.isEmpty())
        Q_EMIT dataChanged(index(0, 1), index(static_cast<int>(arms_.size()) - 1, meanColumn()));
}

int CellMatrixModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(arms_.size());
}

int CellMatrixModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(seeds_.size()) + 2;
}

const core::jobs::CellFigures* CellMatrixModel::cellAt(int row, int column) const
{
    return figures_ == nullptr ? nullptr
                               : figures_->cell(static_cast<std::size_t>(row), seeds_[static_cast<std::size_t>(column - 1)]);
}

CellShown CellMatrixModel::shown(int row, int column) const
{
    const auto* cell = cellAt(row, column);
    if (cell == nullptr)
        return CellShown::Planned;
    switch (cell->state) {
    case CellState::Waiting:
        return active_ ? CellShown::Queued : cell->share > 0 ? CellShown::Stopped : CellShown::Planned;
    case CellState::Running:
        return active_ ? CellShown::Running : CellShown::Stopped;
    case CellState::Finished:
        return CellShown::Finished;
    case CellState::Failed:
        return CellShown::Failed;
    }
    return CellShown::Queued;
}

QString CellMatrixModel::textOf(int row, int column) const
{
    const CellShown now = shown(row, column);
    const auto* cell = cellAt(row, column);
    if (now == CellShown::Running)
        return percentText(cell->share, 0);
    if (now == CellShown::Finished) {
        const auto score = cellScore(*cell, measure_);
        return score ? numberText(*score, scoreDecimals) : tr("done");
    }
    return cellWords(now);
}

QString CellMatrixModel::toolTipOf(int row, int column) const
{
    const auto* cell = cellAt(row, column);
    const QString title = tr("%1, seed %2").arg(arms_[row]).arg(seeds_[static_cast<std::size_t>(column - 1)]);
    if (cell == nullptr)
        return tr("%1: planned").arg(title);
    const CellShown now = shown(row, column);
    QString words = tr("%1: %2").arg(title, cellWords(now));
    if (now == CellShown::Failed)
        words += ". " + QString::fromStdString(cell->message);
    if (cell->steps > 0 && (now == CellShown::Running || now == CellShown::Stopped || now == CellShown::Failed))
        words += tr(", step %1 of %2").arg(countText(cell->step), countText(cell->steps));
    if (now == CellShown::Finished && cell->seconds > 0)
        words += tr(", took %1").arg(durationText(cell->seconds));
    return words;
}

QString CellMatrixModel::meanText(int row) const
{
    if (figures_ == nullptr)
        return QStringLiteral("–");
    const auto score = armScore(*figures_, static_cast<std::size_t>(row), measure_);
    return score.seeds == 0 ? QStringLiteral("–")
                            : tr("%1 · %2").arg(numberText(score.mean, scoreDecimals), seedCountText(score.seeds));
}

QVariant CellMatrixModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row();
    const int column = index.column();
    if (column == 0) {
        if (role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
            return arms_[row];
        if (role == Qt::DecorationRole)
            return armIcon(looks_[static_cast<std::size_t>(row)], theme_);
        return {};
    }
    if (column == meanColumn()) {
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
            return meanText(row);
        if (role == Qt::ToolTipRole)
            return tr("Mean over the finished seeds, and how many they are");
        if (role == Qt::TextAlignmentRole)
            return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return textOf(row, column);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return toolTipOf(row, column);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::AlignCenter);
    case ShownRole:
        return static_cast<int>(shown(row, column));
    case ShareRole: {
        const auto* cell = cellAt(row, column);
        return cell != nullptr ? cell->share : 0.0;
    }
    default:
        return {};
    }
}

QVariant CellMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    const bool mean = section == meanColumn();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(section == 0 ? Qt::AlignLeft | Qt::AlignVCenter
                : mean                          ? Qt::AlignRight | Qt::AlignVCenter
                                                : Qt::AlignHCenter | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (section == 0)
        return tr("Arm");
    if (mean)
        return tr("Mean so far");
    if (section < 0 || section > static_cast<int>(seeds_.size()))
        return {};
    return tr("Seed %1").arg(seeds_[static_cast<std::size_t>(section - 1)]);
}

QString cellWords(CellShown shown)
{
    switch (shown) {
    case CellShown::Planned:
        return CellMatrixModel::tr("planned");
    case CellShown::Queued:
        return CellMatrixModel::tr("queued");
    case CellShown::Running:
        return CellMatrixModel::tr("running");
    case CellShown::Stopped:
        return CellMatrixModel::tr("stopped");
    case CellShown::Finished:
        return CellMatrixModel::tr("done");
    case CellShown::Failed:
        return CellMatrixModel::tr("failed");
    }
    return {};
}

QString cellTitle(const core::jobs::ExperimentFigures& figures, const core::jobs::CellFigures& cell)
{
    return CellMatrixModel::tr("%1, seed %2")
        .arg(QString::fromStdString(figures.job.experiment.arms[cell.arm].name))
        .arg(cell.seed);
}

QStringList armNames(const core::protocol::ExperimentSpec& spec)
{
    QStringList names;
    for (const auto& arm : spec.arms)
        names << QString::fromStdString(arm.name);
    return names;
}

} // namespace ui
