// SPDX-License-Identifier: Apache-2.0
#include "core/curate/mix.h"

#include "core/base/error.h"
#include "core/data/facets.h"

namespace core::curate {

namespace {

/// Copies of every row of the snapshot afterwards.
std::vector<std::uint32_t> copiesAfter(const data::Columns& columns, std::span<const data::DatasetRow> after)
{
    std::vector<std::uint32_t> copies(columns.rows());
    std::size_t row = 0;
    for (const auto& kept : after) {
        while (row < columns.rows() && columns.ids[row] != kept.example)
            ++row;
        if (row == columns.rows())
            throw Error(ErrorKind::BadInput,
                "example " + std::to_string(kept.example.value) + " is not in the dataset, or in another order");
        copies[row++] = kept.copies;
    }
    return copies;
}

/// The place of every row's value among those that countFacet() lists.
std::vector<std::size_t> placesOf(
    const data::Columns& columns, data::FacetName facet, const std::vector<data::FacetValue>& values)
{
    std::vector<std::size_t> places(columns.rows());
    for (std::size_t row = 0; facet != data::FacetName::Length && row < places.size(); ++row) {
        if (facet == data::FacetName::Source)
            places[row] = columns.source.codes[row];
        else
            places[row] = columns.cluster[row] == data::noCluster ? values.size() - 1 : columns.cluster[row];
    }
    for (std::size_t place = 0; facet == data::FacetName::Length && place < values.size(); ++place)
        data::facetRows(columns, { facet, { values[place].value } }).forEach([&](std::size_t row) { places[row] = place; });
    return places;
}

std::vector<MixGroup> groupsOf(const data::Columns& columns, data::FacetName facet, const std::vector<std::uint32_t>& after)
{
    const auto values = data::countFacet(columns, facet, data::Selection(columns.rows(), true));
    const auto places = placesOf(columns, facet, values);
    std::vector<MixGroup> all(values.size());
    for (std::size_t row = 0; row < columns.rows(); ++row) {
        if (columns.heldOut[row] != 0)
            continue;
        MixGroup& group = all[places[row]];
        group.value = values[places[row]].value;
        ++group.rowsBefore;
        group.copiesBefore += columns.copies[row];
        group.rowsAfter += after[row] > 0;
        group.copiesAfter += after[row];
    }
    std::erase_if(all, [](const MixGroup& group) { return group.rowsBefore == 0; });
    return all;
}

} // namespace

Mix mixOf(const data::Columns& columns, std::span<const data::DatasetRow> after)
{
    const auto copies = copiesAfter(columns, after);
    Mix mix;
    mix.bySource = groupsOf(columns, data::FacetName::Source, copies);
    mix.byLength = groupsOf(columns, data::FacetName::Length, copies);
    if (!columns.cluster.empty())
        mix.byCluster = groupsOf(columns, data::FacetName::Cluster, copies);
    return mix;
}

} // namespace core::curate
