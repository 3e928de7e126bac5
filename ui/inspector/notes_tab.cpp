// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/notes_tab.h"

#include "ui/controls/field.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/text_label.h"
#include "ui/models/label_popup.h"
#include "ui/session/read_only_words.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QVBoxLayout>

namespace ui {

using core::store::AnnotationKind;
using StoredPin = core::store::Pin;

NotesTab::NotesTab(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , workspace_(workspace)
    , note_(new QPlainTextEdit(this))
    , noteState_(new TextLabel({}, TextKind::Note, this))
    , labelEdit_(new LabelEdit({}, this))
    , labels_(new ChipRow(theme, this))
    , pin_(new SegmentedChoice(theme, { tr("Easy"), tr("Not pinned"), tr("Hard") }, this))
    , excluded_(new QCheckBox(tr("Excluded"), this))
{
    setUp(theme);
    connectAll();
    setEnabled(false);
}

NotesTab::~NotesTab() = default;

void NotesTab::setUp(const Theme& theme)
{
    setObjectName("inspector notes");
    note_->setObjectName("note");
    note_->setPlaceholderText(tr("Why it is wrong, what to do with it…"));
    note_->setTabChangesFocus(true);
    note_->setMinimumHeight(96);
    note_->setMaximumHeight(220);
    note_->installEventFilter(this);
    labelEdit_->setObjectName("inspector label");
    labels_->setObjectName("inspector labels");
    pin_->setObjectName("inspector pin");
    pin_->setAccessibleName(tr("Pinned as"));
    excluded_->setObjectName("inspector excluded");
    excluded_->setToolTip(tr("Left out of new subsets; nothing is deleted."));
    pause_.setSingleShot(true);
    pause_.setInterval(pause);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(12);
    layout->addWidget(new Field(theme, tr("Note"), note_, this));
    layout->addWidget(noteState_);
    auto* labelField = new Field(theme, tr("Labels"), labelEdit_, this);
    labelField->setHelp(tr("Enter adds it."));
    layout->addWidget(labelField);
    layout->addWidget(labels_);
    layout->addWidget(new Field(theme, tr("Pinned as"), pin_, this));
    layout->addWidget(excluded_);
    layout->addStretch(1);
}

void NotesTab::connectAll()
{
    connect(note_, &QPlainTextEdit::textChanged, this, &NotesTab::onTyped);
    connect(&pause_, &QTimer::timeout, this, &NotesTab::flush);
    connect(
        labelEdit_, &LabelEdit::chosen, this, [this](const QString& label) { annotate(AnnotationKind::AddLabel, label); });
    connect(
        labels_, &ChipRow::removed, this, [this](const QString& label) { annotate(AnnotationKind::RemoveLabel, label); });
    connect(pin_, &SegmentedChoice::chosen, this, [this](int index) {
        annotate(index == 0 ? AnnotationKind::PinEasy : index == 2 ? AnnotationKind::PinHard : AnnotationKind::Unpin);
    });
    connect(excluded_, &QCheckBox::clicked, this,
        [this](bool checked) { annotate(checked ? AnnotationKind::Exclude : AnnotationKind::Include); });
    connect(&workspace_, &Workspace::listsChanged, this, [this] {
        QStringList known;
        for (const auto& label : workspace_.labels())
            known.append(QString::fromStdString(label.name));
        labelEdit_->setKnown(known);
    });
}

void NotesTab::annotate(AnnotationKind kind, const QString& text)
{
    if (id_)
        workspace_.annotate({ kind, text.toStdString() }, std::vector<core::ExampleId>{ *id_ });
}

void NotesTab::onTyped()
{
    if (!id_)
        return;
    typing_ = true;
    const auto bytes = note_->toPlainText().toUtf8().size();
    noteState_->setText(bytes > longestNote ? tr("Too long: at most 10 000 bytes can be stored.") : tr("Not stored yet"));
    pause_.start();
}

void NotesTab::flush()
{
    pause_.stop();
    if (!typing_ || !id_)
        return;
    const QString text = note_->toPlainText().trimmed();
    if (text.toUtf8().size() > longestNote)
        return;
    typing_ = false;
    noteState_->setText({});
    if (text.toStdString() != annotations_.note) {
        annotations_.note = text.toStdString();
        annotate(AnnotationKind::SetNote, text);
    }
}

bool NotesTab::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == note_ && event->type() == QEvent::FocusOut)
        flush();
    return QWidget::eventFilter(watched, event);
}

void NotesTab::setExample(core::ExampleId id, const core::store::ExampleAnnotations& annotations)
{
    const bool other = id_ != id;
    if (other)
        flush();
    id_ = id;
    annotations_ = annotations;
    setEnabled(!workspace_.readOnly());
    const QString note = QString::fromStdString(annotations.note);
    if (other || (!typing_ && note != note_->toPlainText().trimmed())) {
        const QSignalBlocker quiet(note_);
        note_->setPlainText(note);
        typing_ = false;
        noteState_->setText(readOnlyWords(workspace_));
    }
    showLabelsOfExample();
    pin_->setCurrent(annotations.pin == StoredPin::Easy ? 0 : annotations.pin == StoredPin::Hard ? 2 : 1);
    excluded_->setChecked(annotations.excluded);
}

void NotesTab::showLabelsOfExample()
{
    QStringList shown;
    for (const std::string& label : annotations_.labels)
        shown.append(QString::fromStdString(label));
    showLabels(*labels_, shown);
    labels_->setVisible(!shown.isEmpty());
}

void NotesTab::showNothing()
{
    flush();
    id_.reset();
    const QSignalBlocker quiet(note_);
    note_->clear();
    noteState_->setText({});
    showLabels(*labels_, {});
    setEnabled(false);
}

} // namespace ui
