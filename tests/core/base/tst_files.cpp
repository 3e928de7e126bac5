// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/files.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <iterator>

using namespace core;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t anySize = 1U << 30U;

std::ptrdiff_t entriesOf(const fs::path& folder)
{
    return std::distance(fs::directory_iterator(folder), fs::directory_iterator());
}

/// For as long as it lives, this process may write no file longer than `bytes`.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN); // so that write() fails with EFBIG
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{ bytes, before_.rlim_max };
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &before_); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit before_{};
};

} // namespace

class TestFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWrittenFileIsReadBack();
    void aFileIsReplacedOnlyByCommit();
    void aWriteThatFailsLeavesTheOldContent();
    void aFullDiskIsNamed();
    void aReadOnlyFolderIsNamed();
    void theUmaskIsRespected();
    void aReadStopsAtItsLimit();
    void onlyRegularFilesAreRead();
    void readingBeyondTheEndIsRefused();
    void foldersAreMadeOrTheirObstacleIsNamed();
    void freeSpaceIsThatOfTheNearestFolder();
    void aLockIsHeldByOne();
    void aLockEndsWithItsProcess();
    void descriptorsAreClosedInPrograms();
};

void TestFiles::aWrittenFileIsReadBack()
{
    const support::TemporaryFolder folder;
    const std::string bytes = std::string("a\0b\n", 4) + std::string(3U << 20U, 'x');
    writeFileAtomically(folder.path() / "f", bytes);
    QVERIFY(readFile(folder.path() / "f", anySize) == bytes);
    InputFile file(folder.path() / "f");
    QCOMPARE(file.size(), bytes.size());
    std::string read;
    char buffer[100000];
    while (const std::size_t got = file.read(buffer, sizeof buffer))
        read.append(buffer, got);
    QVERIFY(read == bytes);
    file.readAt(1, buffer, 3);
    QCOMPARE(std::string(buffer, 3), std::string("\0b\n", 3));
}

void TestFiles::aFileIsReplacedOnlyByCommit()
{
    const support::TemporaryFolder folder;
    const auto target = folder.write("f", "old");
    {
        AtomicFile file(target);
        file.write("new");
        QCOMPARE(readFile(target, anySize), std::string("old"));
    }
    QCOMPARE(readFile(target, anySize), std::string("old"));
    QCOMPARE(entriesOf(folder.path()), 1); // nothing is left beside it
    AtomicFile one(target);
    AtomicFile two(target);
    one.write("one");
    two.write("two");
    one.commit();
    two.commit();
    QCOMPARE(readFile(target, anySize), std::string("two"));
    QCOMPARE(entriesOf(folder.path()), 1);
}

void TestFiles::aWriteThatFailsLeavesTheOldContent()
{
    const support::TemporaryFolder folder;
    const auto target = folder.write("f", "old");
    const FileSizeLimit limit(100000);
    const Error error = support::errorOf([&] { writeFileAtomically(target, std::string(200000, 'x')); });
    QVERIFY(error.kind() == ErrorKind::Storage);
    QVERIFY2(error.message().starts_with(target.string() + ": could not be written ("), error.what());
    QCOMPARE(readFile(target, anySize), std::string("old"));
    QCOMPARE(entriesOf(folder.path()), 1);
}

// On a disk of its own where the test may make one (root), else the limit above has to do.
void TestFiles::aFullDiskIsNamed()
{
    const support::TemporaryFolder folder;
    if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=1m") != 0)
        QSKIP("a small disk can only be mounted by root");
    const auto target = folder.write("f", "old");
    const Error error = support::errorOf([&] { writeFileAtomically(target, std::string(2U << 20U, 'x')); });
    const std::string content = readFile(target, anySize);
    const auto entries = entriesOf(folder.path());
    QCOMPARE(::umount(folder.path().c_str()), 0);
    QVERIFY(error.kind() == ErrorKind::Storage);
    QVERIFY2(error.message().find("No space left on device") != std::string::npos, error.what());
    QCOMPARE(error.hint(), std::string("Free some space on that disk, then try again."));
    QCOMPARE(content, std::string("old"));
    QCOMPARE(entries, 1);
}

void TestFiles::aReadOnlyFolderIsNamed()
{
    const support::TemporaryFolder folder;
    const auto target = folder.path() / "f";
    const bool root = ::geteuid() == 0; // whom modes do not stop
    if (root && ::mount("tmpfs", folder.path().c_str(), "tmpfs", MS_RDONLY, "size=1m") != 0)
        QSKIP("no read-only disk can be mounted here");
    if (!root)
        fs::permissions(folder.path(), fs::perms::owner_read | fs::perms::owner_exec);
    const Error written = support::errorOf([&] { writeFileAtomically(target, "x"); });
    const Error locked = support::errorOf([&] { FileLock::tryAcquire(target); });
    if (root)
        QCOMPARE(::umount(folder.path().c_str()), 0);
    else
        fs::permissions(folder.path(), fs::perms::owner_all);
    QVERIFY(written.kind() == ErrorKind::Storage && locked.kind() == ErrorKind::Storage);
    QVERIFY2(written.message().starts_with(target.string() + ": could not be created ("), written.what());
    QCOMPARE(written.hint(), std::string("Choose a folder that you may write to."));
}

void TestFiles::theUmaskIsRespected()
{
    const support::TemporaryFolder folder;
    const mode_t before = ::umask(027);
    writeFileAtomically(folder.path() / "f", "x");
    ::umask(before);
    QCOMPARE(static_cast<int>(fs::status(folder.path() / "f").permissions()), 0640);
}

void TestFiles::aReadStopsAtItsLimit()
{
    const support::TemporaryFolder folder;
    const auto file = folder.write("f", "12345");
    QCOMPARE(readFile(file, 5), std::string("12345"));
    const Error error = support::errorOf([&] { readFile(file, 4); });
    QVERIFY(error.kind() == ErrorKind::BadFile);
    QCOMPARE(error.message(), file.string() + ": the file has 5 bytes, more than the 4 allowed here");
}

void TestFiles::onlyRegularFilesAreRead()
{
    const support::TemporaryFolder folder;
    const auto fifo = folder.path() / "fifo";
    QCOMPARE(::mkfifo(fifo.c_str(), 0600), 0);
    for (const fs::path& path : { fifo, folder.path(), fs::path("/dev/zero") }) { // a FIFO must not block either
        const Error error = support::errorOf([&] { readFile(path, anySize); });
        QVERIFY(error.kind() == ErrorKind::BadFile);
        QCOMPARE(error.message(), path.string() + ": not a regular file");
    }
    const Error absent = support::errorOf([&] { readFile(folder.path() / "absent", anySize); });
    QVERIFY(absent.kind() == ErrorKind::Storage);
    QVERIFY2(absent.message().find("absent: could not be opened (No such file") != std::string::npos, absent.what());
}

void TestFiles::readingBeyondTheEndIsRefused()
{
    const support::TemporaryFolder folder;
    const auto path = folder.write("f", "0123456789");
    const InputFile file(path);
    fs::resize_file(path, 6); // shrinks under us
    char buffer[8];
    const Error error = support::errorOf([&] { file.readAt(4, buffer, 5); });
    QVERIFY(error.kind() == ErrorKind::BadFile);
    QCOMPARE(error.message(), path.string() + ", byte 6: the file ends here, 3 more bytes were expected");
}

void TestFiles::foldersAreMadeOrTheirObstacleIsNamed()
{
    const support::TemporaryFolder folder;
    createFolders(folder.path() / "a/b/c");
    QVERIFY(fs::is_directory(folder.path() / "a/b/c"));
    createFolders(folder.path() / "a/b/c");
    folder.write("file", "");
    const Error error = support::errorOf([&] { createFolders(folder.path() / "file/below"); });
    QVERIFY(error.kind() == ErrorKind::Storage);
    QVERIFY2(error.message().find("file/below: the folder could not be created (Not a directory)") != std::string::npos,
        error.what());
}

void TestFiles::freeSpaceIsThatOfTheNearestFolder()
{
    const support::TemporaryFolder folder;
    QVERIFY(freeBytes(folder.path()) > 0);
    QVERIFY(freeBytes(folder.path() / "not/yet/there") > 0);
    QVERIFY(freeBytes("relative/and/absent") > 0);
    QCOMPARE(freeBytes("/proc/self"), std::uint64_t{ 0 });
}

void TestFiles::aLockIsHeldByOne()
{
    const support::TemporaryFolder folder;
    const auto file = folder.path() / "lock";
    QVERIFY(!FileLock::isHeld(file));
    QVERIFY(!fs::exists(file)); // asking does not make it
    FileLock first = FileLock::tryAcquire(file);
    QVERIFY(first.held());
    QVERIFY(FileLock::isHeld(file));
    QVERIFY(!FileLock::tryAcquire(file).held());
    first.describe("window of somebody, process 1234");
    first.describe("window");
    QCOMPARE(readFile(file, anySize), std::string("window"));
    first.release();
    QVERIFY(!FileLock::isHeld(file));
    QVERIFY(FileLock::tryAcquire(file).held());
}

void TestFiles::aLockEndsWithItsProcess()
{
    const support::TemporaryFolder folder;
    const auto file = folder.path() / "lock";
    int ready[2];
    QCOMPARE(::pipe(ready), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const FileLock lock = FileLock::tryAcquire(file);
        const char held = lock.held() ? 'y' : 'n';
        if (::write(ready[1], &held, 1) == 1)
            ::pause();
        ::_exit(1);
    }
    char held = 0;
    QCOMPARE(::read(ready[0], &held, 1), ssize_t{ 1 });
    QCOMPARE(held, 'y');
    QVERIFY(FileLock::isHeld(file));
    ::kill(child, SIGKILL);
    siginfo_t exited{};
    QCOMPARE(::waitid(P_PID, static_cast<id_t>(child), &exited, WEXITED | WNOWAIT), 0); // ended, but not yet reaped
    QVERIFY(!FileLock::isHeld(file));
    QCOMPARE(::waitpid(child, nullptr, 0), child);
}

void TestFiles::descriptorsAreClosedInPrograms()
{
    const support::TemporaryFolder folder;
    const FileLock lock = FileLock::tryAcquire(folder.path() / "lock");
    const InputFile input(folder.write("f", "x"));
    const AtomicFile output(folder.path() / "g");
    const std::string command = "ls -l /proc/self/fd | grep -q " + folder.path().string();
    QVERIFY(std::system(command.c_str()) != 0);
}

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
