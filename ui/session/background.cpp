// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/background.h"

namespace ui {

namespace {

/// Most of them sleep: who writes waits for the end of an import, and must not keep those waiting that read.
constexpr int threads = 16;

} // namespace

Background::Background(QObject* parent)
    : QObject(parent)
{
    pool_.setMaxThreadCount(threads);
}

Background::~Background()
{
    wait();
}

void Background::start(std::function<void()> task)
{
    pool_.start(std::move(task));
}

void Background::wait()
{
    pool_.waitForDone();
}

} // namespace ui
