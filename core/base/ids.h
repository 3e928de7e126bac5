// SPDX-License-Identifier: Apache-2.0
// Strong ids: distinct types over one 64-bit integer, so that a run cannot be passed where an example is meant.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace core {

template <typename Tag> struct Id {
    std::int64_t value = 0;

    friend auto operator<=>(const Id&, const Id&) = default;
};

using SourceId = Id<struct SourceTag>; ///< an imported file
using ExampleId = Id<struct ExampleTag>; ///< a row of an imported file
using DatasetId = Id<struct DatasetTag>; ///< an ordered list of (example id, copies)
using RunId = Id<struct RunTag>; ///< a job and its folder
using ClusteringId = Id<struct ClusteringTag>; ///< a stored assignment of a run's rows to clusters
using SelectionId = Id<struct SelectionTag>; ///< a named set of examples

} // namespace core

template <typename Tag> struct std::hash<core::Id<Tag>> {
    std::size_t operator()(core::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
