// SPDX-License-Identifier: GPL-3.0-or-later
// What a proxy starts from: one of the presets in words, or a model folder; and the tokenizer of a preset that needs one.
#pragma once

#include "ui/controls/file_dialogs.h"
#include "ui/runs/set_up_values.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

#include <vector>

class QRadioButton;
class QVBoxLayout;

namespace ui {

class Field;
class FolderField;
class TextLabel;

class ModelChoice : public QWidget {
    Q_OBJECT

public:
    ModelChoice(const Theme& theme, const AskFile& ask, QWidget* parent = nullptr);

    void showValues(const SetUpValues& values); ///< without telling
    void readInto(SetUpValues& values) const;

    /// What the chosen model folder is, or why it is none; under its field.
    void setModelInfo(const QString& info, const QString& problem);
    void setTokenizerProblem(const QString& problem);
    QWidget* fieldOf(SetUpField field) const; ///< of Model or Tokenizer

Q_SIGNALS:
    void edited();

private:
    void addPresets(QVBoxLayout* column);
    void refresh();
    int chosen() const;

    const Theme& theme_;
    std::vector<QRadioButton*> choices_; ///< the presets, then a folder
    std::vector<TextLabel*> words_;
    FolderField* model_;
    Field* modelField_;
    FolderField* tokenizer_;
    Field* tokenizerField_;
};

/// Titles and descriptions of the presets, translated.
QString presetTitle(const core::jobs::ModelPreset& preset);
QString presetWords(const core::jobs::ModelPreset& preset);

} // namespace ui
