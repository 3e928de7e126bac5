// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/curate_command.h"

#include "ui/session/command_text.h"

namespace ui {

namespace {

void say(QStringList& words, const char* option, const std::string& value)
{
    if (!value.empty() && value.front() == '-') // not an option of its own
        words << QString::fromLatin1(option) + '=' + QString::fromStdString(value);
    else
        words << QString::fromLatin1(option) << QString::fromStdString(value);
}

} // namespace

QString curateCommand(const std::filesystem::path& project, const core::jobs::CurateRequest& request)
{
    QStringList words{ QStringLiteral("curate") };
    say(words, "--project", project.string());
    if (request.clustering.empty())
        say(words, "--dataset", request.dataset);
    else
        say(words, "--clustering", request.clustering);
    say(words, "--recipe", core::curate::recipeText(request.recipe));
    say(words, "--name", request.name);
    return commandText(words);
}

QString exportCurationCommand(const std::filesystem::path& project, const core::jobs::CurationExport& request)
{
    QStringList words{ QStringLiteral("export") };
    say(words, "--project", project.string());
    say(words, "--curation", request.curation);
    say(words, "--to", request.target.string());
    if (request.layout != core::curate::ExportLayout::AsImported)
        say(words, "--layout", std::string(core::curate::nameOf(request.layout)));
    if (!request.format.empty())
        say(words, "--format", request.format);
    return commandText(words);
}

} // namespace ui
