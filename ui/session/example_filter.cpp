// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/example_filter.h"

#include <algorithm>

namespace ui {

QStringList ExampleFilter::facetValues(Facet facet) const
{
    const auto found = facets.find(facet);
    return found == facets.end() ? QStringList() : found->second;
}

void ExampleFilter::setFacetValue(Facet facet, const QString& key, bool chosen)
{
    QStringList values = facetValues(facet);
    values.removeAll(key);
    if (chosen)
        values.append(key);
    values.sort();
    if (values.isEmpty())
        facets.erase(facet);
    else
        facets[facet] = values;
}

void ExampleFilter::setContained(Facet facet, const QString& part)
{
    if (part.isEmpty())
        contained.erase(facet);
    else
        contained[facet] = part;
}

void ExampleFilter::setNumber(const NumberFilter& filter)
{
    const auto found = std::ranges::find(numbers, filter.measure, &NumberFilter::measure);
    if (found == numbers.end())
        numbers.push_back(filter);
    else
        *found = filter;
}

void ExampleFilter::clearNumber(Measure measure)
{
    std::erase_if(numbers, [&](const NumberFilter& filter) { return filter.measure == measure; });
}

const NumberFilter* ExampleFilter::number(Measure measure) const
{
    const auto found = std::ranges::find(numbers, measure, &NumberFilter::measure);
    return found == numbers.end() ? nullptr : &*found;
}

QString ExampleFilter::words(TextField field) const
{
    const auto found = std::ranges::find(texts, field, &TextFilter::field);
    return found == texts.end() ? QString() : found->words;
}

void ExampleFilter::setWords(TextField field, const QString& words)
{
    std::erase_if(texts, [&](const TextFilter& filter) { return filter.field == field; });
    if (!words.isEmpty())
        texts.push_back({ field, words });
    std::ranges::sort(texts, {}, &TextFilter::field);
}

} // namespace ui
