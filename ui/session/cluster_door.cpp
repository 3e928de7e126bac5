// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/cluster_door.h"

#include <algorithm>

namespace ui {

using namespace core::store;

namespace {

constexpr char tryKey[] = "try";

std::int64_t tryNumber(const ClusteringRecord& record)
{
    return record.quality.is_object() ? record.quality.value(tryKey, std::int64_t{ 0 }) : 0;
}

/// Numbers the try, stores it and removes the oldest ones.
ClusteringRecord insertTry(ProjectSession& session, const Clusters& clusters, const RunRecord& run)
{
    return session.insertClustering([&](std::vector<ClusteringRecord> others) {
        std::erase_if(others, [&](const auto& record) { return record.run != run.id || !isTry(record); });
        std::ranges::sort(others, {}, tryNumber);
        const std::int64_t number = others.empty() ? 1 : tryNumber(others.back()) + 1;
        ClusteringPlan plan{ recordOf(clusters, run.id, run.name), {} };
        plan.made.name = run.name + "-try-" + std::to_string(number);
        plan.made.quality[tryKey] = number;
        for (std::size_t i = 0; i + ClusterDoor::keptTries < others.size() + 1; ++i)
            plan.removed.push_back(others[i].id);
        return plan;
    });
}

} // namespace

bool isTry(const ClusteringRecord& record)
{
    return tryNumber(record) > 0;
}

std::optional<core::ClusteringId> sameClustering(const std::vector<ClusteringRecord>& clusterings, core::RunId run,
    const ClusterChoice& choice, std::size_t points, const std::string& excludedRows)
{
    for (auto record = clusterings.rbegin(); record != clusterings.rend(); ++record) {
        const auto made = choiceOf(record->settings);
        if (record->run == run && made && withoutUnused(*made) == withoutUnused(choice) && pointsOf(*record) == points
            && excludedRowsOf(*record) == excludedRows)
            return record->id;
    }
    return std::nullopt;
}

ClusterDoor::ClusterDoor(std::shared_ptr<ProjectSession> session, Background& background, QObject* parent)
    : QObject(parent)
    , session_(std::move(session))
    , background_(background)
{
}

ClusterDoor::~ClusterDoor()
{
    cancel_.cancel();
}

void ClusterDoor::startNew()
{
    cancel_.cancel();
    cancel_ = core::CancelToken();
    ++generation_;
    waiting_.reset();
    storing_ = false;
    judging_ = false;
}

void ClusterDoor::stop()
{
    startNew();
}

void ClusterDoor::forget()
{
    startNew();
    latest_.reset();
    record_.reset();
}

OnFailure ClusterDoor::tell(quint64 generation, bool* flag)
{
    return [this, generation, flag](const core::Error& error) {
        if (generation != generation_)
            return;
        if (flag != nullptr)
            *flag = false;
        if (error.kind() != core::ErrorKind::Cancelled)
            Q_EMIT failed(QString::fromStdString(error.message()), QString::fromStdString(error.hint()));
    };
}

void ClusterDoor::preview(const ColumnsPointer& columns, const ClusterChoice& choice)
{
    if (storing_ || judging_)
        startNew();
    waiting_ = Ask{ columns, choice };
    if (!previewing_)
        startPreview();
}

void ClusterDoor::startPreview()
{
    const Ask ask = *waiting_;
    waiting_.reset();
    previewing_ = true;
    const quint64 generation = generation_;
    const auto next = [this] {
        previewing_ = false;
        if (waiting_)
            startPreview();
    };
    background_.run(
        this,
        [ask, last = latest_, cancel = cancel_] {
            return previewOf(clusterInput(ask.columns, last ? last->input : nullptr), ask.choice, last, cancel);
        },
        [this, generation, next](const ClustersPointer& clusters) {
            if (generation == generation_) {
                latest_ = clusters;
                record_.reset();
                Q_EMIT previewed(clusters);
            }
            next();
        },
        [this, generation, next](const core::Error& error) {
            tell(generation, nullptr)(error);
            next();
        });
}

void ClusterDoor::store(const ColumnsPointer& columns, const ClusterChoice& choice, const RunRecord& run)
{
    startNew();
    storing_ = true;
    const quint64 generation = generation_;
    background_.run(
        this,
        [session = session_, columns, choice, run, last = latest_, cancel = cancel_] {
            Stored result;
            result.clusters = clustersOf(clusterInput(columns, last ? last->input : nullptr), choice, cancel);
            if (!session->readOnly()) {
                auto named = std::make_shared<Clusters>(*result.clusters);
                cancel.check();
                result.record = insertTry(*session, *named, run);
                named->report.name = result.record->name;
                auto stored = std::make_shared<core::data::Columns>(*named->columns);
                stored->origin.clustering = result.record->id;
                named->columns = std::move(stored);
                result.clusters = named;
            }
            return result;
        },
        [this, generation](const Stored& result) {
            if (generation != generation_)
                return;
            storing_ = false;
            latest_ = result.clusters;
            record_ = result.record;
            Q_EMIT stored(latest_, record_ ? std::optional(record_->id) : std::nullopt);
            if (generation == generation_)
                judgeNext(0);
        },
        tell(generation, &storing_));
}

void ClusterDoor::show(const ColumnsPointer& columns, const ClusteringRecord& record)
{
    if (record_ && record_->id == record.id && latest_ && latest_->columns->losses.sharesWith(columns->losses))
        return; // shown already; only annotations are others
    startNew();
    const quint64 generation = generation_;
    background_.run(
        this,
        [columns, record, last = latest_] {
            return clustersOf(clusterInput(columns, last ? last->input : nullptr), record, columns);
        },
        [this, generation, record](const ClustersPointer& clusters) {
            if (generation != generation_)
                return;
            latest_ = clusters;
            record_ = record;
            Q_EMIT shown(clusters);
            // figures of a clustering from before the last points, or of other rows, would be those of another one
            if (generation == generation_ && !clusters->judged && choiceOf(record.settings)
                && clusters->points == clusters->columns->points()
                && clusters->report.excludedRows == clusters->input->excludedRows)
                judgeNext(0);
        },
        tell(generation, nullptr));
}

void ClusterDoor::judgeNext(std::size_t index)
{
    if (index >= std::size(allJudgements) || latest_->judged) {
        judging_ = false;
        keepFigures();
        return;
    }
    judging_ = true;
    const quint64 generation = generation_;
    background_.run(
        this, [clusters = latest_, index, cancel = cancel_] { return ui::judged(clusters, allJudgements[index], cancel); },
        [this, generation, index](const ClustersPointer& clusters) {
            if (generation != generation_)
                return;
            latest_ = clusters;
            judging_ = !clusters->judged;
            Q_EMIT judged(clusters);
            if (generation == generation_)
                judgeNext(index + 1);
        },
        tell(generation, &judging_));
}

void ClusterDoor::keepFigures()
{
    if (!record_ || session_->readOnly() || !latest_->judged)
        return;
    const core::Json figures = recordOf(*latest_, record_->run, {}).quality;
    const auto keep = [figures](ClusteringRecord& record) {
        const std::int64_t number = tryNumber(record);
        record.quality = figures;
        if (number > 0)
            record.quality[tryKey] = number;
    };
    keep(*record_);
    background_.run(
        this, [session = session_, id = record_->id, keep] { session->changeClustering(id, keep); }, [] {},
        tell(generation_, nullptr));
}

void ClusterDoor::rename(const ClusteringRecord& record, const QString& name)
{
    const auto give = [text = name.toStdString()](ClusteringRecord& named) {
        named.name = text;
        named.quality.erase(tryKey);
    };
    background_.run(
        this, [session = session_, id = record.id, give] { session->changeClustering(id, give); },
        [this, id = record.id, give] {
            if (record_ && record_->id == id)
                give(*record_);
            Q_EMIT renamed();
        },
        [this](const core::Error& error) {
            Q_EMIT failed(QString::fromStdString(error.message()), QString::fromStdString(error.hint()));
        });
}

} // namespace ui
