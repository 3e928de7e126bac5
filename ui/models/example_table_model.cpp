// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/example_table_model.h"

#include <algorithm>

namespace ui {

ExampleTableModel::ExampleTableModel(TextSource texts, QObject* parent)
    : QAbstractTableModel(parent)
    , loader_(new RowLoader(std::move(texts), this))
{
    wantedTimer_.setSingleShot(true);
    wantedTimer_.setInterval(0);
    connect(&wantedTimer_, &QTimer::timeout, this, &ExampleTableModel::requestWanted);
    connect(
        loader_, &RowLoader::textsArrived, this, [this] { tellChanged(ExampleColumn::Prompt, ExampleColumn::Response); });
    connect(loader_, &RowLoader::loadingFailed, this, &ExampleTableModel::loadingFailed);
}

void ExampleTableModel::setView(const ViewResult& view)
{
    beginResetModel();
    snapshot_ = view.snapshot;
    order_ = view.order;
    wantedFirst_ = wantedLast_ = -1;
    endResetModel();
}

void ExampleTableModel::setSnapshot(const Snapshot& snapshot)
{
    if (sameRows(snapshot, snapshot_)) {
        snapshot_ = snapshot;
        tellChanged(ExampleColumn::Row, ExampleColumn::Flags);
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, exampleColumns - 1); // characters may have become tokens
        return;
    }
    loader_->clear();
    setView({ snapshot, {}, {}, nullptr, {}, 0, false });
}

void ExampleTableModel::forgetTexts()
{
    loader_->clear();
    tellChanged(ExampleColumn::Prompt, ExampleColumn::Response);
}

void ExampleTableModel::tellChanged(ExampleColumn first, ExampleColumn last)
{
    if (const int rows = rowCount(); rows > 0)
        Q_EMIT dataChanged(index(0, static_cast<int>(first)), index(rows - 1, static_cast<int>(last)));
}

RowChoice ExampleTableModel::rowAt(int place) const
{
    return place >= 0 && place < rowCount() ? RowChoice(order_->rows[static_cast<std::size_t>(place)]) : std::nullopt;
}

int ExampleTableModel::placeOf(RowChoice row) const
{
    if (!row || !order_ || *row >= order_->places.size() || order_->places[*row] == VisibleOrder::hidden)
        return -1;
    return static_cast<int>(order_->places[*row]);
}

core::ExampleId ExampleTableModel::exampleAt(int place) const
{
    return snapshot_->ids[order_->rows[static_cast<std::size_t>(place)]];
}

int ExampleTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !order_ ? 0 : static_cast<int>(order_->rows.size());
}

int ExampleTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : exampleColumns;
}

Qt::ItemFlags ExampleTableModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren : Qt::NoItemFlags;
}

QVariant ExampleTableModel::data(const QModelIndex& index, int role) const
{
    const RowChoice row = index.isValid() ? rowAt(index.row()) : RowChoice();
    if (!row)
        return {};
    const auto column = static_cast<ExampleColumn>(index.column());
    switch (role) {
    case Qt::TextAlignmentRole:
        return static_cast<int>((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case ClusterRole:
        return QVariant::fromValue(clusterCell(*snapshot_, *row));
    case TrajectoryRole:
        return column == ExampleColumn::Trajectory ? QVariant::fromValue(trajectoryCell(*snapshot_, *row)) : QVariant();
    default:
        break;
    }
    if (isText(column))
        return textCell(index.row(), column, role);
    switch (role) {
    case Qt::DisplayRole:
        return cellText(*snapshot_, column, *row);
    case SortRole:
        return cellValue(*snapshot_, column, *row);
    case Qt::AccessibleTextRole:
        return cellSpeech(*snapshot_, column, *row);
    case LoadingRole:
        return false;
    default:
        return {};
    }
}

QVariant ExampleTableModel::textCell(int place, ExampleColumn column, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != SortRole && role != LoadingRole)
        return {};
    const RowLines* text = loader_->text(exampleAt(place));
    if (text == nullptr)
        want(place);
    if (role == LoadingRole)
        return text == nullptr;
    const bool here = text != nullptr && text->readable;
    if (here)
        return QString::fromStdString(column == ExampleColumn::Prompt ? text->prompt : text->response);
    if (role == SortRole)
        return {};
    return text == nullptr ? tr("loading") : tr("not readable");
}

void ExampleTableModel::want(int place) const
{
    if (wantedFirst_ < 0) {
        wantedFirst_ = wantedLast_ = place;
        wantedTimer_.start();
    }
    wantedFirst_ = std::min(wantedFirst_, place);
    wantedLast_ = std::max(wantedLast_, place);
}

/// What is on screen first, then a screen before and behind it.
void ExampleTableModel::requestWanted()
{
    constexpr int margin = 40;
    constexpr int most = 1000; ///< a jump while cells of another place are still asked for
    const int first = std::exchange(wantedFirst_, -1);
    const int last = std::min({ std::exchange(wantedLast_, -1), rowCount() - 1, first + most });
    if (first < 0)
        return;
    std::vector<core::ExampleId> ids;
    for (int place = first; place <= last; ++place)
        ids.push_back(exampleAt(place));
    for (int away = 1; away <= margin; ++away) {
        if (last + away < rowCount())
            ids.push_back(exampleAt(last + away));
        if (first >= away)
            ids.push_back(exampleAt(first - away));
    }
    loader_->request(std::move(ids));
}

QVariant ExampleTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= exampleColumns)
        return {};
    static const core::data::Columns nothing;
    const core::data::Columns& columns = snapshot_ ? *snapshot_ : nothing;
    const auto column = static_cast<ExampleColumn>(section);
    switch (role) {
    case Qt::DisplayRole:
        return columnHead(columns, column);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return columnHelp(columns, column);
    case Qt::TextAlignmentRole:
        return static_cast<int>((isNumber(column) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

} // namespace ui
