// SPDX-License-Identifier: Apache-2.0
#include "core/store/database.h"

#include "core/store/project_faults.h"

#include <sqlite3.h>

namespace core::store {

Database::Database(std::filesystem::path file, const std::string& name, int flags)
    : file_(std::move(file))
    , database_(name, flags | SQLite::OPEN_NOMUTEX, 5000) // one thread at a time uses it
{
}

std::int64_t Database::integer(const char* sql)
{
    SQLite::Statement statement(database_, sql);
    return statement.executeStep() ? statement.getColumn(0).getInt64() : 0;
}

std::string Database::text(const char* sql)
{
    SQLite::Statement statement(database_, sql);
    return statement.executeStep() ? statement.getColumn(0).getString() : std::string();
}

bool Database::inTransaction()
{
    return sqlite3_get_autocommit(database_.getHandle()) == 0;
}

bool Database::inWal()
{
    return text("PRAGMA journal_mode") == "wal";
}

namespace {

/// A journal mode can only change while nobody else reads; then it is left for a later time.
void tryJournalMode(Database& database, const char* sql)
{
    try {
        database.execute(sql);
    } catch (const SQLite::Exception& failure) {
        if (failure.getErrorCode() != SQLITE_BUSY && failure.getErrorCode() != SQLITE_LOCKED)
            throw;
    }
}

} // namespace

void Database::enterWal()
{
    if (!walAllowed_ || inWal())
        return;
    database_.setBusyTimeout(0);
    tryJournalMode(*this, "PRAGMA journal_mode=WAL");
    database_.setBusyTimeout(5000);
}

void Database::leaveWal()
{
    if (!inWal())
        return;
    database_.setBusyTimeout(200);
    tryJournalMode(*this, "PRAGMA wal_checkpoint(TRUNCATE)");
    tryJournalMode(*this, "PRAGMA journal_mode=DELETE");
    database_.setBusyTimeout(5000);
}

void Database::prepareWrite(Durability durability)
{
    // A command that writes once is quicker with the rollback journal; who writes again has come to stay.
    if (++transactions_ > 1)
        enterWal();
    const bool relaxed = durability == Durability::Bulk && inWal(); // NORMAL could lose a rollback journal's order
    database_.exec(relaxed ? "PRAGMA synchronous=NORMAL" : "PRAGMA synchronous=FULL");
}

Query::Query(Database& database, const char* sql)
    : database_(database)
{
    auto found = database.statements_.find(sql);
    if (found == database.statements_.end())
        found = database.statements_.emplace(sql, Database::Cached{ SQLite::Statement(database.database_, sql) }).first;
    if (found->second.inUse)
        throw Error(ErrorKind::Internal, "a statement is used inside itself");
    cached_ = &found->second;
    cached_->inUse = true;
}

Query::~Query()
{
    cached_->statement.tryReset();
    cached_->statement.clearBindings();
    cached_->inUse = false;
}

Query& Query::bind(std::int64_t value)
{
    cached_->statement.bind(++bound_, value);
    return *this;
}

Query& Query::bind(double value)
{
    cached_->statement.bind(++bound_, value);
    return *this;
}

Query& Query::bind(std::string_view text)
{
    cached_->statement.bind(++bound_, std::string(text));
    return *this;
}

Query& Query::bindBlob(std::string_view bytes)
{
    if (bytes.size() > 0x7fffffff)
        throw Error(ErrorKind::BadInput, "a value is too long to be stored in the project");
    // a null pointer would be stored as NULL
    cached_->statement.bindNoCopy(++bound_, bytes.empty() ? "" : bytes.data(), static_cast<int>(bytes.size()));
    return *this;
}

Query& Query::bind(const std::optional<std::int64_t>& value)
{
    if (value)
        return bind(*value);
    cached_->statement.bind(++bound_);
    return *this;
}

bool Query::step()
{
    return cached_->statement.executeStep();
}

void Query::run()
{
    cached_->statement.exec();
    cached_->statement.reset();
    bound_ = 0;
}

std::int64_t Query::integer(int column)
{
    return cached_->statement.getColumn(column).getInt64();
}

std::int64_t Query::integer(int column, std::int64_t least, std::int64_t most)
{
    const auto value = integer(column);
    if (value < least || value > most)
        throw refusal(project_faults::wrongValue,
            database_.place(std::string(cached_->statement.getColumnName(column)) + " " + std::to_string(value)));
    return value;
}

double Query::number(int column)
{
    return cached_->statement.getColumn(column).getDouble();
}

std::string Query::text(int column)
{
    return cached_->statement.getColumn(column).getString();
}

std::string_view Query::blob(int column)
{
    const auto value = cached_->statement.getColumn(column);
    const auto* bytes = static_cast<const char*>(value.getBlob());
    return bytes == nullptr ? std::string_view() : std::string_view(bytes, static_cast<std::size_t>(value.getBytes()));
}

bool Query::isNull(int column)
{
    return cached_->statement.isColumnNull(column);
}

Transaction::Transaction(Database& database, Durability durability)
    : database_(database)
{
    database_.prepareWrite(durability);
    database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction()
{
    if (!open_)
        return;
    try {
        if (database_.inTransaction()) // a full disk has rolled back already
            database_.execute("ROLLBACK");
    } catch (const SQLite::Exception&) {
        // the journal stays and the next opening rolls back
    }
}

void Transaction::commit()
{
    database_.execute("COMMIT");
    open_ = false;
}

Error translate(const SQLite::Exception& failure, const std::filesystem::path& file)
{
    const auto name = file.string();
    const std::string detail = failure.what();
    switch (failure.getErrorCode()) {
    case SQLITE_CORRUPT:
    case SQLITE_ERROR: // statements are fixed and fit the schema, so the schema is not what it says
    case SQLITE_MISMATCH:
    case SQLITE_FORMAT:
        return refusal(project_faults::damaged, Place{ .file = name }, detail);
    case SQLITE_NOTADB:
        return refusal(project_faults::notAProject, Place{ .file = name });
    case SQLITE_FULL:
        return Error(ErrorKind::Storage, name + ": the disk is full, nothing of this change was kept",
            "free some space and try again");
    case SQLITE_READONLY:
        return Error(ErrorKind::Storage, name + ": the project cannot be written (" + detail + ")",
            "open it read-only, or copy it and its .d folder to a place that you may write to");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Error(ErrorKind::Busy, name + ": another process is writing to the project", "try again in a moment");
    case SQLITE_IOERR:
        return Error(ErrorKind::Storage, name + ": reading or writing failed (" + detail + ")",
            "check the disk, then open the project again");
    case SQLITE_CANTOPEN:
        return Error(ErrorKind::Storage, name + ": the project or its journal could not be opened",
            "a project that was not closed cleanly must be opened once in a folder that can be written");
    case SQLITE_NOMEM:
        return Error(ErrorKind::OutOfMemory, name + ": too little memory to go on");
    case SQLITE_INTERRUPT:
        return Error(ErrorKind::Cancelled, "stopped on request");
    case SQLITE_TOOBIG:
        return Error(ErrorKind::BadInput, name + ": a value is too long to be stored in the project");
    default:
        return Error(ErrorKind::Internal, name + ": the database refused a statement (" + detail + ")");
    }
}

} // namespace core::store
