// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_export.h"

#include "ui/plots/paint_record.h"
#include "ui/plots/plot_frame.h"

#include "core/base/error.h"

#include <QtCore/QBuffer>
#include <QtCore/QFileInfo>
#include <QtCore/QSaveFile>
#include <QtGui/QPageSize>
#include <QtGui/QPainter>
#include <QtGui/QPdfWriter>
#include <QtSvg/QSvgGenerator>

namespace ui {

namespace {

constexpr int paperResolution = 1200; ///< dots an inch
constexpr double screenResolution = 96;

QByteArray pngOf(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes;
}

QByteArray svgOf(const PaintRecord& record, const PlotText& text, QSizeF size)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(static_cast<int>(screenResolution));
    generator.setSize(size.toSize());
    generator.setViewBox(QRectF({ 0, 0 }, size));
    generator.setTitle(text.title);
    generator.setDescription(text.caption);
    QPainter painter(&generator);
    record.replay(painter);
    painter.end();
    // viewers that do not have our font would take one with serifs
    return bytes.replace("font-family=\"DataLever Sans\"", "font-family=\"DataLever Sans, Inter, Noto Sans, sans-serif\"");
}

QByteArray pdfOf(const PaintRecord& record, const PlotText& text, QSizeF size)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(paperResolution);
    writer.setPageSize(QPageSize(size * (72 / screenResolution), QPageSize::Point));
    writer.setPageMargins({});
    writer.setTitle(text.title);
    writer.setCreator(QStringLiteral("DataLever"));
    QPainter painter(&writer);
    painter.scale(paperResolution / screenResolution, paperResolution / screenResolution);
    record.replay(painter);
    painter.end();
    return bytes;
}

QByteArray csvOf(const PlotText& text, const std::function<QString()>& values)
{
    QString head;
    for (const QString& line : { text.title, text.subTitle, text.caption })
        if (!line.isEmpty())
            head += QStringLiteral("# ") + QString(line).replace('\n', ' ') + '\n';
    return head.toUtf8() + values().toUtf8();
}

std::shared_ptr<const PaintRecord> recordOf(PlotFrame& plot, const ExportSettings& settings)
{
    auto record = std::make_shared<PaintRecord>(settings.size);
    QPainter painter(record.get());
    plot.draw(painter, settings.size, settings.scale);
    return record;
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

PlotWork plotWork(PlotFrame& plot, PictureFormat format, const ExportSettings& settings)
{
    switch (format) {
    case PictureFormat::Svg:
        return [record = recordOf(plot, settings), text = plot.text(), size = settings.size] {
            return svgOf(*record, text, size);
        };
    case PictureFormat::Pdf:
        return [record = recordOf(plot, settings), text = plot.text(), size = settings.size] {
            return pdfOf(*record, text, size);
        };
    case PictureFormat::Csv:
        return [text = plot.text(), values = plot.values()] { return csvOf(text, values); };
    default:
        return [image = plotImage(plot, settings)] { return pngOf(image); };
    }
}

QByteArray plotBytes(PlotFrame& plot, PictureFormat format, const ExportSettings& settings)
{
    return plotWork(plot, format, settings)();
}

void writeBytes(const QByteArray& bytes, const QString& file)
{
    QSaveFile target(file);
    if (!target.open(QIODevice::WriteOnly) || target.write(bytes) != bytes.size() || !target.commit())
        throw core::Error(core::ErrorKind::Storage,
            QObject::tr("%1 could not be written: %2.").arg(file, target.errorString()).toStdString());
}

void savePlot(PlotFrame& plot, const QString& file, PictureFormat format, const ExportSettings& settings)
{
    writeBytes(plotBytes(plot, format, settings), file);
}

} // namespace ui
