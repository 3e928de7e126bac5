// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/welcome_page.h"

#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/text_label.h"
#include "ui/shell/recent_row.h"
#include "ui/shell/sample_picture.h"
#include "ui/theme/number_text.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QFrame>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

QFrame* makeCard(QWidget* parent)
{
    auto* card = new QFrame(parent);
    card->setProperty("look", "card");
    return card;
}

TextLabel* wrapped(const QString& text, TextKind kind)
{
    auto* label = new TextLabel(text, kind);
    label->setWordWrap(true);
    return label;
}

QHBoxLayout* buttonRow(std::initializer_list<QWidget*> buttons)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    for (QWidget* button : buttons)
        row->addWidget(button);
    row->addStretch();
    return row;
}

} // namespace

WelcomePage::WelcomePage(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
{
    setObjectName("welcomePage");
    auto* content = new QWidget;
    auto* columns = new QHBoxLayout(content);
    columns->setContentsMargins(24, 48, 24, 16);
    columns->setSpacing(48);
    columns->addStretch();
    columns->addWidget(makeLeft(), 0, Qt::AlignTop);
    columns->addWidget(makeRight(), 0, Qt::AlignTop);
    columns->addStretch();

    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(content);
    scroll->setFocusPolicy(Qt::NoFocus); // its controls take it
    content->setAutoFillBackground(false);
    scroll->viewport()->setAutoFillBackground(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(scroll);
    layout->addWidget(new TextLabel(tr("Everything stays on this machine: no account, no telemetry."), TextKind::Small), 0,
        Qt::AlignHCenter);
    layout->addSpacing(16);
}

QWidget* WelcomePage::makeLeft()
{
    auto* left = new QWidget;
    left->setFixedWidth(520);
    auto* layout = new QVBoxLayout(left);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    layout->addWidget(new TextLabel("DataLever", TextKind::Welcome));
    auto* question = wrapped(
        tr("Which examples does my model learn late, and does training more on them make it better?"), TextKind::Quiet);
    QFont font = theme_.font(TextSize::Sentence15);
    font.setWeight(QFont::Normal);
    question->setFont(font);
    layout->addWidget(question);
    layout->addSpacing(16);
    problem_ = new MessageLine(theme_, MessageKind::Error, {});
    problem_->setObjectName("welcomeProblem");
    problem_->hide();
    layout->addWidget(problem_);

    layout->addWidget(makeSampleCard());
    layout->addSpacing(12);
    layout->addWidget(makeOwnDataCard());
    return left;
}

QWidget* WelcomePage::makeSampleCard()
{
    auto* card = makeCard(nullptr);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(20, 16, 20, 16);
    picture_ = new SamplePicture(theme_);
    layout->addWidget(picture_);
    layout->addWidget(new TextLabel(tr("See the whole loop on the built-in sample"), TextKind::Head));
    sampleLine_ = wrapped(tr("Short problems in nine skills whose difficulty is known, with finished runs: trajectories, "
                             "clusters, arms. Needs no network."),
        TextKind::Quiet);
    layout->addWidget(sampleLine_);
    layout->addSpacing(8);
    auto* open = new Button(theme_, ButtonKind::Primary, tr("Open the sample"), "player-play");
    open->setObjectName("openSample");
    connect(open, &Button::clicked, this, &WelcomePage::sampleRequested);
    layout->addLayout(buttonRow({ open }));
    connect(picture_, &SamplePicture::loaded, this, [this](qint64 rows, qint64 arms, qint64 seeds) {
        sampleLine_->setText(tr("%1 short problems in nine skills, with finished runs: trajectories, clusters, %2 over %3. "
                                "Opens in two seconds, needs no network.")
                                 .arg(countText(rows), tr("%n arms", nullptr, static_cast<int>(arms)),
                                     tr("%n seeds", nullptr, static_cast<int>(seeds))));
    });
    picture_->load();
    return card;
}

QWidget* WelcomePage::makeOwnDataCard()
{
    auto* card = makeCard(nullptr);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->addWidget(new TextLabel(tr("Start with your own data"), TextKind::Head));
    layout->addWidget(wrapped(
        tr("Drop a file anywhere in this window: JSONL, JSON, CSV or TSV. The columns are detected; you confirm them."),
        TextKind::Quiet));
    layout->addSpacing(8);
    auto* choose = new Button(theme_, ButtonKind::Outlined, tr("Choose a file…"), "file-plus");
    choose->setObjectName("chooseDataset");
    connect(choose, &Button::clicked, this, &WelcomePage::datasetRequested);
    auto* empty = new Button(theme_, ButtonKind::Outlined, tr("New empty project…"));
    empty->setObjectName("newProject");
    connect(empty, &Button::clicked, this, &WelcomePage::newProjectRequested);
    layout->addLayout(buttonRow({ choose, empty }));
    return card;
}

QWidget* WelcomePage::makeRight()
{
    auto* right = new QWidget;
    right->setFixedWidth(470);
    auto* layout = new QVBoxLayout(right);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->addWidget(new TextLabel(tr("Projects"), TextKind::Head));
    head->addStretch();
    auto* open = new Button(theme_, ButtonKind::Outlined, tr("Open…"), "folder-open");
    open->setObjectName("openProject");
    connect(open, &Button::clicked, this, &WelcomePage::openRequested);
    head->addWidget(open);
    layout->addLayout(head);
    recentSection_ = makeCard(right);
    recentSection_->setObjectName("recentProjects");
    recentRows_ = new QVBoxLayout(recentSection_);
    recentRows_->setContentsMargins(0, 1, 0, 1);
    recentRows_->setSpacing(0);
    recentSection_->hide();
    layout->addWidget(recentSection_);
    layout->addSpacing(20);
    layout->addWidget(new TextLabel(tr("How it works"), TextKind::Head));
    layout->addWidget(makeSteps());
    layout->addStretch();
    return right;
}

QWidget* WelcomePage::makeSteps()
{
    struct Step {
        QString icon, head, line;
    };
    const Step steps[] = {
        { "activity", tr("1  Train a small proxy"),
            tr("A small model learns your examples while every example’s loss is recorded at ten points.") },
        { "chart-line", tr("2  See what is learned late"),
            tr("Trajectories fall into easy and hard. Move a control and watch the hard set change.") },
        { "scale", tr("3  Test the hypothesis"),
            tr("Upsample the hard set, train arms with equal steps over seeds, and read whether it helped.") },
    };
    auto* card = makeCard(nullptr);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(18, 14, 18, 14);
    layout->setSpacing(4);
    for (const Step& step : steps) {
        auto* row = new QHBoxLayout;
        auto* icon = new QLabel;
        const auto dress
            = [this, icon, name = step.icon] { icon->setPixmap(theme_.icon(name, Role::Accent).pixmap(24, 24)); };
        dress();
        connect(&theme_, &Theme::changed, icon, dress);
        row->addWidget(icon);
        row->addWidget(new TextLabel(step.head, TextKind::Head), 1);
        layout->addLayout(row);
        layout->addWidget(wrapped(step.line, TextKind::Quiet));
        layout->addSpacing(8);
    }
    return card;
}

void WelcomePage::setRecent(const std::vector<Entry>& entries)
{
    while (QLayoutItem* item = recentRows_->takeAt(0)) {
        if (item->widget() != nullptr)
            item->widget()->deleteLater();
        delete item;
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const QString path = entries[i].project.path;
        auto* row = new RecentRow(theme_, entries[i].project, entries[i].there, i + 1 == entries.size());
        row->setObjectName("recent:" + QFileInfo(path).completeBaseName());
        connect(row, &RecentRow::clicked, this, [this, path] { Q_EMIT recentRequested(path); });
        connect(row, &RecentRow::forgetRequested, this, [this, path] { Q_EMIT forgetRequested(path); });
        recentRows_->addWidget(row);
    }
    recentSection_->setVisible(!entries.empty());
}

void WelcomePage::showProblem(const QString& sentence)
{
    problem_->setMessage(MessageKind::Error, sentence);
    problem_->setVisible(!sentence.isEmpty());
}

} // namespace ui
