// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filter_header.h"

#include "ui/controls/text_label.h"

#include <QtGui/QFocusEvent>
#include <QtGui/QHelpEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolTip>

#include <algorithm>
#include <vector>

namespace ui {

namespace {

constexpr int padding = 8;
constexpr int fieldHeight = 22;
constexpr int markSize = 12;

} // namespace

FilterHeader::FilterHeader(const Theme& theme, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
    , theme_(theme)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    setSectionsMovable(false);
    setMinimumSectionSize(36);
    setFixedHeight(headHeight + filterHeight);
    connect(this, &QHeaderView::sectionResized, this, &FilterHeader::placeFields);
    connect(this, &QHeaderView::geometriesChanged, this, &FilterHeader::placeFields);
    connect(&theme, &Theme::changed, this, [this] { viewport()->update(); });
}

QSize FilterHeader::sizeHint() const
{
    return { QHeaderView::sizeHint().width(), headHeight + filterHeight };
}

void FilterHeader::addField(int section, const QString& name, const QString& placeholder, const QString& spoken)
{
    auto* field = new QLineEdit(viewport());
    field->setObjectName("filter " + name);
    field->setPlaceholderText(placeholder);
    field->setAccessibleName(spoken);
    field->setProperty("look", "filter");
    field->installEventFilter(this);
    fields_.insert(section, field);
    connect(field, &QLineEdit::textChanged, this, [this, section] { dress(section); });
    connect(
        field, &QLineEdit::textEdited, this, [this, section](const QString& text) { Q_EMIT filterEdited(section, text); });
    connect(field, &QLineEdit::returnPressed, this, &FilterHeader::rowsWanted);
    dress(section);
}

void FilterHeader::setFieldText(int section, const QString& text)
{
    QLineEdit* field = fields_.value(section);
    if (field != nullptr && field->text().trimmed() != text && !(field->hasFocus() && problems_.contains(section)))
        field->setText(text);
}

void FilterHeader::setProblem(int section, const QString& sentence)
{
    if (sentence.isEmpty())
        problems_.remove(section);
    else
        problems_.insert(section, sentence);
    QLineEdit* field = fields_.value(section);
    if (field == nullptr)
        return;
    const bool was = field->property("problem").toBool();
    dress(section);
    if (!sentence.isEmpty() && field->hasFocus()) // at once, not only to who points at it
        QToolTip::showText(field->mapToGlobal(QPoint(0, field->height())), sentence, field);
    else if (was)
        QToolTip::hideText();
}

void FilterHeader::setSortMark(int section, bool ascending)
{
    sorted_ = section;
    ascending_ = ascending;
    viewport()->update();
}

/// Border by state: wrong, filled, in focus, usual.
void FilterHeader::dress(int section)
{
    QLineEdit* field = fields_.value(section);
    const QString problem = problems_.value(section);
    field->setProperty("filled", !field->text().isEmpty());
    field->setProperty("problem", !problem.isEmpty());
    field->setToolTip(problem);
    field->setAccessibleDescription(problem);
    restyle(*field);
}

void FilterHeader::placeFields()
{
    std::vector<std::pair<int, QLineEdit*>> visible; // by place, for the order of Tab
    for (auto entry = fields_.cbegin(); entry != fields_.cend(); ++entry) {
        QLineEdit* field = entry.value();
        const int section = entry.key();
        const bool shown = section < count() && sectionSize(section) > 0; // told before it counts as hidden
        field->setVisible(shown);
        if (!shown)
            continue;
        field->setGeometry(sectionViewportPosition(section) + padding - 4, headHeight + 2,
            std::max(0, sectionSize(section) - 2 * padding + 8), fieldHeight);
        visible.emplace_back(visualIndex(section), field);
    }
    std::ranges::sort(visible);
    for (std::size_t i = 1; i < visible.size(); ++i)
        QWidget::setTabOrder(visible[i - 1].second, visible[i].second);
}

void FilterHeader::updateGeometries()
{
    QHeaderView::updateGeometries();
    placeFields();
}

void FilterHeader::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme_.colour(Role::Raised));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme_.colour(Role::Border));
    painter.end();
    QHeaderView::paintEvent(event);
}

void FilterHeader::paintSection(QPainter* painter, const QRect& place, int section) const
{
    painter->save();
    painter->fillRect(place, theme_.colour(Role::Raised));
    painter->fillRect(QRect(place.left(), height() - 1, place.width(), 1), theme_.colour(Role::Border));
    const bool sorted = section == sorted_;
    QFont font = theme_.font(TextSize::Small12);
    font.setWeight(QFont::DemiBold); // the heaviest there is: a made-up bold is drawn twice
    painter->setFont(font);
    painter->setPen(theme_.colour(sorted ? Role::Text : Role::Secondary));
    QRect text(place.left() + padding, 0, place.width() - 2 * padding, headHeight);
    const QString name = model()->headerData(section, Qt::Horizontal).toString();
    const bool right = (model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0;
    const int mark = sorted ? markSize + 4 : 0;
    const QString shown = painter->fontMetrics().elidedText(name, Qt::ElideRight, text.width() - mark);
    const int width = painter->fontMetrics().horizontalAdvance(shown);
    const int left = right ? text.right() + 1 - width : text.left() + mark;
    if (sorted)
        theme_.icon(ascending_ ? "chevron-up" : "chevron-down", Role::Text)
            .paint(painter, QRect(left - markSize - 4, (headHeight - markSize) / 2, markSize, markSize));
    painter->drawText(QRect(left, 0, width + 1, headHeight), Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, shown);
    if (hasFocus() && section == focused_) {
        painter->setPen(QPen(theme_.colour(Role::Focus), 2));
        painter->drawRect(QRect(place.left() + 1, 1, place.width() - 2, headHeight - 2));
    }
    painter->restore();
}

/// The next visible section in the order on screen; the same where there is none.
int FilterHeader::neighbourOf(int section, int direction) const
{
    for (int place = visualIndex(section) + direction; place >= 0 && place < count(); place += direction)
        if (const int next = logicalIndex(place); !isSectionHidden(next))
            return next;
    return section;
}

void FilterHeader::takeFocus(int section)
{
    focused_ = section >= 0 && !isSectionHidden(section) ? section : neighbourOf(-1, 1);
    setFocus(Qt::TabFocusReason);
    viewport()->update();
}

void FilterHeader::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        focused_ = neighbourOf(focused_, event->key() == Qt::Key_Left ? -1 : 1);
        viewport()->update();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        Q_EMIT sectionClicked(focused_);
        break;
    case Qt::Key_Down:
    case Qt::Key_Escape:
        Q_EMIT rowsWanted();
        break;
    default:
        event->ignore();
    }
}

void FilterHeader::focusInEvent(QFocusEvent* event)
{
    QHeaderView::focusInEvent(event);
    viewport()->update();
}

void FilterHeader::focusOutEvent(QFocusEvent* event)
{
    QHeaderView::focusOutEvent(event);
    viewport()->update();
}

bool FilterHeader::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || model() == nullptr)
        return QHeaderView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int section = logicalIndexAt(help->pos());
    const QString text = section < 0 ? QString() : model()->headerData(section, Qt::Horizontal, Qt::ToolTipRole).toString();
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

bool FilterHeader::eventFilter(QObject* watched, QEvent* event)
{
    auto* field = qobject_cast<QLineEdit*>(watched);
    if (field == nullptr || event->type() != QEvent::KeyPress)
        return QHeaderView::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Up) {
        takeFocus(fields_.key(field));
        return true;
    }
    if (key == Qt::Key_Down) {
        Q_EMIT rowsWanted();
        return true;
    }
    if (key == Qt::Key_Escape && !field->text().isEmpty()) {
        field->clear();
        Q_EMIT filterEdited(fields_.key(field), {});
        return true;
    }
    return QHeaderView::eventFilter(watched, event);
}

} // namespace ui
