// SPDX-License-Identifier: GPL-3.0-or-later
// The real window on a project, offscreen, as a bench drives it.
#pragma once

#include "ui/shell/main_window.h"

#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>

#include <functional>

namespace ui {
class ExampleTable;
}

namespace bench {

class BenchWindow {
public:
    /// 1280 × 800, on the Data page, with settings of its own.
    explicit BenchWindow(ui::Theme& theme, const std::filesystem::path& worker = {});
    ~BenchWindow(); ///< closes the project first

    void open(const QString& project);
    ui::MainWindow& window() { return window_; }
    ui::Workspace& workspace() { return *window_.workspace(); }
    template <typename Widget> Widget& find(const char* name = "")
    {
        return *window_.findChild<Widget*>(QString::fromLatin1(name));
    }

    /// Runs the event loop until it holds (at most two minutes; then the bench ends with a sentence).
    void waitUntil(const std::function<bool()>& holds);
    void waitFor(int milliseconds);
    /// Does `act` as an event handler, and measures from there until it holds and what changed is painted.
    double time(const std::function<void()>& act, const std::function<bool()>& holds);
    /// Does it as an event handler, some time.
    void act(std::function<void()> act);

    /// Whether the table shows texts.
    static bool showsTexts(const ui::ExampleTable& table);
    const QObject* ticker() const { return &ticker_; }

private:
    QTemporaryDir folder_;
    ui::WindowSettings settings_;
    QTimer ticker_; ///< wakes the loop that waits for what is no event
    ui::MainWindow window_;
};

} // namespace bench
