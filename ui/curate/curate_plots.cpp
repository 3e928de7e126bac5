// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curate/curate_plots.h"

#include "core/curate/contamination.h"
#include "ui/controls/big_figure.h"
#include "ui/controls/button.h"
#include "ui/controls/panes.h"
#include "ui/curate/mix_contents.h"
#include "ui/plots/dumbbell_plot.h"
#include "ui/plots/line_plot.h"
#include "ui/plots/stacked_bar_plot.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

QString count(std::uint64_t number)
{
    return countText(static_cast<qint64>(number));
}

QString millions(std::uint64_t number)
{
    return numberText(static_cast<double>(number) / 1e6, number < 10'000'000 ? 2 : 1);
}

QFrame* makeDivider(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("look", "line");
    line->setFixedWidth(1);
    return line;
}

} // namespace

CuratePlots::CuratePlots(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , sources_(new DumbbellPlot(theme, this))
    , clusters_(new StackedBarPlot(theme, this))
    , lengths_(new LinePlot(theme, this))
{
    markPane(*this, Pane::Plot);
    sources_->setObjectName(QStringLiteral("sourceMix"));
    clusters_->setObjectName(QStringLiteral("clusterMix"));
    lengths_->setObjectName(QStringLiteral("lengthMix"));
    auto* lower = new QHBoxLayout;
    lower->setSpacing(1);
    lower->addWidget(clusters_, 56);
    lower->addWidget(lengths_, 44);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(1);
    column->addWidget(sources_, 55);
    column->addLayout(lower, 45);
    column->addWidget(makeFigures(theme));
    for (PlotFrame* plot : std::initializer_list<PlotFrame*>{ sources_, clusters_, lengths_ }) {
        connect(plot, &PlotFrame::exported, this, &CuratePlots::exported);
        connect(plot, &PlotFrame::exportFailed, this, &CuratePlots::exportFailed);
    }
    connect(clusters_, &PlotFrame::stateActionTriggered, this, &CuratePlots::trajectoriesRequested);
    setPreview(nullptr, {}, {});
    setOverlap({});
}

QWidget* CuratePlots::makeFigures(const Theme& theme)
{
    auto* frame = new QFrame(this);
    frame->setProperty("look", "panel");
    rows_ = new BigFigure(tr("Curated dataset"), frame);
    repeat_ = new BigFigure(tr("Longest repeat"), frame);
    overlap_ = new BigFigure(tr("Test overlap"), frame);
    check_ = new Button(theme, ButtonKind::Outlined, tr("Check…"), frame);
    rows_->setObjectName(QStringLiteral("curatedRows"));
    repeat_->setObjectName(QStringLiteral("longestRepeat"));
    overlap_->setObjectName(QStringLiteral("testOverlap"));
    check_->setObjectName(QStringLiteral("checkOverlap"));
    check_->setToolTip(tr("Compare the rows with the questions of benchmark files"));
    auto* row = new QHBoxLayout(frame);
    row->setContentsMargins(16, 8, 16, 8);
    row->setSpacing(20);
    row->addWidget(rows_, 3);
    row->addWidget(makeDivider(frame));
    row->addWidget(repeat_, 2);
    row->addWidget(makeDivider(frame));
    row->addWidget(overlap_, 3);
    row->addWidget(check_);
    connect(check_, &QPushButton::clicked, this, &CuratePlots::overlapRequested);
    return frame;
}

void CuratePlots::setPreview(const CuratePreviewPointer& preview, const QString& name, const std::array<bool, 3>& wanted)
{
    if (filled_ && preview == preview_ && name == name_ && wanted == wanted_)
        return;
    filled_ = true;
    preview_ = preview;
    name_ = name;
    wanted_ = wanted;
    const QString nothing = tr("The recipe cannot be carried out");
    for (PlotFrame* plot : std::initializer_list<PlotFrame*>{ sources_, clusters_, lengths_ }) {
        if (!preview)
            plot->setState({ PlotStage::Loading, {}, tr("Counting"), {}, {} });
        else if (preview->problem)
            plot->setState({ PlotStage::Empty, QStringLiteral("alert-triangle"), nothing, preview->problem->sentence, {} });
        else
            plot->setState({});
    }
    if (!preview || preview->problem) {
        for (BigFigure* figure : { rows_, repeat_ }) {
            figure->setValue(QString(QChar(0x2013)));
            figure->setNote({});
        }
        return;
    }
    sources_->setContent(sourceMixContent(preview->figures.mix));
    lengths_->setContent(lengthMixContent(preview->figures.lengths));
    showClusters(*preview, name, wanted);
    showFigures(*preview);
}

void CuratePlots::showClusters(const CuratePreview& preview, const QString& name, const std::array<bool, 3>& wanted)
{
    std::vector<NamedClusters> bars{ { tr("Before"), preview.figures.clustersBefore },
        { name, preview.figures.clustersAfter } };
    for (std::size_t i = 0; i < wanted.size(); ++i)
        if (wanted[i] && preview.controls[i].isThere())
            bars.push_back({ controlName(preview.controls[i].kind), preview.controls[i].clusters });
    clusters_->setContent(clusterMixContent(bars));
    if (preview.columns->cluster.empty())
        clusters_->setState({ PlotStage::Empty, QStringLiteral("chart-line"), tr("No clustering yet."),
            tr("Clusters are made on Trajectories."), tr("See trajectories") });
}

void CuratePlots::showFigures(const CuratePreview& preview)
{
    const RowsFigures& figures = preview.figures;
    rows_->setValue(tr("%1 rows").arg(count(preview.copies())));
    QString note = figures.tokensAfter
        ? tr("%1 million tokens, was %2").arg(millions(*figures.tokensAfter), millions(*figures.tokensBefore))
        : tr("tokens are not counted yet");
    if (preview.excludedLeft > 0)
        note += tr("; %1 excluded by hand are in it").arg(count(preview.excludedLeft));
    rows_->setNote(note);
    repeat_->setValue(figures.mostCopies == 1 ? tr("1 copy") : tr("%1 copies").arg(count(figures.mostCopies)));
    repeat_->setNote(figures.mostCopies <= 1 ? tr("no row more than once")
                                             : tr("%1 rows, none more often").arg(count(figures.rowsWithMost)));
}

void CuratePlots::setOverlap(const OverlapFigures& overlap)
{
    check_->setText(overlap.checked ? tr("Details…") : tr("Check…"));
    if (!overlap.progress.isEmpty()) {
        overlap_->setValue(tr("checking"));
        overlap_->setNote(overlap.progress);
    } else if (!overlap.problem.isEmpty()) {
        overlap_->setValue(tr("not checked"));
        overlap_->setNote(overlap.problem);
    } else if (!overlap.checked) {
        overlap_->setValue(tr("not checked"));
        overlap_->setNote(tr("no benchmark file was chosen"));
    } else {
        overlap_->setValue(tr("%1 equal").arg(count(overlap.equal)));
        overlap_->setNote(tr("%1 share %2 words; %3")
                              .arg(count(overlap.words), countText(core::curate::overlapWords), overlap.benchmarks));
    }
}

} // namespace ui
