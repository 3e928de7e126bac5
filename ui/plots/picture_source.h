// SPDX-License-Identifier: GPL-3.0-or-later
// Density pictures that are computed on another thread. Until the wanted one is there the last one is shown, stretched to
// where its part of the plane now lies.
#pragma once

#include "ui/plots/latest_task.h"
#include "ui/plots/plane_map.h"

#include <QtGui/QImage>

#include <functional>

namespace ui {

struct PictureKey {
    quint64 content = 0; ///< counts changes of what is drawn and of the colours
    QSize pixels;
    AxisRange x;
    AxisRange y;
    friend bool operator==(const PictureKey&, const PictureKey&) = default;
};

struct Picture {
    PictureKey key;
    QImage image;
    double milliseconds = 0; ///< that it took
};

class PictureSource {
public:
    using Work = std::function<QImage(const PictureKey&)>; ///< owns what it reads; called on another thread

    /// `arrived`: there is a newer picture.
    explicit PictureSource(std::function<void()> arrived);

    /// The picture of that key, or the last one while it is computed; it may be null.
    const Picture& wanted(const PictureKey& key, const Work& work);
    /// Computed here and now, unless it is there.
    Picture now(const PictureKey& key, const Work& work) const;
    /// Computes it for now() and calls `ready`.
    void prepare(const PictureKey& key, const Work& work, std::function<void()> ready);
    /// What is being computed no longer counts, and nothing old is shown.
    void clear();
    const Picture& latest() const { return latest_; }

private:
    static Picture compute(const PictureKey& key, const Work& work);

    std::function<void()> arrived_;
    std::function<void()> ready_;
    Picture latest_;
    Picture prepared_;
    PictureKey asked_;
    LatestTask<Picture> task_;
    LatestTask<Picture> preparing_;
};

} // namespace ui
