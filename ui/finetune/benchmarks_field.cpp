// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finetune/benchmarks_field.h"

#include "core/curate/contamination.h"
#include "core/jobs/contamination_check.h"
#include "core/protocol/references.h"
#include "ui/controls/button.h"
#include "ui/controls/text_label.h"
#include "ui/theme/number_text.h"

#include <QtCore/QFileInfo>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

QString overlapWords(const core::jobs::ContaminationReport& report)
{
    if (report.equal == 0 && report.overlapping == 0)
        return BenchmarksField::tr("none of %1 rows gives an item away").arg(countText(report.rows));
    return BenchmarksField::tr("%1 rows ask an item's question, %2 share 13 words with one")
        .arg(countText(report.equal), countText(report.overlapping));
}

} // namespace

BenchmarksField::BenchmarksField(const Theme& theme, Workspace& workspace, AskFile ask, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , ask_(std::move(ask))
    , column_(new QVBoxLayout(this))
{
    column_->setContentsMargins({});
    column_->setSpacing(4);
    auto* add = new Button(theme, ButtonKind::Outlined, tr("Add a file…"), "plus");
    add->setObjectName("addBenchmark");
    column_->addWidget(add, 0, Qt::AlignLeft);
    connect(add, &Button::clicked, this, &BenchmarksField::choose);
    rebuild();
}

void BenchmarksField::choose()
{
    FileRequest request{ FileRequest::Kind::OpenFile, tr("Choose a benchmark"), lastFolder_, {},
        { tr("Benchmarks (*.jsonl)"), tr("All files (*)") }, {} };
    ask_(this, request, [this](const QString& file) {
        if (file.isEmpty())
            return;
        lastFolder_ = QFileInfo(file).absolutePath();
        const std::filesystem::path path = file.toStdString();
        if (entryOf(path) != nullptr)
            return;
        add(path, freeName(path.stem().string()));
        rebuild();
        Q_EMIT edited();
    });
}

std::string BenchmarksField::freeName(const std::string& wanted) const
{
    std::string name = wanted.empty() || wanted == core::protocol::heldOutBenchmark ? "benchmark" : wanted;
    while (std::ranges::any_of(entries_, [&](const Entry& entry) { return entry.benchmark.name == name; }))
        name += "-2";
    return name;
}

void BenchmarksField::add(const std::filesystem::path& file, const std::string& name)
{
    entries_.push_back({ { name, file }, -1, {}, {}, nullptr });
    read(file);
    compare(file);
}

BenchmarksField::Entry* BenchmarksField::entryOf(const std::filesystem::path& file)
{
    const auto found = std::ranges::find_if(entries_, [&](const Entry& entry) { return entry.benchmark.file == file; });
    return found == entries_.end() ? nullptr : &*found;
}

void BenchmarksField::read(const std::filesystem::path& file)
{
    workspace_.background().run(
        this, [file] { return static_cast<qint64>(core::curate::readBenchmark(file).size()); },
        [this, file](qint64 items) {
            if (Entry* entry = entryOf(file)) {
                entry->items = items;
                say(*entry);
                Q_EMIT edited();
            }
        },
        [this, file](const core::Error& error) {
            if (Entry* entry = entryOf(file)) {
                entry->problem = QString::fromStdString(error.message());
                say(*entry);
                Q_EMIT edited();
            }
        });
}

void BenchmarksField::compare(const std::filesystem::path& file)
{
    if (Entry* entry = entryOf(file))
        entry->overlap.clear();
    if (!dataset_)
        return;
    workspace_.background().run(
        this,
        [session = workspace_.session(), dataset = *dataset_, file] {
            return core::jobs::checkContamination(*session, dataset, { file });
        },
        [this, file, dataset = *dataset_](const core::jobs::ContaminationReport& report) {
            Entry* entry = entryOf(file);
            if (entry == nullptr || dataset != dataset_)
                return;
            entry->overlap = overlapWords(report);
            say(*entry);
        });
}

void BenchmarksField::setDataset(std::optional<core::DatasetId> dataset)
{
    if (dataset == dataset_)
        return;
    dataset_ = dataset;
    for (const Entry& entry : std::vector<Entry>(entries_))
        compare(entry.benchmark.file);
}

void BenchmarksField::rebuild()
{
    delete list_;
    list_ = new QWidget;
    auto* rows = new QVBoxLayout(list_);
    rows->setContentsMargins({});
    rows->setSpacing(4);
    for (Entry& entry : entries_) {
        auto* row = new QHBoxLayout;
        row->setSpacing(4);
        const QString title = QString::fromStdString(entry.benchmark.name);
        auto* name = new TextLabel(title);
        name->setElided(true);
        name->setToolTip(QString::fromStdString(entry.benchmark.file.string()));
        auto* remove = new IconButton(theme_, "x", tr("Remove %1").arg(title));
        remove->setObjectName("removeBenchmark-" + title);
        row->addWidget(name, 1);
        row->addWidget(remove);
        rows->addLayout(row);
        entry.words = new TextLabel({}, TextKind::Note);
        entry.words->setObjectName("benchmark-" + title);
        entry.words->setWordWrap(true);
        rows->addWidget(entry.words);
        say(entry);
        connect(remove, &IconButton::clicked, this, [this, file = entry.benchmark.file] {
            std::erase_if(entries_, [&](const Entry& one) { return one.benchmark.file == file; });
            QMetaObject::invokeMethod( // not inside the button's own signal
                this,
                [this] {
                    rebuild();
                    Q_EMIT edited();
                },
                Qt::QueuedConnection);
        });
    }
    list_->setVisible(!entries_.empty());
    column_->insertWidget(0, list_);
}

void BenchmarksField::say(const Entry& entry)
{
    if (entry.words == nullptr)
        return;
    QString words = !entry.problem.isEmpty() ? entry.problem
        : entry.items < 0                    ? tr("reading…")
                                             : tr("%1 items").arg(countText(entry.items));
    if (entry.problem.isEmpty())
        words += "; " + (entry.overlap.isEmpty() ? tr("comparing with the rows…") : entry.overlap);
    entry.words->setText(words);
}

std::vector<core::jobs::ExperimentDraft::Benchmark> BenchmarksField::benchmarks() const
{
    std::vector<core::jobs::ExperimentDraft::Benchmark> benchmarks;
    for (const Entry& entry : entries_)
        benchmarks.push_back(entry.benchmark);
    return benchmarks;
}

void BenchmarksField::setBenchmarks(const std::vector<core::jobs::ExperimentDraft::Benchmark>& benchmarks)
{
    entries_.clear();
    for (const auto& benchmark : benchmarks)
        add(benchmark.file, benchmark.name);
    rebuild();
}

qint64 BenchmarksField::items() const
{
    qint64 items = 0;
    for (const Entry& entry : entries_)
        items += std::max<qint64>(entry.items, 0);
    return items;
}

QString BenchmarksField::problem() const
{
    for (const Entry& entry : entries_)
        if (!entry.problem.isEmpty())
            return entry.problem;
    return {};
}

} // namespace ui
