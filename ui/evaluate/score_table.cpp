// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/score_table.h"

#include <QtGui/QPainter>
#include <QtWidgets/QHeaderView>

#include <algorithm>

namespace ui {

namespace {

constexpr int rowPixels = 30;
constexpr int nameWidth = 104;
constexpr int textWidthShare = 112; ///< pixels of a column that its numbers take
constexpr int mostRows = 6;
constexpr double markerSize = 8;

} // namespace

EstimateDelegate::EstimateDelegate(const Theme& theme, const ScoreTableModel& model, QObject* parent)
    : QStyledItemDelegate(parent)
    , theme_(theme)
    , model_(model)
{
}

void EstimateDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    if (index.column() == 0) {
        QStyledItemDelegate::paint(painter, option, index);
        return;
    }
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, theme_.colour(Role::Selection));
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), theme_.colour(Role::Grid));
    const QString text = index.data(Qt::DisplayRole).toString();
    const int sign = static_cast<int>(text.indexOf(QChar(0xB1)));
    const QString estimate = sign > 0 ? text.left(sign).trimmed() : text;
    painter->setFont(theme_.font(TextSize::Body13));
    painter->setPen(theme_.colour(Role::Text));
    const QRect words = option.rect.adjusted(8, 0, 0, 0);
    painter->drawText(words, Qt::AlignLeft | Qt::AlignVCenter, estimate);
    if (sign > 0) {
        const int begin = QFontMetrics(painter->font()).horizontalAdvance(estimate) + 6;
        painter->setFont(theme_.font(TextSize::Small12));
        painter->setPen(theme_.colour(Role::Secondary));
        painter->drawText(words.adjusted(begin, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text.mid(sign));
    }
    const QVariant mean = index.data(ScoreTableModel::MeanRole);
    const QRectF bar(option.rect.left() + textWidthShare, option.rect.top(), option.rect.width() - textWidthShare - 16,
        option.rect.height());
    if (mean.isValid() && bar.width() > 20) {
        const double low = index.data(ScoreTableModel::SpanLowRole).toDouble();
        const double high = index.data(ScoreTableModel::SpanHighRole).toDouble();
        const auto place = [&](double value) { return bar.left() + (value - low) / (high - low) * bar.width(); };
        const SeriesLook& look = model_.looks()[static_cast<std::size_t>(index.row())];
        const QColor colour = look.colour.colour(theme_);
        const double y = bar.center().y();
        const QVariant from = index.data(ScoreTableModel::LowRole);
        if (from.isValid()) {
            painter->setPen(QPen(colour, 2, Qt::SolidLine, Qt::FlatCap));
            painter->drawLine(
                QPointF(place(from.toDouble()), y), QPointF(place(index.data(ScoreTableModel::HighRole).toDouble()), y));
        }
        paintMarker(*painter, look.marker, { place(mean.toDouble()), y }, markerSize, colour, theme_.colour(Role::Panel));
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(theme_.colour(Role::Focus), 2));
        painter->drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1));
    }
    painter->restore();
}

ScoreTableView::ScoreTableView(const Theme& theme, QWidget* parent)
    : QTableView(parent)
    , model_(new ScoreTableModel(theme, this))
{
    setObjectName("scoreTable");
    setAccessibleName(tr("Arms and benchmarks"));
    setModel(model_);
    setItemDelegate(new EstimateDelegate(theme, *model_, this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::NoSelection);
    setTabKeyNavigation(false);
    setIconSize({ 16, 16 });
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(rowPixels);
    verticalHeader()->setDefaultSectionSize(rowPixels);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setMinimumSectionSize(nameWidth);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(model_, &QAbstractItemModel::modelReset, this, [this] {
        if (model_->columnCount() > 0) {
            horizontalHeader()->setSectionResizeMode(0, QHeaderView::Fixed);
            horizontalHeader()->resizeSection(0, nameWidth);
        }
        updateGeometry();
    });
}

QSize ScoreTableView::sizeHint() const
{
    return { 600, horizontalHeader()->sizeHint().height() + std::clamp(model_->rowCount(), 1, mostRows) * rowPixels + 2 };
}

} // namespace ui
