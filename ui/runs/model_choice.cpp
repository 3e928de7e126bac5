// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/model_choice.h"

#include "ui/controls/field.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/text_label.h"
#include "ui/runs/folder_field.h"

#include <QtCore/QCoreApplication>
#include <QtWidgets/QRadioButton>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

QString translated(std::string_view text)
{
    return QCoreApplication::translate("core::jobs::ModelPreset", std::string(text).c_str());
}

} // namespace

QString presetTitle(const core::jobs::ModelPreset& preset)
{
    return translated(preset.title);
}

QString presetWords(const core::jobs::ModelPreset& preset)
{
    return translated(preset.description);
}

ModelChoice::ModelChoice(const Theme& theme, const AskFile& ask, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , model_(new FolderField(theme, ask, tr("Model folder"), "modelFolder"))
    , modelField_(new Field(theme, tr("Model folder"), model_))
    , tokenizer_(new FolderField(theme, ask, tr("Tokenizer folder"), "tokenizerFolder"))
    , tokenizerField_(new Field(theme, tr("Tokenizer folder"), tokenizer_))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(4);
    column->addWidget(new SectionHeading(theme, tr("Model")));
    addPresets(column);
    column->addWidget(modelField_);
    column->addWidget(tokenizerField_);
    for (FolderField* field : { model_, tokenizer_ })
        connect(field, &FolderField::edited, this, &ModelChoice::edited);
    choices_[1]->setChecked(true);
    refresh();
}

void ModelChoice::addPresets(QVBoxLayout* column)
{
    const auto add = [&](const QString& title, const QString& words, const QString& name) {
        auto* choice = new QRadioButton(title);
        choice->setObjectName(name);
        choice->setAccessibleDescription(words);
        auto* line = new TextLabel(words, TextKind::Small);
        line->setWordWrap(true);
        line->setIndent(22);
        line->setContentsMargins(0, 0, 0, 4);
        column->addWidget(choice);
        column->addWidget(line);
        choices_.push_back(choice);
        words_.push_back(line);
        connect(choice, &QRadioButton::clicked, this, [this] {
            refresh();
            Q_EMIT edited();
        });
    };
    for (const auto& preset : core::jobs::modelPresets())
        add(presetTitle(preset), presetWords(preset),
            "preset-" + QString::fromLatin1(preset.id.data(), static_cast<qsizetype>(preset.id.size())));
    add(tr("A model folder"), tr("Weights of your own, trained or new, in Hugging Face layout."), "presetFolder");
}

int ModelChoice::chosen() const
{
    for (std::size_t i = 0; i < choices_.size(); ++i)
        if (choices_[i]->isChecked())
            return static_cast<int>(i);
    return 0;
}

void ModelChoice::showValues(const SetUpValues& values)
{
    const auto presets = core::jobs::modelPresets();
    std::size_t place = presets.size();
    for (std::size_t i = 0; i < presets.size(); ++i)
        if (presets[i].id == values.preset)
            place = i;
    choices_[place]->setChecked(true);
    model_->setFolder(values.modelFolder);
    tokenizer_->setFolder(values.tokenizerFolder);
    refresh();
}

void ModelChoice::readInto(SetUpValues& values) const
{
    const auto presets = core::jobs::modelPresets();
    const auto place = static_cast<std::size_t>(chosen());
    values.preset = place < presets.size() ? std::string(presets[place].id) : std::string();
    values.modelFolder = model_->folder();
    values.tokenizerFolder = tokenizer_->folder();
}

void ModelChoice::refresh()
{
    const auto presets = core::jobs::modelPresets();
    const auto place = static_cast<std::size_t>(chosen());
    modelField_->setVisible(place == presets.size());
    tokenizerField_->setVisible(place < presets.size() && presets[place].needsTokenizer);
}

QWidget* ModelChoice::fieldOf(SetUpField field) const
{
    return field == SetUpField::Tokenizer ? tokenizerField_ : modelField_;
}

void ModelChoice::setModelInfo(const QString& info, const QString& problem)
{
    modelField_->setHelp(info);
    modelField_->setProblem(problem);
}

void ModelChoice::setTokenizerProblem(const QString& problem)
{
    tokenizerField_->setHelp(tr("With tokenizer.json; its texts become the model's tokens."));
    tokenizerField_->setProblem(problem);
}

} // namespace ui
