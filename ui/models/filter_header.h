// SPDX-License-Identifier: GPL-3.0-or-later
// The head of a table: names with the sort mark, and under them a row of fields to filter by.
#pragma once

#include "ui/theme/theme.h"

#include <QtCore/QHash>
#include <QtWidgets/QHeaderView>

#include <optional>

class QLineEdit;

namespace ui {

class FilterHeader : public QHeaderView {
    Q_OBJECT

public:
    static constexpr int headHeight = 28;
    static constexpr int filterHeight = 30;

    explicit FilterHeader(const Theme& theme, QWidget* parent = nullptr);

    /// A field under the section; its objectName is "filter " and `name`, its accessible name says `spoken`.
    void addField(int section, const QString& name, const QString& placeholder, const QString& spoken);
    /// Without telling; what a person is typing there is left alone.
    void setFieldText(int section, const QString& text);
    /// Empty: nothing is wrong. Otherwise an error border, and the sentence as tool tip.
    void setProblem(int section, const QString& sentence);
    QLineEdit* field(int section) const { return fields_.value(section); } ///< null: there is none

    /// Focus for the keyboard: Left and Right choose a head, Enter or Space sorts by it, Down leads to the rows. -1: the
    /// first.
    void takeFocus(int section);
    void setSortMark(int section, bool ascending); ///< section -1: no mark

    QSize sizeHint() const override;

Q_SIGNALS:
    void filterEdited(int section, const QString& text);
    /// Down or Enter in a field: on to the rows.
    void rowsWanted();

protected:
    void updateGeometries() override;
    void paintSection(QPainter* painter, const QRect& place, int section) const override;
    void paintEvent(QPaintEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    const Theme& theme_;
    QHash<int, QLineEdit*> fields_;
    QHash<int, QString> problems_;
    int sorted_ = -1;
    int focused_ = -1; ///< whose head the keyboard is at
    bool ascending_ = true;

    int neighbourOf(int section, int direction) const;
    void placeFields();
    void dress(int section);
};

} // namespace ui
