// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/proxy/source_view.h"

#include "ui/controls/text_label.h"
#include "ui/theme/number_text.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QFrame>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

constexpr int mostSources = 8;

} // namespace

SourceView::SourceView(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , workspace_(workspace)
    , plot_(new LinePlot(theme))
{
    plot_->setObjectName("sourcePlot");
    plot_->setSettingsButtonVisible(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(plot_);
    makeChoice();
    connect(plot_, &LinePlot::settingsRequested, this, &SourceView::showChoice);
}

void SourceView::makeChoice()
{
    panel_ = new QFrame(this, Qt::Popup);
    panel_->setObjectName("sourceChoice");
    panel_->setFrameShape(QFrame::StyledPanel);
    auto* column = new QVBoxLayout(panel_);
    column->setContentsMargins(12, 12, 12, 12);
    column->addWidget(new TextLabel(tr("Sources"), TextKind::Section));
    list_ = new QListWidget;
    list_->setObjectName("sourceList");
    list_->setAccessibleName(tr("Sources"));
    list_->setFrameShape(QFrame::NoFrame);
    list_->setMinimumSize(220, 240);
    column->addWidget(list_);
    hint_ = new TextLabel({}, TextKind::Small);
    hint_->setWordWrap(true);
    column->addWidget(hint_);
    connect(list_, &QListWidget::itemChanged, this, &SourceView::readChoice);
}

void SourceView::showChoice()
{
    panel_->adjustSize();
    panel_->move(mapToGlobal(QPoint(width() - panel_->width() - 8, 36)));
    panel_->show();
    list_->setFocus(Qt::PopupFocusReason);
}

void SourceView::readChoice()
{
    chosen_.clear();
    for (int row = 0; row < list_->count(); ++row)
        if (list_->item(row)->checkState() == Qt::Checked)
            chosen_ << list_->item(row)->data(Qt::UserRole).toString();
    choseSources_ = true;
    hint_->setText(chosen_.size() > mostSources
            ? tr("%1 are drawn: there are no more colours that can be told apart.").arg(countText(mostSources))
            : QString());
    draw();
}

void SourceView::setRun(const core::store::RunRecord* run, std::size_t points, const std::vector<std::int64_t>& planned)
{
    const auto id = run != nullptr ? std::optional(run->id) : std::nullopt;
    if (id != run_) {
        run_ = id;
        dataset_ = run != nullptr ? run->dataset : core::DatasetId{};
        points_ = 0;
        curves_ = {};
        ++generation_;
        Q_EMIT curvesChanged();
    }
    const bool more = points > points_;
    const bool otherPlan = planned != planned_;
    planned_ = planned;
    points_ = points;
    if (run_ && more)
        read();
    else if (otherPlan || curves_.steps.empty())
        draw();
}

void SourceView::read()
{
    again_ = reading_;
    if (reading_)
        return;
    reading_ = true;
    if (curves_.steps.empty())
        plot_->setState({ PlotStage::Loading, {}, tr("Reading the losses"), {}, {}, {} });
    core::store::ColumnsRequest request{ dataset_, run_ };
    const ColumnsSnapshot shared = workspace_.columns();
    const bool fits
        = shared && shared->origin.run == run_ && shared->origin.dataset == dataset_ && shared->points() >= points_;
    workspace_.background().run(
        this,
        [session = workspace_.session(), request, snapshot = fits ? shared : nullptr, points = points_] {
            return sourceCurves(snapshot ? *snapshot : *session->columns(request), points);
        },
        [this, generation = generation_](SourceCurves curves) {
            reading_ = false;
            if (generation == generation_)
                take(std::move(curves));
            if (again_)
                read();
        },
        [this, generation = generation_](const core::Error& error) {
            reading_ = false;
            if (generation == generation_)
                plot_->setState({ PlotStage::Failed, {}, tr("The losses cannot be read"),
                    QString::fromStdString(error.message()), {}, {} });
        });
}

void SourceView::take(SourceCurves curves)
{
    const bool sameSources = curves.names == curves_.names;
    curves_ = std::move(curves);
    if (!choseSources_ || !sameSources) {
        if (!choseSources_)
            chosen_ = usualSources(curves_);
        const QSignalBlocker quiet(list_);
        list_->clear();
        for (qsizetype source = 0; source < curves_.names.size(); ++source) {
            auto* item = new QListWidgetItem(
                tr("%1 · %2 rows").arg(curves_.names[source], countText(curves_.rows[static_cast<std::size_t>(source)])),
                list_);
            item->setData(Qt::UserRole, curves_.names[source]);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setCheckState(chosen_.contains(curves_.names[source]) ? Qt::Checked : Qt::Unchecked);
        }
    }
    draw();
    Q_EMIT curvesChanged();
}

void SourceView::draw()
{
    if (curves_.steps.empty()) {
        if (!reading_)
            plot_->setState({ PlotStage::Empty, "clock", tr("No recording point yet"),
                tr("The first one is taken before the first step."), {}, {} });
        return;
    }
    plot_->setState({});
    plot_->setContent(sourceContent(curves_, chosen_, planned_));
}

} // namespace ui
