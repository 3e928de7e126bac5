// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/facet_words.h"

#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

namespace ui {

namespace {

QString translate(const char* text)
{
    return QCoreApplication::translate("ui::FacetWords", text);
}

struct ValueWords {
    const char* key;
    const char* name;
    const char* help;
};

constexpr ValueWords flagWords[] = {
    { facet_keys::truncated, QT_TRANSLATE_NOOP("ui::FacetWords", "Cut"),
        QT_TRANSLATE_NOOP("ui::FacetWords", "Longer than the run's limit of tokens, and cut to it.") },
    { facet_keys::dropped, QT_TRANSLATE_NOOP("ui::FacetWords", "Dropped"),
        QT_TRANSLATE_NOOP("ui::FacetWords", "Longer than the run's limit of tokens, and left out of it.") },
    { facet_keys::unscored, QT_TRANSLATE_NOOP("ui::FacetWords", "Unscored"),
        QT_TRANSLATE_NOOP("ui::FacetWords", "No response token is left, so a recording point has no loss of it.") },
    { facet_keys::seam, QT_TRANSLATE_NOOP("ui::FacetWords", "Token across the seam"),
        QT_TRANSLATE_NOOP("ui::FacetWords", "One token holds the end of the prompt and the start of the response.") },
    { facet_keys::duplicate, QT_TRANSLATE_NOOP("ui::FacetWords", "Exact duplicate"),
        QT_TRANSLATE_NOOP("ui::FacetWords", "Same prompt and response as an earlier row.") },
    { facet_keys::excluded, QT_TRANSLATE_NOOP("ui::FacetWords", "Excluded"), "" },
    { facet_keys::pinnedEasy, QT_TRANSLATE_NOOP("ui::FacetWords", "Pinned easy"), "" },
    { facet_keys::pinnedHard, QT_TRANSLATE_NOOP("ui::FacetWords", "Pinned hard"), "" },
    { facet_keys::noted, QT_TRANSLATE_NOOP("ui::FacetWords", "With a note"), "" },
};

constexpr ValueWords splitWords[] = {
    { facet_keys::train, QT_TRANSLATE_NOOP("ui::FacetWords", "Train"), "" },
    { facet_keys::heldOut, QT_TRANSLATE_NOOP("ui::FacetWords", "Held out"),
        QT_TRANSLATE_NOOP("ui::FacetWords", "Scored, but never trained on or clustered.") },
};

constexpr ValueWords clusterWords[] = {
    { facet_keys::unscored, QT_TRANSLATE_NOOP("ui::FacetWords", "Unscored"),
        QT_TRANSLATE_NOOP("ui::FacetWords", "A recording point has no loss of it, so it belongs to no cluster.") },
    { facet_keys::noCluster, QT_TRANSLATE_NOOP("ui::FacetWords", "No cluster"),
        QT_TRANSLATE_NOOP("ui::FacetWords", "Held out, or not in the run.") },
};

template <typename Words> const ValueWords* find(const Words& words, const QString& key)
{
    for (const ValueWords& value : words)
        if (key == QLatin1String(value.key))
            return &value;
    return nullptr;
}

const ValueWords* wordsOf(Facet facet, const QString& key)
{
    switch (facet) {
    case Facet::Flag:
        return find(flagWords, key);
    case Facet::Split:
        return find(splitWords, key);
    case Facet::Cluster:
        return find(clusterWords, key);
    case Facet::Source:
    case Facet::Label:
        break;
    }
    return nullptr;
}

} // namespace

QString facetName(Facet facet)
{
    switch (facet) {
    case Facet::Source:
        return translate("Source");
    case Facet::Cluster:
        return translate("Cluster");
    case Facet::Flag:
        return translate("Flags");
    case Facet::Split:
        return translate("Split");
    case Facet::Label:
        break;
    }
    return translate("Label");
}

QString clusterName(const core::data::Columns& columns, std::uint32_t code)
{
    if (columns.isHardCluster(static_cast<std::uint16_t>(code)))
        return columns.hardClusters.size() == 1 ? translate("Hard") : translate("Hard %1").arg(countText(code + 1));
    return code == 0 ? translate("Easy") : translate("Cluster %1").arg(countText(code + 1));
}

QString facetValueName(const core::data::Columns& columns, Facet facet, const QString& key)
{
    if (const ValueWords* words = wordsOf(facet, key))
        return translate(words->name);
    if (facet == Facet::Cluster)
        return clusterName(columns, key.toUInt());
    if (facet == Facet::Source && key.isEmpty())
        return translate("No source");
    return key;
}

QString facetValueHelp(Facet facet, const QString& key)
{
    const ValueWords* words = wordsOf(facet, key);
    return words == nullptr || *words->help == '\0' ? QString() : translate(words->help);
}

QString measureName(Measure measure)
{
    switch (measure) {
    case Measure::RowNumber:
        return translate("Row");
    case Measure::Cluster:
        return translate("Cluster");
    case Measure::Source:
        return translate("Source");
    case Measure::PromptTokens:
        return translate("Prompt tokens");
    case Measure::ResponseTokens:
        return translate("Response tokens");
    case Measure::Tokens:
        return translate("Tokens");
    case Measure::PromptCharacters:
        return translate("Prompt characters");
    case Measure::ResponseCharacters:
        return translate("Response characters");
    case Measure::Characters:
        return translate(QT_TRANSLATE_NOOP("ui::FacetWords", "Characters"));
    case Measure::LastLoss:
        return translate("Last loss");
    case Measure::MeanLoss:
        return translate("Mean loss");
    case Measure::Variability:
        return translate("Variability");
    case Measure::LearnedAt:
        return translate("Learned at");
    case Measure::Labels:
        return translate("Labels");
    case Measure::Flags:
        break;
    }
    return translate("Flags");
}

} // namespace ui
