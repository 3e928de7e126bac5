// SPDX-License-Identifier: GPL-3.0-or-later
// What a person says of an example: a note, labels, a pin, an exclusion. Typing becomes one command when it pauses.
#pragma once

#include "core/store/annotation_records.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QCheckBox;
class QPlainTextEdit;

namespace ui {

class ChipRow;
class LabelEdit;
class SegmentedChoice;
class TextLabel;

class NotesTab : public QWidget {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds pause{ 900 }; ///< in typing, after which the note is stored
    static constexpr int longestNote = 10000; ///< bytes

    NotesTab(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);
    ~NotesTab() override;

    /// A note that is being typed stays, unless it is another example's.
    void setExample(core::ExampleId id, const core::store::ExampleAnnotations& annotations);
    void showNothing();
    /// Stores at once what was typed.
    void flush();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    Workspace& workspace_;
    std::optional<core::ExampleId> id_;
    core::store::ExampleAnnotations annotations_;
    QTimer pause_;
    bool typing_ = false; ///< the note differs from what is stored, by hand

    QPlainTextEdit* note_;
    TextLabel* noteState_;
    LabelEdit* labelEdit_;
    ChipRow* labels_;
    SegmentedChoice* pin_;
    QCheckBox* excluded_;

    void setUp(const Theme& theme);
    void connectAll();
    void onTyped();
    void showLabelsOfExample();
    void annotate(core::store::AnnotationKind kind, const QString& text = {});
};

} // namespace ui
