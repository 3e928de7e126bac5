// SPDX-License-Identifier: GPL-3.0-or-later
// Names with bars and values: facets with their counts, shares of groups. Rows can be selected by mouse and keyboard
// (arrows, Shift, Ctrl, Space; Esc clears).
#pragma once

#include "ui/theme/theme.h"

#include <QtCore/QStringList>
#include <QtWidgets/QListView>

#include <vector>

class QStandardItemModel;

namespace ui {

class BarDelegate;

struct BarRow {
    QString key; ///< what the row stands for, never shown
    QString name;
    double value = 0; ///< length of the bar; NaN: none
    QString text; ///< the value in words
};

class BarList : public QListView {
    Q_OBJECT

public:
    enum class Density { Usual, Dense }; ///< rows of 22 or of 17 pixels

    explicit BarList(const Theme& theme, Density density = Density::Usual, QWidget* parent = nullptr);

    /// Replaces all rows; what was selected stays so, by key.
    void setRows(const std::vector<BarRow>& rows);

    /// The value of a full bar; 0 (the default): the largest of the rows.
    void setFullValue(double value);

    /// The bars' colour; Edge by default. Selected rows have bars in accent unless the colour means something.
    void setBarRole(Role role);

    /// Beyond that many rows it scrolls. 12 by default.
    void setMostVisibleRows(int rows);

    void setSelectable(bool selectable); ///< true by default

    QStringList selectedKeys() const;
    void setSelectedKeys(const QStringList& keys); ///< without telling

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void selectionEdited(const QStringList& keys); ///< by the user

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void refresh();

    QStandardItemModel* model_;
    BarDelegate* delegate_;
    int rowHeight_;
    int mostRows_ = 12;
    double chosenFullValue_ = 0;
    bool quiet_ = false;
};

} // namespace ui
