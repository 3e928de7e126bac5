// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/length_plot.h"

#include "ui/session/undo_words.h"
#include "ui/theme/number_text.h"

#include <cmath>

namespace ui {

namespace {

std::vector<qint64> counts(const std::vector<long long>& values)
{
    return { values.begin(), values.end() };
}

PlotText textOf(const LengthHistogram& histogram, const LengthTerms& terms)
{
    PlotText text;
    text.title = LengthPlot::tr("Length");
    if (histogram.tokens)
        text.subTitle = terms.tokenizer.isEmpty() ? LengthPlot::tr("prompt and response, in tokens")
                                                  : LengthPlot::tr("prompt and response, %1 tokenizer").arg(terms.tokenizer);
    else
        text.subTitle = LengthPlot::tr("prompt and response, in characters: no tokens are counted yet");
    const QString rows = rowsText(static_cast<qint64>(histogram.rows));
    text.caption = histogram.beyond == 0 ? rows
                                         : LengthPlot::tr("%1; %2 longer ones are in the last bar")
                                               .arg(rows, countText(static_cast<qint64>(histogram.beyond)));
    text.description = LengthPlot::tr("Histogram of the lengths of %1").arg(rows);
    return text;
}

} // namespace

HistogramContent lengthContent(const LengthHistogram& histogram, const LengthTerms& terms)
{
    HistogramContent content;
    content.text = textOf(histogram, terms);
    const QString unit = histogram.tokens ? LengthPlot::tr("tokens") : LengthPlot::tr("characters");
    content.xAxis.label = unit;
    content.xName = unit;
    content.yAxis.label = LengthPlot::tr("Rows per %1 %2").arg(countText(std::llround(histogram.width)), unit);
    content.edges = histogram.edges;
    const bool part = !histogram.shown.empty();
    content.series.push_back({ part ? LengthPlot::tr("all rows") : QString(), counts(histogram.all),
        part ? PlotColour(Role::Neutral) : PlotColour(Role::Accent), part, false, 0 });
    if (part)
        content.series.push_back({ terms.shownName, counts(histogram.shown), PlotColour(Role::Accent), false, false, 0 });
    if (histogram.tokens && terms.limit) {
        const auto longer = static_cast<qint64>(histogram.truncated + histogram.dropped);
        content.limit = LimitLine{ static_cast<double>(*terms.limit),
            longer == 0 ? LengthPlot::tr("%1 tokens: no row is longer").arg(countText(*terms.limit))
                        : LengthPlot::tr("%1 tokens: %2 rows longer, %3")
                              .arg(countText(*terms.limit), countText(longer), terms.policy) };
    }
    return content;
}

LengthPlot::LengthPlot(const Theme& theme, QWidget* parent)
    : HistogramPlot(theme, parent)
    , task_([this](Counted counted) {
        histogram_ = std::move(counted.histogram);
        setState({});
        setContent(lengthContent(histogram_, counted.terms));
    })
{
    setObjectName("length plot");
    setAccessibleName(tr("Length of the examples"));
}

void LengthPlot::setRows(std::shared_ptr<const core::data::Columns> columns, Rows visible, LengthTerms terms)
{
    if (!columns) {
        task_.drop();
        PlotState state;
        state.stage = PlotStage::Loading;
        state.head = tr("Examples are being read");
        setState(state);
        return;
    }
    task_.start([columns = std::move(columns), visible = std::move(visible), terms = std::move(terms)] {
        return Counted{ lengthHistogram(*columns, visible.get()), terms };
    });
}

} // namespace ui
