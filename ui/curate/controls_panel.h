// SPDX-License-Identifier: GPL-3.0-or-later
// The controls of a recipe: which of them are made with it, how many copies each adds, and the seed of them all.
#pragma once

#include "ui/curate/curate_preview.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

class QCheckBox;

namespace ui {

class NumberBox;
class TextLabel;

class ControlsPanel : public QWidget {
    Q_OBJECT

public:
    explicit ControlsPanel(const Theme& theme, QWidget* parent = nullptr);

    void setSeed(std::uint64_t seed, bool editable);
    void setPreview(const CuratePreviewPointer& preview);
    /// By the order of core::curate::controlKinds; checked and possible.
    bool isWanted(std::size_t control) const;
    quint32 checked() const; ///< bit i: control i is checked, possible or not
    void setChecked(quint32 bits);

Q_SIGNALS:
    void seedSettled(quint64 seed);
    void wantedChanged();

private:
    void addControl(const Theme& theme, std::size_t index, QWidget* card);
    QString sentenceOf(const ControlPreview& control) const;

    struct Control {
        QCheckBox* box = nullptr;
        TextLabel* count = nullptr;
        TextLabel* sentence = nullptr;
    };
    std::array<Control, 3> controls_;
    NumberBox* seed_;
    CuratePreviewPointer preview_;
};

} // namespace ui
