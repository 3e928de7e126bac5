// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/answer_desk.h"

#include <new>

namespace ui {

core::Error currentError()
{
    try {
        throw;
    } catch (const core::Error& error) {
        return error;
    } catch (const std::bad_alloc&) {
        return core::Error(core::ErrorKind::OutOfMemory, "too little memory to go on");
    } catch (const std::exception& error) {
        return core::Error(core::ErrorKind::Internal, error.what());
    }
}

AnswerDesk::AnswerDesk(QObject* parent)
    : QObject(parent)
{
}

void AnswerDesk::forget(Ticket ticket)
{
    pending_.erase(ticket);
}

void AnswerDesk::forgetAll()
{
    pending_.clear();
}

void AnswerDesk::settle(Ticket ticket, void* outcome, bool more)
{
    const auto found = pending_.find(ticket);
    if (found == pending_.end())
        return;
    const auto answer = found->second; // a copy: the answer may ask again, or forget everything
    if (!more)
        pending_.erase(found);
    answer(outcome);
}

} // namespace ui
