// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sample_picture.h"

#include "ui/plots/tone_colours.h"
#include "ui/plots/trajectory_content.h"

#include "core/jobs/sample_project.h"
#include "core/jobs/sample_record.h"

#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

/// One cluster a row, 0 easy and 1 hard; -1: left out.
std::vector<std::int32_t> easyAndHard(const core::store::ClusteringRecord& clustering)
{
    std::vector<std::int32_t> labels;
    const auto& hard = clustering.hardClusters;
    for (const std::uint16_t cluster : clustering.assignment) {
        const bool isHard = std::find(hard.begin(), hard.end(), cluster) != hard.end();
        labels.push_back(cluster == core::store::unscoredCluster ? -1 : isHard ? 1 : 0);
    }
    return labels;
}

/// The loss above which one value of a hundred lies.
double highLoss(std::vector<float> values)
{
    std::erase_if(values, [](float value) { return !std::isfinite(value); });
    if (values.empty())
        return 1;
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 99 / 100);
    std::nth_element(values.begin(), place, values.end());
    return std::max(1e-6, static_cast<double>(*place));
}

} // namespace

RecordedSampleFacts recordedSampleFacts(std::size_t width, std::size_t height)
{
    const auto file = core::jobs::sampleProjectFile(core::jobs::recordedSample());
    const auto session = core::store::ProjectSession::open(file, core::store::OpenMode::ReadOnly);
    RecordedSampleFacts facts;
    facts.rows = session.dataset(core::jobs::sampleDataset).rows;
    const auto experiment
        = core::protocol::parseJobSpec(session.run(core::jobs::sampleExperiment).spec.dump(), file.string()).experiment;
    facts.arms = static_cast<qint64>(experiment.arms.size());
    facts.seeds = static_cast<qint64>(experiment.seeds.size());
    const auto clustering = session.clustering(session.listClusterings().back().name);
    const auto losses = session.lossMatrix(clustering.run);
    const auto positions = positionsOf({ losses.steps.begin(), losses.steps.end() }, true);
    const core::analysis::LossView view{ losses.values, losses.steps.size(), static_cast<std::size_t>(losses.rows) };
    facts.density = core::analysis::densityImage(view, positions, easyAndHard(clustering), 2,
        { width, height, 0, highLoss(losses.values), positions.front(), positions.back() });
    return facts;
}

SamplePicture::SamplePicture(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
{
    setObjectName("samplePicture");
    setFixedHeight(sizeHint().height());
    setAccessibleName(tr("Loss trajectories of the sample's rows: those learned early fall, those learned late stay high"));
    connect(&theme_, &Theme::changed, this, &SamplePicture::colour);
    hide();
}

void SamplePicture::load()
{
    const qreal scale = devicePixelRatioF();
    const auto width = static_cast<std::size_t>(sizeHint().width() * scale);
    const auto height = static_cast<std::size_t>(sizeHint().height() * scale);
    background_.run(
        this, [width, height] { return recordedSampleFacts(width, height); },
        [this](RecordedSampleFacts facts) {
            density_ = std::move(facts.density);
            colour();
            show();
            Q_EMIT loaded(facts.rows, facts.arms, facts.seeds);
        });
}

void SamplePicture::colour()
{
    if (density_.counts.empty())
        return;
    image_ = colouredImage(density_, { 0, 1 }, *toneColours(theme_));
    update();
}

void SamplePicture::paintEvent(QPaintEvent*)
{
    if (image_.isNull())
        return;
    QPainter painter(this);
    painter.drawImage(rect(), image_);
    QFont font = theme_.font(TextSize::Small12);
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    painter.setPen(theme_.colour(Role::HardText));
    painter.drawText(rect().adjusted(8, 4, -8, -4), Qt::AlignRight | Qt::AlignTop, tr("learned late: hard"));
    painter.setPen(theme_.colour(Role::EasyText));
    painter.drawText(rect().adjusted(8, 4, -8, -4), Qt::AlignLeft | Qt::AlignBottom, tr("learned early: easy"));
}

} // namespace ui
