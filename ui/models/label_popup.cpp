// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/label_popup.h"

#include "ui/controls/text_label.h"
#include "ui/session/undo_words.h"

#include <QtCore/QStringListModel>
#include <QtCore/QTimer>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QVBoxLayout>

namespace ui {

LabelEdit::LabelEdit(const QStringList& known, QWidget* parent)
    : QLineEdit(parent)
{
    setPlaceholderText(tr("Label"));
    setAccessibleName(tr("Label"));
    setMaxLength(LabelPopup::longest / 4); // bytes of any characters
    auto* completer = new QCompleter(new QStringListModel(this), this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    setCompleter(completer);
    setKnown(known);
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this, [this](const QString& label) {
        QTimer::singleShot(0, this, [this, label] { // after the completer put it into the line
            setText(label);
            take();
        });
    });
}

void LabelEdit::setKnown(const QStringList& known)
{
    static_cast<QStringListModel*>(completer()->model())->setStringList(known);
}

/// What is typed counts, unless a completion is marked: that one comes by the completer.
void LabelEdit::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const QAbstractItemView* popup = completer()->popup();
    if (!enter || (popup->isVisible() && popup->currentIndex().isValid())) {
        QLineEdit::keyPressEvent(event);
        return;
    }
    completer()->popup()->hide();
    take();
    event->accept();
}

void LabelEdit::take()
{
    const QString label = text().simplified();
    clear();
    if (!label.isEmpty())
        Q_EMIT chosen(label);
}

void showLabels(ChipRow& chips, const QStringList& labels)
{
    std::vector<Chip> shown;
    for (const QString& label : labels)
        shown.push_back({ label, label });
    chips.setChips(shown);
    for (const QString& label : labels)
        if (auto* button = chips.findChild<QAbstractButton*>("chip " + label)) {
            button->setToolTip(LabelPopup::tr("Take the label “%1” off").arg(label));
            button->setAccessibleName(button->toolTip());
        }
}

LabelPopup::LabelPopup(
    const Theme& theme, qint64 rows, const QStringList& known, const QStringList& present, QWidget* parent)
    : QFrame(parent, Qt::Popup)
{
    setObjectName("label popup");
    setProperty("look", "card");
    setAttribute(Qt::WA_DeleteOnClose);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(new TextLabel(tr("Label %1").arg(rowsText(rows)), TextKind::Head, this));
    auto* edit = new LabelEdit(known, this);
    edit->setObjectName("label edit");
    edit->setMinimumWidth(220);
    layout->addWidget(edit);
    setFocusProxy(edit);
    connect(edit, &LabelEdit::chosen, this, [this](const QString& label) {
        Q_EMIT added(label);
        close();
    });
    if (present.isEmpty())
        return;
    layout->addWidget(new TextLabel(tr("Take off"), TextKind::Section, this));
    auto* chips = new ChipRow(theme, this);
    chips->setObjectName("labels to take off");
    showLabels(*chips, present);
    layout->addWidget(chips);
    connect(chips, &ChipRow::removed, this, [this](const QString& label) {
        Q_EMIT removed(label);
        close();
    });
}

void LabelPopup::popUp(QPoint place)
{
    adjustSize();
    move(place);
    show();
    focusProxy()->setFocus();
}

} // namespace ui
