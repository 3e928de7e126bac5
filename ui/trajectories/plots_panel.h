// SPDX-License-Identifier: GPL-3.0-or-later
// The plots of the page side by side: all trajectories at the left; data map or learning times at the right. A brush on any
// of them is the shared selection, what is hovered or selected elsewhere shows in all.
#pragma once

#include "ui/session/selection_state.h"
#include "ui/theme/theme.h"
#include "ui/trajectories/trajectory_picture.h"

#include <QtWidgets/QWidget>

#include <memory>

class QStackedWidget;

namespace ui {

class DensityPlot;
class HistogramPlot;
class MapPlot;
class PicturePlot;
class PlotFrame;
class SegmentedChoice;
template <typename Result> class LatestTask;

class PlotsPanel : public QWidget {
    Q_OBJECT

public:
    PlotsPanel(const Theme& theme, SelectionState& state, QWidget* parent = nullptr);
    ~PlotsPanel() override;

    void setPicture(const PicturePointer& picture);
    /// Pins and exclusions of the same rows.
    void setMarks(const ColumnsPointer& columns);
    /// Said in the plots' place while there is nothing to draw.
    void showWaiting(const QString& head, const QString& line);

    DensityPlot& trajectories() const { return *trajectories_; }
    MapPlot& map() const { return *map_; }
    HistogramPlot& learning() const { return *learning_; }

Q_SIGNALS:
    /// While the bracket is dragged and, `finished`, when it is let go.
    void windowMoved(std::size_t first, std::size_t last, bool finished);
    void rowChosen(std::uint32_t row);
    void exported(const QString& file);
    void exportFailed(const QString& sentence);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void connectPicture(PicturePlot& plot);
    void connectLearning();
    void connectState();
    void startBrush(PicturePlot& plot);
    void onBrushed(core::data::Selection rows);
    void showSelection();
    void showRows();
    void showLearning();
    void placeSwitch();

    SelectionState& state_;
    DensityPlot* trajectories_;
    QStackedWidget* right_;
    MapPlot* map_;
    HistogramPlot* learning_;
    SegmentedChoice* view_;
    PicturePointer picture_;
    ColumnsPointer marks_;
    bool selecting_ = false; ///< the selection comes from a brush of ours
    std::unique_ptr<LatestTask<core::data::Selection>> brushTask_;
};

} // namespace ui
