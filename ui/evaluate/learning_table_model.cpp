// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/learning_table_model.h"

#include "ui/runs/seed_words.h"
#include "ui/theme/number_text.h"

namespace ui {

namespace {

QString intervalWords(const core::analysis::MeanInterval& mean, int decimals)
{
    const QString estimate = numberText(mean.mean, decimals);
    return mean.count < 2
        ? estimate
        : LearningTableModel::tr("%1 (%2 to %3)")
              .arg(estimate, numberText(mean.interval.low, decimals), numberText(mean.interval.high, decimals));
}

} // namespace

LearningTableModel::LearningTableModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void LearningTableModel::setLearning(const LearningPointer& learning)
{
    beginResetModel();
    learning_ = learning;
    endResetModel();
}

std::size_t LearningTableModel::curves() const
{
    return learning_ && !learning_->arms.empty() ? learning_->arms.front().curves.size() : 0;
}

int LearningTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || curves() == 0 ? 0 : static_cast<int>(curves()) + 1;
}

int LearningTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || !learning_ ? 0 : static_cast<int>(learning_->arms.size()) + 1;
}

QString LearningTableModel::timeText(std::size_t arm, std::size_t curve) const
{
    const auto& learned = learning_->arms[arm].curves[curve];
    if (!learned.time)
        return tr("not yet");
    QString words = intervalWords(*learned.time, 0);
    if (learned.learned < learned.times.size())
        words += tr(", %1 of %2 seeds").arg(learned.learned).arg(learned.times.size());
    return words;
}

QString LearningTableModel::entropyText(std::size_t arm) const
{
    const auto& entropy = learning_->arms[arm].entropy;
    return entropy ? intervalWords(*entropy, 3) : QStringLiteral("–");
}

QVariant LearningTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != Qt::TextAlignmentRole))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const bool entropy = row == curves();
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            index.column() == 0 ? Qt::AlignLeft | Qt::AlignVCenter : Qt::AlignRight | Qt::AlignVCenter);
    if (index.column() == 0)
        return entropy ? tr("Entropy of the times") : QString::fromStdString(learning_->arms.front().curves[row].name);
    const auto arm = static_cast<std::size_t>(index.column() - 1);
    return entropy ? entropyText(arm) : timeText(arm, row);
}

QVariant LearningTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || !learning_ || section < 0 || section >= columnCount())
        return {};
    return section == 0 ? tr("Learning time, step")
                        : QString::fromStdString(learning_->arms[static_cast<std::size_t>(section - 1)].arm);
}

QString learningWords(const core::analysis::ArmsLearning& learning)
{
    QString words = LearningTableModel::tr(
        "First step at which half of a curve's total descent is made; mean and 95 % interval over %1. Entropy: "
        "−Σ p ln p with p = T/ΣT.")
                        .arg(seedCountText(learning.seeds));
    if (!learning.censored.empty()) {
        QStringList names;
        for (const std::string& name : learning.censored)
            names << QString::fromStdString(name);
        words += ' '
            + LearningTableModel::tr("Left out of the entropy, since some seed's curve fell by less than 10 %: %1.")
                  .arg(names.join(QStringLiteral(", ")));
    }
    if (!learning.mayShowEntropy())
        words += ' '
            + LearningTableModel::tr("Too little for a finding: that takes %1 seeds and no curve left out.")
                  .arg(core::analysis::leastSeedsForEntropy);
    return words;
}

} // namespace ui
