// SPDX-License-Identifier: GPL-3.0-or-later
// The trajectories of the recorded sample as a density picture, for the welcome page.
#pragma once

#include "ui/session/background.h"
#include "ui/theme/theme.h"

#include "core/analysis/density_image.h"

#include <QtGui/QImage>
#include <QtWidgets/QWidget>

namespace ui {

/// What the welcome page says and shows of the record.
struct RecordedSampleFacts {
    qint64 rows = 0;
    qint64 arms = 0;
    qint64 seeds = 0;
    core::analysis::DensityImage density; ///< planes: easy, hard
};
/// Reads the record that came with the program; not in the GUI thread. Throws core::Error.
RecordedSampleFacts recordedSampleFacts(std::size_t width, std::size_t height);

class SamplePicture : public QWidget {
    Q_OBJECT

public:
    explicit SamplePicture(const Theme& theme, QWidget* parent = nullptr);

    /// Reads the record in the background; told when there is a picture, never where the record is missing.
    void load();
    QSize sizeHint() const override { return { 480, 132 }; }

Q_SIGNALS:
    void loaded(qint64 rows, qint64 arms, qint64 seeds);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void colour();

    const Theme& theme_;
    core::analysis::DensityImage density_;
    QImage image_;
    Background background_; ///< last: its threads end first
};

} // namespace ui
