// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/mapping_form.h"

#include "ui/controls/field.h"
#include "ui/controls/segmented_choice.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QVBoxLayout>

namespace ui {

using core::data::ExampleShape;
using core::data::Mapping;

MappingForm::MappingForm(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , shape_(new SegmentedChoice(theme, { tr("Prompt"), tr("Text"), tr("Turns") }, this))
{
    setObjectName("mapping form");
    shape_->setObjectName("mapping shape");
    shape_->setAccessibleName(tr("What a row is"));
    shape_->choice(0)->setToolTip(tr("A prompt that is answered by a response"));
    shape_->choice(1)->setToolTip(tr("Running text: every token is trained"));
    shape_->choice(2)->setToolTip(tr("A conversation: every assistant turn is trained"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(new Field(theme, tr("A row is"), shape_, this));
    addRole(&Mapping::instruction, tr("Prompt"), "role prompt", true);
    addRole(&Mapping::input, tr("Input"), "role input", false);
    addRole(&Mapping::response, tr("Response"), "role response", true);
    addRole(&Mapping::text, tr("Text"), "role text", true);
    addRole(&Mapping::messages, tr("Messages"), "role messages", true);
    addRole(&Mapping::source, tr("Source"), "role source", false);
    addRole(&Mapping::id, tr("Name of the row"), "role id", false);
    addRole(&Mapping::answer, tr("Short answer"), "role answer", false);
    connect(shape_, &SegmentedChoice::chosen, this, [this] {
        showRoles();
        tell();
    });
    showRoles();
}

void MappingForm::addRole(std::string Mapping::*part, const QString& name, const char* objectName, bool needed)
{
    auto* box = new QComboBox(this);
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(10);
    box->addItem(needed ? tr("Choose a field") : tr("Not used"), QString());
    auto* field = new Field(theme_, name, box, this);
    layout()->addWidget(field);
    roles_.push_back({ part, field, box });
    connect(box, qOverload<int>(&QComboBox::activated), this, &MappingForm::tell);
}

bool MappingForm::isUsed(const RoleBox& role) const
{
    const int shape = shape_->current();
    if (role.part == &Mapping::instruction || role.part == &Mapping::input || role.part == &Mapping::response)
        return shape == 0;
    if (role.part == &Mapping::text)
        return shape == 1;
    return role.part != &Mapping::messages || shape == 2;
}

void MappingForm::showRoles()
{
    for (const RoleBox& role : roles_)
        role.field->setVisible(isUsed(role));
}

void MappingForm::setMapping(const QStringList& fields, const Mapping& mapping)
{
    shape_->setCurrent(static_cast<int>(mapping.shape));
    for (const RoleBox& role : roles_) {
        const QSignalBlocker quiet(role.box);
        while (role.box->count() > 1)
            role.box->removeItem(1);
        for (const QString& name : fields)
            role.box->addItem(name, name);
        const QString chosen = QString::fromStdString(mapping.*(role.part));
        if (!chosen.isEmpty() && role.box->findData(chosen) < 0)
            role.box->addItem(chosen, chosen); // "a.b", or a field that the first rows lack
        role.box->setCurrentIndex(std::max(0, role.box->findData(chosen)));
    }
    showRoles();
}

Mapping MappingForm::mapping() const
{
    Mapping mapping;
    mapping.shape = static_cast<ExampleShape>(shape_->current());
    for (const RoleBox& role : roles_)
        if (isUsed(role))
            mapping.*(role.part) = role.box->currentData().toString().toStdString();
    return mapping;
}

void MappingForm::tell()
{
    Q_EMIT edited(mapping());
}

} // namespace ui
