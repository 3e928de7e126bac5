// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curate/step_list.h"

#include "ui/controls/icon_label.h"
#include "ui/controls/text_label.h"
#include "ui/curate/step_row.h"
#include "ui/theme/number_text.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

using core::curate::Recipe;
using core::curate::RecipeStep;

namespace {

constexpr int farFromPress = 6; ///< pixels that make a drag of a press

} // namespace

StepList::StepList(const Theme& theme, QWidget* parent)
    : QFrame(parent)
    , theme_(theme)
    , column_(new QVBoxLayout(this))
    , allCount_(new TextLabel({}, TextKind::Head, this))
    , allSentence_(new TextLabel({}, TextKind::Small, this))
    , end_(new TextLabel({}, TextKind::Problem, this))
    , drop_(new QFrame(this))
{
    setObjectName(QStringLiteral("stepList"));
    setProperty("look", "card");
    setAccessibleName(tr("Steps of the recipe"));
    setFocusPolicy(Qt::StrongFocus);
    allCount_->setObjectName(QStringLiteral("allCount"));
    allSentence_->setWordWrap(true);
    end_->setObjectName(QStringLiteral("recipeProblem"));
    end_->setWordWrap(true);
    end_->setMargin(8);
    end_->setVisible(false);
    auto* all = new QWidget(this);
    auto* grid = new QGridLayout(all);
    grid->setContentsMargins(8, 7, 12, 7);
    grid->setHorizontalSpacing(6);
    grid->setVerticalSpacing(0);
    grid->addWidget(new IconLabel(theme, QStringLiteral("database"), Role::Secondary, 16, all), 0, 0, 2, 1);
    grid->setColumnMinimumWidth(1, 18);
    grid->addWidget(new TextLabel(tr("All examples"), TextKind::Head, all), 0, 2);
    grid->addWidget(allCount_, 0, 3, Qt::AlignRight);
    grid->addWidget(allSentence_, 1, 2, 1, 2);
    grid->setColumnStretch(2, 1);
    column_->setContentsMargins(1, 1, 1, 1);
    column_->setSpacing(0);
    column_->addWidget(all);
    column_->addWidget(end_);
    drop_->setFrameShape(QFrame::NoFrame);
    drop_->setAutoFillBackground(true);
    drop_->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void StepList::makeRows(std::size_t count)
{
    while (rows_.size() > count) {
        delete rows_.back();
        rows_.pop_back();
    }
    while (rows_.size() < count) {
        const std::size_t index = rows_.size();
        auto* row = new StepRow(theme_, index, this);
        row->installEventFilter(this);
        column_->insertWidget(static_cast<int>(index) + 1, row);
        rows_.push_back(row);
        connect(row, &StepRow::upRequested, this, [this, index] { move(index, index - 1); });
        connect(row, &StepRow::downRequested, this, [this, index] { move(index, index + 1); });
        connect(
            row, &StepRow::removeRequested, this, [this, index] { remove(index); }, Qt::QueuedConnection);
        connect(&row->editor(), &StepEditor::edited, this,
            [this, index](const RecipeStep& step) { Q_EMIT edited(with(index, step)); });
        connect(&row->editor(), &StepEditor::settled, this,
            [this, index](const RecipeStep& step) { Q_EMIT settled(with(index, step)); });
        connect(&row->editor(), &StepEditor::left, this, [this] { setFocus(Qt::TabFocusReason); });
    }
}

void StepList::setRecipe(const Recipe& recipe, const StepChoices& choices, bool editable)
{
    recipe_ = recipe;
    editable_ = editable;
    makeRows(recipe.steps.size());
    for (std::size_t i = 0; i < rows_.size(); ++i)
        rows_[i]->setStep(recipe.steps[i], choices, rows_.size(), editable);
    setCurrent(std::min(current_, static_cast<int>(rows_.size()) - 1));
}

QString StepList::problemOf(std::size_t step) const
{
    if (!preview_ || !(preview_->recipe == recipe_) || !preview_->problem || preview_->problem->step != step)
        return {};
    const QString& hint = preview_->problem->hint;
    return hint.isEmpty() || hint.contains(QStringLiteral("--")) ? preview_->problem->sentence + '.'
                                                                 : preview_->problem->sentence + QStringLiteral(". ") + hint;
}

/// Steps whose counts are known.
std::size_t StepList::countedSteps() const
{
    if (!preview_ || preview_->recipe.seed != recipe_.seed)
        return 0;
    const auto& counted = preview_->recipe.steps;
    const auto end = std::mismatch(counted.begin(), counted.end(), recipe_.steps.begin(), recipe_.steps.end()).first;
    return std::min(preview_->steps.size(), static_cast<std::size_t>(end - counted.begin()));
}

void StepList::setPreview(const CuratePreviewPointer& preview, const QString& dataset)
{
    preview_ = preview;
    allCount_->setText(preview ? countText(static_cast<qint64>(preview->before.copies)) : QString(QChar(0x2013)));
    allSentence_->setText(!preview  ? dataset
            : preview->heldOut == 0 ? tr("%1, unchanged").arg(dataset)
                                    : tr("%1 without its %2 held-out rows, which are never trained on")
                                          .arg(dataset, countText(static_cast<qint64>(preview->heldOut))));
    std::optional<core::curate::StepCount> before;
    if (preview)
        before = preview->before;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        std::optional<core::curate::StepCount> after;
        if (i < countedSteps())
            after = preview->steps[i];
        rows_[i]->setCounts(before, after);
        rows_[i]->setProblem(problemOf(i));
        before = after;
    }
    const QString problem = problemOf(rows_.size());
    end_->setText(problem);
    end_->setVisible(!problem.isEmpty());
}

void StepList::setCurrent(int index)
{
    current_ = index;
    for (StepRow* row : rows_)
        row->setCurrent(static_cast<int>(row->index()) == index);
    update();
}

void StepList::goInto(int index)
{
    setCurrent(index);
    if (index >= 0 && editable_)
        rows_[static_cast<std::size_t>(index)]->editor().goIn();
}

Recipe StepList::with(std::size_t index, const RecipeStep& step) const
{
    Recipe recipe = recipe_;
    if (index < recipe.steps.size() && recipe.steps[index].kind == step.kind)
        recipe.steps[index] = step;
    return recipe;
}

void StepList::move(std::size_t from, std::size_t to)
{
    if (!editable_ || from == to || from >= rows_.size() || to >= rows_.size())
        return;
    Recipe recipe = recipe_;
    const RecipeStep step = recipe.steps[from];
    recipe.steps.erase(recipe.steps.begin() + static_cast<std::ptrdiff_t>(from));
    recipe.steps.insert(recipe.steps.begin() + static_cast<std::ptrdiff_t>(to), step);
    setCurrent(static_cast<int>(to));
    Q_EMIT settled(recipe);
}

void StepList::remove(std::size_t index)
{
    if (!editable_ || index >= rows_.size())
        return;
    Recipe recipe = recipe_;
    recipe.steps.erase(recipe.steps.begin() + static_cast<std::ptrdiff_t>(index));
    setFocus(Qt::OtherFocusReason);
    Q_EMIT settled(recipe);
}

/// Before which row something at that height would go.
std::size_t StepList::placeAt(int y) const
{
    const auto below
        = std::find_if(rows_.begin(), rows_.end(), [y](const StepRow* row) { return y < row->geometry().center().y(); });
    return static_cast<std::size_t>(below - rows_.begin());
}

void StepList::showPlace(std::optional<std::size_t> place)
{
    place_ = place;
    drop_->setVisible(place.has_value());
    if (!place || rows_.empty())
        return;
    QPalette colours = drop_->palette();
    colours.setColor(QPalette::Window, theme_.colour(Role::Accent));
    drop_->setPalette(colours);
    const int y = *place < rows_.size() ? rows_[*place]->y() : rows_.back()->geometry().bottom();
    drop_->setGeometry(1, y - 1, width() - 2, 2);
    drop_->raise();
}

/// Rows are pressed and dragged.
bool StepList::eventFilter(QObject* watched, QEvent* event)
{
    auto* row = qobject_cast<StepRow*>(watched);
    if (row == nullptr)
        return QFrame::eventFilter(watched, event);
    const auto at = [&] { return row->mapTo(this, static_cast<QMouseEvent*>(event)->position().toPoint()); };
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        if (static_cast<QMouseEvent*>(event)->button() != Qt::LeftButton)
            break;
        setFocus(Qt::MouseFocusReason);
        setCurrent(static_cast<int>(row->index()));
        pressed_ = at();
        dragged_ = row->index();
        return true;
    case QEvent::MouseMove:
        if (pressed_ && editable_ && (at() - *pressed_).manhattanLength() >= farFromPress) {
            setCursor(Qt::ClosedHandCursor);
            showPlace(placeAt(at().y()));
        }
        return true;
    case QEvent::MouseButtonRelease: {
        const auto place = place_;
        const auto from = dragged_;
        pressed_.reset();
        dragged_.reset();
        showPlace(std::nullopt);
        unsetCursor();
        if (place && from)
            move(*from, *place > *from ? *place - 1 : *place);
        return true;
    }
    case QEvent::MouseButtonDblClick:
        goInto(static_cast<int>(row->index()));
        return true;
    default:
        break;
    }
    return QFrame::eventFilter(watched, event);
}

void StepList::keyPressEvent(QKeyEvent* event)
{
    keyboardFocus_ = true;
    const int last = static_cast<int>(rows_.size()) - 1;
    const bool moves = event->modifiers() & Qt::AltModifier;
    const int direction = event->key() == Qt::Key_Up ? -1 : event->key() == Qt::Key_Down ? 1 : 0;
    if (event->key() == Qt::Key_Escape && place_) {
        dragged_.reset();
        pressed_.reset();
        showPlace(std::nullopt);
    } else if (direction != 0 && moves && current_ >= 0) {
        move(static_cast<std::size_t>(current_),
            static_cast<std::size_t>(std::clamp(current_ + direction, 0, std::max(0, last))));
    } else if (direction != 0 && last >= 0) {
        setCurrent(std::clamp(current_ < 0 ? (direction > 0 ? 0 : last) : current_ + direction, 0, last));
    } else if ((event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) && current_ >= 0) {
        remove(static_cast<std::size_t>(current_));
    } else if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_F2)
        && current_ >= 0) {
        goInto(current_);
    } else {
        QFrame::keyPressEvent(event);
    }
}

void StepList::focusInEvent(QFocusEvent* event)
{
    keyboardFocus_ = event->reason() != Qt::MouseFocusReason;
    if (keyboardFocus_ && current_ < 0 && !rows_.empty())
        setCurrent(0);
    update();
    QFrame::focusInEvent(event);
}

void StepList::focusOutEvent(QFocusEvent* event)
{
    update();
    QFrame::focusOutEvent(event);
}

void StepList::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    if (!hasFocus() || !keyboardFocus_)
        return;
    QPainter painter(this);
    painter.setPen(QPen(theme_.colour(Role::Focus), 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
}

} // namespace ui
