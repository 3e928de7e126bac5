// SPDX-License-Identifier: Apache-2.0
// Which files of a model folder are opened as weights; nothing in the folder may lead out of it.
#include "core/base/json.h"
#include "core/formats/safetensors.h"

#include <algorithm>
#include <set>

namespace core::formats {

namespace fs = std::filesystem;

namespace {

using namespace weight_files_faults;

constexpr char singleFile[] = "model.safetensors";
constexpr char indexFile[] = "model.safetensors.index.json";
constexpr std::uint64_t maximumIndex = 64u << 20;

/// Both canonical.
bool isInside(const fs::path& file, const fs::path& folder)
{
    return std::mismatch(folder.begin(), folder.end(), file.begin(), file.end()).first == folder.end();
}

/// The folder whose files a model folder may link to: itself, or the blobs of its repository when it is a snapshot in
/// Hugging Face's cache (models--X/snapshots/REVISION links to models--X/blobs).
bool mayLeadTo(const fs::path& target, const fs::path& folder)
{
    if (isInside(target, folder))
        return true;
    const fs::path snapshots = folder.parent_path();
    return snapshots.filename() == "snapshots" && isInside(target, snapshots.parent_path() / "blobs");
}

/// The file behind a name in the folder, checked.
fs::path checkedFile(const fs::path& folder, const std::string& name)
{
    const fs::path file = folder / name;
    std::error_code failure;
    const fs::path target = fs::canonical(file, failure);
    if (failure)
        throw refusal(missingShard, { file.string() }, failure.message());
    const fs::path canonicalFolder = fs::canonical(folder, failure);
    if (failure || !mayLeadTo(target, canonicalFolder))
        throw refusal(outsideFolder, { file.string() }, "it leads to " + target.string());
    if (!fs::is_regular_file(target, failure))
        throw refusal(notRegular, { file.string() });
    return file;
}

bool isBareName(const std::string& name)
{
    static const std::string ending = ".safetensors";
    const auto allowed = [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9')
            || letter == '.' || letter == '_' || letter == '-';
    };
    return name.size() > ending.size() && name.size() <= 255
        && name.compare(name.size() - ending.size(), ending.size(), ending) == 0
        && std::all_of(name.begin(), name.end(), allowed);
}

std::vector<fs::path> shards(const fs::path& folder)
{
    const std::string file = (folder / indexFile).string();
    const Json index = parseJson(readFile(folder / indexFile, maximumIndex), file);
    const Json& map = JsonFields(index, file).at("weight_map");
    if (!map.is_object() || map.empty())
        throw refusal(badMap, { file }, std::string("found: ") + map.type_name());
    std::set<std::string> names;
    for (const auto& [tensor, shard] : map.items()) {
        if (!shard.is_string())
            throw refusal(badMap, { file, {}, {}, "tensor " + tensor }, std::string("found: ") + shard.type_name());
        if (!isBareName(shard.get<std::string>()))
            throw refusal(badName, { file, {}, {}, "tensor " + tensor }, shard.get<std::string>().substr(0, 80));
        names.insert(shard.get<std::string>());
    }
    std::vector<fs::path> files;
    for (const std::string& name : names)
        files.push_back(checkedFile(folder, name));
    return files;
}

/// The first file of the folder that looks like pickled weights, if any.
std::string pickleIn(const fs::path& folder)
{
    std::error_code failure;
    std::set<std::string> names;
    for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end; entry.increment(failure)) {
        const fs::path ending = entry->path().extension();
        if (ending == ".bin" || ending == ".pt" || ending == ".pth" || ending == ".pkl" || ending == ".ckpt")
            names.insert(entry->path().filename().string());
    }
    return names.empty() ? std::string() : *names.begin();
}

} // namespace

std::vector<fs::path> weightFiles(const fs::path& folder)
{
    std::error_code failure;
    const auto present
        = [&](const char* name) { return fs::symlink_status(folder / name, failure).type() > fs::file_type::not_found; };
    if (present(singleFile))
        return { checkedFile(folder, singleFile) };
    if (present(indexFile))
        return shards(folder);
    if (const std::string name = pickleIn(folder); !name.empty())
        throw refusal(pickle, { (folder / name).string() });
    throw refusal(noWeights, { folder.string() });
}

} // namespace core::formats
