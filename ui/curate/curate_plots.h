// SPDX-License-Identifier: GPL-3.0-or-later
// The right side of the page: the mix before and after by source, cluster and length, and the figures under it.
#pragma once

#include "ui/curate/curate_preview.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

namespace ui {

class BigFigure;
class Button;
class DumbbellPlot;
class LinePlot;
class PlotFrame;
class StackedBarPlot;

/// What is known of rows that give a benchmark away.
struct OverlapFigures {
    bool checked = false;
    std::uint64_t equal = 0; ///< rows of the curated dataset, copies not counted
    std::uint64_t words = 0;
    QString benchmarks; ///< their names
    QString problem; ///< why the last check failed
    QString progress; ///< while one is under way: "12 288 of 26 472 rows"
};

class CuratePlots : public QWidget {
    Q_OBJECT

public:
    explicit CuratePlots(const Theme& theme, QWidget* parent = nullptr);

    /// `name`: of the recipe's bar; `wanted`: controls that are shown beside it. Null: nothing is counted yet.
    void setPreview(const CuratePreviewPointer& preview, const QString& name, const std::array<bool, 3>& wanted);
    void setOverlap(const OverlapFigures& overlap);

Q_SIGNALS:
    void overlapRequested();
    void trajectoriesRequested();
    void exported(const QString& file);
    void exportFailed(const QString& sentence);

private:
    QWidget* makeFigures(const Theme& theme);
    void showFigures(const CuratePreview& preview);
    void showClusters(const CuratePreview& preview, const QString& name, const std::array<bool, 3>& wanted);

    DumbbellPlot* sources_;
    StackedBarPlot* clusters_;
    LinePlot* lengths_;
    BigFigure* rows_ = nullptr;
    BigFigure* repeat_ = nullptr;
    BigFigure* overlap_ = nullptr;
    Button* check_ = nullptr;
    CuratePreviewPointer preview_;
    QString name_;
    std::array<bool, 3> wanted_{};
    bool filled_ = false;
};

} // namespace ui
