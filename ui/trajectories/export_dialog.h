// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows go to a file and how: the hard or easy rows, or the selection, as they came or mapped. Says how many, and what
// the same is as a command.
#pragma once

#include "core/jobs/project_export.h"
#include "ui/controls/file_dialogs.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QDialog>

namespace ui {

class Button;
class MessageLine;
enum class MessageKind;
class SegmentedChoice;
class TextLabel;

class ExportDialog : public QDialog {
    Q_OBJECT

public:
    enum class What { Hard, Easy, Selection };

    ExportDialog(const Theme& theme, Workspace& workspace, AskFile askFile, QWidget* parent = nullptr);

    void setWhat(What what);

Q_SIGNALS:
    /// "11 312 rows written to …": for the status line and the log.
    void exported(const QString& sentence);
    void logged(const QString& line);

private:
    void addChoices(const Theme& theme);
    void addButtons(const Theme& theme);
    What what() const;
    bool mapped() const;
    core::data::Selection rows() const;
    void refresh();
    void askTarget();
    void write(const QString& file);
    void onWritten(const core::jobs::ExportResult& result);
    core::jobs::ExportRequest requestFor(const QString& file) const;
    QString suggestedName() const;
    void say(MessageKind kind, const QString& sentence);
    void copyCommand();

    Workspace& workspace_;
    AskFile askFile_;
    SegmentedChoice* what_;
    SegmentedChoice* layout_;
    TextLabel* count_;
    TextLabel* how_;
    MessageLine* message_ = nullptr;
    Button* copy_ = nullptr;
    Button* write_ = nullptr;
    Button* close_ = nullptr;
    QString file_; ///< that was written last
};

} // namespace ui
