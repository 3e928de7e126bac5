// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/references.h"

#include "core/protocol/names.h"

#include <algorithm>
#include <set>

namespace core::protocol {

namespace {

constexpr std::size_t mostReferences = 1000;
constexpr std::size_t longestName = 200;

template <typename Reference> Reference reference(const JsonFields& fields)
{
    refuseUnknownFields(fields, { "sha256", "path" });
    Reference result;
    result.sha256 = fields.string("sha256");
    const auto isDigit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (result.sha256.size() != 64 || !std::all_of(result.sha256.begin(), result.sha256.end(), isDigit))
        fields.refuse(reference_faults::badHash, "sha256");
    result.path = fields.string("path", "");
    return result;
}

/// A list of named files; `content` is the field with the file.
template <typename Named>
std::vector<Named> namedFiles(const JsonFields& parent, const char* field, const char* content, const std::string& file)
{
    std::vector<Named> result;
    if (!parent.has(field))
        return result;
    const Json& list = parent.at(field);
    if (!list.is_array())
        parent.refuse(json_faults::wrongType, field, "a list was expected");
    for (std::size_t i = 0; i < list.size(); ++i) {
        const JsonFields fields(list[i], file, std::string(field) + "[" + std::to_string(i) + "]");
        refuseUnknownFields(fields, { "name", content });
        result.push_back({ fields.string("name"), fileReference(fields.object(content)) });
    }
    return result;
}

template <typename Named> std::vector<std::string> nameProblems(const std::vector<Named>& all, std::set<std::string> taken)
{
    std::vector<std::string> problems;
    if (all.size() > mostReferences)
        problems.push_back(std::to_string(all.size()) + "; allowed: at most " + std::to_string(mostReferences));
    for (const Named& named : all) {
        if (named.name.empty() || named.name.size() > longestName || !taken.insert(named.name).second)
            problems.push_back(
                "the name \"" + named.name.substr(0, 60) + "\" is empty, longer than 200 bytes or given twice");
    }
    return problems;
}

} // namespace

OrderedJson toJson(const FileReference& reference)
{
    return { { "sha256", reference.sha256 }, { "path", reference.path } };
}

OrderedJson toJson(const ModelReference& reference)
{
    return { { "sha256", reference.sha256 }, { "path", reference.path } };
}

OrderedJson toJson(const std::vector<BenchmarkReference>& benchmarks)
{
    OrderedJson list = OrderedJson::array();
    for (const BenchmarkReference& benchmark : benchmarks)
        list.push_back({ { "name", benchmark.name }, { "file", toJson(benchmark.file) } });
    return list;
}

OrderedJson toJson(const std::vector<CurveReference>& curves)
{
    OrderedJson list = OrderedJson::array();
    for (const CurveReference& curve : curves)
        list.push_back({ { "name", curve.name }, { "list", toJson(curve.list) } });
    return list;
}

FileReference fileReference(const JsonFields& fields)
{
    return reference<FileReference>(fields);
}

ModelReference modelReference(const JsonFields& fields)
{
    return reference<ModelReference>(fields);
}

std::vector<BenchmarkReference> benchmarkReferences(const JsonFields& parent, const std::string& file)
{
    return namedFiles<BenchmarkReference>(parent, "benchmarks", "file", file);
}

std::vector<CurveReference> curveReferences(const JsonFields& parent, const std::string& file)
{
    return namedFiles<CurveReference>(parent, "curves", "list", file);
}

std::vector<std::string> validate(const std::vector<BenchmarkReference>& benchmarks)
{
    return nameProblems(benchmarks, { std::string(heldOutBenchmark) });
}

std::vector<std::string> validate(const std::vector<CurveReference>& curves)
{
    return nameProblems(curves, {});
}

void erasePaths(OrderedJson& json)
{
    if (json.is_object() && json.contains("sha256"))
        json.erase("path");
    for (auto& part : json) {
        if (part.is_structured())
            erasePaths(part);
    }
}

} // namespace core::protocol
