// SPDX-License-Identifier: GPL-3.0-or-later
// Which field of a row is its prompt, response, source: one box a role, and the shape that says which roles there are.
#pragma once

#include "core/data/mapping.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

#include <vector>

class QComboBox;

namespace ui {

class Field;
class SegmentedChoice;

class MappingForm : public QWidget {
    Q_OBJECT

public:
    explicit MappingForm(const Theme& theme, QWidget* parent = nullptr);

    /// Without telling.
    void setMapping(const QStringList& fields, const core::data::Mapping& mapping);
    core::data::Mapping mapping() const;

Q_SIGNALS:
    void edited(const core::data::Mapping& mapping); ///< by the user; it may be incomplete

private:
    struct RoleBox {
        std::string core::data::Mapping::*part;
        Field* field;
        QComboBox* box;
    };
    const Theme& theme_;
    SegmentedChoice* shape_;
    std::vector<RoleBox> roles_;

    void addRole(std::string core::data::Mapping::*part, const QString& name, const char* objectName, bool needed);
    bool isUsed(const RoleBox& role) const;
    void showRoles();
    void tell();
};

} // namespace ui
