// SPDX-License-Identifier: GPL-3.0-or-later
// A Proxy page on a small real project, with runs whose worker the test plays, and a worker's session that a script plays.
#pragma once

#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/proxy/proxy_page.h"
#include "ui/session/project_door.h"

#ifndef Q_MOC_RUN
#include "core/base/files.h"
#include "core/store/project_session.h"
#include "tests/core/jobs/run_writer.h"
#include "tests/support/support.h"
#endif

#include <memory>

namespace support {

inline constexpr int pageRows = 20;
inline constexpr int patience = 30000; ///< milliseconds until a fact that does not come is a failure

/// Makes the project before the page opens it.
class PageProject {
public:
    PageProject();

    const std::filesystem::path& folder() const { return folder_.path(); }
    const std::filesystem::path& file() const { return file_; }
    std::filesystem::path sideFolder() const { return folder_.path() / "p.datalever.d"; }
    core::DatasetId dataset() const { return dataset_; }

    /// A recorded run whose settings can be read; its worker is the test.
    core::RunId addRun(const std::string& name, double epochs = 1) const;
    /// A model folder with files that nobody parses.
    std::filesystem::path model(const std::string& name, bool untrained) const;
    /// Answers a session's questions with fixed figures; as the worker of a run it ends at once with status 3.
    /// `gate`: where given, each answer to an estimate waits at this PipeGate, after a line in `gate`.waiting.
    std::filesystem::path worker(const std::filesystem::path& gate = {}) const;

private:
    TemporaryFolder folder_;
    std::filesystem::path file_;
    core::DatasetId dataset_;
};

/// The worker of a recorded run, alive as long as this is there.
class PlayedWorker {
public:
    PlayedWorker(const PageProject& project, const std::string& name);

    RunWriter& writer() { return writer_; }
    /// Says who it is, as a worker does that takes a run.
    void start(std::int64_t generation = 1, std::int64_t fromStep = 0);
    /// Recorded at 0, 6 and the last step.
    void plan(std::int64_t steps = 40);
    void steps(std::int64_t from, std::int64_t to);
    /// A long flat part, a fall, a flat part.
    void staircase(std::int64_t steps);
    /// Scored, stored and complete.
    void point(std::int64_t point, std::int64_t step, float loss);
    void end() { lock_.release(); }

private:
    RunWriter writer_;
    core::FileLock lock_;
};

/// The page as a window would make it.
class OpenPage {
public:
    explicit OpenPage(const PageProject& project, const std::filesystem::path& worker = {});
    explicit OpenPage(const std::filesystem::path& file, const std::filesystem::path& worker = {});
    ~OpenPage();
    OpenPage(const OpenPage&) = delete;
    OpenPage& operator=(const OpenPage&) = delete;

    ui::ProxyPage& page() { return *page_; }
    ui::Workspace& workspace() { return *workspace_; }
    template <typename Widget> Widget* find(const char* name) const
    {
        auto* found = page_->findChild<Widget*>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("the page has no %s", name);
        return found;
    }
    void click(const char* button) const;
    /// Focus, everything selected, the keys one by one; Enter only where it is asked for.
    void type(const char* field, const QString& text, bool enter = true) const;
    QString beside() const; ///< what stands beside Start
    bool canStart() const;
    QString nextFolder; ///< what the dialogs answer; empty: given up

private:
    ui::Theme theme_;
    ui::ProjectDoor door_;
    std::unique_ptr<ui::Workspace> workspace_;
    std::unique_ptr<ui::ProxyPage> page_;
};

} // namespace support
