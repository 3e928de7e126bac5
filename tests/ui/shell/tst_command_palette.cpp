// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/command_palette.h"

#include <QtGui/QAction>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>

using namespace ui;

class TestCommandPalette : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsAreFoundByTheirBeginnings()
    {
        QAction open, close, stop;
        stop.setEnabled(false);
        const std::vector<PaletteEntry> entries{ { &open, "File › Open project…" }, { &close, "File › Close project" },
            { &stop, "Run › Stop" } };
        QCOMPARE(matchingEntries(entries, "").size(), std::size_t{ 2 }); // what cannot be done now is not offered
        const auto found = matchingEntries(entries, "proj op");
        QCOMPARE(found.size(), std::size_t{ 1 });
        QCOMPARE(found.front().action, &open);
        QVERIFY(matchingEntries(entries, "roject").empty());
        QVERIFY(matchingEntries(entries, "stop").empty());
    }

    void nothingFoundIsSaid()
    {
        QAction only;
        QSignalSpy done(&only, &QAction::triggered);
        CommandPalette palette({ { &only, "View › Data" } });
        palette.show();
        auto* line = palette.findChild<QLineEdit*>();
        line->setText("zebra");
        QCOMPARE(palette.findChild<QListWidget*>()->item(0)->text(), QString("Nothing found"));
        QTest::keyClick(line, Qt::Key_Down);
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(palette.isVisible()); // there was nothing to do
        QCOMPARE(done.count(), 0);
    }

    void theKeyboardChoosesAndDoes()
    {
        QAction first, second;
        QSignalSpy done(&second, &QAction::triggered);
        CommandPalette palette({ { &first, "View › Data" }, { &second, "View › Proxy" } });
        palette.show();
        auto* line = palette.findChild<QLineEdit*>();
        QTest::keyClick(line, Qt::Key_Down);
        QCOMPARE(palette.findChild<QListWidget*>()->currentRow(), 1);
        QTest::keyClick(line, Qt::Key_Down); // stays at the last
        QTest::keyClick(line, Qt::Key_Return);
        QTRY_COMPARE(done.count(), 1);
        QVERIFY(!palette.isVisible());
    }
};

QTEST_MAIN(TestCommandPalette)
#include "tst_command_palette.moc"
