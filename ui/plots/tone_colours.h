// SPDX-License-Identifier: GPL-3.0-or-later
// The colours of density images as tables, so that a picture is coloured off the GUI thread, and the colouring itself.
#pragma once

#include "ui/theme/theme.h"

#include "core/analysis/density_tone.h"
#include "core/data/selection.h"

#include <QtGui/QImage>

#include <memory>
#include <vector>

namespace ui {

/// One colour for each code of core::analysis::DensityTones: by cluster share, and the sequential scale for the others.
struct ToneColours {
    std::vector<QRgb> full;
    std::vector<QRgb> faded; ///< at 30 % on panel: what is not selected
};

std::shared_ptr<const ToneColours> toneColours(const Theme& theme);

/// Which clusters an image tells apart.
struct ClusterPair {
    std::size_t easy = 0;
    std::optional<std::size_t> hard; ///< absent: no clusters yet, one scale for all
    friend bool operator==(const ClusterPair&, const ClusterPair&) = default;
};

/// `image` has one plane a cluster. Empty pixels stay transparent.
QImage colouredImage(const core::analysis::DensityImage& image, ClusterPair pair, const ToneColours& colours);

/// Labels for twice as many clusters: those of selected rows stay, the others move behind.
std::vector<std::int32_t> splitLabels(
    const std::vector<std::int32_t>& labels, const core::data::Selection& selected, std::size_t clusters);

/// `image` has twice as many planes: first those of selected rows, then those of the others, which fade; a pixel with both
/// shows the selected ones. Depth is that of both together.
QImage colouredSelection(core::analysis::DensityImage image, ClusterPair pair, const ToneColours& colours);

} // namespace ui
