// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curate/overlap_dialog.h"

#include "ui/controls/button.h"
#include "ui/controls/field.h"
#include "ui/controls/message_line.h"
#include "ui/controls/text_label.h"
#include "ui/curate/overlap_check.h"
#include "ui/theme/number_text.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QTableWidget>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

constexpr std::size_t mostListed = 500;

} // namespace

OverlapDialog::OverlapDialog(const Theme& theme, OverlapCheck& check, RecipeFlow& flow, AskFile askFile, QWidget* parent)
    : QDialog(parent)
    , check_(check)
    , flow_(flow)
    , askFile_(std::move(askFile))
    , files_(new QListWidget(this))
    , rows_(new QTableWidget(0, 5, this))
    , summary_(new TextLabel({}, TextKind::Body, this))
{
    setObjectName(QStringLiteral("overlapDialog"));
    setWindowTitle(tr("Test overlap"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(680, 520);
    addParts(theme);
    connect(&check_, &OverlapCheck::changed, this, &OverlapDialog::refresh);
    connect(&flow_, &RecipeFlow::previewChanged, this, &OverlapDialog::refresh);
    refresh();
}

void OverlapDialog::addParts(const Theme& theme)
{
    files_->setObjectName(QStringLiteral("overlapFiles"));
    files_->setFixedHeight(84);
    rows_->setObjectName(QStringLiteral("overlapRows"));
    rows_->setAccessibleName(tr("Rows that meet a benchmark"));
    rows_->setHorizontalHeaderLabels({ tr("Row"), tr("Found"), tr("Benchmark"), tr("Item"), tr("Shared words") });
    rows_->horizontalHeader()->setStretchLastSection(true);
    rows_->verticalHeader()->hide();
    rows_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    rows_->setSelectionBehavior(QAbstractItemView::SelectRows);
    rows_->setWordWrap(false);
    summary_->setObjectName(QStringLiteral("overlapSummary"));
    summary_->setWordWrap(true);
    problem_ = new MessageLine(theme, MessageKind::Error, {}, this);
    problem_->setObjectName(QStringLiteral("overlapProblem"));
    add_ = new Button(theme, ButtonKind::Outlined, tr("Add a benchmark file…"), QStringLiteral("plus"), this);
    add_->setObjectName(QStringLiteral("overlapAdd"));
    remove_ = new Button(theme, ButtonKind::Outlined, tr("Take it off the list"), this);
    remove_->setObjectName(QStringLiteral("overlapRemove"));
    stop_ = new Button(theme, ButtonKind::Outlined, tr("Stop"), QStringLiteral("player-stop"), this);
    stop_->setObjectName(QStringLiteral("overlapStop"));
    select_ = new Button(theme, ButtonKind::Outlined, tr("Select these rows on Data"), this);
    select_->setObjectName(QStringLiteral("overlapSelect"));
    auto* close = new Button(theme, ButtonKind::Primary, tr("Close"), this);
    close->setDefault(true);
    auto* upper = new QHBoxLayout;
    upper->setSpacing(8);
    upper->addWidget(add_);
    upper->addWidget(remove_);
    upper->addStretch();
    upper->addWidget(stop_);
    auto* lower = new QHBoxLayout;
    lower->setSpacing(8);
    lower->addWidget(select_);
    lower->addStretch();
    lower->addWidget(close);
    auto* field = new Field(theme, tr("Benchmark files"), files_, this);
    field->setHelp(
        tr("JSONL, JSON, CSV. Every row is compared with their questions: the same question, or %1 words in a row.")
            .arg(core::curate::overlapWords));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(10);
    column->addWidget(field);
    column->addLayout(upper);
    column->addWidget(problem_);
    column->addWidget(summary_);
    column->addWidget(rows_, 1);
    column->addLayout(lower);
    connect(add_, &QPushButton::clicked, this, &OverlapDialog::askBenchmark);
    connect(remove_, &QPushButton::clicked, this, &OverlapDialog::removeChosen);
    connect(files_, &QListWidget::currentRowChanged, this, [this](int row) { remove_->setEnabled(row >= 0); });
    connect(stop_, &QPushButton::clicked, &check_, &OverlapCheck::cancel);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    connect(select_, &QPushButton::clicked, this, [this] {
        Q_EMIT selectRequested();
        accept();
    });
}

void OverlapDialog::askBenchmark()
{
    FileRequest request;
    request.title = tr("Choose a benchmark");
    request.filters = { tr("Benchmarks (*.jsonl *.json *.csv *.tsv)"), tr("All files (*)") };
    askFile_(this, request, [self = QPointer<OverlapDialog>(this)](const QString& file) {
        if (self && !file.isEmpty() && !self->check_.files().contains(file))
            self->check_.start(self->check_.files() + QStringList{ file });
    });
}

void OverlapDialog::removeChosen()
{
    QStringList files = check_.files();
    if (const int row = files_->currentRow(); row >= 0 && row < files.size()) {
        files.removeAt(row);
        check_.start(files);
    }
}

void OverlapDialog::refresh()
{
    if (files_->count() != check_.files().size()) {
        files_->clear();
        for (const QString& file : check_.files()) {
            auto* item = new QListWidgetItem(QFileInfo(file).fileName(), files_);
            item->setToolTip(file);
        }
        remove_->setEnabled(files_->currentRow() >= 0);
    }
    problem_->setVisible(!check_.problem().isEmpty());
    problem_->setMessage(MessageKind::Error, check_.problem());
    stop_->setVisible(check_.isRunning());
    const auto& report = check_.report();
    const OverlapFigures figures = check_.figures(flow_.preview());
    if (check_.isRunning())
        summary_->setText(figures.progress);
    else if (report)
        summary_->setText(
            tr("%1 of %2 rows ask a question of the benchmarks (%3 items), %4 more share %5 words in a row with one. In the "
               "curated dataset as it is now: %6 and %7.")
                .arg(countText(report->equal), countText(report->rows), countText(report->items),
                    countText(report->overlapping), countText(core::curate::overlapWords),
                    countText(static_cast<qint64>(figures.equal)), countText(static_cast<qint64>(figures.words))));
    else
        summary_->setText(tr("Not checked."));
    select_->setEnabled(report && !report->found.empty());
    if (shown_ != report.get())
        fillRows();
}

void OverlapDialog::fillRows()
{
    const auto& report = check_.report();
    shown_ = report.get();
    const std::size_t count = report ? std::min(report->found.size(), mostListed) : 0;
    rows_->setRowCount(static_cast<int>(count));
    for (std::size_t i = 0; i < count; ++i) {
        const auto& found = report->found[i];
        const QString cells[] = { countText(found.row + 1),
            found.kind == core::curate::Overlap::Equal ? tr("the same question") : tr("shared words"),
            QString::fromStdString(found.benchmark), QString::fromStdString(found.item),
            QString::fromStdString(found.passage) };
        for (int column = 0; column < 5; ++column)
            rows_->setItem(static_cast<int>(i), column, new QTableWidgetItem(cells[column]));
    }
}

} // namespace ui
