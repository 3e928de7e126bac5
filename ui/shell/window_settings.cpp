// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_settings.h"

#include <QtCore/QDir>
#include <QtCore/QSettings>

#include <algorithm>

namespace ui {

namespace {

constexpr int layoutVersion = 1; ///< a layout of another version is not restored

QString nameOf(SchemeChoice choice)
{
    return choice == SchemeChoice::Light ? "light" : choice == SchemeChoice::Dark ? "dark" : "system";
}

} // namespace

WindowSettings::WindowSettings(const QString& folder)
{
    QDir().mkpath(folder);
    settings_ = std::make_unique<QSettings>(folder + "/window.ini", QSettings::IniFormat);
}

WindowSettings::~WindowSettings() = default;

SchemeChoice WindowSettings::scheme() const
{
    const QString name = settings_->value("look/scheme").toString();
    return name == "light" ? SchemeChoice::Light : name == "dark" ? SchemeChoice::Dark : SchemeChoice::System;
}

void WindowSettings::setScheme(SchemeChoice choice)
{
    settings_->setValue("look/scheme", nameOf(choice));
}

int WindowSettings::scale() const
{
    return std::clamp(settings_->value("look/scale", 100).toInt(), 100, 200);
}

void WindowSettings::setScale(int percent)
{
    settings_->setValue("look/scale", std::clamp(percent, 100, 200));
}

bool WindowSettings::reducedMotion() const
{
    return settings_->value("look/reduced-motion", false).toBool();
}

void WindowSettings::setReducedMotion(bool reduced)
{
    settings_->setValue("look/reduced-motion", reduced);
}

std::vector<RecentProject> WindowSettings::recentProjects() const
{
    std::vector<RecentProject> projects;
    const int count = settings_->beginReadArray("recent");
    for (int i = 0; i < std::min(count, recentProjectsKept); ++i) {
        settings_->setArrayIndex(i);
        RecentProject project{ settings_->value("path").toString(), settings_->value("examples").toLongLong(),
            settings_->value("runs").toLongLong(), QDateTime::fromString(settings_->value("opened").toString(), Qt::ISODate),
            settings_->value("dataset").toLongLong(), settings_->value("run").toLongLong(),
            settings_->value("clustering").toLongLong() };
        if (!project.path.isEmpty())
            projects.push_back(std::move(project));
    }
    settings_->endArray();
    return projects;
}

void WindowSettings::remember(const RecentProject& project)
{
    auto projects = recentProjects();
    std::erase_if(projects, [&](const RecentProject& other) { return other.path == project.path; });
    projects.insert(projects.begin(), project);
    if (projects.size() > recentProjectsKept)
        projects.resize(recentProjectsKept);
    store(projects);
}

void WindowSettings::forget(const QString& path)
{
    auto projects = recentProjects();
    std::erase_if(projects, [&](const RecentProject& other) { return other.path == path; });
    store(projects);
}

void WindowSettings::forgetAll()
{
    store({});
}

void WindowSettings::store(const std::vector<RecentProject>& projects)
{
    settings_->remove("recent");
    settings_->beginWriteArray("recent", static_cast<int>(projects.size()));
    for (std::size_t i = 0; i < projects.size(); ++i) {
        settings_->setArrayIndex(static_cast<int>(i));
        settings_->setValue("path", projects[i].path);
        settings_->setValue("examples", projects[i].examples);
        settings_->setValue("runs", projects[i].runs);
        settings_->setValue("opened", projects[i].openedAt.toString(Qt::ISODate));
        settings_->setValue("dataset", projects[i].dataset);
        settings_->setValue("run", projects[i].run);
        settings_->setValue("clustering", projects[i].clustering);
    }
    settings_->endArray();
    settings_->sync();
}

QByteArray WindowSettings::layout(const QString& name) const
{
    return settings_->value("layout/version").toInt() == layoutVersion ? settings_->value("layout/" + name).toByteArray()
                                                                       : QByteArray();
}

void WindowSettings::setLayout(const QString& name, const QByteArray& state)
{
    settings_->setValue("layout/version", layoutVersion);
    settings_->setValue("layout/" + name, state);
}

QString WindowSettings::page() const
{
    return settings_->value("layout/page").toString();
}

void WindowSettings::setPage(const QString& name)
{
    settings_->setValue("layout/page", name);
}

QString WindowSettings::folderFor(const QString& kind) const
{
    const QString folder = settings_->value("folders/" + kind).toString();
    return !folder.isEmpty() && QDir(folder).exists() ? folder : QDir::homePath();
}

void WindowSettings::setFolderFor(const QString& kind, const QString& folder)
{
    settings_->setValue("folders/" + kind, folder);
}

} // namespace ui
