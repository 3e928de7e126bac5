// SPDX-License-Identifier: Apache-2.0
#include "core/store/open_database.h"

#include "core/store/host_lock.h"
#include "core/store/project_faults.h"

#include <sqlite3.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace core::store {

std::filesystem::path sideFolderOf(const std::filesystem::path& file)
{
    auto folder = file;
    folder += ".d";
    return folder;
}

bool isNetworkFileSystem(std::uint64_t type)
{
    constexpr std::array<std::uint64_t, 9> network{ 0x6969 /* nfs */, 0x517B /* smb */, 0xFF534D42 /* cifs */,
        0xFE534D42 /* smb2 */, 0x5346414F /* afs */, 0x73757245 /* coda */, 0x00C36400 /* ceph */, 0x01021997 /* 9p */,
        0x0BD00BD0 /* lustre */ };
    return std::find(network.begin(), network.end(), type) != network.end();
}

namespace {

void defend(Database& database, bool readOnly)
{
    auto* handle = database.raw().getHandle();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    constexpr std::pair<int, int> limits[]
        = { { SQLITE_LIMIT_LENGTH, 1 << 28 }, { SQLITE_LIMIT_SQL_LENGTH, 100'000 }, { SQLITE_LIMIT_COLUMN, 100 },
              { SQLITE_LIMIT_EXPR_DEPTH, 50 }, { SQLITE_LIMIT_COMPOUND_SELECT, 10 }, { SQLITE_LIMIT_VDBE_OP, 25'000 },
              { SQLITE_LIMIT_FUNCTION_ARG, 8 }, { SQLITE_LIMIT_ATTACHED, 1 }, { SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100 },
              { SQLITE_LIMIT_VARIABLE_NUMBER, 100 }, { SQLITE_LIMIT_TRIGGER_DEPTH, 1 }, { SQLITE_LIMIT_WORKER_THREADS, 0 } };
    for (const auto& [limit, value] : limits)
        sqlite3_limit(handle, limit, value);
    database.execute("PRAGMA cell_size_check=ON");
    database.execute("PRAGMA mmap_size=0"); // a mapped file that shrinks is a signal
    database.execute("PRAGMA foreign_keys=ON");
    database.execute("PRAGMA cache_size=-32768");
    if (readOnly)
        database.execute("PRAGMA query_only=ON");
}

bool notEmpty(const std::filesystem::path& file)
{
    std::error_code ignored;
    return std::filesystem::is_regular_file(file, ignored) && std::filesystem::file_size(file, ignored) > 0;
}

std::filesystem::path beside(const std::filesystem::path& file, const char* ending)
{
    auto other = file;
    other += ending;
    return other;
}

bool hasLeftovers(const std::filesystem::path& file)
{
    return notEmpty(beside(file, "-wal")) || notEmpty(beside(file, "-journal"));
}

std::filesystem::path existingProject(const std::filesystem::path& file)
{
    std::error_code failure;
    const auto status = std::filesystem::status(file, failure);
    if (!std::filesystem::exists(status))
        throw Error(ErrorKind::BadInput, file.string() + ": there is no such project",
            "make one with: datalever-cli project new " + file.string());
    if (!std::filesystem::is_regular_file(status))
        throw refusal(project_faults::notAFile, Place{ .file = file.string() });
    return std::filesystem::canonical(file);
}

void warnAboutNetwork(OpenedProject& project)
{
    struct statfs system { };
    if (::statfs(project.database->file().c_str(), &system) != 0
        || !isNetworkFileSystem(static_cast<std::uint32_t>(system.f_type)))
        return;
    project.database->forbidWal();
    project.warnings.push_back(project.database->file().string()
        + " lies on a network mount: writing is slower there, and a broken connection may damage it; keep a copy");
}

void quickCheck(Database& database)
{
    const auto verdict = database.text("PRAGMA quick_check(1)");
    if (verdict != "ok")
        throw refusal(project_faults::damaged, database.place({}), verdict);
}

std::int64_t minimumReader(Database& database)
{
    const auto text = database.text("SELECT value FROM meta WHERE key='min_reader_version'");
    std::int64_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || end != text.data() + text.size() || value < 1)
        throw refusal(project_faults::wrongValue, database.place("meta.min_reader_version"), text.substr(0, 40));
    return value;
}

/// Which version wrote it, and what that allows.
void acceptVersion(Database& database, OpenMode mode, std::span<const Migration> migrations)
{
    if (database.integer("PRAGMA application_id") != applicationId)
        throw refusal(project_faults::notAProject, database.place({}));
    const auto version = database.integer("PRAGMA user_version");
    const auto known = migrations.back().version;
    const auto versions = "version " + std::to_string(version) + ", this is " + std::to_string(known);
    if (version < 0)
        throw refusal(project_faults::wrongValue, database.place("user_version"), std::to_string(version));
    if (version > known) {
        verifyNewerSchema(database);
        if (minimumReader(database) > known)
            throw refusal(project_faults::tooNew, database.place({}), versions);
        if (mode == OpenMode::ReadWrite)
            throw refusal(project_faults::newerReadOnly, database.place({}), versions);
        return;
    }
    if (version < known && mode == OpenMode::ReadOnly)
        throw refusal(project_faults::needsMigration, database.place({}), versions);
    verifySchema(database, migrations.first(static_cast<std::size_t>(version)));
}

void accept(Database& database, OpenMode mode, std::span<const Migration> migrations, bool leftovers)
{
    defend(database, mode == OpenMode::ReadOnly);
    // A clean close leaves the rollback journal's mode and no second file; anything else was a kill or a power cut.
    if (leftovers || database.inWal())
        quickCheck(database);
    acceptVersion(database, mode, migrations);
}

std::unique_ptr<Database> openReadOnly(const std::filesystem::path& file, std::span<const Migration> migrations)
{
    const bool leftovers = hasLeftovers(file);
    try {
        auto database = std::make_unique<Database>(file, file.string(), SQLite::OPEN_READONLY);
        accept(*database, OpenMode::ReadOnly, migrations, leftovers);
        return database;
    } catch (const SQLite::Exception& failure) {
        // A copy of the file alone, taken while it was open, in a folder where no WAL can be made: whole up to its last
        // checkpoint, and nobody can change it.
        const bool lonely
            = !leftovers && failure.getErrorCode() == SQLITE_CANTOPEN && ::access(file.parent_path().c_str(), W_OK) != 0;
        if (!lonely)
            throw;
    }
    std::string uri = "file:";
    for (const char character : file.string()) {
        constexpr char digits[] = "0123456789ABCDEF";
        const auto byte = static_cast<unsigned char>(character);
        if (character == '%' || character == '?' || character == '#')
            uri += { '%', digits[byte >> 4], digits[byte & 15] };
        else
            uri += character;
    }
    auto database = std::make_unique<Database>(file, uri + "?immutable=1", SQLite::OPEN_READONLY | SQLite::OPEN_URI);
    accept(*database, OpenMode::ReadOnly, migrations, leftovers);
    return database;
}

/// After a kill: what SQLite left beside the file goes back into it, if nobody has it open and the folder lets us.
void recover(const std::filesystem::path& file, std::span<const Migration> migrations)
{
    try {
        auto project = openProject(file, OpenMode::ReadWrite, migrations);
        closeProject(project);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::Busy && error.kind() != ErrorKind::Storage && error.kind() != ErrorKind::Unsupported)
            throw;
    }
}

OpenedProject openForWriting(const std::filesystem::path& file, std::span<const Migration> migrations)
{
    OpenedProject project;
    const auto side = sideFolderOf(file);
    const bool madeSide = !std::filesystem::exists(side);
    try {
        createFolders(side);
        project.lock = takeHostLock(file, sideFolderOf(file));
        const bool leftovers = hasLeftovers(file);
        project.database = std::make_unique<Database>(file, file.string(), SQLite::OPEN_READWRITE);
        accept(*project.database, OpenMode::ReadWrite, migrations, leftovers);
        if (sqlite3_db_readonly(project.database->raw().getHandle(), "main") == 1)
            throw Error(ErrorKind::Storage, file.string() + ": the project cannot be written", "open it read-only");
        warnAboutNetwork(project);
        migrate(*project.database, migrations);
        createFolders(side / "runs");
        createFolders(side / "snapshots");
    } catch (...) {
        if (madeSide && project.lock.held()) {
            std::error_code ignored;
            std::filesystem::remove(side / "host.lock", ignored);
            std::filesystem::remove(side, ignored);
        }
        throw;
    }
    return project;
}

} // namespace

OpenedProject createProject(const std::filesystem::path& file)
{
    if (file.extension() != ".datalever")
        throw Error(ErrorKind::BadInput, file.string() + ": the name of a project ends in .datalever");
    if (std::filesystem::exists(std::filesystem::symlink_status(file)))
        throw Error(ErrorKind::BadInput, file.string() + ": the file is there already", "choose another name, or open it");
    const auto full = std::filesystem::weakly_canonical(std::filesystem::absolute(file));
    const bool madeSide = !std::filesystem::exists(sideFolderOf(full));
    createFolders(sideFolderOf(full));
    OpenedProject project;
    project.lock = takeHostLock(full, sideFolderOf(full));
    try {
        translated(full, [&] {
            project.database = std::make_unique<Database>(full, full.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            project.database->execute("PRAGMA page_size=16384");
            defend(*project.database, false);
            project.database->execute(("PRAGMA application_id=" + std::to_string(applicationId)).c_str());
            migrate(*project.database, schemaMigrations());
        });
        warnAboutNetwork(project);
        createFolders(sideFolderOf(full) / "runs");
        createFolders(sideFolderOf(full) / "snapshots");
        syncFolder(full.parent_path());
    } catch (...) {
        project.database.reset();
        std::error_code ignored;
        std::filesystem::remove(full, ignored);
        std::filesystem::remove(beside(full, "-journal"), ignored);
        if (madeSide)
            std::filesystem::remove_all(sideFolderOf(full), ignored);
        throw;
    }
    return project;
}

OpenedProject openProject(const std::filesystem::path& file, OpenMode mode, std::span<const Migration> migrations)
{
    const auto full = existingProject(file);
    return translated(full, [&] {
        if (mode == OpenMode::ReadWrite)
            return openForWriting(full, migrations);
        if (hasLeftovers(full) && !FileLock::isHeld(sideFolderOf(full) / "host.lock"))
            recover(full, migrations);
        OpenedProject project;
        project.readOnly = true;
        project.database = openReadOnly(full, migrations);
        warnAboutNetwork(project);
        return project;
    });
}

void closeProject(OpenedProject& project)
{
    if (!project.database)
        return;
    translated(project.database->file(), [&] {
        if (project.database->inTransaction())
            project.database->execute("ROLLBACK");
        if (!project.readOnly)
            project.database->leaveWal();
    });
    project.database.reset();
    project.lock.release();
}

} // namespace core::store
