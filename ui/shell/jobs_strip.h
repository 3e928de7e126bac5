// SPDX-License-Identifier: GPL-3.0-or-later
// At the foot of the window: what runs. One line of 26 pixels, or opened: a table of the project's runs, and the log.
#pragma once

#include "ui/shell/job_line.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QFrame>

#include <vector>

class QStackedWidget;
class QVBoxLayout;

namespace ui {

class Button;
class IconButton;
class JobRowWidget;
class LogView;
class ProgressBar;
class TabRow;
class TextLabel;

class JobsStrip : public QFrame {
    Q_OBJECT

public:
    explicit JobsStrip(const Theme& theme, QWidget* parent = nullptr);

    /// Active ones first. `idle` stands where nothing runs: "Nothing running. Proxy p1 finished at 14:24, 25 min 12 s."
    void setJobs(const std::vector<JobLine>& jobs, const QString& idle);
    LogView& log() { return *log_; }
    void setOpened(bool opened);
    bool isOpened() const;

Q_SIGNALS:
    void pauseRequested(core::RunId run);
    void resumeRequested(core::RunId run);
    void checkpointRequested(core::RunId run);
    void stopRequested(core::RunId run);
    void openedChanged(bool opened);

private:
    void makeHead();
    void makeBody();
    void showHead();
    void showTable();

    const Theme& theme_;
    std::vector<JobLine> jobs_;
    QString idle_;
    IconButton* toggle_ = nullptr;
    TextLabel* headText_ = nullptr;
    TextLabel* headRight_ = nullptr;
    ProgressBar* bar_ = nullptr;
    IconButton* pause_ = nullptr;
    IconButton* stop_ = nullptr;
    Button* logButton_ = nullptr;
    QWidget* body_ = nullptr;
    TabRow* tabs_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    TextLabel* none_ = nullptr;
    QVBoxLayout* rowsLayout_ = nullptr;
    std::vector<JobRowWidget*> rows_;
    LogView* log_ = nullptr;
};

} // namespace ui
