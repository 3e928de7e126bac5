// SPDX-License-Identifier: GPL-3.0-or-later
// Work away from the GUI thread whose answer comes back into it. Reading a project and computing on snapshots goes through
// here; a window never waits.
#pragma once

#include "core/base/error.h"

#include <QtCore/QObject>
#include <QtCore/QPointer>
#include <QtCore/QThreadPool>

#include <functional>
#include <memory>
#include <type_traits>
#include <utility>

namespace ui {

/// What is told when work failed; in the GUI thread.
using OnFailure = std::function<void(const core::Error& error)>;

class Background : public QObject {
    Q_OBJECT

public:
    explicit Background(QObject* parent = nullptr);
    ~Background() override; ///< waits for what is being worked on; answers that were not delivered yet are dropped

    /// Calls `work` on another thread, then `done` with what it returned (nothing for void) in this thread; or `failed`
    /// with what it threw. Neither is called once `receiver` is gone. `work` must not touch what this thread changes.
    template <typename Work, typename Done> void run(QObject* receiver, Work work, Done done, OnFailure failed = {})
    {
        start([this, receiver = QPointer<QObject>(receiver), work = std::move(work), done = std::move(done),
                  failed = std::move(failed)]() mutable {
            const auto answer = [&](std::function<void()> call) {
                deliver([receiver, call = std::move(call)] {
                    if (receiver)
                        call();
                });
            };
            attempt(
                [&] {
                    if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
                        work();
                        answer([done] { done(); });
                    } else {
                        auto result = std::make_shared<std::invoke_result_t<Work>>(work());
                        answer([done, result] { done(std::move(*result)); });
                    }
                },
                [&](const core::Error& error) {
                    answer([failed, error] {
                        if (failed)
                            failed(error);
                    });
                });
        });
    }

private:
    void start(std::function<void()> task);
    void deliver(std::function<void()> call);
    /// Whatever is thrown reaches `failed` as a core::Error.
    static void attempt(const std::function<void()>& work, const OnFailure& failed);

    QThreadPool pool_;
};

} // namespace ui
