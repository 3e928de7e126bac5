// SPDX-License-Identifier: GPL-3.0-or-later
// Work of seconds to minutes away from the GUI thread, of which a person sees how far it is and which they can stop. A new
// start stops what runs; answers of what was stopped never come.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/progress.h"
#include "ui/session/background.h"

#include <QtCore/QObject>

namespace ui {

class LongTask : public QObject {
    Q_OBJECT

public:
    /// What to do in the GUI thread with the result.
    using Deliver = std::function<void()>;
    /// On another thread; may throw core::Error.
    using Work = std::function<Deliver(const core::CancelToken&, const core::ProgressSink&)>;

    explicit LongTask(Background& background, QObject* parent = nullptr);
    ~LongTask() override; ///< stops it; what it works on may live on for a moment

    void start(Work work);
    void cancel();
    bool running() const { return running_; }

Q_SIGNALS:
    void runningChanged();
    void progressed(quint64 done, quint64 total); ///< total 0: unknown
    void failed(const QString& sentence, const QString& wayOut); ///< not for what was stopped

private:
    struct Mailbox;
    Background& background_;
    std::shared_ptr<Mailbox> mailbox_;
    core::CancelToken cancel_;
    quint64 generation_ = 0;
    bool running_ = false;

    void setRunning(bool running);
    core::ProgressSink sink(quint64 generation) const;
};

} // namespace ui
