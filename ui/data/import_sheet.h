// SPDX-License-Identifier: GPL-3.0-or-later
// A dataset file on its way into the project: format and mapping as they were detected, to be changed; the first rows
// under them; how many rows can be kept; the import itself with its progress; what it refused.
#pragma once

#include "core/store/import_session.h"
#include "ui/data/file_probe.h"
#include "ui/data/long_task.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

class QComboBox;
class QLineEdit;
class QVBoxLayout;

namespace ui {

class Button;
class Field;
class ImportReportView;
class MappingForm;
class MessageLine;
class PageHeader;
class PreviewTable;
class StatePanel;
class TaskLine;
class TextLabel;

class ImportSheet : public QWidget {
    Q_OBJECT

public:
    /// Larger files are not counted row by row before the import unless that is asked for.
    static constexpr std::uint64_t countedAtOnce = 256ULL << 20;

    ImportSheet(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);

    /// Looks at another file.
    void open(const std::filesystem::path& file);
    bool importing() const { return stage_ == Stage::Importing; }

Q_SIGNALS:
    void closed(); ///< given up, or what was imported is to be seen
    void imported(core::DatasetId dataset, const QString& sentence);

private:
    enum class Stage { Looking, Choosing, Importing, Done, Failed };

    const Theme& theme_;
    Workspace& workspace_;
    ImportChoice choice_;
    FileProbe probe_;
    bool again_ = false; ///< although the project has the file
    Stage stage_ = Stage::Looking;
    LongTask look_;
    LongTask search_; ///< for the same file
    LongTask count_;

    PageHeader* header_;
    Button* back_;
    Button* go_;
    QWidget* controls_;
    TextLabel* fileLine_;
    QComboBox* format_;
    MappingForm* mapping_;
    QLineEdit* name_;
    Field* nameField_;
    MessageLine* same_;
    MessageLine* problem_;
    TextLabel* previewHead_;
    PreviewTable* preview_;
    StatePanel* state_;
    Button* countButton_;
    TaskLine* countLine_;
    TaskLine* importLine_;
    ImportReportView* report_;

    void setUpControls();
    void setUpResult(QVBoxLayout& layout);
    void connectAll();
    void connectImport();
    void setStage(Stage stage);
    void look(bool formatChanged);
    void lookForSameFile();
    void showProbe(FileProbe probe);
    void showSame(const core::store::SourceRecord& source);
    void countRows();
    void startImport();
    void finish(const core::store::ProjectImport& done);
    void stopped(const core::Error& error);
    void showFailure(const QString& sentence, const QString& wayOut);
    void onGo();
    void onFormat();
};

} // namespace ui
