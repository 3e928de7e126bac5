// SPDX-License-Identifier: Apache-2.0
// The SQLite connection as the rest of the store sees it: cached statements, typed reads, transactions with a chosen
// durability. Internal to core/store; one thread at a time. sqlite failures leave as SQLite::Exception and are translated
// where a session's call ends (translated()).
#pragma once

#include "core/base/error.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace core::store {

enum class Durability {
    Bulk, ///< survives a crash of the program; power loss may undo it, whole
    Edit, ///< survives power loss, and makes everything before it survive
};

class Database {
public:
    /// `uri` opens with SQLite's URI rules (for immutable=1).
    Database(std::filesystem::path file, const std::string& name, int flags);

    const std::filesystem::path& file() const { return file_; }
    SQLite::Database& raw() { return database_; }
    void execute(const char* sql) { database_.exec(sql); }
    std::int64_t integer(const char* sql); ///< first column of the first row
    std::string text(const char* sql);
    bool inTransaction();
    bool inWal();

    /// Networks have no shared memory for a WAL.
    void forbidWal() { walAllowed_ = false; }
    /// Switches where no other process reads; stays as it is otherwise.
    void enterWal();
    void leaveWal();
    /// What comes next is written with this durability; the second writing transaction of a session turns to the WAL.
    void prepareWrite(Durability durability);

    /// Place of a refusal: the file, and what in it.
    Place place(const std::string& item) const { return Place{ .file = file_.string(), .item = item }; }

private:
    friend class Query;
    struct Cached {
        SQLite::Statement statement;
        bool inUse = false;
    };
    std::filesystem::path file_;
    SQLite::Database database_;
    std::map<std::string_view, Cached> statements_; ///< keys are literals
    bool walAllowed_ = true;
    int transactions_ = 0;
};

/// One use of a statement; `sql` must be a literal. Parameters are bound in order of the calls of bind().
class Query {
public:
    Query(Database& database, const char* sql);
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    Query& bind(std::int64_t value);
    Query& bind(double value);
    Query& bind(std::string_view text);
    Query& bindBlob(std::string_view bytes); ///< the bytes must outlive the next step
    Query& bind(const std::optional<std::int64_t>& value);

    bool step();
    /// Runs a statement without rows; the query can then be bound anew.
    void run();

    std::int64_t integer(int column);
    /// Refused (project_faults::wrongValue) outside [least, most].
    std::int64_t integer(int column, std::int64_t least, std::int64_t most);
    double number(int column);
    std::string text(int column);
    std::string_view blob(int column); ///< valid until the next step
    bool isNull(int column);

private:
    Database& database_;
    Database::Cached* cached_;
    int bound_ = 0;
};

/// BEGIN IMMEDIATE ... commit(); anything else rolls back.
class Transaction {
public:
    Transaction(Database& database, Durability durability);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Database& database_;
    bool open_ = true;
};

/// The sentence for a failure of SQLite.
Error translate(const SQLite::Exception& failure, const std::filesystem::path& file);

template <typename Action> auto translated(const std::filesystem::path& file, Action&& action)
{
    try {
        return action();
    } catch (const SQLite::Exception& failure) {
        throw translate(failure, file);
    }
}

} // namespace core::store
