// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/run_folder.h"

#include "core/base/hash.h"

namespace core::protocol {

namespace {

std::string padded(std::int64_t number, int width)
{
    std::string digits = std::to_string(number);
    if (digits.size() < static_cast<std::size_t>(width))
        digits.insert(0, static_cast<std::size_t>(width) - digits.size(), '0');
    return digits;
}

} // namespace

RunFolder::RunFolder(std::filesystem::path folder)
    : folder_(std::move(folder))
{
    if (!folder_.has_filename()) // "runs/proxy-1/"
        folder_ = folder_.parent_path();
}

std::string RunFolder::lossPartName(std::int64_t point, std::int64_t part)
{
    return "losses/point-" + padded(point, 4) + "-part-" + padded(part, 4) + ".f32";
}

std::string RunFolder::trainingLossesName(std::int64_t fromStep)
{
    return "losses/training-" + padded(fromStep, 10) + ".bin";
}

std::string RunFolder::evaluationPartName(std::int64_t benchmark, std::int64_t part)
{
    return "evaluation/benchmark-" + padded(benchmark, 3) + "-part-" + padded(part, 4) + ".jsonl";
}

std::string RunFolder::recordingName(std::int64_t point)
{
    return "recording/point-" + padded(point, 4);
}

std::filesystem::path RunFolder::findInput(const FileReference& reference) const
{
    const auto here = inputs() / (reference.sha256 + ".jsonl");
    const std::filesystem::path recorded(reference.path);
    std::error_code code;
    const bool isHere = std::filesystem::is_regular_file(here, code);
    if (!isHere && (reference.path.empty() || !std::filesystem::is_regular_file(recorded, code)))
        throw refusal(run_folder_faults::inputMissing, { here.string() }, "recorded path: " + reference.path);
    const auto& found = isHere ? here : recorded;
    if (const std::string hash = sha256OfFile(found); hash != reference.sha256)
        throw refusal(run_folder_faults::inputChanged, { found.string() },
            "found: " + hash.substr(0, 12) + ", recorded: " + reference.sha256.substr(0, 12));
    return found;
}

std::filesystem::path RunFolder::findModel(const ModelReference& reference) const
{
    return findFolder(reference, modelFingerprint);
}

std::filesystem::path RunFolder::findTokenizer(const ModelReference& reference) const
{
    return findFolder(reference, tokenizerFingerprint);
}

std::filesystem::path RunFolder::findFolder(
    const ModelReference& reference, std::string (*fingerprint)(const std::filesystem::path&)) const
{
    std::error_code code;
    const auto here = inputs() / reference.sha256;
    const std::filesystem::path found
        = std::filesystem::is_directory(here, code) ? here : std::filesystem::path(reference.path);
    if (!std::filesystem::is_directory(found, code))
        throw refusal(run_folder_faults::inputMissing, { here.string() }, "recorded path: " + reference.path);
    if (fingerprint(found) != reference.sha256)
        throw refusal(run_folder_faults::modelChanged, { found.string() });
    return found;
}

} // namespace core::protocol
