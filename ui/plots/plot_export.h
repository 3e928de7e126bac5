// SPDX-License-Identifier: GPL-3.0-or-later
// A plot as a file: PNG, SVG, PDF or the values behind it as CSV. Needs a QApplication (offscreen will do), no window.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QSizeF>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtGui/QImage>

#include <functional>
#include <optional>

namespace ui {

class PlotFrame;

enum class PictureFormat { Png, Svg, Pdf, Csv };

struct ExportSettings {
    QSizeF size{ 800, 450 }; ///< logical pixels (1/96 inch on paper)
    double scale = 2; ///< device pixels of one logical pixel; pictures of pixels only
};

/// By the file's ending.
std::optional<PictureFormat> formatOf(const QString& file);
QString suffixOf(PictureFormat format);
QString fileFilter(PictureFormat format);
/// "Loss trajectories" and Png: "loss-trajectories.png"
QString suggestedFile(const QString& title, PictureFormat format);

QImage plotImage(PlotFrame& plot, const ExportSettings& settings);
/// Makes a file's contents on any thread, out of what it owns.
using PlotWork = std::function<QByteArray()>;
/// Paints the plot here; encoding it is left to the work.
PlotWork plotWork(PlotFrame& plot, PictureFormat format, const ExportSettings& settings);
QByteArray plotBytes(PlotFrame& plot, PictureFormat format, const ExportSettings& settings);
/// Written whole or not at all. Throws core::Error{Storage} with a sentence.
void writeBytes(const QByteArray& bytes, const QString& file);
void savePlot(PlotFrame& plot, const QString& file, PictureFormat format, const ExportSettings& settings);

/// A field each, quoted where needed, with the line's end.
QString csvLine(const QStringList& fields);
/// The shortest text that reads back as the same number; empty for NaN.
QString csvNumber(double value);
/// The same for a value that is stored in single precision.
QString csvNumber(float value);

} // namespace ui
