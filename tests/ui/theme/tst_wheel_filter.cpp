// SPDX-License-Identifier: GPL-3.0-or-later
// A wheel that passes over a combo box scrolls the column and leaves the box alone.
#include "ui/theme/wheel_filter.h"

#include <QtGui/QWheelEvent>
#include <QtTest/QTest>
#include <QtTest/qtestspontaneevent.h>
#include <QtWidgets/QApplication>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QVBoxLayout>

class TestWheelFilter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void scrollsAndSetsNothing()
    {
        ui::WheelFilter filter;
        qApp->installEventFilter(&filter);
        QScrollArea area;
        auto* content = new QWidget;
        auto* column = new QVBoxLayout(content);
        auto* box = new QComboBox;
        box->addItems({ "one", "two", "three" });
        auto* tabs = new QTabBar;
        tabs->addTab("first");
        tabs->addTab("second");
        column->addWidget(box);
        column->addWidget(tabs);
        column->addSpacing(1000);
        area.setWidget(content);
        area.resize(200, 200);
        area.show();
        QVERIFY(QTest::qWaitForWindowExposed(&area));
        box->setFocus();
        for (QWidget* over : std::initializer_list<QWidget*>{ box, tabs }) {
            const int before = area.verticalScrollBar()->value();
            QWheelEvent wheel({ 5, 5 }, over->mapToGlobal(QPointF(5, 5)), {}, { 0, -120 }, {}, {}, Qt::NoScrollPhase, false);
            QSpontaneKeyEvent::setSpontaneous(&wheel); // only a hand's wheel is sent to parents
            qApp->notify(over, &wheel);
            QVERIFY(area.verticalScrollBar()->value() > before);
            area.verticalScrollBar()->setValue(0);
        }
        QCOMPARE(box->currentIndex(), 0);
        QCOMPARE(tabs->currentIndex(), 0);
    }
};

QTEST_MAIN(TestWheelFilter)

#include "tst_wheel_filter.moc"
