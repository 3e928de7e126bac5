// SPDX-License-Identifier: Apache-2.0
#include "core/training/checkpoint.h"

#include "core/base/files.h"
#include "core/base/hash.h"

#include <algorithm>
#include <cstdio>
#include <limits>
#include <system_error>

namespace core::training {

namespace {

constexpr std::int64_t formatVersion = 1;
constexpr std::uint64_t jsonLimit = 16U << 20U;
constexpr const char* weightsFile = "weights.safetensors";
constexpr const char* optimizerFile = "optimizer.safetensors";
constexpr const char* stateFile = "state.json";
constexpr const char* manifestFile = "manifest.json";
constexpr const char* temporaryPrefix = "writing-";

std::string nameOf(std::int64_t step)
{
    char name[32];
    std::snprintf(name, sizeof name, "step-%010lld", static_cast<long long>(step));
    return name;
}

OrderedJson manifestEntry(const std::filesystem::path& file, const std::string& hash)
{
    return { { "bytes", InputFile(file).size() }, { "sha256", hash } };
}

void writeFiles(const Checkpoint& checkpoint, const std::filesystem::path& folder)
{
    const std::string state = checkpoint.state.dump();
    const std::string weightsHash = models::writeTensors(folder / weightsFile, checkpoint.weights);
    const std::string optimizerHash = models::writeTensors(folder / optimizerFile, checkpoint.optimizer);
    writeFileAtomically(folder / stateFile, state);
    const OrderedJson manifest = { { "version", formatVersion }, { "step", checkpoint.step },
        { "files",
            OrderedJson{ { weightsFile, manifestEntry(folder / weightsFile, weightsHash) },
                { optimizerFile, manifestEntry(folder / optimizerFile, optimizerHash) },
                { stateFile, manifestEntry(folder / stateFile, sha256(state)) } } } };
    writeFileAtomically(folder / manifestFile, manifest.dump(2) + "\n");
    syncFolder(folder);
}

Json readManifest(const std::filesystem::path& folder)
{
    const std::filesystem::path file = folder / manifestFile;
    try {
        return parseJson(readFile(file, jsonLimit), file.string());
    } catch (const Error& error) {
        throw refusal(checkpoint_faults::noManifest, { folder.string() }, error.message());
    }
}

void checkFile(const std::filesystem::path& file, const JsonFields& expected)
{
    if (!std::filesystem::is_regular_file(file))
        throw refusal(checkpoint_faults::missingFile, { file.string() });
    const auto bytes = static_cast<std::uint64_t>(expected.integer("bytes", 0, std::numeric_limits<std::int64_t>::max()));
    if (const std::uint64_t found = InputFile(file).size(); found != bytes) {
        throw refusal(checkpoint_faults::wrongSize, { file.string() },
            std::to_string(found) + " bytes instead of " + std::to_string(bytes));
    }
    if (sha256OfFile(file) != expected.string("sha256"))
        throw refusal(checkpoint_faults::wrongHash, { file.string() });
}

} // namespace

Checkpoint readCheckpoint(const std::filesystem::path& folder)
{
    const Json manifest = readManifest(folder);
    const JsonFields fields(manifest, (folder / manifestFile).string());
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    if (fields.integer("version", 0, most) != formatVersion)
        throw refusal(checkpoint_faults::wrongVersion, { folder.string() });
    const JsonFields files = fields.object("files");
    for (const char* name : { weightsFile, optimizerFile, stateFile })
        checkFile(folder / name, files.object(name));
    return { fields.integer("step", 0, most), models::readTensors(folder / weightsFile),
        models::readTensors(folder / optimizerFile),
        parseJson(readFile(folder / stateFile, jsonLimit), (folder / stateFile).string()) };
}

CheckpointStore::CheckpointStore(std::filesystem::path folder)
    : folder_(std::move(folder))
{
}

std::vector<std::filesystem::path> CheckpointStore::list() const
{
    std::vector<std::filesystem::path> found;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
        if (entry.path().filename().string().rfind("step-", 0) == 0 && entry.is_directory())
            found.push_back(entry.path());
    }
    std::sort(found.rbegin(), found.rend()); // the step has leading zeros
    return found;
}

void CheckpointStore::write(const Checkpoint& checkpoint)
{
    createFolders(folder_);
    const std::filesystem::path target = folder_ / nameOf(checkpoint.step);
    if (std::filesystem::exists(target))
        return;
    const std::filesystem::path temporary = folder_ / (temporaryPrefix + nameOf(checkpoint.step));
    std::error_code ignored;
    try {
        std::filesystem::remove_all(temporary);
        createFolders(temporary);
        writeFiles(checkpoint, temporary);
        std::filesystem::rename(temporary, target);
        syncFolder(folder_);
    } catch (const Error& error) {
        std::filesystem::remove_all(temporary, ignored);
        throw Error(error.kind(),
            "the resume checkpoint of step " + std::to_string(checkpoint.step) + " could not be written: " + error.message(),
            "The earlier checkpoints are whole; make room and resume the run.", error.code());
    } catch (const std::filesystem::filesystem_error& error) {
        std::filesystem::remove_all(temporary, ignored);
        throw Error(ErrorKind::Storage, std::string("the resume checkpoint could not be written: ") + error.what(),
            "The earlier checkpoints are whole; make room and resume the run.");
    }
    const std::vector<std::filesystem::path> all = list();
    for (std::size_t i = 2; i < all.size(); ++i)
        std::filesystem::remove_all(all[i], ignored);
    removeDrafts();
}

/// What a worker that was killed while it wrote has left.
void CheckpointStore::removeDrafts() const
{
    std::error_code ignored;
    std::vector<std::filesystem::path> drafts;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, ignored)) {
        if (entry.path().filename().string().rfind(temporaryPrefix, 0) == 0)
            drafts.push_back(entry.path());
    }
    for (const std::filesystem::path& draft : drafts)
        std::filesystem::remove_all(draft, ignored);
}

std::optional<Checkpoint> CheckpointStore::readNewest(std::vector<std::string>& complaints)
{
    for (const std::filesystem::path& folder : list()) {
        try {
            return readCheckpoint(folder);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::BadFile)
                throw;
            std::error_code failed;
            const std::filesystem::path aside = folder_ / ("damaged-" + folder.filename().string());
            std::filesystem::remove_all(aside, failed);
            std::filesystem::rename(folder, aside, failed);
            if (failed)
                throw Error(
                    ErrorKind::Storage, folder.string() + ": damaged, and could not be set aside: " + failed.message());
            complaints.push_back(error.message() + "; set aside as " + aside.filename().string());
        }
    }
    return std::nullopt;
}

} // namespace core::training
