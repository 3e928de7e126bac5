// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that the project says of one example, as the inspector shows it.
#pragma once

#include "core/store/project_session.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <utility>
#include <vector>

namespace ui {

/// A part of an example's text under its mapping.
struct TextSection {
    enum class Kind { Prompt, Response, Text, Other };
    Kind kind = Kind::Other; ///< Other: an input, a message
    QString name; ///< "Prompt", "Assistant"
    QString text;
    bool cut = false; ///< there is more than `text`
    std::uint64_t bytes = 0; ///< of the whole
    friend bool operator==(const TextSection&, const TextSection&) = default;
};

struct ExampleDetails {
    static constexpr std::size_t shortText = 20'000; ///< bytes of a section that are shown at first
    static constexpr std::size_t longText = 2'000'000; ///< at most

    core::ExampleId id;
    QString name; ///< that the row has in its file; may be empty
    std::vector<TextSection> sections;
    std::vector<std::pair<QString, QString>> fields; ///< those of the file that are not in the sections
    QString file;
    std::uint64_t line = 0;
    std::optional<core::ExampleId> parent; ///< the row that this one corrects
    core::data::ExampleText text; ///< whole
    core::store::ExampleAnnotations annotations;
};

/// Waits for the store: not in the GUI thread. `longest`: bytes of a section that are shown. Throws core::Error.
ExampleDetails readExampleDetails(
    const core::store::ProjectSession& session, core::ExampleId id, std::size_t longest = ExampleDetails::shortText);

} // namespace ui
