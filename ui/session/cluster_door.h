// SPDX-License-Identifier: GPL-3.0-or-later
// Clusters off the GUI thread: previews while a control moves, the stored result when it is let go, then the slower figures.
// A newer question makes older ones void. The last tries of a run are kept, each under a name of its own, so that undoing a
// try is choosing the one before; a try that is given a name is no try any more. GUI thread only.
#pragma once

#include "ui/session/background.h"

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/store/project_session.h"
#include "ui/session/cluster_work.h"
#endif

#include <QtCore/QObject>
#include <QtCore/QString>

#include <optional>

namespace ui {

class ClusterDoor : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t keptTries = 5; ///< a run

    ClusterDoor(std::shared_ptr<core::store::ProjectSession> session, Background& background, QObject* parent = nullptr);
    ~ClusterDoor() override;

    /// At most one runs and one waits; the newest wins. previewed() follows.
    void preview(const ColumnsPointer& columns, const ClusterChoice& choice);
    /// stored(), then judged() as the figures arrive. A read-only project stores nothing.
    void store(const ColumnsPointer& columns, const ClusterChoice& choice, const core::store::RunRecord& run);
    /// The stored clustering that the snapshot holds: shown(), then judged() while figures are missing.
    void show(const ColumnsPointer& columns, const core::store::ClusteringRecord& record);
    /// Takes a try out of the tries. renamed() follows.
    void rename(const core::store::ClusteringRecord& record, const QString& name);
    /// Drops what is under way; forget() also what is shown.
    void stop();
    void forget();

    bool isStoring() const { return storing_; }
    bool isJudging() const { return judging_; }
    /// The newest of all that was made or shown; null before.
    const ClustersPointer& latest() const { return latest_; }

Q_SIGNALS:
    void previewed(const ui::ClustersPointer& clusters);
    /// `id` is absent where the project is read-only.
    void stored(const ui::ClustersPointer& clusters, std::optional<core::ClusteringId> id);
    void shown(const ui::ClustersPointer& clusters);
    void judged(const ui::ClustersPointer& clusters); ///< with one figure more
    void renamed();
    void failed(const QString& sentence, const QString& wayOut);

private:
    struct Ask {
        ColumnsPointer columns;
        ClusterChoice choice;
    };
    struct Stored {
        ClustersPointer clusters;
        std::optional<core::store::ClusteringRecord> record;
    };
    void startNew(); ///< what was asked before is void
    void startPreview();
    void judgeNext(std::size_t index);
    void keepFigures();
    OnFailure tell(quint64 generation, bool* flag);

    std::shared_ptr<core::store::ProjectSession> session_;
    Background& background_;
    quint64 generation_ = 0;
    core::CancelToken cancel_;
    std::optional<Ask> waiting_;
    bool previewing_ = false;
    bool storing_ = false;
    bool judging_ = false;
    ClustersPointer latest_;
    std::optional<core::store::ClusteringRecord> record_; ///< of latest_, without its assignment
};

/// Whether the record is one of the page's unnamed results.
bool isTry(const core::store::ClusteringRecord& record);
/// The clustering of the run that was made the same way from as many points with the same rows excluded; nullopt: none.
std::optional<core::ClusteringId> sameClustering(const std::vector<core::store::ClusteringRecord>& clusterings,
    core::RunId run, const ClusterChoice& choice, std::size_t points, const std::string& excludedRows = {});

} // namespace ui
