// SPDX-License-Identifier: GPL-3.0-or-later
// What a file gave: rows kept, rows refused with line and reason, what was put right. A list that can be copied.
#pragma once

#include "core/data/import_file.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

class QPlainTextEdit;

namespace ui {

class Button;
class TextLabel;

/// "26 472 rows kept, 3 refused"; `planned`: it was only looked at.
QString reportSentence(const core::data::ImportReport& report, bool planned);
/// One line a reason: "2 × the row is not valid JSON".
QStringList refusalReasons(const core::data::ImportReport& report);

class ImportReportView : public QWidget {
    Q_OBJECT

public:
    explicit ImportReportView(const Theme& theme, QWidget* parent = nullptr);

    void setReport(const core::data::ImportReport& report, bool planned);
    void clear();

private:
    TextLabel* head_;
    TextLabel* reasons_;
    QPlainTextEdit* list_;
    Button* copy_;
};

} // namespace ui
