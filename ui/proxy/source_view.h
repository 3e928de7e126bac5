// SPDX-License-Identifier: GPL-3.0-or-later
// Mean losses by source at the recording points of one run, with a choice of sources.
#pragma once

#include "ui/plots/line_plot.h"
#include "ui/proxy/source_curves.h"
#include "ui/session/workspace.h"

#include <QtWidgets/QWidget>

class QFrame;
class QListWidget;

namespace ui {

class TextLabel;

class SourceView : public QWidget {
    Q_OBJECT

public:
    SourceView(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);

    /// `points`: how many are complete; read again when there are more. `planned`: steps of all points.
    void setRun(const core::store::RunRecord* run, std::size_t points, const std::vector<std::int64_t>& planned);
    const SourceCurves& curves() const { return curves_; } ///< of that run, as far as they are read
    LinePlot& plot() { return *plot_; }

Q_SIGNALS:
    void curvesChanged();

private:
    void makeChoice();
    void showChoice();
    void readChoice();
    void read();
    void take(SourceCurves curves);
    void draw();

    Workspace& workspace_;
    LinePlot* plot_;
    QFrame* panel_ = nullptr;
    QListWidget* list_ = nullptr;
    TextLabel* hint_ = nullptr;
    std::optional<core::RunId> run_;
    core::DatasetId dataset_;
    std::size_t points_ = 0;
    std::vector<std::int64_t> planned_;
    SourceCurves curves_;
    QStringList chosen_;
    bool choseSources_ = false;
    bool reading_ = false;
    bool again_ = false;
    quint64 generation_ = 0; ///< of the run
};

} // namespace ui
