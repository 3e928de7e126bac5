// SPDX-License-Identifier: Apache-2.0
// Files as we use them: owned descriptors (close-on-exec), whole reads with a limit, writes that are all or nothing, locks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace core {

/// An owned, close-on-exec file descriptor.
class FileDescriptor {
public:
    FileDescriptor() = default;
    explicit FileDescriptor(int descriptor)
        : descriptor_(descriptor)
    {
    }
    ~FileDescriptor();
    FileDescriptor(FileDescriptor&& other) noexcept;
    FileDescriptor& operator=(FileDescriptor&& other) noexcept;

    int get() const { return descriptor_; }
    bool valid() const { return descriptor_ >= 0; }
    void reset();

private:
    int descriptor_ = -1;
};

/// A regular file opened for reading (a FIFO, device or folder is refused: Error{BadFile}); never mapped, so a file that
/// shrinks is an error and not a signal.
class InputFile {
public:
    explicit InputFile(std::filesystem::path path);

    const std::filesystem::path& path() const { return path_; }
    std::uint64_t size() const { return size_; }
    /// Sequential read of up to `size` bytes; 0 at the end. Throws Error{Storage}.
    std::size_t read(char* buffer, std::size_t size);
    /// Exactly `size` bytes from `offset`; throws Error{BadFile} when the file ends before.
    void readAt(std::uint64_t offset, char* buffer, std::size_t size) const;

private:
    std::filesystem::path path_;
    FileDescriptor descriptor_;
    std::uint64_t size_ = 0;
};

/// The whole file; refused (BadFile) when longer than `limit` bytes.
std::string readFile(const std::filesystem::path& file, std::uint64_t limit);

/// All or nothing: a temporary file beside the target, fsync, rename, fsync of the folder. Throws Error{Storage} naming
/// the file and the reason (disk full, read-only, ...); the old content is then untouched.
class AtomicFile {
public:
    explicit AtomicFile(std::filesystem::path target);
    ~AtomicFile(); ///< without commit() the temporary file is removed
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;

    void write(std::string_view bytes);
    /// Everything is on the disk, under its temporary name: files that belong together are all prepared before the first is
    /// committed. Nothing may be written after it.
    void prepare();
    void commit();

private:
    std::filesystem::path target_;
    std::filesystem::path temporary_;
    FileDescriptor descriptor_;
    std::string buffer_;
    bool prepared_ = false;
    void flush();
};

void writeFileAtomically(const std::filesystem::path& file, std::string_view bytes);
/// fsync of a folder, so that a rename in it survives power loss.
void syncFolder(const std::filesystem::path& folder);
/// Creates the folder and its parents; Error{Storage} names the one that could not be made.
void createFolders(const std::filesystem::path& folder);
/// Bytes a user may still write to the file system that holds `path` (or its nearest existing parent).
std::uint64_t freeBytes(const std::filesystem::path& path);

/// An exclusive flock on a file, held while the object lives. The kernel releases it with the process.
class FileLock {
public:
    /// Takes the lock if it is free at once; otherwise the object does not hold it. Creates the file. Error{Storage}.
    static FileLock tryAcquire(const std::filesystem::path& file);
    /// Whether somebody (this process included) holds it now; false when the file does not exist.
    static bool isHeld(const std::filesystem::path& file);

    bool held() const { return descriptor_.valid(); }
    /// Replaces the file's content (who holds it, for sentences); only while held.
    void describe(std::string_view holder);
    void release() { descriptor_.reset(); }

private:
    FileDescriptor descriptor_;
};

} // namespace core
