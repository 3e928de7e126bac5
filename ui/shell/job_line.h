// SPDX-License-Identifier: GPL-3.0-or-later
// One run as the jobs strip says it, in values that are ready to be shown.
#pragma once

#include "core/base/ids.h"

#include <QtCore/QString>

namespace ui {

/// What can be asked of a run now.
struct JobActions {
    bool pause = false;
    bool resume = false;
    bool checkpoint = false;
    bool stop = false;
    friend bool operator==(const JobActions&, const JobActions&) = default;
};

struct JobLine {
    core::RunId run;
    QString name; ///< "Proxy p1"
    QString state; ///< "scoring examples, step 290 of 468"
    double share = 0; ///< 0 to 1; NaN: not known
    QString remaining; ///< "about 9 min 40 s left"
    QString speed; ///< "11 420 tokens/s"
    QString memory;
    QString problem; ///< why it failed or was interrupted
    bool finished = false; ///< whole; nothing more is to be done with it
    bool active = false; ///< a worker lives or it is queued
    JobActions actions;
    friend bool operator==(const JobLine&, const JobLine&) = default;
};

} // namespace ui
