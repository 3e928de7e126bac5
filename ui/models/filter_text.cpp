// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/filter_text.h"

#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

QString translate(const char* text)
{
    return QCoreApplication::translate("ui::FilterText", text);
}

ParsedFilter refused()
{
    return { {}, translate("A number, or like > 3, 2..5, = –") };
}

/// The comparison at the start of `text`, which is taken off.
QString takeComparison(QString& text)
{
    for (const char* comparison : { "<=", ">=", "≤", "≥", "<", ">", "=" })
        if (const QString start = QString::fromUtf8(comparison); text.startsWith(start)) {
            text = text.mid(start.size()).trimmed();
            return start;
        }
    return {};
}

/// Half of the last digit that was typed: "2.73" means what is shown as 2.73.
double halfDigit(const QString& text)
{
    if (text.contains(QLatin1Char('e'), Qt::CaseInsensitive))
        return 0;
    const qsizetype point = std::max(text.lastIndexOf(QLatin1Char('.')), text.lastIndexOf(QLatin1Char(',')));
    return 0.5 * std::pow(10.0, point < 0 ? 0.0 : static_cast<double>(point + 1 - text.size()));
}

ParsedFilter parseRange(const QString& text, qsizetype dots, NumberFilter filter)
{
    const auto least = numberFromText(text.left(dots));
    const auto most = numberFromText(text.mid(dots + 2));
    if (!least || !most)
        return refused();
    if (*least > *most)
        return { {}, translate("The first number is the smaller one, as in 2..5") };
    filter.least = *least;
    filter.most = *most;
    return { filter, {} };
}

} // namespace

ParsedFilter parseNumberFilter(const QString& text, Measure measure)
{
    QString rest = text.trimmed();
    if (rest.isEmpty())
        return {};
    NumberFilter filter;
    filter.measure = measure;
    filter.text = rest;
    if (const qsizetype dots = rest.indexOf(QLatin1String("..")); dots >= 0)
        return parseRange(rest, dots, filter);
    const QString comparison = takeComparison(rest);
    if (comparison.isEmpty() || comparison == QLatin1String("=")) {
        filter.missing = rest == QString::fromUtf8("–") || rest == QLatin1String("-");
        if (filter.missing)
            return { filter, {} };
    }
    const auto number = numberFromText(rest);
    if (!number)
        return refused();
    if (comparison.isEmpty() || comparison == QLatin1String("=")) {
        filter.least = *number - halfDigit(rest);
        filter.most = *number + halfDigit(rest);
        filter.mostOpen = filter.most > filter.least;
        return { filter, {} };
    }
    const bool below = comparison.startsWith(QLatin1Char('<')) || comparison == QString::fromUtf8("≤");
    (below ? filter.most : filter.least) = *number;
    filter.mostOpen = comparison == QLatin1String("<");
    filter.leastOpen = comparison == QLatin1String(">");
    return { filter, {} };
}

} // namespace ui
