// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/facet_words.h"

#include "core/data/facets.h"
#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

#include <optional>

namespace ui {

using core::data::FacetName;

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
    { "held-out", QT_TRANSLATE_NOOP("ui::FacetWords", "Held out"),
        QT_TRANSLATE_NOOP("ui::FacetWords", "Scored, but never trained on or clustered.") },
    { "truncated", QT_TRANSLATE_NOOP("ui::FacetWords", "Cut"),
        QT_TRANSLATE_NOOP("ui::FacetWords", "Longer than the run's limit of tokens, and cut to it.") },
    { "dropped", QT_TRANSLATE_NOOP("ui::FacetWords", "Dropped"),
        QT_TRANSLATE_NOOP("ui::FacetWords", "Longer than the run's limit of tokens, and left out of it.") },
    { "unscored", QT_TRANSLATE_NOOP("ui::FacetWords", "Unscored"),
        QT_TRANSLATE_NOOP("ui::FacetWords", "No response token is left, so a recording point has no loss of it.") },
    { "seam", QT_TRANSLATE_NOOP("ui::FacetWords", "Token across the seam"),
        QT_TRANSLATE_NOOP("ui::FacetWords", "One token holds the end of the prompt and the start of the response.") },
    { "duplicate", QT_TRANSLATE_NOOP("ui::FacetWords", "Exact duplicate"),
        QT_TRANSLATE_NOOP("ui::FacetWords", "Same prompt and response as an earlier row.") },
    { "excluded", QT_TRANSLATE_NOOP("ui::FacetWords", "Excluded"), "" },
    { "pinned-easy", QT_TRANSLATE_NOOP("ui::FacetWords", "Pinned easy"), "" },
    { "pinned-hard", QT_TRANSLATE_NOOP("ui::FacetWords", "Pinned hard"), "" },
    { "noted", QT_TRANSLATE_NOOP("ui::FacetWords", "With a note"), "" },
};

const ValueWords* wordsOf(FacetName facet, const std::string& value)
{
    if (facet == FacetName::Flags)
        for (const ValueWords& words : flagWords)
            if (value == words.key)
                return &words;
    return nullptr;
}

/// At which rows were cut; nothing where none was.
std::optional<std::uint32_t> cutLength(const core::data::Columns& columns)
{
    if (columns.tokens.empty() || columns.flags.empty())
        return std::nullopt;
    for (std::size_t row = 0; row < columns.rows(); ++row)
        if (columns.hasFlag(row, core::data::RowFlag::Truncated))
            return columns.tokens[row];
    return std::nullopt;
}

/// "128 to 255 tok.", "from 2 048 tok."; the bin that holds the cut rows is open, since they were longer.
QString lengthName(const core::data::Columns& columns, const std::string& value)
{
    const auto bin = core::data::lengthBin(value);
    if (!bin)
        return QString::fromStdString(value);
    const QString least = countText(bin->least);
    const auto cut = bin->tokens ? cutLength(columns) : std::nullopt;
    if (!bin->end || (cut && *cut >= bin->least && *cut < *bin->end))
        return (bin->tokens ? translate("from %1 tok.") : translate("from %1 char.")).arg(least);
    return (bin->tokens ? translate("%1 to %2 tok.") : translate("%1 to %2 char."))
        .arg(least, countText(qint64{ *bin->end } - 1));
}

QString nameOrNone(const std::string& value, const char* none)
{
    return value.empty() ? translate(none) : QString::fromStdString(value);
}

} // namespace

QString facetName(FacetName facet)
{
    switch (facet) {
    case FacetName::Source:
        return translate("Source");
    case FacetName::Length:
        return translate("Length");
    case FacetName::Cluster:
        return translate("Cluster");
    case FacetName::Flags:
        return translate("Flags");
    case FacetName::Labels:
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

QString facetValueName(const core::data::Columns& columns, FacetName facet, const std::string& value)
{
    switch (facet) {
    case FacetName::Source:
        return nameOrNone(value, "No source");
    case FacetName::Labels:
        return nameOrNone(value, "No label");
    case FacetName::Length:
        return lengthName(columns, value);
    case FacetName::Cluster:
        return value == "none" ? translate("No cluster") : clusterName(columns, QString::fromStdString(value).toUInt());
    case FacetName::Flags:
        break;
    }
    const ValueWords* words = wordsOf(facet, value);
    return words == nullptr ? QString::fromStdString(value) : translate(words->name);
}

QString facetValueHelp(FacetName facet, const std::string& value)
{
    if (facet == FacetName::Cluster && value == "none")
        return translate("Unscored, held out, or not in the run.");
    const ValueWords* words = wordsOf(facet, value);
    return words == nullptr || *words->help == '\0' ? QString() : translate(words->help);
}

QString flagNames(const core::data::Columns& columns, std::size_t row)
{
    using core::data::RowFlag;
    using core::data::RowMark;
    QStringList names;
    const auto add = [&](bool has, const char* value) {
        if (has)
            names.append(translate(wordsOf(FacetName::Flags, value)->name));
    };
    add(columns.heldOut[row] != 0, "held-out");
    add(columns.hasFlag(row, RowFlag::Truncated), "truncated");
    add(columns.hasFlag(row, RowFlag::Dropped), "dropped");
    add(columns.hasFlag(row, RowFlag::Unscored), "unscored");
    add(columns.hasFlag(row, RowFlag::Seam), "seam");
    add(columns.hasFlag(row, RowFlag::Duplicate), "duplicate");
    add(columns.hasMark(row, RowMark::Excluded), "excluded");
    add(columns.hasMark(row, RowMark::PinnedEasy), "pinned-easy");
    add(columns.hasMark(row, RowMark::PinnedHard), "pinned-hard");
    add(columns.hasMark(row, RowMark::Noted), "noted");
    return names.join(QStringLiteral(", "));
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
        return translate("Half learned at");
    case Measure::Labels:
        return translate("Labels");
    case Measure::Flags:
        break;
    }
    return translate("Flags");
}

} // namespace ui
