// SPDX-License-Identifier: GPL-3.0-or-later
// The values behind every plot as CSV: written on any thread, from what the plot drew.
#include "ui/plots/density_plot.h"
#include "ui/plots/histogram_plot.h"
#include "ui/plots/line_plot.h"
#include "ui/plots/map_plot.h"
#include "ui/plots/plot_export.h"

#include <array>
#include <charconv>
#include <cmath>

namespace ui {

namespace {

template <typename Number> QString shortest(Number value)
{
    if (std::isnan(value))
        return {};
    std::array<char, 40> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
    return QString::fromLatin1(text.data(), end - text.data());
}

QString csvOf(const LineContent& content)
{
    QString text = csvLine({ QStringLiteral("series"), QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("low"),
        QStringLiteral("high") });
    for (const LineSeries& series : content.series) {
        const QString name = series.note.isEmpty() ? series.name : series.name + QStringLiteral(", ") + series.note;
        for (std::size_t i = 0; i < series.x.size(); ++i)
            text += csvLine({ name, csvNumber(series.x[i]), csvNumber(series.y[i]), {}, {} });
    }
    for (const LineBand& band : content.bands)
        for (std::size_t i = 0; i < band.x.size(); ++i)
            text += csvLine({ band.name, csvNumber(band.x[i]), {}, csvNumber(band.low[i]), csvNumber(band.high[i]) });
    return text;
}

QString csvOf(const TrajectoryContent& content)
{
    QStringList head{ QStringLiteral("row"), QStringLiteral("cluster") };
    if (!content.values || !content.labels)
        return csvLine(head);
    for (const double step : content.values->steps)
        head.append(QStringLiteral("loss at step ") + csvNumber(step));
    QByteArray text = csvLine(head).toUtf8(); // a third of the memory of appending to a QString
    const core::analysis::LossView& losses = content.values->losses;
    for (std::size_t row = 0; row < losses.rows; ++row) {
        const std::int32_t label = (*content.labels)[row];
        if (label < 0)
            continue;
        const auto cluster = static_cast<std::size_t>(label);
        text += QByteArray::number(static_cast<qulonglong>(row + 1)) + ','
            + (cluster < content.clusters.size() ? content.clusters[cluster].name.toUtf8() : QByteArray::number(label));
        for (std::size_t point = 0; point < losses.points; ++point) {
            text += ',';
            text += csvNumber(losses.at(point, row)).toLatin1();
        }
        text += '\n';
    }
    return QString::fromUtf8(text);
}

QString csvOf(const MapContent& content)
{
    QString text = csvLine({ QStringLiteral("row"), QStringLiteral("cluster"), content.xName, content.yName });
    if (!content.values || !content.labels)
        return text;
    for (std::size_t row = 0; row < content.labels->size(); ++row) {
        const auto cluster = static_cast<std::size_t>((*content.labels)[row]);
        if ((*content.labels)[row] >= 0)
            text += csvLine({ QString::number(row + 1),
                cluster < content.clusters.size() ? content.clusters[cluster] : QString::number(cluster),
                csvNumber(content.values->x[row]), csvNumber(content.values->y[row]) });
    }
    return text;
}

QString csvOf(const HistogramContent& content, bool withCensored)
{
    QStringList head{ QStringLiteral("from"), QStringLiteral("to") };
    for (const BarSeries& series : content.series)
        head.append(series.name);
    QString text = csvLine(head);
    for (std::size_t bin = 0; bin + 1 < content.edges.size(); ++bin) {
        QStringList fields{ csvNumber(content.edges[bin]), csvNumber(content.edges[bin + 1]) };
        for (const BarSeries& series : content.series)
            fields.append(QString::number(series.counts[bin]));
        text += csvLine(fields);
    }
    if (!withCensored)
        return text;
    QStringList fields{ QStringLiteral("not yet"), {} };
    for (const BarSeries& series : content.series)
        fields.append(QString::number(series.censored));
    return text + csvLine(fields);
}

} // namespace

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

std::function<QString()> LinePlot::values() const
{
    return [content = content_] { return csvOf(content); };
}

std::function<QString()> DensityPlot::values() const
{
    return [content = content_] { return csvOf(content); };
}

std::function<QString()> MapPlot::values() const
{
    return [content = content_] { return csvOf(content); };
}

std::function<QString()> HistogramPlot::values() const
{
    return [content = content_, censored = hasCensored()] { return csvOf(content, censored); };
}

} // namespace ui
