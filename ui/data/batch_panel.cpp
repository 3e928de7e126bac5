// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/batch_panel.h"

#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/page_header.h"
#include "ui/controls/state_panel.h"
#include "ui/controls/text_label.h"
#include "ui/models/token_view.h"
#include "ui/theme/number_text.h"

#include <QtGui/QShortcut>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

QString factsOf(const TokenizedRow& row)
{
    const auto trained = std::ranges::count_if(row.tokens, [](const auto& token) { return token.response; });
    QString facts = BatchPanel::tr("%1 tokens, %2 trained").arg(countText(std::ssize(row.tokens)), countText(trained));
    if (row.dropped)
        facts = BatchPanel::tr("left out: %1 tokens are too long").arg(countText(row.fullLength));
    else if (row.truncated)
        facts += BatchPanel::tr(", cut from %1").arg(countText(row.fullLength));
    if (trained == 0 && !row.dropped)
        facts += BatchPanel::tr(": nothing of this row is trained");
    return facts;
}

} // namespace

BatchPanel::BatchPanel(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , question_(workspace.models())
    , header_(new PageHeader(tr("What the model sees"), {}, this))
    , state_(new StatePanel(theme, this))
    , message_(new MessageLine(theme, MessageKind::Error, {}, this))
    , content_(new QWidget)
    , list_(new QVBoxLayout(content_))
{
    setObjectName("batch panel");
    setUp();
    connect(&question_, &RowQuestion::answered, this, &BatchPanel::addRow);
    connect(&question_, &RowQuestion::failed, this, &BatchPanel::showFailure);
    connect(state_, &StatePanel::buttonClicked, this, &BatchPanel::chooseTokenizer);
}

void BatchPanel::setUp()
{
    auto* other = new Button(theme_, ButtonKind::Outlined, tr("Other tokenizer…"), this);
    other->setObjectName("other tokenizer");
    auto* back = new Button(theme_, ButtonKind::Primary, tr("Back to the examples"), this);
    back->setObjectName("batch back");
    header_->addWidget(other);
    header_->addWidget(back);
    connect(other, &Button::clicked, this, &BatchPanel::chooseTokenizer);
    connect(back, &Button::clicked, this, [this] {
        question_.forget();
        Q_EMIT closed();
    });
    auto* leave = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    leave->setContext(Qt::WidgetWithChildrenShortcut);
    connect(leave, &QShortcut::activated, back, &Button::click);
    message_->setObjectName("batch message");
    state_->setObjectName("batch state");
    list_->setContentsMargins(16, 16, 16, 16);
    list_->setSpacing(12);
    auto* frame = new QFrame;
    frame->setProperty("look", "panel");
    auto* whole = new QVBoxLayout(frame);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(content_);
    whole->addStretch(1);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(frame);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header_);
    layout->addWidget(message_);
    layout->addWidget(state_, 1);
    layout->addWidget(scroll, 1);
    message_->hide();
    state_->hide();
}

std::optional<ModelReading> BatchPanel::likelyReading() const
{
    if (const auto* run = workspace_.runRecord())
        return readingOf(*run);
    for (auto run = workspace_.runs().rbegin(); run != workspace_.runs().rend(); ++run)
        if (run->dataset == workspace_.dataset())
            if (auto reading = readingOf(*run))
                return reading;
    return std::nullopt;
}

void BatchPanel::open()
{
    if (const auto reading = likelyReading()) {
        show(*reading);
        return;
    }
    header_->setSubTitle(tr("The rows of a first step, as tokens."));
    content_->hide();
    message_->hide();
    state_->show();
    state_->showEmpty("eye", tr("Which tokenizer?"),
        tr("No proxy or count of tokens says how this dataset is read. A model's folder has a tokenizer."),
        tr("Choose a folder…"));
}

void BatchPanel::chooseTokenizer()
{
    const FileRequest request{ FileRequest::Kind::Folder, tr("Folder with a tokenizer"), {}, {}, {}, {} };
    askFile_(this, request, [this](const QString& folder) {
        ModelReading reading = likelyReading().value_or(ModelReading{});
        reading.model = folder.toStdString();
        show(reading);
    });
}

QString BatchPanel::sentenceOf() const
{
    const QString rows = countText(std::ssize(rows_));
    const QString length = countText(reading_->text.maximumTokens);
    if (reading_->run.empty())
        return tr("The first %1 rows that a proxy with the usual settings would train on, at most %2 tokens.")
            .arg(rows, length);
    return tr("The first step of %1: %2 rows, at most %3 tokens, template “%4”. Marked tokens are trained.")
        .arg(QString::fromStdString(reading_->run), rows, length, QString::fromStdString(reading_->text.promptTemplate));
}

void BatchPanel::show(const ModelReading& reading)
{
    if (!workspace_.columns())
        return;
    reading_ = reading;
    message_->hide();
    content_->hide();
    state_->show();
    state_->showLoading(tr("The first rows are being read"));
    while (QLayoutItem* item = list_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    workspace_.background().run(
        this,
        [session = workspace_.session(), columns = workspace_.columns(), reading] {
            auto rows = firstBatch(*columns, reading.seed, std::min(reading.batchSize, mostRows));
            std::vector<core::ExampleId> ids;
            for (const std::uint32_t row : rows)
                ids.push_back(columns->ids[row]);
            return std::pair(std::move(rows), session->exampleTexts(ids));
        },
        [this, generation = ++generation_](
            std::pair<std::vector<std::uint32_t>, std::vector<core::data::ExampleText>> read) {
            if (generation != generation_)
                return;
            rows_ = std::move(read.first);
            setTexts(std::move(read.second));
        },
        [this](const core::Error& error) {
            showFailure(QString::fromStdString(error.message()), QString::fromStdString(error.hint()));
        });
}

void BatchPanel::setTexts(std::vector<core::data::ExampleText> texts)
{
    texts_ = std::move(texts);
    header_->setSubTitle(sentenceOf());
    asked_ = 0;
    askNext();
}

void BatchPanel::askNext()
{
    if (asked_ < texts_.size())
        question_.ask({ reading_->model, reading_->text, texts_[asked_], false });
}

void BatchPanel::addRow(const TokenizedRow& row)
{
    state_->hide();
    content_->show();
    auto* whole = new QWidget(content_);
    auto* layout = new QVBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto* head = new QHBoxLayout;
    head->addWidget(new TextLabel(tr("Row %1").arg(countText(rows_[asked_] + 1)), TextKind::Section, whole));
    head->addStretch(1);
    head->addWidget(new TextLabel(factsOf(row), TextKind::Small, whole));
    layout->addLayout(head);
    auto* tokens = new TokenView(theme_, whole);
    tokens->setObjectName("batch row " + QString::number(asked_));
    tokens->setAccessibleName(tr("Tokens of row %1").arg(countText(rows_[asked_] + 1)));
    tokens->setRow(std::make_shared<const TokenizedRow>(row));
    layout->addWidget(tokens);
    list_->addWidget(whole);
    ++asked_;
    askNext();
}

void BatchPanel::showFailure(const QString& sentence, const QString& wayOut)
{
    state_->hide();
    message_->setMessage(MessageKind::Error, wayOut.isEmpty() ? sentence : sentence + ". " + wayOut);
    message_->show();
}

} // namespace ui
