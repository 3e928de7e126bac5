// SPDX-License-Identifier: GPL-3.0-or-later
// What was painted, kept to be painted again on another thread: a plot is a widget and paints on the GUI thread only, but
// writing it as SVG or PDF takes long.
#pragma once

#include <QtCore/QSizeF>
#include <QtGui/QPaintDevice>

#include <memory>

class QPainter;

namespace ui {

class PaintRecord : public QPaintDevice {
public:
    /// Logical pixels, 96 an inch.
    explicit PaintRecord(QSizeF size);
    ~PaintRecord() override;

    /// As it was painted, under the painter's transformation. On any thread, when nobody paints into it any more.
    void replay(QPainter& painter) const;

    QPaintEngine* paintEngine() const override;

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    class Engine;

    QSizeF size_;
    std::unique_ptr<Engine> engine_;
};

} // namespace ui
