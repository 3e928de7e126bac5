// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finetune/cell_matrix.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtWidgets/QHeaderView>

#include <algorithm>

namespace ui {

namespace {

constexpr int cellHeight = 34;
constexpr int nameWidth = 108;
constexpr int meanWidth = 124;
constexpr int leastCell = 58;
constexpr int mostCell = 120;
constexpr int mostRows = 7;
constexpr int signSize = 14;

} // namespace

MatrixCellDelegate::MatrixCellDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , theme_(theme)
{
}

QSize MatrixCellDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    return { leastCell, cellHeight };
}

void MatrixCellDelegate::paintBox(QPainter& painter, const QRectF& box, CellShown shown, double share) const
{
    const auto outlined = [&](Role ground, Role line, double width, Qt::PenStyle style = Qt::SolidLine) {
        painter.setBrush(theme_.colour(ground));
        painter.setPen(QPen(theme_.colour(line), width, style));
        painter.drawRoundedRect(box, 4, 4);
    };
    switch (shown) {
    case CellShown::Planned:
        outlined(Role::Panel, Role::Border, 1, Qt::DashLine);
        return;
    case CellShown::Queued:
        outlined(Role::Panel, Role::Border, 1);
        return;
    case CellShown::Finished:
        painter.setBrush(theme_.colour(Role::Hover));
        painter.setPen(Qt::NoPen);
        painter.drawRoundedRect(box, 4, 4);
        return;
    case CellShown::Failed:
        outlined(Role::ErrorGround, Role::Error, 1);
        return;
    case CellShown::Stopped:
        outlined(Role::WarningGround, Role::Warning, 1);
        return;
    case CellShown::Running:
        break;
    }
    QPainterPath shape;
    shape.addRoundedRect(box, 4, 4);
    painter.fillPath(shape, theme_.colour(Role::Panel));
    painter.save();
    painter.setClipPath(shape);
    painter.fillRect(QRectF(box.left(), box.top(), box.width() * std::clamp(share, 0.0, 1.0), box.height()),
        theme_.colour(Role::Selection));
    painter.restore();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme_.colour(Role::Accent), 1.5));
    painter.drawPath(shape);
}

void MatrixCellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QVariant state = index.data(CellMatrixModel::ShownRole);
    if (!state.isValid()) {
        QStyleOptionViewItem plain(option);
        if (index.column() > 0)
            plain.font.setWeight(QFont::DemiBold);
        QStyledItemDelegate::paint(painter, plain, index);
        return;
    }
    const auto shown = static_cast<CellShown>(state.toInt());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), theme_.colour(Role::Grid));
    const QRectF box = QRectF(option.rect).adjusted(2.5, 3.5, -2.5, -3.5);
    paintBox(*painter, box, shown, index.data(CellMatrixModel::ShareRole).toDouble());
    const QString text = index.data(Qt::DisplayRole).toString();
    const QString sign = shown == CellShown::Failed ? QStringLiteral("alert-circle")
        : shown == CellShown::Stopped               ? QStringLiteral("player-pause")
                                                    : QString();
    QFont font
        = theme_.font(shown == CellShown::Finished || shown == CellShown::Running ? TextSize::Body13 : TextSize::Small12);
    if (shown == CellShown::Running)
        font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    const Role ink = shown == CellShown::Failed                       ? Role::Error
        : shown == CellShown::Stopped                                 ? Role::Warning
        : shown == CellShown::Finished || shown == CellShown::Running ? Role::Text
                                                                      : Role::Secondary;
    painter->setPen(theme_.colour(ink));
    QRectF place = box;
    const double words = QFontMetricsF(font).horizontalAdvance(text);
    if (!sign.isEmpty() && words + signSize + 8 < box.width()) {
        const double left = box.center().x() - (words + signSize + 4) / 2;
        theme_.icon(sign, ink).paint(painter, QRectF(left, box.center().y() - signSize / 2.0, signSize, signSize).toRect());
        place.setLeft(left + signSize + 4);
        painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, text);
    } else {
        painter->drawText(place, Qt::AlignCenter, QFontMetricsF(font).elidedText(text, Qt::ElideRight, box.width() - 4));
    }
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(theme_.colour(Role::Focus), 2));
        painter->drawRoundedRect(box.adjusted(-1, -1, 1, 1), 4, 4);
    }
    painter->restore();
}

CellMatrix::CellMatrix(const Theme& theme, QWidget* parent)
    : QTableView(parent)
    , model_(new CellMatrixModel(theme, this))
{
    setObjectName("cellMatrix");
    setAccessibleName(tr("Cells: arms by seeds"));
    setModel(model_);
    setItemDelegate(new MatrixCellDelegate(theme, this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::NoSelection);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setIconSize({ 16, 16 });
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(cellHeight);
    verticalHeader()->setDefaultSectionSize(cellHeight);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setMinimumSectionSize(leastCell);
    horizontalHeader()->setHighlightSections(false);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(model_, &QAbstractItemModel::modelReset, this, [this] {
        fitColumns();
        updateGeometry();
    });
}

QSize CellMatrix::sizeHint() const
{
    const int rows = std::clamp(model_->rowCount(), 1, mostRows);
    const int bar = leastCell * (model_->columnCount() - 2) + nameWidth + meanWidth > width() ? 12 : 0;
    return { 600, horizontalHeader()->sizeHint().height() + rows * cellHeight + bar + 2 };
}

void CellMatrix::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void CellMatrix::fitColumns()
{
    const int seeds = model_->columnCount() - 2;
    if (seeds <= 0)
        return;
    const int each = std::clamp((viewport()->width() - nameWidth - meanWidth) / seeds, leastCell, mostCell);
    horizontalHeader()->resizeSection(0, nameWidth);
    for (int column = 1; column <= seeds; ++column)
        horizontalHeader()->resizeSection(column, each);
    horizontalHeader()->resizeSection(
        model_->meanColumn(), std::max(meanWidth, viewport()->width() - nameWidth - each * seeds));
}

} // namespace ui
