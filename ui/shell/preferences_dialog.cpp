// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/preferences_dialog.h"

#include "ui/controls/button.h"
#include "ui/controls/field.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/text_label.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QVBoxLayout>

#include <array>

namespace ui {

namespace {

constexpr std::array scales{ 100, 125, 150, 175, 200 };

} // namespace

PreferencesDialog::PreferencesDialog(const Theme& theme, WindowSettings& settings, QWidget* parent)
    : QDialog(parent)
    , theme_(theme)
    , settings_(settings)
{
    setObjectName("preferencesDialog");
    setWindowTitle(tr("Preferences"));
    setMinimumWidth(420);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(new TextLabel(tr("Preferences"), TextKind::Title));
    layout->addWidget(new Field(theme_, tr("Colours"), makeScheme()));
    auto* scale = new Field(theme_, tr("Size of everything"), makeScale());
    scale->setHelp(tr("From the next start on."));
    layout->addWidget(scale);
    auto* motion = new QCheckBox(tr("Reduce motion"));
    motion->setObjectName("reduceMotion");
    motion->setChecked(settings_.reducedMotion());
    connect(motion, &QCheckBox::toggled, this, [this](bool on) { settings_.setReducedMotion(on); });
    layout->addWidget(motion);
    addRecent(*layout);
    layout->addStretch();
    auto* row = new QHBoxLayout;
    row->addStretch();
    auto* close = new Button(theme_, ButtonKind::Outlined, tr("Close"));
    close->setDefault(true);
    connect(close, &Button::clicked, this, &QDialog::accept);
    row->addWidget(close);
    layout->addLayout(row);
}

QWidget* PreferencesDialog::makeScheme()
{
    auto* choice = new SegmentedChoice(theme_, { tr("As the system"), tr("Light"), tr("Dark") });
    choice->setObjectName("schemeChoice");
    choice->setCurrent(static_cast<int>(settings_.scheme()));
    connect(choice, &SegmentedChoice::chosen, this, [this](int index) {
        settings_.setScheme(static_cast<SchemeChoice>(index));
        Q_EMIT schemeChosen();
    });
    return choice;
}

QWidget* PreferencesDialog::makeScale()
{
    QStringList names;
    int current = 0;
    for (std::size_t i = 0; i < scales.size(); ++i) {
        names << percentText(scales[i] / 100.0, 0);
        if (scales[i] <= settings_.scale())
            current = static_cast<int>(i);
    }
    auto* choice = new SegmentedChoice(theme_, names);
    choice->setObjectName("scaleChoice");
    choice->setCurrent(current);
    connect(choice, &SegmentedChoice::chosen, this,
        [this](int index) { settings_.setScale(scales[static_cast<std::size_t>(index)]); });
    return choice;
}

void PreferencesDialog::addRecent(QVBoxLayout& layout)
{
    auto* clear = new Button(theme_, ButtonKind::Link, tr("Clear the list of recent projects"));
    clear->setObjectName("clearRecent");
    clear->setEnabled(!settings_.recentProjects().empty());
    connect(clear, &Button::clicked, this, [this, clear] {
        settings_.forgetAll();
        clear->setEnabled(false);
    });
    auto* row = new QHBoxLayout;
    row->addWidget(clear);
    row->addStretch();
    layout.addLayout(row);
}

} // namespace ui
