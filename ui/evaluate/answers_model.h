// SPDX-License-Identifier: GPL-3.0-or-later
// The items of a benchmark as two models answered them, those on which they disagree first.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/store/experiment_records.h"
#endif

#include "ui/theme/theme.h"

#include <QtCore/QAbstractTableModel>

#include <memory>
#include <vector>

namespace ui {

enum class AnswerFilter { Differ, All, ForFirst, ForSecond, BothWrong };

using PairedAnswers = std::shared_ptr<const std::vector<core::store::PairedAnswer>>;

class AnswersModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Group, Question, Gold, First, Second, ColumnCount };

    explicit AnswersModel(const Theme& theme, QObject* parent = nullptr);

    /// Null: nothing. The names head the columns.
    void setAnswers(const PairedAnswers& answers, const QString& first, const QString& second);
    void setFilter(AnswerFilter filter);
    AnswerFilter filter() const { return filter_; }

    qint64 items() const;
    qint64 shown() const { return static_cast<qint64>(rows_.size()); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void fill();
    QString textOf(const core::store::PairedAnswer& answer, int column, bool whole) const;

    const Theme& theme_;
    PairedAnswers answers_;
    QString first_;
    QString second_;
    AnswerFilter filter_ = AnswerFilter::Differ;
    std::vector<std::uint32_t> rows_; ///< of answers_, in the order shown
};

} // namespace ui
