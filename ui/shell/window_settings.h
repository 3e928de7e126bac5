// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers between two starts, in one file of the user's state folder: recent projects, colours, scale,
// geometry, the last folders. Never anything of a project's content.
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QDateTime>
#include <QtCore/QString>

#include <memory>
#include <vector>

class QSettings;

namespace ui {

enum class SchemeChoice { System, Light, Dark };

/// A project as it was when it was last open.
struct RecentProject {
    QString path;
    qint64 examples = 0;
    qint64 runs = 0;
    QDateTime openedAt;
    qint64 dataset = 0; ///< ids of what was looked at; 0: none
    qint64 run = 0;
    qint64 clustering = 0;
    friend bool operator==(const RecentProject&, const RecentProject&) = default;
};

inline constexpr int recentProjectsKept = 10;

class WindowSettings {
public:
    /// In window.ini of `folder` (made when absent).
    explicit WindowSettings(const QString& folder);
    ~WindowSettings();

    SchemeChoice scheme() const;
    void setScheme(SchemeChoice choice);

    /// Percent, 100 to 200; takes effect at the next start.
    int scale() const;
    void setScale(int percent);

    bool reducedMotion() const;
    void setReducedMotion(bool reduced);

    std::vector<RecentProject> recentProjects() const; ///< newest first
    /// Puts it first; an entry of the same path is replaced.
    void remember(const RecentProject& project);
    void forget(const QString& path);
    void forgetAll();

    /// "main" or another widget's name; empty when it was never stored.
    QByteArray layout(const QString& name) const;
    void setLayout(const QString& name, const QByteArray& state);

    /// The page that was open, by its name.
    QString page() const;
    void setPage(const QString& name);

    /// Where the last file of this kind ("project", "dataset", "model", "export") lay; the home folder at first.
    QString folderFor(const QString& kind) const;
    void setFolderFor(const QString& kind, const QString& folder);

private:
    std::unique_ptr<QSettings> settings_;
    void store(const std::vector<RecentProject>& projects);
};

} // namespace ui
