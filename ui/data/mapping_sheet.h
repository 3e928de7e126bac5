// SPDX-License-Identifier: GPL-3.0-or-later
// Another mapping for a file that is in the project: its first rows under it, what it would change, and the change, which
// can be undone.
#pragma once

#include "core/store/mapping_change.h"
#include "ui/data/file_probe.h"
#include "ui/data/long_task.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

namespace ui {

class Button;
class MappingForm;
class MessageLine;
class PreviewTable;
class StatePanel;
class TaskLine;
class TextLabel;

/// What a mapping would change, in sentences.
QStringList effectSentences(const core::store::MappingEffect& effect);

class MappingSheet : public QWidget {
    Q_OBJECT

public:
    MappingSheet(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);

    void open(core::SourceId source);

Q_SIGNALS:
    void closed();

private:
    const Theme& theme_;
    Workspace& workspace_;
    core::SourceId source_;
    core::data::Mapping stored_;
    FileProbe probe_;
    LongTask look_;
    LongTask effectTask_;
    bool changing_ = false;

    TextLabel* title_;
    Button* back_;
    Button* go_;
    MappingForm* mapping_;
    MessageLine* message_;
    PreviewTable* preview_;
    StatePanel* state_;
    TaskLine* effectLine_;
    TextLabel* effect_;

    void setUp();
    void connectAll();
    void look(const std::optional<core::data::Mapping>& mapping);
    void showProbe(FileProbe probe, bool first);
    void countEffect();
    void showEffect(const core::store::MappingEffect& effect);
    void startChange();
    void showFailure(const QString& sentence, const QString& wayOut);
};

} // namespace ui
