// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/points_model.h"

#include "ui/theme/number_text.h"

#include <QtGui/QIcon>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

/// Seconds as a stop-watch shows them: "0:52", "1:02:03".
QString clockedText(double seconds)
{
    const auto whole = std::llround(seconds);
    const QString minutesAndSeconds = QString::asprintf("%lld:%02lld", (whole / 60) % 60, whole % 60);
    return whole < 3600 ? minutesAndSeconds
                        : QString::asprintf("%lld:%02lld:%02lld", whole / 3600, (whole / 60) % 60, whole % 60);
}

} // namespace

PointsModel::PointsModel(const Theme& theme, QObject* parent)
    : QAbstractTableModel(parent)
    , theme_(theme)
{
    connect(&theme, &Theme::changed, this, [this] {
        if (!rows_.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    });
}

void PointsModel::setRows(std::vector<Row> rows)
{
    if (rows == rows_)
        return;
    if (rows.size() != rows_.size()) {
        beginResetModel();
        rows_ = std::move(rows);
        endResetModel();
        return;
    }
    rows_ = std::move(rows);
    if (!rows_.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int PointsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int PointsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PointsModel::textOf(const Row& row, int number, int column) const
{
    switch (column) {
    case Point:
        return countText(number + 1);
    case Step:
        return countText(row.step);
    case Examples:
        return row.state == State::Scored ? tr("scored") : row.state == State::Scoring ? row.progress : tr("to come");
    case MeanLoss:
        return numberText(row.meanLoss, 3);
    case Time:
        return row.seconds ? clockedText(*row.seconds) : QStringLiteral("–");
    default:
        return {};
    }
}

QVariant PointsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Row& row = rows_[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole)
        return textOf(row, index.row(), index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<int>((index.column() == Examples ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role == Qt::DecorationRole && index.column() == Examples)
        return row.state == State::Scored ? theme_.icon("circle-check", Role::Success)
            : row.state == State::Scoring ? theme_.icon("loader-2", Role::Accent)
                                          : theme_.icon("circle-dashed", Role::Secondary);
    if (role == Qt::ForegroundRole && row.state == State::ToCome && index.column() == Examples)
        return theme_.colour(ui::Role::Secondary);
    return {};
}

QVariant PointsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<int>((section == Examples ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QStringList names{ tr("Point"), tr("Step"), tr("Examples"), tr("Mean loss"), tr("Time") };
    return names.value(section);
}

std::vector<PointsModel::Row> pointRows(const std::vector<std::int64_t>& planned, const RunHistory* history,
    const SourceCurves& curves, const core::jobs::RunProgressed* progress)
{
    std::vector<std::int64_t> steps = planned;
    const std::size_t done = history != nullptr ? history->points.size() : 0;
    for (std::size_t point = steps.size(); point < done; ++point)
        steps.push_back(history->points[point].step);
    std::vector<PointsModel::Row> rows;
    for (std::size_t point = 0; point < steps.size(); ++point) {
        PointsModel::Row row;
        row.step = point < done ? history->points[point].step : steps[point];
        row.state = point < done ? PointsModel::State::Scored : PointsModel::State::ToCome;
        row.meanLoss = point < curves.means.size() && point < done ? curves.means[point] : std::nan("");
        if (point < done && history->events && point < history->events->points.size())
            row.seconds = history->events->points[point].seconds;
        const bool scoring = progress != nullptr
            && (progress->progress.pointRows > 0
                || (progress->progress.phase == core::protocol::Phase::Scoring && !progress->progress.pointOver));
        if (point == done && scoring) {
            row.state = PointsModel::State::Scoring;
            row.progress = progress->progress.plan && progress->progress.pointRows > 0
                ? PointsModel::tr("%1 of %2")
                      .arg(countText(progress->progress.pointRows), countText(progress->progress.plan->rows))
                : PointsModel::tr("being scored");
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace ui
