// SPDX-License-Identifier: GPL-3.0-or-later
// The threads of an open project beside the store's: reading, computing, importing; answers come back through an answer
// desk. A window never waits.
#pragma once

#include "ui/session/answer_desk.h"

#include <QtCore/QObject>
#include <QtCore/QThreadPool>

#include <functional>
#include <type_traits>
#include <utility>

namespace ui {

/// What is told when work failed; in the GUI thread.
using OnFailure = std::function<void(const core::Error& error)>;

class Background : public QObject {
    Q_OBJECT

public:
    explicit Background(QObject* parent = nullptr);
    ~Background() override; ///< waits for what was started; answers that were not delivered yet are dropped

    /// Calls `work` on another thread, then `done` with what it returned (nothing for void) in this thread; or `failed`
    /// with what it threw. Neither is called once `receiver` is gone. `work` must not touch what this thread changes.
    template <typename Work, typename OnDone> void run(QObject* receiver, Work work, OnDone done, OnFailure failed = {})
    {
        if (!failed)
            failed = [](const core::Error&) {};
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            ask<Done>(
                [work = std::move(work)]() mutable {
                    work();
                    return Done();
                },
                { receiver, [done = std::move(done)](Done) mutable { done(); }, std::move(failed) });
        } else {
            using Value = std::invoke_result_t<Work>;
            ask<Value>(std::move(work),
                { receiver, [done = std::move(done)](Value value) mutable { done(std::move(value)); }, std::move(failed) });
        }
    }

    /// A task that sees to its answer itself.
    void start(std::function<void()> task);
    void wait(); ///< for all that was started

private:
    template <typename Value, typename Work> void ask(Work work, Reply<Value> reply)
    {
        start([this, ticket = desk_.keep(std::move(reply)), work = std::move(work)]() mutable {
            desk_.deliver<Value>(ticket, outcomeOf<Value>(work));
        });
    }

    AnswerDesk desk_;
    QThreadPool pool_; ///< last: the threads end before what they use
};

} // namespace ui
