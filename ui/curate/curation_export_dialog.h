// SPDX-License-Identifier: GPL-3.0-or-later
// A curated dataset as a file: which one, in what format and layout. Beside it a card and a manifest with the commands that
// make the same bytes again.
#pragma once

#include "core/jobs/project_curation.h"
#include "ui/controls/file_dialogs.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QDialog>

class QComboBox;

namespace ui {

class Button;
class MessageLine;
enum class MessageKind;
class TextLabel;

class CurationExportDialog : public QDialog {
    Q_OBJECT

public:
    /// `unsaved`: what is worked on, where it is not stored yet; it is stored with the export.
    CurationExportDialog(const Theme& theme, Workspace& workspace, AskFile askFile,
        std::optional<core::jobs::CurateRequest> unsaved, const QString& chosen, QWidget* parent = nullptr);

Q_SIGNALS:
    void exported(const QString& sentence);

private:
    void addChoices(const Theme& theme);
    void addButtons(const Theme& theme);
    void fillDatasets(const QString& chosen);
    bool savesFirst() const;
    core::jobs::CurationExport requestFor(const QString& file) const;
    QString suggestedName() const;
    void refresh();
    void askTarget();
    void write(const QString& file);
    void copyCommand();
    void say(MessageKind kind, const QString& sentence);

    Workspace& workspace_;
    AskFile askFile_;
    std::optional<core::jobs::CurateRequest> unsaved_;
    QComboBox* dataset_;
    QComboBox* format_;
    QComboBox* layout_;
    TextLabel* how_;
    MessageLine* message_ = nullptr;
    Button* copy_ = nullptr;
    Button* write_ = nullptr;
    Button* close_ = nullptr;
    QString file_; ///< that was written last
    bool writing_ = false;
};

} // namespace ui
