// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/mapping_sheet.h"

#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/page_header.h"
#include "ui/controls/panes.h"
#include "ui/controls/state_panel.h"
#include "ui/controls/text_label.h"
#include "ui/data/mapping_form.h"
#include "ui/data/preview_table.h"
#include "ui/data/task_line.h"
#include "ui/session/read_only_words.h"
#include "ui/session/undo_words.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

#include <utility>

namespace ui {

QStringList effectSentences(const core::store::MappingEffect& effect)
{
    QStringList sentences;
    const auto add = [&](std::int64_t rows, const QString& sentence) {
        if (rows > 0)
            sentences.append(sentence.arg(rowsText(rows)));
    };
    add(effect.textsChanged, MappingSheet::tr("%1 get another prompt or response."));
    add(effect.moved, MappingSheet::tr("%1 move to the other side of the held-out line."));
    add(effect.relabelled, MappingSheet::tr("%1 get another source."));
    add(effect.unreadable, MappingSheet::tr("%1 cannot be read under it."));
    if (sentences.isEmpty())
        sentences.append(MappingSheet::tr("No row reads differently under it."));
    return sentences;
}

MappingSheet::MappingSheet(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , look_(workspace.background())
    , effectTask_(workspace.background())
    , title_(new TextLabel({}, TextKind::Head, this))
    , back_(new Button(theme, ButtonKind::Outlined, tr("Cancel"), this))
    , go_(new Button(theme, ButtonKind::Primary, tr("Change the mapping"), this))
    , mapping_(new MappingForm(theme))
    , message_(new MessageLine(theme, MessageKind::Warning, {}, this))
    , preview_(new PreviewTable(theme, this))
    , state_(new StatePanel(theme, this))
    , effectLine_(new TaskLine(theme, this))
    , effect_(new TextLabel({}, TextKind::Body, this))
{
    setObjectName("mapping sheet");
    setUp();
    connectAll();
}

void MappingSheet::setUp()
{
    back_->setObjectName("mapping back");
    go_->setObjectName("mapping go");
    message_->setObjectName("mapping message");
    effect_->setObjectName("mapping effect");
    effect_->setWordWrap(true);
    auto* header
        = new PageHeader(tr("Mapping"), tr("Which field of a row is what. The rows themselves stay as they are."), this);
    header->addWidget(back_);
    header->addWidget(go_);
    auto* controls = new QWidget;
    auto* left = new QVBoxLayout(controls);
    left->setContentsMargins(12, 12, 12, 12);
    left->setSpacing(12);
    left->addWidget(mapping_);
    left->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(controls);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFixedWidth(226);
    scroll->setFocusPolicy(Qt::NoFocus); // its controls take it
    markPane(*scroll, Pane::Controls);
    auto* panel = new QFrame(this);
    panel->setProperty("look", "panel");
    markPane(*panel, Pane::Table);
    auto* right = new QVBoxLayout(panel);
    right->setContentsMargins(12, 12, 12, 12);
    right->setSpacing(8);
    right->addWidget(title_);
    right->addWidget(message_);
    right->addWidget(effectLine_);
    right->addWidget(effect_);
    right->addWidget(preview_, 1);
    right->addWidget(state_, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(0);
    row->addWidget(scroll);
    row->addWidget(panel, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header);
    layout->addLayout(row, 1);
}

void MappingSheet::connectAll()
{
    connect(go_, &Button::clicked, this, &MappingSheet::startChange);
    connect(back_, &Button::clicked, this, [this] {
        look_.cancel();
        effectTask_.cancel();
        Q_EMIT closed();
    });
    connect(mapping_, &MappingForm::edited, this, [this](const core::data::Mapping& mapping) { look(mapping); });
    connect(&look_, &LongTask::failed, this, &MappingSheet::showFailure);
    connect(&effectTask_, &LongTask::failed, this, &MappingSheet::showFailure);
    connect(&workspace_, &Workspace::commandDone, this, [this](const core::store::CommandRecord& command) {
        if (!std::exchange(changing_, false) || command.kind != core::store::CommandKind::ChangeMapping)
            return;
        mapping_->setEnabled(true);
        Q_EMIT closed();
    });
    connect(&workspace_, &Workspace::failed, this, [this](const QString& sentence, const QString& wayOut) {
        if (std::exchange(changing_, false))
            showFailure(sentence, wayOut);
    });
}

void MappingSheet::open(core::SourceId source)
{
    source_ = source;
    for (const auto& record : workspace_.sources())
        if (record.id == source)
            title_->setText(tr("First rows of %1").arg(QString::fromStdString(record.name)));
    message_->hide();
    effect_->hide();
    preview_->hide();
    state_->showLoading(tr("The first rows are being read"));
    state_->show();
    go_->setEnabled(false);
    mapping_->setEnabled(false);
    look({});
}

void MappingSheet::look(const std::optional<core::data::Mapping>& mapping)
{
    effectTask_.cancel();
    go_->setEnabled(false);
    look_.start([this, session = workspace_.session(), source = source_, mapping](
                    const core::CancelToken&, const core::ProgressSink&) -> LongTask::Deliver {
        auto probe = std::make_shared<FileProbe>(probeSource(*session, source, mapping));
        return [this, probe, first = !mapping] { showProbe(std::move(*probe), first); };
    });
}

void MappingSheet::showProbe(FileProbe probe, bool first)
{
    probe_ = std::move(probe);
    state_->hide();
    preview_->show();
    mapping_->setEnabled(!workspace_.readOnly());
    if (first) {
        stored_ = probe_.mapping;
        mapping_->setMapping(probe_.fields, probe_.mapping);
    }
    preview_->setRows(probe_.rows, probe_.mapping.shape);
    message_->setMessage(MessageKind::Warning, workspace_.readOnly() ? readOnlyWords(workspace_) : probe_.problem);
    message_->setVisible(!message_->text().isEmpty());
    effect_->hide();
    if (probe_.problem.isEmpty() && probe_.mapping != stored_)
        countEffect();
}

void MappingSheet::countEffect()
{
    effectTask_.start([this, session = workspace_.session(), source = source_, mapping = probe_.mapping](
                          const core::CancelToken& cancel, const core::ProgressSink& progress) -> LongTask::Deliver {
        const auto effect = core::store::previewMapping(*session, source, mapping, cancel, progress);
        return [this, effect] { showEffect(effect); };
    });
    effectLine_->follow(effectTask_, tr("Reading every row under it"), tr("Stop"));
}

void MappingSheet::showEffect(const core::store::MappingEffect& effect)
{
    effect_->setText(effectSentences(effect).join(" "));
    effect_->show();
    const bool refused = !effect.refusal.empty();
    go_->setEnabled(!refused && !workspace_.readOnly());
    if (!refused)
        return;
    QString sentence = QString::fromStdString(effect.refusal + ". " + effect.wayOut);
    if (!effect.problems.empty())
        sentence += "\n" + QString::fromStdString(effect.problems.front());
    message_->setMessage(MessageKind::Error, sentence);
    message_->show();
}

void MappingSheet::startChange()
{
    go_->setEnabled(false);
    mapping_->setEnabled(false);
    changing_ = true;
    effect_->setText(tr("The mapping is being changed…"));
    workspace_.project().changeMapping(source_, probe_.mapping);
}

void MappingSheet::showFailure(const QString& sentence, const QString& wayOut)
{
    mapping_->setEnabled(true);
    state_->hide();
    message_->setMessage(MessageKind::Error, wayOut.isEmpty() ? sentence : sentence + ". " + wayOut);
    message_->show();
}

} // namespace ui
