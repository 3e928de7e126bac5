// SPDX-License-Identifier: GPL-3.0-or-later
// One run in the opened jobs strip: name, state, progress, time left, speed, memory, and what can be asked of it.
#pragma once

#include "ui/shell/job_line.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

namespace ui {

class IconButton;
class ProgressBar;
class TextLabel;

class JobRowWidget : public QWidget {
    Q_OBJECT

public:
    explicit JobRowWidget(const Theme& theme, QWidget* parent = nullptr);

    void setLine(const JobLine& line);

Q_SIGNALS:
    void pauseRequested(core::RunId run);
    void resumeRequested(core::RunId run);
    void checkpointRequested(core::RunId run);
    void stopRequested(core::RunId run);

private:
    JobLine line_;
    TextLabel* name_;
    TextLabel* state_;
    ProgressBar* bar_;
    TextLabel* remaining_;
    TextLabel* speed_;
    TextLabel* memory_;
    IconButton* checkpoint_;
    IconButton* pause_;
    IconButton* stop_;
};

} // namespace ui
