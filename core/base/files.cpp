// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <utility>

namespace core {

namespace {

[[noreturn]] void throwStorage(const std::string& what, const std::filesystem::path& file, int code)
{
    std::string hint;
    if (code == ENOSPC || code == EDQUOT)
        hint = "Free some space on that disk, then try again.";
    else if (code == EROFS || code == EACCES || code == EPERM)
        hint = "Choose a folder that you may write to.";
    throw Error(ErrorKind::Storage, file.string() + ": " + what + " (" + std::strerror(code) + ")", hint);
}

void writeAll(int descriptor, std::string_view bytes, const std::filesystem::path& file)
{
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            throwStorage("could not be written", file, errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::filesystem::path parentOf(const std::filesystem::path& file)
{
    return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
}

} // namespace

FileDescriptor::~FileDescriptor()
{
    reset();
}

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1))
{
}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept
{
    if (this != &other) {
        reset();
        descriptor_ = std::exchange(other.descriptor_, -1);
    }
    return *this;
}

void FileDescriptor::reset()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
    descriptor_ = -1;
}

InputFile::InputFile(std::filesystem::path path)
    : path_(std::move(path))
    , descriptor_(::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
{
    if (!descriptor_.valid())
        throwStorage("could not be opened", path_, errno);
    struct stat status { };
    if (::fstat(descriptor_.get(), &status) != 0)
        throwStorage("could not be examined", path_, errno);
    if (!S_ISREG(status.st_mode))
        throw Error(ErrorKind::BadFile, path_.string() + ": not a regular file", "Give the path of a file.");
    size_ = static_cast<std::uint64_t>(status.st_size);
}

std::size_t InputFile::read(char* buffer, std::size_t size)
{
    for (;;) {
        const ssize_t got = ::read(descriptor_.get(), buffer, size);
        if (got >= 0)
            return static_cast<std::size_t>(got);
        if (errno != EINTR)
            throwStorage("could not be read", path_, errno);
    }
}

void InputFile::readAt(std::uint64_t offset, char* buffer, std::size_t size) const
{
    while (size > 0) {
        const ssize_t got = ::pread(descriptor_.get(), buffer, size, static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            throwStorage("could not be read", path_, errno);
        if (got == 0)
            throw Error(ErrorKind::BadFile,
                path_.string() + ", byte " + std::to_string(offset) + ": the file ends here, " + std::to_string(size)
                    + " more bytes were expected");
        buffer += got;
        offset += static_cast<std::uint64_t>(got);
        size -= static_cast<std::size_t>(got);
    }
}

std::string readFile(const std::filesystem::path& file, std::uint64_t limit)
{
    InputFile input(file);
    if (input.size() > limit)
        throw Error(ErrorKind::BadFile,
            file.string() + ": the file has " + std::to_string(input.size()) + " bytes, more than the "
                + std::to_string(limit) + " allowed here");
    std::string bytes(static_cast<std::size_t>(input.size()), '\0');
    input.readAt(0, bytes.data(), bytes.size());
    return bytes;
}

AtomicFile::AtomicFile(std::filesystem::path target)
    : target_(std::move(target))
{
    std::error_code unreachable;
    if (std::filesystem::is_directory(target_, unreachable))
        throwStorage("could not be written", target_, EISDIR);
    // not mkstemp: its 0600 would stay, and a fixed mode would ignore the user's umask
    static std::atomic<unsigned> count{ 0 };
    do {
        temporary_ = target_.string() + ".tmp-" + std::to_string(::getpid()) + "-" + std::to_string(count++);
        descriptor_ = FileDescriptor(::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    } while (!descriptor_.valid() && errno == EEXIST);
    if (!descriptor_.valid())
        throwStorage("could not be created", target_, errno);
}

AtomicFile::~AtomicFile()
{
    if (descriptor_.valid())
        ::unlink(temporary_.c_str());
}

void AtomicFile::write(std::string_view bytes)
{
    buffer_ += bytes;
    if (buffer_.size() >= (1U << 20U))
        flush();
}

void AtomicFile::flush()
{
    writeAll(descriptor_.get(), buffer_, target_);
    buffer_.clear();
}

void AtomicFile::prepare()
{
    flush();
    if (::fsync(descriptor_.get()) != 0)
        throwStorage("could not be written to the disk", target_, errno);
    prepared_ = true;
}

void AtomicFile::commit()
{
    if (!prepared_)
        prepare();
    if (::rename(temporary_.c_str(), target_.c_str()) != 0)
        throwStorage("could not be put in place", target_, errno);
    descriptor_.reset();
    syncFolder(parentOf(target_));
}

void writeFileAtomically(const std::filesystem::path& file, std::string_view bytes)
{
    AtomicFile output(file);
    output.write(bytes);
    output.commit();
}

void syncFolder(const std::filesystem::path& folder)
{
    const FileDescriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.valid() || ::fsync(descriptor.get()) != 0)
        throwStorage("the folder could not be written to the disk", folder, errno);
}

void createFolders(const std::filesystem::path& folder)
{
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (code)
        throwStorage("the folder could not be created", folder, code.value());
}

std::uint64_t freeBytes(const std::filesystem::path& path)
{
    std::filesystem::path existing = std::filesystem::absolute(path);
    std::error_code unreachable;
    while (!std::filesystem::exists(existing, unreachable) && existing.has_relative_path())
        existing = existing.parent_path();
    struct statvfs status { };
    if (::statvfs(existing.c_str(), &status) != 0)
        throwStorage("its file system could not be examined", existing, errno);
    return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
}

FileLock FileLock::tryAcquire(const std::filesystem::path& file)
{
    FileLock lock;
    FileDescriptor descriptor(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (!descriptor.valid())
        throwStorage("could not be opened for locking", file, errno);
    if (::flock(descriptor.get(), LOCK_EX | LOCK_NB) == 0)
        lock.descriptor_ = std::move(descriptor);
    else if (errno != EWOULDBLOCK)
        throwStorage("could not be locked", file, errno);
    return lock;
}

bool FileLock::isHeld(const std::filesystem::path& file)
{
    const FileDescriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.valid())
        return false;
    return ::flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

void FileLock::describe(std::string_view holder)
{
    if (::ftruncate(descriptor_.get(), 0) != 0 || ::pwrite(descriptor_.get(), holder.data(), holder.size(), 0) < 0)
        return; // only a courtesy to others; the lock itself holds
}

} // namespace core
