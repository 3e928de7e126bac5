// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icons.h"

#include <QtCore/QFile>
#include <QtGui/QPainter>
#include <QtSvg/QSvgRenderer>

namespace ui {

namespace {

QString fileOf(const QString& name)
{
    return ":/datalever/icons/" + name + ".svg";
}

/// The picture's text with its colour and stroke: lines are a little thinner in the larger sizes.
QByteArray coloured(const QString& name, QRgb colour, qreal logicalSize)
{
    QFile file(fileOf(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QByteArray text = file.readAll();
    text.replace("currentColor", QColor(colour).name().toLatin1());
    text.replace("stroke-width=\"2\"", logicalSize >= 24 ? "stroke-width=\"1.5\"" : "stroke-width=\"1.75\"");
    return text;
}

QPixmap drawn(const QString& name, QRgb colour, QSize size, qreal scale)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QSvgRenderer renderer(coloured(name, colour, size.height() / scale));
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    QPixmap pixmap = QPixmap::fromImage(std::move(image));
    pixmap.setDevicePixelRatio(scale);
    return pixmap;
}

} // namespace

bool IconCache::has(const QString& name)
{
    return QFile::exists(fileOf(name));
}

QPixmap IconCache::pixmap(const QString& name, Role role, QSize size, qreal scale)
{
    if (size.isEmpty())
        return {};
    const QRgb colour = colourTable(scheme).roles[static_cast<std::size_t>(role)];
    const QString key
        = QString("%1 %2 %3x%4 %5").arg(name).arg(colour, 0, 16).arg(size.width()).arg(size.height()).arg(scale);
    auto found = pixmaps_.find(key);
    if (found == pixmaps_.end())
        found = pixmaps_.insert(key, drawn(name, colour, size, scale));
    return *found;
}

IconEngine::IconEngine(std::shared_ptr<IconCache> cache, QString name, Role role)
    : cache_(std::move(cache))
    , name_(std::move(name))
    , role_(role)
{
}

void IconEngine::paint(QPainter* painter, const QRect& place, QIcon::Mode mode, QIcon::State)
{
    const qreal scale = painter->device()->devicePixelRatioF();
    painter->drawPixmap(place, cache_->pixmap(name_, roleIn(mode), (QSizeF(place.size()) * scale).toSize(), scale));
}

QPixmap IconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1);
}

QPixmap IconEngine::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale)
{
    return cache_->pixmap(name_, roleIn(mode), size, scale);
}

QIconEngine* IconEngine::clone() const
{
    return new IconEngine(*this);
}

QString IconEngine::key() const
{
    return "datalever";
}

QString IconEngine::iconName()
{
    return name_;
}

} // namespace ui
