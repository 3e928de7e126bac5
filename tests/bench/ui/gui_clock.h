// SPDX-License-Identifier: GPL-3.0-or-later
// How long the GUI thread's event handlers take, in processor time of that thread: what the window cannot answer in.
#pragma once

#include <QtWidgets/QApplication>

#include <string>
#include <vector>

namespace bench {

/// What one call of notify() took, those inside it included.
struct Handler {
    double milliseconds = 0;
    int event = 0; ///< QEvent::Type
    std::string receiver; ///< class and object name
};

struct HandlerTimes {
    std::vector<double> all; ///< milliseconds, every handler
    std::vector<Handler> worst; ///< the longest first, at most five

    double share(double part) const; ///< the time that `part` of all handlers stay below
};

class MeasuredApplication : public QApplication {
public:
    using QApplication::QApplication;

    bool notify(QObject* receiver, QEvent* event) override;

    /// Counts from now on; handlers of `ignored` are the bench's own.
    void startCounting(const QObject* ignored);
    HandlerTimes stopCounting();

private:
    const QObject* ignored_ = nullptr;
    bool counting_ = false;
    int depth_ = 0;
    HandlerTimes times_;
};

/// Processor time of the calling thread in milliseconds.
double threadTime();
/// CLOCK_MONOTONIC in milliseconds: the same for all processes.
double now();
/// The most memory that this process ever had resident, in MB.
double peakMemory();

} // namespace bench
