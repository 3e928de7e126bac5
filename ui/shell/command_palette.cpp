// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.h"

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtGui/QAction>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

bool beginsAWord(const QStringList& words, const QString& part)
{
    return std::any_of(
        words.begin(), words.end(), [&](const QString& word) { return word.startsWith(part, Qt::CaseInsensitive); });
}

} // namespace

std::vector<PaletteEntry> matchingEntries(const std::vector<PaletteEntry>& entries, const QString& typed)
{
    const QStringList parts = typed.split(' ', Qt::SkipEmptyParts);
    std::vector<PaletteEntry> found;
    for (const PaletteEntry& entry : entries) {
        const QStringList words = entry.words.split(' ', Qt::SkipEmptyParts);
        if (entry.action->isEnabled()
            && std::all_of(parts.begin(), parts.end(), [&](const QString& part) { return beginsAWord(words, part); }))
            found.push_back(entry);
    }
    return found;
}

CommandPalette::CommandPalette(std::vector<PaletteEntry> entries, QWidget* parent)
    : QDialog(parent)
    , entries_(std::move(entries))
    , line_(new QLineEdit)
    , list_(new QListWidget)
{
    setObjectName("commandPalette");
    setWindowTitle(tr("Actions"));
    resize(480, 380);
    line_->setPlaceholderText(tr("What do you want to do?"));
    line_->setAccessibleName(tr("Words of an action"));
    line_->installEventFilter(this);
    list_->setAccessibleName(tr("Actions"));
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setUniformItemSizes(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(line_);
    layout->addWidget(list_, 1);
    connect(line_, &QLineEdit::textChanged, this, &CommandPalette::refresh);
    connect(line_, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(list_, &QListWidget::itemClicked, this, &CommandPalette::runCurrent);
    refresh();
}

void CommandPalette::refresh()
{
    shown_ = matchingEntries(entries_, line_->text());
    list_->clear();
    for (const PaletteEntry& entry : shown_) {
        const QString keys = entry.action->shortcut().toString(QKeySequence::NativeText);
        auto* item = new QListWidgetItem(keys.isEmpty() ? entry.words : entry.words + "    " + keys, list_);
        item->setSizeHint({ 0, 28 });
    }
    if (!shown_.empty()) {
        list_->setCurrentRow(0);
        return;
    }
    auto* nothing = new QListWidgetItem(tr("Nothing found"), list_);
    nothing->setFlags(Qt::NoItemFlags);
    nothing->setSizeHint({ 0, 28 });
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == line_ && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int step = key == Qt::Key_Down ? 1
            : key == Qt::Key_Up              ? -1
            : key == Qt::Key_PageDown        ? 10
            : key == Qt::Key_PageUp          ? -10
                                             : 0;
        if (step != 0) {
            if (!shown_.empty())
                list_->setCurrentRow(std::clamp(list_->currentRow() + step, 0, std::max(list_->count() - 1, 0)));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::runCurrent()
{
    const int row = list_->currentRow();
    if (row < 0 || shown_.empty())
        return;
    const QPointer<QAction> action = shown_[static_cast<std::size_t>(row)].action;
    accept();
    QTimer::singleShot(0, action, [action] { action->trigger(); }); // when the palette has gone
}

} // namespace ui
