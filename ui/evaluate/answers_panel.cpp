// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/answers_panel.h"

#include "core/analysis/verdict.h"
#include "core/store/project_experiments.h"
#include "ui/controls/panes.h"
#include "ui/controls/state_panel.h"
#include "ui/controls/text_label.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTableView>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

constexpr AnswerFilter filters[]
    = { AnswerFilter::Differ, AnswerFilter::All, AnswerFilter::ForFirst, AnswerFilter::ForSecond, AnswerFilter::BothWrong };
constexpr int seedWidth = 92;
constexpr int filterWidth = 190;

struct ReadAnswers {
    PairedAnswers answers;
    QString sentence;
};

ReadAnswers readAnswers(
    const core::store::ProjectSession& session, const AnswerPair& pair, const QString& first, const QString& second)
{
    ReadAnswers read;
    auto answers = core::store::answersSideBySide(session, pair.first, pair.second);
    std::vector<std::uint8_t> firstRight;
    std::vector<std::uint8_t> secondRight;
    for (const auto& answer : answers) {
        firstRight.push_back(answer.firstScore > 0.5F ? 1 : 0);
        secondRight.push_back(answer.secondScore > 0.5F ? 1 : 0);
    }
    read.sentence = QString::fromStdString(core::analysis::itemSentence(
        first.toStdString(), second.toStdString(), core::analysis::countPairs(firstRight, secondRight)));
    read.answers = std::make_shared<const std::vector<core::store::PairedAnswer>>(std::move(answers));
    return read;
}

} // namespace

AnswersPanel::AnswersPanel(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , model_(new AnswersModel(theme, this))
{
    setObjectName("answersPanel");
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    makeHead();
    pages_ = new QStackedWidget;
    state_ = new StatePanel(theme);
    table_ = new QTableView;
    table_->setObjectName("answersTable");
    table_->setAccessibleName(tr("Answers side by side"));
    table_->setModel(model_);
    table_->setShowGrid(false);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setWordWrap(false);
    table_->setIconSize({ 14, 14 });
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->verticalHeader()->setMinimumSectionSize(26);
    table_->verticalHeader()->setDefaultSectionSize(26);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    const int widths[] = { 80, 420, 80, 180, 180 };
    for (int section = 0; section < AnswersModel::ColumnCount; ++section)
        table_->horizontalHeader()->resizeSection(section, widths[section]);
    table_->horizontalHeader()->setSectionResizeMode(AnswersModel::Question, QHeaderView::Stretch);
    markPane(*table_, Pane::Table);
    pages_->addWidget(state_);
    pages_->addWidget(table_);
    column->addWidget(pages_, 1);
}

void AnswersPanel::makeHead()
{
    auto* head = new QWidget;
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(12, 8, 12, 6);
    rows->setSpacing(2);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    about_ = new TextLabel({}, TextKind::Small);
    about_->setObjectName("answersAbout");
    about_->setElided(true);
    seed_ = new QComboBox;
    seed_->setObjectName("answersSeed");
    seed_->setAccessibleName(tr("Seed"));
    seed_->setFixedWidth(seedWidth);
    filter_ = new QComboBox;
    filter_->setObjectName("answersFilter");
    filter_->setAccessibleName(tr("Items shown"));
    filter_->setFixedWidth(filterWidth);
    row->addWidget(new TextLabel(tr("Answers side by side"), TextKind::Head));
    row->addWidget(about_, 1);
    row->addWidget(seed_);
    row->addWidget(filter_);
    rows->addLayout(row);
    test_ = new TextLabel({}, TextKind::Small);
    test_->setObjectName("answersTest");
    test_->setElided(true);
    rows->addWidget(test_);
    static_cast<QVBoxLayout*>(layout())->addWidget(head);
    connect(seed_, &QComboBox::activated, this, &AnswersPanel::read);
    connect(filter_, &QComboBox::currentIndexChanged, this, [this](int chosen) {
        if (chosen < 0)
            return;
        model_->setFilter(filters[chosen]);
        say();
    });
}

QString AnswersPanel::filterWords(AnswerFilter filter, const QString& first, const QString& second)
{
    switch (filter) {
    case AnswerFilter::Differ:
        return tr("Where they differ");
    case AnswerFilter::All:
        return tr("All items");
    case AnswerFilter::ForFirst:
        return tr("In favour of %1").arg(first);
    case AnswerFilter::ForSecond:
        return tr("In favour of %1").arg(second);
    case AnswerFilter::BothWrong:
        return tr("Both wrong");
    }
    return {};
}

void AnswersPanel::setPairs(
    const std::vector<AnswerPair>& pairs, const QString& first, const QString& second, const QString& why)
{
    if (pairs == pairs_ && first == first_ && second == second_ && why == why_)
        return;
    const std::uint64_t before = seed_->currentData().toULongLong();
    pairs_ = pairs;
    first_ = first;
    second_ = second;
    why_ = why;
    seed_->clear();
    for (const AnswerPair& pair : pairs_)
        seed_->addItem(tr("Seed %1").arg(pair.seed), QVariant::fromValue<quint64>(pair.seed));
    seed_->setCurrentIndex(std::max(0, seed_->findData(QVariant::fromValue<quint64>(before))));
    seed_->setVisible(pairs_.size() > 1);
    const int chosen = std::max(0, filter_->currentIndex());
    {
        const QSignalBlocker quiet(filter_);
        filter_->clear();
        for (const AnswerFilter filter : filters)
            filter_->addItem(filterWords(filter, first, second));
        filter_->setCurrentIndex(chosen);
    }
    filter_->setVisible(!pairs_.empty());
    read();
}

void AnswersPanel::read()
{
    const quint64 generation = ++generation_;
    sentence_.clear();
    model_->setAnswers(nullptr, first_, second_);
    const int chosen = seed_->currentIndex();
    if (pairs_.empty() || chosen < 0) {
        state_->showEmpty("list-check", tr("No answers to compare"), why_);
        pages_->setCurrentIndex(0);
        say();
        return;
    }
    state_->showLoading(tr("Reading the answers"));
    pages_->setCurrentIndex(0);
    say();
    workspace_.background().run(
        this,
        [session = workspace_.session(), pair = pairs_[static_cast<std::size_t>(chosen)], first = first_, second = second_] {
            return readAnswers(*session, pair, first, second);
        },
        [this, generation](const ReadAnswers& read) {
            if (generation != generation_)
                return;
            sentence_ = read.sentence;
            model_->setAnswers(read.answers, first_, second_);
            pages_->setCurrentIndex(1);
            say();
        },
        [this, generation](const core::Error& error) {
            if (generation != generation_)
                return;
            state_->showError(tr("The answers cannot be read"), QString::fromStdString(error.message()));
            Q_EMIT logged(QString::fromStdString(error.message()));
        });
}

void AnswersPanel::say()
{
    const qint64 items = model_->items();
    about_->setText(items == 0 ? QString() : tr("%1 of %2 items").arg(countText(model_->shown()), countText(items)));
    test_->setText(sentence_.isEmpty() ? QString() : tr("These two models: %1").arg(sentence_));
    test_->setVisible(!sentence_.isEmpty());
}

} // namespace ui
