// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ui/gui_clock.h"

#include <QtCore/QThread>

#include <algorithm>
#include <ctime>
#include <fstream>

namespace bench {

namespace {

double read(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}

} // namespace

double threadTime()
{
    return read(CLOCK_THREAD_CPUTIME_ID);
}

double now()
{
    return read(CLOCK_MONOTONIC);
}

double peakMemory()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stod(line.substr(6)) * 1024 / 1e6;
    return 0;
}

double HandlerTimes::share(double part) const
{
    if (all.empty())
        return 0;
    std::vector<double> sorted = all;
    std::sort(sorted.begin(), sorted.end());
    return sorted[std::min(sorted.size() - 1, static_cast<std::size_t>(part * static_cast<double>(sorted.size())))];
}

bool MeasuredApplication::notify(QObject* receiver, QEvent* event)
{
    if (!counting_ || depth_ > 0 || receiver == ignored_ || QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    const char* kind = receiver->metaObject()->className(); // the receiver may be gone afterwards
    const std::string name = receiver->objectName().toStdString();
    const int type = event->type();
    ++depth_;
    const double start = threadTime();
    const bool result = QApplication::notify(receiver, event);
    const double took = threadTime() - start;
    --depth_;
    times_.all.push_back(took);
    auto& worst = times_.worst;
    if (worst.size() < 5 || took > worst.back().milliseconds) {
        worst.push_back({ took, type, std::string(kind) + (name.empty() ? "" : " " + name) });
        std::sort(
            worst.begin(), worst.end(), [](const Handler& a, const Handler& b) { return a.milliseconds > b.milliseconds; });
        worst.resize(std::min<std::size_t>(worst.size(), 5));
    }
    return result;
}

void MeasuredApplication::startCounting(const QObject* ignored)
{
    ignored_ = ignored;
    times_ = {};
    times_.all.reserve(1 << 20);
    counting_ = true;
}

HandlerTimes MeasuredApplication::stopCounting()
{
    counting_ = false;
    return std::move(times_);
}

} // namespace bench
