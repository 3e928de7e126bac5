// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/background.h"

#include <new>

namespace ui {

namespace {

constexpr int threads = 3; ///< one long task must not keep short ones waiting

} // namespace

Background::Background(QObject* parent)
    : QObject(parent)
{
    pool_.setMaxThreadCount(threads);
}

Background::~Background()
{
    pool_.clear();
    pool_.waitForDone();
}

void Background::start(std::function<void()> task)
{
    pool_.start(std::move(task));
}

void Background::deliver(std::function<void()> call)
{
    QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
}

void Background::attempt(const std::function<void()>& work, const OnFailure& failed)
{
    try {
        work();
    } catch (const core::Error& error) {
        failed(error);
    } catch (const std::bad_alloc&) {
        failed({ core::ErrorKind::OutOfMemory, "there is not enough memory for this" });
    } catch (const std::exception& error) {
        failed({ core::ErrorKind::Internal, std::string("unexpected: ") + error.what() });
    }
}

} // namespace ui
