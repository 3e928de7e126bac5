// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/settings_panel.h"

#include "ui/controls/key_value_list.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/text_label.h"

#include <QtWidgets/QVBoxLayout>

namespace ui {

SettingsPanel::SettingsPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , name_(new TextLabel({}, TextKind::Head))
    , sentence_(new TextLabel({}, TextKind::Small))
    , column_(new QVBoxLayout(this))
{
    setObjectName("settingsText");
    name_->setElided(true);
    sentence_->setWordWrap(true);
    column_->setContentsMargins(14, 8, 14, 8);
    column_->setSpacing(2);
    column_->addWidget(name_);
    column_->addWidget(sentence_);
    column_->addStretch(1);
}

void SettingsPanel::showRun(const QString& name, const QString& sentence, const std::vector<SettingsSection>& sections)
{
    name_->setText(name);
    sentence_->setText(sentence);
    while (sections_.size() < sections.size()) {
        const Section section{ new SectionHeading(theme_, {}), new KeyValueList };
        section.head->setContentsMargins(0, 8, 0, 0);
        column_->insertWidget(column_->count() - 1, section.head);
        column_->insertWidget(column_->count() - 1, section.rows);
        sections_.push_back(section);
    }
    for (std::size_t i = 0; i < sections_.size(); ++i) {
        const bool used = i < sections.size();
        sections_[i].head->setVisible(used);
        sections_[i].rows->setVisible(used);
        if (used) {
            sections_[i].head->setText(sections[i].head);
            sections_[i].rows->setRows(sections[i].rows);
        }
    }
}

} // namespace ui
