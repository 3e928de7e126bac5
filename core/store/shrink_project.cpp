// SPDX-License-Identifier: Apache-2.0
#include "core/store/shrink_project.h"

#include "core/base/error.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace core::store {

void shrinkProject(const std::filesystem::path& file)
{
    try {
        SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA page_size=2048");
        database.exec("VACUUM");
    } catch (const SQLite::Exception& failure) {
        throw Error(ErrorKind::Storage, file.string() + ": the file could not be made smaller (" + failure.what() + ")");
    }
}

} // namespace core::store
