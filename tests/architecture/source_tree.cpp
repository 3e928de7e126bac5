// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/source_tree.h"

#include "core/base/files.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QString>

#include <algorithm>

namespace fs = std::filesystem;

namespace architecture {

namespace {

constexpr std::uint64_t longestSource = 16U << 20U;

std::vector<Include> includesOf(const std::string& text)
{
    static const QRegularExpression directive(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])");
    std::vector<Include> includes;
    int line = 0;
    for (const QString& content : QString::fromStdString(text).split('\n')) {
        ++line;
        if (const auto match = directive.match(content); match.hasMatch())
            includes.push_back({ match.captured(2).toStdString(), match.captured(1) == "\"", line });
    }
    return includes;
}

SourceFile readSource(const fs::path& root, const fs::path& file)
{
    SourceFile source;
    const fs::path relative = fs::relative(file, root);
    source.path = relative.generic_string();
    source.folder = relative.parent_path().generic_string();
    source.text = core::readFile(file, longestSource);
    if (source.isCode())
        source.includes = includesOf(source.text);
    return source;
}

} // namespace

std::vector<SourceFile> readTree(const fs::path& root)
{
    std::vector<SourceFile> files;
    for (const char* top : { ".ci", "app", "core", "packaging", "tests", "ui" }) {
        if (!fs::is_directory(root / top))
            continue;
        for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root / top))
            if (entry.is_regular_file())
                files.push_back(readSource(root, entry.path()));
    }
    if (fs::exists(root / "CMakeLists.txt"))
        files.push_back(readSource(root, root / "CMakeLists.txt"));
    std::ranges::sort(files, {}, &SourceFile::path);
    return files;
}

std::string withoutComments(const SourceFile& file)
{
    static const QRegularExpression comment("//[^\n]*"), script("#[^\n]*");
    return QString::fromStdString(file.text).remove(file.isCode() ? comment : script).toStdString();
}

} // namespace architecture
