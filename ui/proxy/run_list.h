// SPDX-License-Identifier: GPL-3.0-or-later
// The project's proxy runs, newest first: the current one is looked at, those with a tick are drawn over it.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/store/run_records.h"
#endif

#include "ui/theme/theme.h"

#include <QtWidgets/QListWidget>

#include <optional>
#include <vector>

namespace ui {

class RunList : public QListWidget {
    Q_OBJECT

public:
    explicit RunList(const Theme& theme, QWidget* parent = nullptr);

    /// Proxy runs are shown, in any order given. Keeps what is current and ticked.
    void setRuns(const std::vector<core::store::RunRecord>& runs);
    void setCurrentRun(core::RunId run); ///< without telling

    std::optional<core::RunId> currentRun() const;
    /// The current one first, then the ticked ones in the order of the list.
    std::vector<core::RunId> shownRuns() const;
    /// The colour of a run where several are drawn: its place among the shown ones in the list's order.
    int slotOf(core::RunId run) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void currentRunChanged(core::RunId run); ///< by the person
    void runChosen(core::RunId run); ///< clicked, or Enter: the current one too
    void shownRunsChanged(); ///< ticks

private:
    void refreshLooks();
    static core::RunId runOf(const QListWidgetItem* item);

    const Theme& theme_;
    std::vector<core::store::RunRecord> runs_; ///< newest first
};

} // namespace ui
