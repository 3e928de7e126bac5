// SPDX-License-Identifier: GPL-3.0-or-later
// Ctrl+K: every action of the menus by its words. Arrows choose, Enter does, Escape leaves.
#pragma once

#include <QtWidgets/QDialog>

class QAction;
class QLineEdit;
class QListWidget;

namespace ui {

/// An action and where it stands in the menus: "View › Dark colours".
struct PaletteEntry {
    QAction* action = nullptr;
    QString words;
};

/// Enabled entries in which every word of `typed` begins some word (in either case), in their order; all when empty.
std::vector<PaletteEntry> matchingEntries(const std::vector<PaletteEntry>& entries, const QString& typed);

class CommandPalette : public QDialog {
    Q_OBJECT

public:
    explicit CommandPalette(std::vector<PaletteEntry> entries, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void runCurrent();

    std::vector<PaletteEntry> entries_;
    std::vector<PaletteEntry> shown_;
    QLineEdit* line_;
    QListWidget* list_;
};

} // namespace ui
