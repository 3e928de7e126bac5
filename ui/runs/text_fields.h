// SPDX-License-Identifier: GPL-3.0-or-later
// How examples become tokens: the prompt's template, the longest row, and what is done with longer ones.
#pragma once

#ifndef Q_MOC_RUN // moc 6.4 stumbles over <compare>
#include "core/jobs/run_estimate.h"
#endif

#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

#include <optional>

class QComboBox;

namespace ui {

class Field;
class NumberBox;
class SegmentedChoice;

class TextFields : public QWidget {
    Q_OBJECT

public:
    explicit TextFields(const Theme& theme, QWidget* parent = nullptr);

    core::protocol::TextSettings settings() const;
    void setSettings(const core::protocol::TextSettings& settings); ///< without telling
    /// Counts of the plan, beside the policy for long rows.
    void setTextFigures(const std::optional<core::jobs::TextFigures>& figures);
    /// Why a text is no legal value; empty: none.
    QString wrongField() const;

Q_SIGNALS:
    void edited();

private:
    SegmentedChoice* template_;
    NumberBox* longest_;
    Field* longestField_;
    QComboBox* overlong_;
    Field* overlongField_;
};

} // namespace ui
