// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/picture_source.h"

#include <QtCore/QElapsedTimer>

#include <exception>

namespace ui {

PictureSource::PictureSource(std::function<void()> arrived)
    : arrived_(std::move(arrived))
    , task_([this](Picture picture) {
        latest_ = std::move(picture);
        arrived_();
    })
    , preparing_([this](Picture picture) {
        prepared_ = std::move(picture);
        if (ready_)
            ready_();
    })
{
}

Picture PictureSource::compute(const PictureKey& key, const Work& work)
{
    QElapsedTimer timer;
    timer.start();
    Picture picture{ key, {}, 0 };
    try {
        picture.image = work(key);
    } catch (const std::exception&) {
        // values that do not fit together are refused when they are set; here there is only nothing to show
    }
    picture.milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    return picture;
}

const Picture& PictureSource::wanted(const PictureKey& key, const Work& work)
{
    if (latest_.key == key && !latest_.image.isNull())
        return latest_;
    if (!(asked_ == key)) {
        asked_ = key;
        task_.start([key, work] { return compute(key, work); });
    }
    return latest_;
}

Picture PictureSource::now(const PictureKey& key, const Work& work) const
{
    for (const Picture* picture : { &prepared_, &latest_ })
        if (picture->key == key && !picture->image.isNull())
            return *picture;
    return compute(key, work);
}

void PictureSource::prepare(const PictureKey& key, const Work& work, std::function<void()> ready)
{
    if (latest_.key == key && !latest_.image.isNull()) {
        prepared_ = latest_;
        ready();
        return;
    }
    ready_ = std::move(ready);
    preparing_.start([key, work] { return compute(key, work); });
}

void PictureSource::clear()
{
    task_.drop();
    preparing_.drop();
    latest_ = {};
    prepared_ = {};
    asked_ = {};
}

} // namespace ui
