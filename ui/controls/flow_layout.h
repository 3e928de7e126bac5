// SPDX-License-Identifier: GPL-3.0-or-later
// Lays widgets out from left to right, and on the next line where there is no more room.
#pragma once

#include <QtWidgets/QLayout>

#include <vector>

namespace ui {

class FlowLayout : public QLayout {
    Q_OBJECT

public:
    FlowLayout(QWidget* parent, int gap);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    int count() const override;
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;
    void setGeometry(const QRect& place) override;

private:
    /// The height that is used; moves the items only where asked to.
    int arrange(const QRect& place, bool move) const;

    std::vector<QLayoutItem*> items_;
    int gap_;
};

} // namespace ui
