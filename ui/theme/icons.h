// SPDX-License-Identifier: GPL-3.0-or-later
// Icons from the SVG files that are compiled in, coloured and drawn at the size and scale at which they are shown.
#pragma once

#include "ui/theme/colours.h"

#include <QtCore/QHash>
#include <QtGui/QIconEngine>
#include <QtGui/QPixmap>

#include <memory>

namespace ui {

/// Drawn icons by name, colour, size and scale, and the scheme that they are shown in. Owned by a Theme and shared with the
/// icons it gave out.
class IconCache {
public:
    explicit IconCache(ColourScheme shown)
        : scheme(shown)
    {
    }

    static bool has(const QString& name);

    /// `size` in device pixels, of which `scale` are one logical pixel.
    QPixmap pixmap(const QString& name, Role role, QSize size, qreal scale);

    ColourScheme scheme;

private:
    QHash<QString, QPixmap> pixmaps_;
};

/// What stands behind Theme::icon.
class IconEngine : public QIconEngine {
public:
    IconEngine(std::shared_ptr<IconCache> cache, QString name, Role role);

    void paint(QPainter* painter, const QRect& place, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine* clone() const override;
    QString key() const override;
    QString iconName() override;

private:
    Role roleIn(QIcon::Mode mode) const { return mode == QIcon::Disabled ? Role::Disabled : role_; }

    std::shared_ptr<IconCache> cache_;
    QString name_;
    Role role_;
};

} // namespace ui
