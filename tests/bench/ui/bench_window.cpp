// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ui/bench_window.h"

#include "tests/bench/ui/gui_clock.h"
#include "ui/models/example_table.h"

#include <cstdio>
#include <cstdlib>

namespace bench {

namespace {

constexpr double patience = 120000; ///< milliseconds

} // namespace

BenchWindow::BenchWindow(ui::Theme& theme, const std::filesystem::path& worker)
    : settings_(folder_.path())
    , window_({ theme, settings_, [](auto&&...) {}, "bench", worker })
{
    ticker_.start(5);
    window_.resize(1280, 800);
    window_.show();
}

BenchWindow::~BenchWindow()
{
    window_.close();
    waitUntil([this] { return !window_.isVisible(); });
}

void BenchWindow::open(const QString& project)
{
    window_.openProject(project);
    waitUntil([this] { return window_.workspace() != nullptr; });
}

void BenchWindow::waitUntil(const std::function<bool()>& holds)
{
    const double start = now();
    while (!holds()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        if (now() - start > patience) {
            std::fprintf(stderr, "what was waited for did not come\n");
            std::exit(1);
        }
    }
}

void BenchWindow::waitFor(int milliseconds)
{
    const double end = now() + milliseconds;
    waitUntil([end] { return now() >= end; });
}

double BenchWindow::time(const std::function<void()>& act, const std::function<bool()>& holds)
{
    double start = 0;
    this->act([&] {
        start = now();
        act();
    });
    waitUntil([&] { return start > 0 && holds(); });
    QCoreApplication::processEvents(); // what is to be painted
    return now() - start;
}

void BenchWindow::act(std::function<void()> act)
{
    QMetaObject::invokeMethod(&window_, std::move(act), Qt::QueuedConnection);
}

bool BenchWindow::showsTexts(const ui::ExampleTable& table)
{
    const auto& model = table.model();
    return model.rowCount() > 0
        && !model.index(0, static_cast<int>(ui::ExampleColumn::Prompt)).data(ui::ExampleTableModel::LoadingRole).toBool();
}

} // namespace bench
