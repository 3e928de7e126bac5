// SPDX-License-Identifier: GPL-3.0-or-later
// Which examples are shown, as a value: facets, ranges of numbers, words, the selection. Facet values go by name, so that a
// filter outlives the snapshot that it was made on.
#pragma once

#include "ui/session/measures.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <limits>
#include <map>
#include <vector>

namespace ui {

enum class Facet { Source, Cluster, Flag, Split, Label };
inline constexpr Facet allFacets[] = { Facet::Source, Facet::Cluster, Facet::Flag, Facet::Split, Facet::Label };

/// Keys of facet values beside names of sources and labels and the numbers of clusters ("0" is the easiest).
namespace facet_keys {
inline constexpr char unscored[] = "unscored"; ///< of Cluster and Flag
inline constexpr char noCluster[] = "none"; ///< held out, or not in the run
inline constexpr char train[] = "train";
inline constexpr char heldOut[] = "held-out";
inline constexpr char truncated[] = "truncated";
inline constexpr char dropped[] = "dropped";
inline constexpr char seam[] = "seam";
inline constexpr char duplicate[] = "duplicate";
inline constexpr char excluded[] = "excluded";
inline constexpr char pinnedEasy[] = "pinned-easy";
inline constexpr char pinnedHard[] = "pinned-hard";
inline constexpr char noted[] = "noted";
} // namespace facet_keys

/// Rows whose value lies in [least, most], bounds with `open` excluded; or those without a value.
struct NumberFilter {
    Measure measure = Measure::RowNumber;
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
    bool leastOpen = false;
    bool mostOpen = false;
    bool missing = false; ///< only rows without a value; the bounds do not count
    QString text; ///< as it was typed: "> 3"
    friend bool operator==(const NumberFilter&, const NumberFilter&) = default;
};

enum class TextField { Anywhere, Prompt, Response };

/// Rows whose text holds `words` as they stand; ASCII letters match in either case.
struct TextFilter {
    TextField field = TextField::Anywhere;
    QString words;
    friend bool operator==(const TextFilter&, const TextFilter&) = default;
};

/// Everything must hold at once; of one facet's values, one must.
struct ExampleFilter {
    std::map<Facet, QStringList> facets; ///< never with an empty list
    std::map<Facet, QString> contained; ///< part of a facet value's name, as it is typed under a column head
    std::vector<NumberFilter> numbers; ///< one a measure at most
    std::vector<TextFilter> texts; ///< one a field at most
    bool selectedOnly = false;

    bool empty() const { return *this == ExampleFilter(); }
    friend bool operator==(const ExampleFilter&, const ExampleFilter&) = default;

    bool hasFacetValue(Facet facet, const QString& key) const { return facetValues(facet).contains(key); }
    QStringList facetValues(Facet facet) const;
    void setFacetValue(Facet facet, const QString& key, bool chosen);
    void setContained(Facet facet, const QString& part); ///< empty: no longer
    void setNumber(const NumberFilter& filter);
    void clearNumber(Measure measure);
    const NumberFilter* number(Measure measure) const; ///< null: there is none
    QString words(TextField field) const;
    void setWords(TextField field, const QString& words); ///< empty: no longer
};

} // namespace ui
