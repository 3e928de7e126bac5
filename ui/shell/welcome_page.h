// SPDX-License-Identifier: GPL-3.0-or-later
// What is seen while no project is open: what the program answers, ways to begin, recent projects, the three steps.
#pragma once

#include "ui/shell/window_settings.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

class QVBoxLayout;

namespace ui {

class MessageLine;
class SamplePicture;
class TextLabel;

class WelcomePage : public QWidget {
    Q_OBJECT

public:
    explicit WelcomePage(const Theme& theme, QWidget* parent = nullptr);

    /// Which of them are still there is looked up by the caller, on another thread than the window's.
    struct Entry {
        RecentProject project;
        bool there = true;
    };
    void setRecent(const std::vector<Entry>& entries);

    /// A failure to open or make a project, where the person asked for it; empty: none.
    void showProblem(const QString& sentence);

Q_SIGNALS:
    void sampleRequested();
    void datasetRequested();
    void newProjectRequested();
    void openRequested();
    void recentRequested(const QString& path);
    void forgetRequested(const QString& path);

private:
    QWidget* makeLeft();
    QWidget* makeSampleCard();
    QWidget* makeOwnDataCard();
    QWidget* makeRight();
    QWidget* makeSteps();

    const Theme& theme_;
    MessageLine* problem_ = nullptr;
    SamplePicture* picture_ = nullptr;
    TextLabel* sampleLine_ = nullptr;
    QWidget* recentSection_ = nullptr;
    QVBoxLayout* recentRows_ = nullptr;
};

} // namespace ui
