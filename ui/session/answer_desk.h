// SPDX-License-Identifier: GPL-3.0-or-later
// Brings what other threads found out to the thread that asked, through its event loop. What an answer does stays here, in
// the asking thread; other threads know a number only. An answer whose asker is gone, or that was forgotten, is dropped.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/base/error.h"
#endif

#include <QtCore/QMetaObject>
#include <QtCore/QObject>
#include <QtCore/QPointer>

#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

namespace ui {

/// The value of calls that only succeed or fail.
struct Done { };

/// What happens with an answer, in the asker's thread. Without `failed` a failure is AnswerDesk::failed().
template <typename Value> struct Reply {
    QObject* owner = nullptr; ///< the answer is dropped when it is gone
    std::function<void(Value)> ready;
    std::function<void(const core::Error&)> failed = {};
};

/// A value or why there is none.
template <typename Value> struct Outcome {
    std::optional<Value> value;
    std::optional<core::Error> error;
};

/// What is being handled as an Error; call inside a catch.
core::Error currentError();

/// `work()`, or what it threw.
template <typename Value, typename Work> Outcome<Value> outcomeOf(Work&& work)
{
    try {
        return { work(), std::nullopt };
    } catch (...) {
        return { std::nullopt, currentError() };
    }
}

class AnswerDesk : public QObject {
    Q_OBJECT

public:
    using Ticket = quint64;

    explicit AnswerDesk(QObject* parent = nullptr);

    /// In the asking thread.
    template <typename Value> Ticket keep(Reply<Value> reply)
    {
        const Ticket ticket = ++lastTicket_;
        pending_[ticket] = [this, owner = QPointer<QObject>(reply.owner), reply = std::move(reply)](void* outcome) {
            if (reply.owner != nullptr && owner.isNull())
                return;
            auto& arrived = *static_cast<Outcome<Value>*>(outcome);
            if (!arrived.error)
                reply.ready(std::move(*arrived.value));
            else if (reply.failed)
                reply.failed(*arrived.error);
            else
                Q_EMIT failed(*arrived.error);
        };
        return ticket;
    }

    /// From any thread. `more`: other answers to the same question follow.
    template <typename Value> void deliver(Ticket ticket, Outcome<Value> outcome, bool more = false)
    {
        auto shared = std::make_shared<Outcome<Value>>(std::move(outcome));
        QMetaObject::invokeMethod(
            this, [this, ticket, shared, more] { settle(ticket, shared.get(), more); }, Qt::QueuedConnection);
    }

    /// In the asking thread: the answer will be dropped.
    void forget(Ticket ticket);
    void forgetAll();

Q_SIGNALS:
    void failed(const core::Error& error);

private:
    Ticket lastTicket_ = 0;
    std::unordered_map<Ticket, std::function<void(void* outcome)>> pending_;

    void settle(Ticket ticket, void* outcome, bool more);
};

} // namespace ui
