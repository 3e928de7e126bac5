// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/rules.h"

#include "tests/architecture/layers.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QString>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>
#include <string_view>

namespace architecture {

namespace {

std::string at(const SourceFile& file, int line)
{
    return file.path + ":" + std::to_string(line) + ": ";
}

bool ofProduct(const SourceFile& file)
{
    return file.isBelow("core") || file.isBelow("app") || file.isBelow("ui");
}

const Names torchFolders{ "core/models", "core/optim", "core/training", "core/evaluate", "core/worker" };
const Names windowFolders{ "ui/theme", "ui/controls", "ui/plots", "ui/session", "ui/models", "ui/inspector", "ui/data",
    "ui/runs", "ui/proxy", "ui/trajectories", "ui/curate", "ui/finetune", "ui/evaluate", "ui/shell", "app/gui" };

/// A library of others: how its headers and its CMake targets look, and which of our folders may use it.
struct Library {
    std::string name;
    QRegularExpression header;
    QRegularExpression target;
    Names users;
};

const std::vector<Library>& libraries()
{
    static const std::vector<Library> all{
        { "Qt", QRegularExpression("^Q([A-Z]|t)"), QRegularExpression("^Qt\\d*::"), windowFolders },
        { "LibTorch", QRegularExpression("^(torch|ATen|c10|caffe2)/"), QRegularExpression("^LibTorch"), torchFolders },
        { "SQLite", QRegularExpression("^(sqlite3\\.h$|SQLiteCpp/)"), QRegularExpression("^SQLite"), { "core/store" } },
        { "OpenMP", QRegularExpression("^omp\\.h$"), QRegularExpression("^OpenMP::"),
            join(torchFolders, { "core/analysis" }) },
        { "fmt", QRegularExpression("^(fmt|spdlog)/"), QRegularExpression("^(fmt|spdlog)::"), {} },
    };
    return all;
}

bool matches(const QRegularExpression& pattern, const std::string& text)
{
    return pattern.match(QString::fromStdString(text)).hasMatch();
}

/// What the folder's CMakeLists.txt links: the words of its datalever_library, datalever_window_library, datalever_program
/// and target_link_libraries calls.
std::set<std::string> linksOf(const SourceFile& list)
{
    static const QRegularExpression call(
        R"((?:datalever_library|datalever_window_library|datalever_program|target_link_libraries)\s*\(([^)]*)\))");
    static const QRegularExpression blank("\\s+");
    std::set<std::string> words;
    auto match = call.globalMatch(QString::fromStdString(withoutComments(list)));
    while (match.hasNext())
        for (const QString& word : match.next().captured(1).split(blank, Qt::SkipEmptyParts).mid(1))
            words.insert(word.toStdString());
    return words;
}

/// "core/data" for "core_data"; empty for targets of others.
std::string folderOfTarget(const std::string& target)
{
    const std::string folder = target.starts_with("core_") ? "core/" + target.substr(5)
        : target.starts_with("ui_")                        ? "ui/" + target.substr(3)
                                                           : "";
    return findLayer(folder) != nullptr ? folder : std::string();
}

using Graph = std::map<std::string, std::set<std::string>>; ///< folder to the folders that it links

Graph linkGraph(const Tree& tree)
{
    Graph graph;
    for (const SourceFile& file : tree)
        if (const std::string layer = layerOf(file.path); !layer.empty() && file.name() == "CMakeLists.txt")
            for (const std::string& target : linksOf(file))
                if (const std::string folder = folderOfTarget(target); !folder.empty() && folder != layer)
                    graph[layer].insert(folder);
    return graph;
}

void addReachable(const Graph& graph, const std::string& folder, std::set<std::string>& reached)
{
    const auto found = graph.find(folder);
    if (found == graph.end())
        return;
    for (const std::string& next : found->second)
        if (reached.insert(next).second)
            addReachable(graph, next, reached);
}

} // namespace

Violations foldersKeepTheirOrder(const Tree& tree)
{
    Violations violations;
    for (const SourceFile& file : tree) {
        if (!ofProduct(file) || !file.isCode())
            continue;
        const Layer* layer = findLayer(layerOf(file.path));
        if (layer == nullptr) {
            violations.push_back(file.path + ": its folder has no place in the order of layers");
            continue;
        }
        for (const Include& include : file.includes) {
            const std::string other = layerOf(include.path);
            if (other.empty() ? include.path.starts_with("tests/")
                              : other != layer->folder && !contains(layer->mayUse, other))
                violations.push_back(at(file, include.line) + layer->folder + " may not know " + include.path);
        }
    }
    return violations;
}

Violations librariesKeepTheirPlace(const Tree& tree)
{
    Violations violations;
    for (const SourceFile& file : tree) {
        if (!ofProduct(file))
            continue;
        const std::string folder = layerOf(file.path);
        for (const Include& include : file.includes)
            for (const Library& library : libraries())
                if (matches(library.header, include.path) && !contains(library.users, folder))
                    violations.push_back(at(file, include.line) + folder + " may not know " + library.name);
        if (file.name() == "CMakeLists.txt")
            for (const std::string& target : linksOf(file))
                for (const Library& library : libraries())
                    if (matches(library.target, target) && !contains(library.users, folder))
                        violations.push_back(file.path + ": " + folder + " may not link " + target);
    }
    return violations;
}

Violations torchIsIncludedByOperator(const Tree& tree)
{
    static const QRegularExpression heavy(
        "^(torch/(torch|all|nn|types|data|optim|script)\\.h|torch/(nn|optim|data)/|ATen/(ATen|Functions|"
        "NativeFunctions|TensorOperators)\\.h$)");
    static const QRegularExpression torch("^(torch|ATen|c10|caffe2)/");
    Violations violations;
    for (const SourceFile& file : tree)
        for (const Include& include : file.includes) {
            if (matches(heavy, include.path))
                violations.push_back(
                    at(file, include.line) + include.path + " brings in all of LibTorch; include ATen/ops/<operator>.h");
            else if (ofProduct(file) && file.endsWith(".h") && matches(torch, include.path)
                && include.path != "ATen/core/Tensor.h")
                violations.push_back(
                    at(file, include.line) + "a header may include no more of LibTorch than ATen/core/Tensor.h");
        }
    return violations;
}

Violations linkListsAgree(const Tree& tree)
{
    Violations violations;
    const Graph graph = linkGraph(tree);
    for (const auto& [folder, links] : graph)
        for (const std::string& other : links)
            if (!contains(findLayer(folder)->mayUse, other))
                violations.push_back(folder + "/CMakeLists.txt: " + folder + " may not link " + other);
    std::set<std::string> missing;
    for (const SourceFile& file : tree) {
        const std::string folder = layerOf(file.path);
        std::set<std::string> linked{ folder };
        addReachable(graph, folder, linked);
        for (const Include& include : file.includes)
            if (const std::string other = layerOf(include.path);
                !folder.empty() && !other.empty() && !linked.contains(other))
                missing.insert(folder + "/CMakeLists.txt: does not link " + other + ", which " + file.path + " includes");
    }
    violations.insert(violations.end(), missing.begin(), missing.end());
    return violations;
}

Violations everySourceIsBuilt(const Tree& tree)
{
    std::map<std::string, std::string> lists;
    for (const SourceFile& file : tree)
        if (file.name() == "CMakeLists.txt")
            lists[file.folder] = withoutComments(file);
    Violations violations;
    for (const SourceFile& file : tree) {
        if (!ofProduct(file) || !file.endsWith(".cpp"))
            continue;
        const QRegularExpression word(
            "(^|[\\s(/])" + QRegularExpression::escape(QString::fromStdString(file.name())) + "([\\s)]|$)");
        if (!matches(word, lists[file.folder]))
            violations.push_back(file.path + ": not named in " + file.folder + "/CMakeLists.txt");
    }
    return violations;
}

Violations everySourceNamesItsLicence(const Tree& tree)
{
    Violations violations;
    for (const SourceFile& file : tree) {
        const bool script = file.text.starts_with("#!");
        if (!file.isCode() && !file.endsWith(".py") && !file.endsWith(".cmake") && file.name() != "CMakeLists.txt"
            && !script)
            continue;
        const bool window
            = file.isBelow("ui") || file.isBelow("app/gui") || file.isBelow("tests/ui") || file.isBelow("tests/bench/ui");
        const std::string licence = window ? "GPL-3.0-or-later" : "Apache-2.0";
        const std::string line
            = (file.isCode() ? "// SPDX-License-Identifier: " : "# SPDX-License-Identifier: ") + licence + "\n";
        const std::size_t start = script ? file.text.find('\n') + 1 : 0;
        if (!std::string_view(file.text).substr(start).starts_with(line))
            violations.push_back(file.path + ": does not start with " + line.substr(0, line.size() - 1));
    }
    return violations;
}

Violations forbiddenWordsAreAbsent(const Tree& tree)
{
    struct Word {
        QRegularExpression pattern;
        bool onlyWhatClangCompiles;
        std::string reason;
    };
    static const Names clang{ "core/base", "core/data", "core/protocol", "core/text", "core/formats" };
    static const std::vector<Word> words{
        { QRegularExpression("std::w?regex|<regex>"), false, "std::regex overflows the stack on long input" },
        { QRegularExpression("(?<![A-Za-z_])assert\\s*\\("), false, "a release build does not check it; throw core::Error" },
        { QRegularExpression("source_location|std::(ranges::)?views::|<format>|<expected>"), true,
            "clang 14 cannot compile it" },
    };
    Violations violations;
    for (const SourceFile& file : tree) {
        if (!ofProduct(file) || !file.isCode())
            continue;
        int line = 0;
        for (const QString& text : QString::fromStdString(withoutComments(file)).split('\n')) {
            ++line;
            for (const Word& word : words)
                if ((!word.onlyWhatClangCompiles || contains(clang, layerOf(file.path)))
                    && word.pattern.match(text).hasMatch())
                    violations.push_back(
                        at(file, line) + word.pattern.match(text).captured().toStdString() + ": " + word.reason);
        }
    }
    return violations;
}

} // namespace architecture
