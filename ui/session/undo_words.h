// SPDX-License-Identifier: GPL-3.0-or-later
// What a person did to examples, in the words of menus and status lines.
#pragma once

#include "core/store/annotation_records.h"

#include <QtCore/QString>

namespace ui {

/// "1 row", "5 666 rows".
QString rowsText(qint64 rows);

/// "Exclude 5 666 rows", "Change the mapping of mix.jsonl": behind "Undo" and "Redo". Where `shownImport`
/// (Workspace::shownImport()) is another one: "Exclude 5 666 rows of math".
QString commandWords(const core::store::CommandRecord& command, const QString& shownImport = {});

/// "5 666 rows excluded", or "5 666 rows of math excluded": after it was done.
QString doneWords(const core::store::CommandRecord& command, const QString& shownImport = {});

} // namespace ui
