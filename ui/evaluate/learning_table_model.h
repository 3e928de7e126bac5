// SPDX-License-Identifier: GPL-3.0-or-later
// When each arm learned each source, and the entropy of those times: curves × arms.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/analysis/arm_learning.h"
#endif

#include "ui/theme/theme.h"

#include <QtCore/QAbstractTableModel>

#include <memory>

namespace ui {

using LearningPointer = std::shared_ptr<const core::analysis::ArmsLearning>;

class LearningTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    explicit LearningTableModel(QObject* parent = nullptr);

    void setLearning(const LearningPointer& learning); ///< null: nothing

    int rowCount(const QModelIndex& parent = {}) const override; ///< a row a curve, then the entropy
    int columnCount(const QModelIndex& parent = {}) const override; ///< the curve, then the arms
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::size_t curves() const;
    QString timeText(std::size_t arm, std::size_t curve) const;
    QString entropyText(std::size_t arm) const;

    LearningPointer learning_;
};

/// What is shown, how it is defined, and which curves are left out.
QString learningWords(const core::analysis::ArmsLearning& learning);

} // namespace ui
