// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of a run as text: they are fixed once it has begun.
#pragma once

#include "ui/runs/run_words.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

class QVBoxLayout;

namespace ui {

class Button;
class KeyValueList;
class SectionHeading;
class TextLabel;

class SettingsPanel : public QWidget {
    Q_OBJECT

public:
    explicit SettingsPanel(const Theme& theme, QWidget* parent = nullptr);

    void showRun(const QString& name, const QString& sentence, const std::vector<SettingsSection>& sections);

private:
    struct Section {
        SectionHeading* head;
        KeyValueList* rows;
    };

    const Theme& theme_;
    TextLabel* name_;
    TextLabel* sentence_;
    QVBoxLayout* column_;
    std::vector<Section> sections_;
};

} // namespace ui
