// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/token_count_dialog.h"

#include "ui/controls/button.h"
#include "ui/controls/field.h"
#include "ui/controls/message_line.h"
#include "ui/controls/number_box.h"
#include "ui/controls/text_label.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

constexpr double usualLongest = 512;

/// The model folder of the newest run, which most likely is meant again.
QString likelyFolder(const Workspace& workspace)
{
    for (auto run = workspace.runs().rbegin(); run != workspace.runs().rend(); ++run)
        if (run->spec.is_object() && run->spec.contains("model") && run->spec["model"].is_object())
            return QString::fromStdString(run->spec["model"].value("path", std::string()));
    return {};
}

} // namespace

TokenCountDialog::TokenCountDialog(const Theme& theme, Workspace& workspace, AskFile askFile, QWidget* parent)
    : QDialog(parent)
    , workspace_(workspace)
    , askFile_(std::move(askFile))
    , folder_(new QLineEdit(this))
    , longest_(new NumberBox({ 8, 1e6, 128, usualLongest, true, false }, this))
    , template_(new QComboBox(this))
    , message_(new MessageLine(theme, MessageKind::Error, {}, this))
    , count_(new Button(theme, ButtonKind::Primary, tr("Count tokens"), this))
{
    setObjectName("token count dialog");
    setWindowTitle(tr("Count tokens"));
    setAttribute(Qt::WA_DeleteOnClose);
    setUp(theme);
    folder_->setText(likelyFolder(workspace_));
    longest_->setValue(usualLongest);
    connect(folder_, &QLineEdit::textChanged, this, &TokenCountDialog::refresh);
    connect(count_, &Button::clicked, this, &TokenCountDialog::start);
    connect(&workspace_.jobs(), &JobsDoor::requestAnswered, this, &TokenCountDialog::onAnswer);
    refresh();
}

void TokenCountDialog::setUp(const Theme& theme)
{
    folder_->setObjectName("tokenizer folder");
    longest_->setObjectName("longest row");
    template_->setObjectName("prompt template");
    message_->setObjectName("token count message");
    count_->setObjectName("count tokens go");
    template_->addItem(tr("Alpaca instructions"), "alpaca");
    template_->addItem(tr("Plain: prompt, line end, response"), "plain");
    message_->hide();
    auto* line = new QWidget(this);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    auto* browse = new Button(theme, ButtonKind::Outlined, tr("Choose…"), "folder-open", line);
    browse->setObjectName("choose tokenizer");
    row->addWidget(folder_, 1);
    row->addWidget(browse);
    connect(browse, &Button::clicked, this, [this] {
        const FileRequest request{ FileRequest::Kind::Folder, tr("Folder with a tokenizer"), folder_->text(), {}, {}, {} };
        askFile_(this, request, [this](const QString& folder) { folder_->setText(folder); });
    });
    folderField_ = new Field(theme, tr("Model or tokenizer folder"), line, this);
    folderField_->setHelp(tr("A folder with tokenizer.json; a model's folder has one."));
    auto* longestField = new Field(theme, tr("Longest row, tokens"), longest_, this);
    longestField->setHelp(tr("Prompt and response together; longer rows are cut at the end."));
    auto* cancel = new Button(theme, ButtonKind::Outlined, tr("Cancel"), this);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(count_);
    count_->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(folderField_);
    layout->addWidget(longestField);
    layout->addWidget(new Field(theme, tr("Template of prompts"), template_, this));
    layout->addWidget(message_);
    layout->addLayout(buttons);
    setMinimumWidth(440);
}

void TokenCountDialog::refresh()
{
    const QFileInfo folder(folder_->text().trimmed());
    const bool there = folder.isDir();
    folderField_->setProblem(folder_->text().trimmed().isEmpty() || there ? QString() : tr("There is no such folder."));
    count_->setEnabled(there && request_ == 0);
}

void TokenCountDialog::start()
{
    if (!workspace_.dataset())
        return;
    core::jobs::RunRequest request;
    request.kind = core::protocol::JobKind::Tokenize;
    request.dataset = *workspace_.dataset();
    request.model = folder_->text().trimmed().toStdString();
    request.text.maximumTokens = static_cast<std::int64_t>(longest_->value());
    request.text.promptTemplate = template_->currentData().toString().toStdString();
    message_->hide();
    request_ = workspace_.jobs().startRun(request);
    count_->setEnabled(false);
}

void TokenCountDialog::onAnswer(const core::jobs::RequestAnswered& answer)
{
    if (answer.request != request_ || request_ == 0)
        return;
    request_ = 0;
    if (!answer.failure) {
        Q_EMIT started(tr("Tokens are being counted."));
        accept();
        return;
    }
    const core::Error& error = *answer.failure;
    message_->setMessage(MessageKind::Error,
        QString::fromStdString(error.hint().empty() ? error.message() : error.message() + ". " + error.hint()));
    message_->show();
    refresh();
}

} // namespace ui
