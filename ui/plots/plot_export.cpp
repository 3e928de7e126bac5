// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_export.h"

#include "ui/plots/plot_frame.h"

#include "core/base/error.h"

#include <QtCore/QBuffer>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>
#include <QtGui/QPageSize>
#include <QtGui/QPainter>
#include <QtGui/QPdfWriter>
#include <QtSvg/QSvgGenerator>

#include <array>
#include <charconv>
#include <cmath>

namespace ui {

namespace {

constexpr int paperResolution = 1200; ///< dots an inch
constexpr double screenResolution = 96;

QByteArray pngOf(PlotFrame& plot, const ExportSettings& settings)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    plotImage(plot, settings).save(&buffer, "PNG");
    return bytes;
}

QByteArray svgOf(PlotFrame& plot, const ExportSettings& settings)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(static_cast<int>(screenResolution));
    generator.setSize(settings.size.toSize());
    generator.setViewBox(QRectF({ 0, 0 }, settings.size));
    generator.setTitle(plot.text().title);
    generator.setDescription(plot.text().caption);
    QPainter painter(&generator);
    plot.draw(painter, settings.size, settings.scale);
    painter.end();
    // viewers that do not have our font would take one with serifs
    return bytes.replace("font-family=\"DataLever Sans\"", "font-family=\"DataLever Sans, Inter, Noto Sans, sans-serif\"");
}

QByteArray pdfOf(PlotFrame& plot, const ExportSettings& settings)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(paperResolution);
    writer.setPageSize(QPageSize(settings.size * (72 / screenResolution), QPageSize::Point));
    writer.setPageMargins({});
    writer.setTitle(plot.text().title);
    writer.setCreator(QStringLiteral("DataLever"));
    QPainter painter(&writer);
    painter.scale(paperResolution / screenResolution, paperResolution / screenResolution);
    plot.draw(painter, settings.size, settings.scale);
    painter.end();
    return bytes;
}

QByteArray csvOf(const PlotFrame& plot)
{
    QString text;
    for (const QString& line : { plot.text().title, plot.text().subTitle, plot.text().caption })
        if (!line.isEmpty())
            text += QStringLiteral("# ") + QString(line).replace('\n', ' ') + '\n';
    return (text + plot.csv()).toUtf8();
}

template <typename Number> QString shortest(Number value)
{
    if (std::isnan(value))
        return {};
    std::array<char, 40> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return QString::fromLatin1(text.data(), end - text.data());
}

} // namespace

std::optional<PictureFormat> formatOf(const QString& file)
{
    const QString suffix = QFileInfo(file).suffix().toLower();
    for (const PictureFormat format : { PictureFormat::Png, PictureFormat::Svg, PictureFormat::Pdf, PictureFormat::Csv })
        if (suffix == suffixOf(format))
            return format;
    return std::nullopt;
}

QString suffixOf(PictureFormat format)
{
    switch (format) {
    case PictureFormat::Svg:
        return QStringLiteral("svg");
    case PictureFormat::Pdf:
        return QStringLiteral("pdf");
    case PictureFormat::Csv:
        return QStringLiteral("csv");
    default:
        return QStringLiteral("png");
    }
}

QString fileFilter(PictureFormat format)
{
    const QString suffix = suffixOf(format);
    return QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix);
}

QString suggestedFile(const QString& title, PictureFormat format)
{
    QString name;
    for (const QChar letter : title.toLower())
        if (letter.isLetterOrNumber())
            name += letter;
        else if (!name.isEmpty() && !name.endsWith('-'))
            name += '-';
    if (name.endsWith('-'))
        name.chop(1);
    return (name.isEmpty() ? QStringLiteral("plot") : name) + '.' + suffixOf(format);
}

QImage plotImage(PlotFrame& plot, const ExportSettings& settings)
{
    QImage image((settings.size * settings.scale).toSize(), QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(settings.scale);
    image.setText(QStringLiteral("Title"), plot.text().title);
    image.setText(QStringLiteral("Description"), plot.text().caption);
    QPainter painter(&image);
    plot.draw(painter, settings.size, settings.scale);
    return image;
}

QByteArray plotBytes(PlotFrame& plot, PictureFormat format, const ExportSettings& settings)
{
    switch (format) {
    case PictureFormat::Svg:
        return svgOf(plot, settings);
    case PictureFormat::Pdf:
        return pdfOf(plot, settings);
    case PictureFormat::Csv:
        return csvOf(plot);
    default:
        return pngOf(plot, settings);
    }
}

void savePlot(PlotFrame& plot, const QString& file, PictureFormat format, const ExportSettings& settings)
{
    const QByteArray bytes = plotBytes(plot, format, settings);
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size() || !target.commit())
        throw core::Error(core::ErrorKind::Storage,
            QObject::tr("%1 could not be written: %2.").arg(file, target.errorString()).toStdString());
}

QString csvLine(const QStringList& fields)
{
    QStringList quoted;
    for (QString field : fields) {
        if (field.contains(',') || field.contains('"') || field.contains('\n') || field.contains('\r'))
            field = '"' + field.replace('"', QStringLiteral("\"\"")) + '"';
        quoted.append(field);
    }
    return quoted.join(',') + '\n';
}

QString csvNumber(double value)
{
    return shortest(value);
}

QString csvNumber(float value)
{
    return shortest(value);
}

} // namespace ui
