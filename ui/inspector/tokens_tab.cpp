// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/tokens_tab.h"

#include "core/jobs/project_run.h"
#include "core/protocol/run_folder.h"
#include "ui/controls/message_line.h"
#include "ui/controls/state_panel.h"
#include "ui/controls/text_label.h"
#include "ui/models/token_view.h"
#include "ui/theme/number_text.h"

#include <QtGui/QStandardItemModel>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

std::vector<RecordedWeights> weightsIn(const std::filesystem::path& run, const std::vector<std::uint64_t>& steps)
{
    std::vector<RecordedWeights> points;
    for (std::size_t point = 0; point < steps.size(); ++point) {
        const auto folder = run / core::protocol::RunFolder::recordingName(static_cast<std::int64_t>(point));
        std::error_code ignored;
        const bool there = std::filesystem::exists(folder / "model.safetensors", ignored);
        points.push_back({ steps[point], there ? folder : std::filesystem::path() });
    }
    return points;
}

} // namespace

TokensTab::TokensTab(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QScrollArea(parent)
    , theme_(theme)
    , workspace_(workspace)
    , question_(workspace.models())
    , state_(new StatePanel(theme))
    , content_(new QWidget)
{
    setObjectName("inspector tokens");
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* whole = new QFrame;
    whole->setProperty("look", "panel");
    auto* layout = new QVBoxLayout(whole);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(state_);
    layout->addWidget(content_);
    setWidget(whole);
    setUpContent();
    connect(state_, &StatePanel::buttonClicked, this, &TokensTab::proxyRequested);
    connect(&question_, &RowQuestion::answered, this, &TokensTab::onAnswer);
    connect(&question_, &RowQuestion::failed, this, &TokensTab::onFailure);
    connect(&workspace_, &Workspace::columnsChanged, this, &TokensTab::followRun);
    showNothing();
}

void TokensTab::setUpContent()
{
    auto* layout = new QVBoxLayout(content_);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(8);
    auto* head = new QHBoxLayout;
    auto* name = new TextLabel(tr("Loss per token at step"), TextKind::Section, content_);
    name->setWordWrap(true);
    head->addWidget(name, 1);
    choice_ = new QComboBox(content_);
    choice_->setObjectName("token recording point");
    choice_->setAccessibleName(tr("Recording point, by its step"));
    head->addWidget(choice_);
    layout->addLayout(head);
    message_ = new MessageLine(theme_, MessageKind::Error, {}, content_);
    message_->setObjectName("tokens message");
    connect(message_->addAction(tr("Try again")), &Button::clicked, this, &TokensTab::ask);
    layout->addWidget(message_);
    summary_ = new TextLabel({}, TextKind::Small, content_);
    summary_->setObjectName("tokens summary");
    summary_->setWordWrap(true);
    layout->addWidget(summary_);
    tokens_ = new TokenView(theme_, content_);
    tokens_->setObjectName("tokens");
    layout->addWidget(tokens_);
    key_ = new HeatKey(theme_, content_);
    layout->addWidget(key_);
    pointed_ = new TextLabel({}, TextKind::Small, content_);
    pointed_->setWordWrap(true);
    layout->addWidget(pointed_);
    layout->addStretch(1);
    connect(choice_, &QComboBox::activated, this, [this](int index) {
        stepChosen_ = true;
        step_ = weights_[static_cast<std::size_t>(index)].step;
        ask();
    });
    connect(tokens_, &TokenView::pointed, this,
        [this](int token) { pointed_->setText(tokens_->row() ? tokenSentence(*tokens_->row(), token) : QString()); });
}

void TokensTab::showState(const QString& head, const QString& line, const QString& button)
{
    content_->hide();
    state_->show();
    state_->showEmpty("grid-dots", head, line, button);
}

void TokensTab::showNothing()
{
    example_.reset();
    question_.forget();
    content_->hide();
    state_->hide();
}

void TokensTab::setExample(const core::data::ExampleText& example)
{
    example_ = example;
    stale_ = true;
    tokens_->setRow(nullptr);
    key_->setHeat({});
    refresh();
}

void TokensTab::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    refresh();
}

void TokensTab::followRun()
{
    const auto& columns = workspace_.columns();
    if (run_ != workspace_.run() || (columns && points_ != columns->points())) {
        stale_ = true;
        weights_.clear();
        choice_->clear();
        refresh();
    }
}

void TokensTab::refresh()
{
    if (!isVisible() || !example_ || !stale_ || !workspace_.columns())
        return;
    const core::store::RunRecord* run = workspace_.runRecord();
    if (run == nullptr || workspace_.columns()->points() == 0) {
        showState(tr("Run a proxy first"), tr("Its recording points say what each token costs."), tr("Set up a proxy"));
        return;
    }
    if (run_ != run->id || weights_.empty())
        findWeights();
    else
        ask();
}

void TokensTab::findWeights()
{
    const core::store::RunRecord run = *workspace_.runRecord();
    const auto steps = workspace_.columns()->steps.copy();
    run_ = run.id;
    points_ = steps.size();
    try {
        const auto spec = core::protocol::parseJobSpec(run.spec.dump(), run.name);
        text_ = spec.text;
        weightsKept_ = spec.keepRecordingWeights;
    } catch (const core::Error& error) {
        showState(tr("The run's settings cannot be read"), QString::fromStdString(error.message()), {});
        return;
    }
    workspace_.background().run(
        this,
        [session = workspace_.session(), run, steps] { return weightsIn(core::jobs::runFolder(*session, run), steps); },
        [this, generation = ++generation_](std::vector<RecordedWeights> weights) {
            if (generation == generation_)
                setWeights(std::move(weights));
        });
}

QString TokensTab::whyNoWeights() const
{
    return weightsKept_ ? tr("weights removed") : tr("weights not kept");
}

/// Every point is offered; those that cannot be asked say why.
void TokensTab::setWeights(std::vector<RecordedWeights> weights)
{
    weights_ = std::move(weights);
    choice_->clear();
    int chosen = -1;
    for (int index = 0; index < static_cast<int>(weights_.size()); ++index) {
        const RecordedWeights& point = weights_[static_cast<std::size_t>(index)];
        const QString step = countText(static_cast<qint64>(point.step));
        choice_->addItem(point.folder.empty() ? step + tr(" \u00b7 %1").arg(whyNoWeights()) : step);
        if (point.folder.empty())
            qobject_cast<QStandardItemModel*>(choice_->model())->item(index)->setEnabled(false);
        else if (chosen < 0 || !stepChosen_ || point.step <= step_)
            chosen = index; // the one that was chosen, else the last
    }
    choice_->setCurrentIndex(chosen);
    ask();
}

void TokensTab::ask()
{
    if (!example_ || weights_.empty())
        return;
    const int chosen = choice_->currentIndex();
    if (chosen < 0) {
        showState(tr("No weights of this run are left"),
            tr("Losses per token need the weights of a recording point. Run it again and keep them."), {});
        return;
    }
    stale_ = false;
    state_->hide();
    content_->show();
    message_->hide();
    summary_->setText(tr("The model is being asked…"));
    question_.ask({ weights_[static_cast<std::size_t>(chosen)].folder, text_, *example_, true });
}

QString TokensTab::summaryOf(const TokenizedRow& row) const
{
    const auto response = std::ranges::count_if(row.tokens, [](const auto& token) { return token.response; });
    QString text = tr("%1 tokens, %2 of them response").arg(countText(std::ssize(row.tokens)), countText(response));
    if (row.loss)
        text += tr("; mean loss %1 nats").arg(numberText(*row.loss, 2));
    if (row.dropped)
        text += tr("; too long, left out of the run");
    else if (row.truncated)
        text += tr("; cut, %1 before").arg(countText(row.fullLength));
    if (row.seam)
        text += tr("; one token holds the end of the prompt and the start of the response");
    return text + ".";
}

void TokensTab::onAnswer(const TokenizedRow& row)
{
    message_->hide();
    summary_->setText(summaryOf(row));
    const auto shared = std::make_shared<const TokenizedRow>(row);
    tokens_->setRow(shared);
    key_->setHeat(heatOf(row));
    Q_EMIT tokenized(row);
}

void TokensTab::onFailure(const QString& sentence, const QString& wayOut)
{
    summary_->setText({});
    tokens_->setRow(nullptr);
    key_->setHeat({});
    message_->setMessage(MessageKind::Error, wayOut.isEmpty() ? sentence : sentence + " " + wayOut);
    message_->show();
}

} // namespace ui
