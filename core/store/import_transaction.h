// SPDX-License-Identifier: Apache-2.0
// A whole file's rows into the project, or nothing. Rows are written on the store thread while the caller prepares the
// next ones; readers get their turn between batches, other writers wait until the import ends.
#pragma once

#include "core/store/project_session.h"

#include <memory>
#include <string>
#include <vector>

namespace core::store {

/// A row as it goes in; its id is given in order of arrival.
struct NewExample {
    std::uint64_t line = 0;
    std::uint64_t offset = 0;
    std::string raw;
    std::string label; ///< the source named in the row, may be empty
    std::uint64_t promptHash = 0;
    std::uint64_t responseHash = 0;
    std::uint32_t promptCharacters = 0;
    std::uint32_t responseCharacters = 0;
    bool heldOut = false;
};

struct ImportResult {
    SourceRecord source;
    DatasetRecord dataset;
};

class ImportTransaction {
public:
    /// Waits for another import of the session to end. BadInput when the session is read-only.
    explicit ImportTransaction(ProjectSession& session);
    ~ImportTransaction(); ///< without finish(): as if it had never begun
    ImportTransaction(const ImportTransaction&) = delete;
    ImportTransaction& operator=(const ImportTransaction&) = delete;

    /// Hands rows over; returns as soon as fewer than three batches are under way. A failure to write is thrown here or
    /// in finish(); the import is then over.
    void append(std::vector<NewExample> rows);
    /// Stores the source (`id`, `kept`, `firstExample` are set here) and one dataset of all its rows, and commits
    /// durably. BadInput: no rows, or the dataset's name is taken.
    ImportResult finish(const SourceRecord& source, const std::string& datasetName);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace core::store
