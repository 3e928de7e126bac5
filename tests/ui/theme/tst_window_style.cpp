// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of a window that Qt draws: menus, bars, trees, scroll bars, tool tips. With DATALEVER_GALLERY=FOLDER it saves a
// picture of them, light and dark.
#include "ui/theme/style_sheet.h"
#include "ui/theme/theme.h"

#include <QtGui/QStandardItemModel>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QTreeView>

using namespace ui;

class TestWindowStyle : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theSheetNamesOnlyColours();
    void barsHaveTheirHeights();
    void aChangeOfSchemeReachesTheWindow();
    void menusShowMarksAndIcons();

private:
    void keep(const QPixmap& picture, const char* name) const;

    Theme theme_{ ColourScheme::Light };
    QMainWindow window_;
    QMenu* menu_ = nullptr;
    QPlainTextEdit* log_ = nullptr;
    QTreeView* tree_ = nullptr;
};

void TestWindowStyle::initTestCase()
{
    applyLook(*qApp, theme_);
    menu_ = window_.menuBar()->addMenu("View");
    window_.menuBar()->addMenu("Run");
    menu_->addAction(theme_.icon("sun"), "Light")->setShortcut(QKeySequence("Ctrl+L"));
    QAction* log = menu_->addAction("Log");
    log->setCheckable(true);
    log->setChecked(true);
    menu_->addSeparator();
    menu_->addAction("Not now")->setEnabled(false);
    menu_->addMenu("Size")->addAction("100 %");
    tree_ = new QTreeView;
    auto* model = new QStandardItemModel(tree_);
    model->setHorizontalHeaderLabels({ "Part" });
    auto* runs = new QStandardItem("Runs");
    runs->appendRow(new QStandardItem("Proxy p1"));
    runs->child(0)->setCheckable(true);
    runs->child(0)->setCheckState(Qt::Checked);
    model->appendRow(runs);
    model->appendRow(new QStandardItem("Exports"));
    model->item(1)->appendRow(new QStandardItem("hard"));
    tree_->setModel(model);
    tree_->expand(runs->index());
    log_ = new QPlainTextEdit(QString("step 287: loss 3.381\n").repeated(60));
    log_->setFont(theme_.monospaced(12));
    log_->setReadOnly(true);
    auto* splitter = new QSplitter;
    splitter->addWidget(tree_);
    splitter->addWidget(log_);
    window_.setCentralWidget(splitter);
    window_.statusBar()->addWidget(new QLabel("7 405 shown"));
    window_.statusBar()->addPermanentWidget(new QLabel("all changes saved"));
    window_.resize(640, 300);
    window_.show();
    QVERIFY(QTest::qWaitForWindowActive(&window_));
}

void TestWindowStyle::theSheetNamesOnlyColours()
{
    const QString sheet = styleSheet(theme_);
    QVERIFY(sheet.size() > 1000);
    QVERIFY(!sheet.contains('@')); // an unknown name is left as it is
    QVERIFY(sheet.contains("#3b4cc0"));
}

void TestWindowStyle::barsHaveTheirHeights()
{
    QCOMPARE(window_.menuBar()->height(), 30);
    QVERIFY(window_.menuBar()->actionGeometry(menu_->menuAction()).width() > 40);
    QCOMPARE(
        window_.menuBar()->actionAt(window_.menuBar()->actionGeometry(menu_->menuAction()).center()), menu_->menuAction());
    QVERIFY(tree_->visualRect(tree_->model()->index(0, 0)).height() >= 24);
    QCOMPARE(window_.statusBar()->height(), 25);
    QVERIFY(log_->verticalScrollBar()->isVisible());
    QCOMPARE(log_->verticalScrollBar()->width(), 10);
    QCOMPARE(tree_->style()->pixelMetric(QStyle::PM_SplitterWidth), 1);
}

void TestWindowStyle::aChangeOfSchemeReachesTheWindow()
{
    for (const ColourScheme scheme : { ColourScheme::Dark, ColourScheme::Light }) {
        theme_.setScheme(scheme);
        const QPixmap picture = window_.grab();
        keep(picture, "window");
        const QImage image = picture.toImage();
        QCOMPARE(image.pixelColor(2, image.height() - 3), theme_.colour(Role::Window));
        QCOMPARE(
            tree_->viewport()->grab().toImage().pixelColor(5, tree_->viewport()->height() - 5), theme_.colour(Role::Panel));
        QCOMPARE(qApp->palette().color(QPalette::Text), theme_.colour(Role::Text));
    }
}

void TestWindowStyle::menusShowMarksAndIcons()
{
    for (const ColourScheme scheme : { ColourScheme::Dark, ColourScheme::Light }) {
        theme_.setScheme(scheme);
        menu_->popup(window_.mapToGlobal(QPoint(10, 30)));
        QTRY_VERIFY(menu_->isVisible());
        const QPixmap picture = menu_->grab();
        keep(picture, "menu");
        // the mark before "Log" is the only thing left of its text
        const QRect item = menu_->actionGeometry(menu_->actions().at(1));
        const QImage left = picture.toImage().copy(item.left() + 4, item.top() + 2, 24, item.height() - 4);
        int painted = 0;
        for (int y = 0; y < left.height(); ++y)
            for (int x = 0; x < left.width(); ++x)
                painted += left.pixelColor(x, y) != theme_.colour(Role::Panel);
        QVERIFY2(painted > 10, qPrintable(QString::number(painted)));
        menu_->close();
    }
}

void TestWindowStyle::keep(const QPixmap& picture, const char* name) const
{
    const QString folder = qEnvironmentVariable("DATALEVER_GALLERY");
    if (!folder.isEmpty())
        QVERIFY(picture.save(
            QString("%1/%2-%3.png").arg(folder, name, theme_.scheme() == ColourScheme::Light ? "light" : "dark")));
}

QTEST_MAIN(TestWindowStyle)
#include "tst_window_style.moc"
