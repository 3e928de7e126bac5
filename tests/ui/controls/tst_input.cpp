// SPDX-License-Identifier: GPL-3.0-or-later
// The controls under the hand: keyboard, pointer, what is told and what is not.
#include "ui/controls/bar_list.h"
#include "ui/controls/chip_row.h"
#include "ui/controls/key_value_list.h"
#include "ui/controls/message_line.h"
#include "ui/controls/progress_bar.h"
#include "ui/controls/rail_item.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/state_panel.h"
#include "ui/controls/text_label.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <memory>

using namespace ui;

class TestInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void segmentsAreOneTabStopWithArrows();
    void segmentsFollowThePointer();
    void barListIsWorkedByKeys();
    void barListKeepsSelectionByKey();
    void chipsAreRemovedByKeysAndClicks();
    void loadingShowsLate();
    void statesHaveAtMostOneButton();
    void messagesOfferWaysOut();
    void keyValueListFollowsItsRows();
    void progressIsClipped();
    void railItemsAreExclusiveAndSpoken();

private:
    template <typename Widget> Widget* shown(Widget* widget)
    {
        window_->layout()->addWidget(widget);
        return widget;
    }

    void activate()
    {
        window_->show();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
    }

    Theme theme_{ ColourScheme::Light };
    std::unique_ptr<QWidget> window_;
};

void TestInput::init()
{
    window_ = std::make_unique<QWidget>();
    new QVBoxLayout(window_.get());
    window_->resize(400, 300);
}

void TestInput::segmentsAreOneTabStopWithArrows()
{
    auto* before = shown(new QLineEdit);
    auto* segments = shown(new SegmentedChoice(theme_, { "Raw", "Last", "Shape" }));
    auto* after = shown(new QLineEdit);
    QSignalSpy chosen(segments, &SegmentedChoice::chosen);
    activate();
    before->setFocus();
    QTest::keyClick(before, Qt::Key_Tab);
    QVERIFY(segments->choice(0)->hasFocus());
    QTest::keyClick(segments->choice(0), Qt::Key_Right);
    QCOMPARE(segments->current(), 1);
    QVERIFY(segments->choice(1)->hasFocus());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toInt(), 1);
    QTest::keyClick(segments->choice(1), Qt::Key_Left);
    QCOMPARE(segments->current(), 0);
    QTest::keyClick(segments->choice(0), Qt::Key_Tab);
    QVERIFY(after->hasFocus());
    segments->setCurrent(2);
    QCOMPARE(chosen.count(), 2); // setting it is not told
}

void TestInput::segmentsFollowThePointer()
{
    auto* segments = shown(new SegmentedChoice(theme_, { "2", "3", "4" }));
    segments->setChoiceEnabled(2, false);
    QSignalSpy chosen(segments, &SegmentedChoice::chosen);
    activate();
    QTest::mouseClick(segments->choice(1), Qt::LeftButton);
    QCOMPARE(segments->current(), 1);
    QTest::mouseClick(segments->choice(2), Qt::LeftButton);
    QCOMPARE(segments->current(), 1);
    QCOMPARE(chosen.count(), 1);
}

void TestInput::barListIsWorkedByKeys()
{
    auto* list = shown(new BarList(theme_));
    list->setRows({ { "a", "gsm8k", 3, "3" }, { "b", "math", 2, "2" }, { "c", "aqua", 1, "1" } });
    QSignalSpy edited(list, &BarList::selectionEdited);
    activate();
    list->setFocus(Qt::TabFocusReason);
    QVERIFY(list->selectedKeys().isEmpty()); // coming by chooses nothing
    QTest::keyClick(list, Qt::Key_Space);
    QCOMPARE(list->selectedKeys(), QStringList({ "a" }));
    QTest::keyClick(list, Qt::Key_Down);
    QCOMPARE(list->selectedKeys(), QStringList({ "b" }));
    QTest::keyClick(list, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(list->selectedKeys(), QStringList({ "b", "c" }));
    QTest::keyClick(list, Qt::Key_Escape);
    QVERIFY(list->selectedKeys().isEmpty());
    QCOMPARE(edited.count(), 4);
    QCOMPARE(edited.last().first().toStringList(), QStringList());
    QCOMPARE(list->model()->index(1, 0).data(Qt::AccessibleTextRole).toString(), QString("math, 2"));
}

void TestInput::barListKeepsSelectionByKey()
{
    auto* list = shown(new BarList(theme_));
    list->setRows({ { "a", "gsm8k", 3, "3" }, { "b", "math", 2, "2" } });
    list->setSelectedKeys({ "b" });
    QSignalSpy edited(list, &BarList::selectionEdited);
    list->setRows({ { "b", "math", 9, "9" }, { "a", "gsm8k", 3, "3" }, { "c", "aqua", 1, "1" } });
    QCOMPARE(list->selectedKeys(), QStringList({ "b" }));
    QVERIFY(list->selectionModel()->isRowSelected(0));
    QCOMPARE(edited.count(), 0);
    QCOMPARE(list->sizeHint().height(), 3 * 22);
    list->setMostVisibleRows(2);
    QCOMPARE(list->sizeHint().height(), 2 * 22);
    activate();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(1, 0)).center());
    QCOMPARE(edited.count(), 1);
    QCOMPARE(list->selectedKeys(), QStringList({ "a" }));
}

void TestInput::chipsAreRemovedByKeysAndClicks()
{
    auto* chips = shown(new ChipRow(theme_));
    chips->setChips({ { "source", "Source: math" }, { "length", "Length > 512" } });
    QSignalSpy removed(chips, &ChipRow::removed);
    connect(chips, &ChipRow::removed, this, [chips] {
        chips->setChips({ { "length", "Length > 512" } });
    }); // from its click
    activate();
    auto* chip = chips->findChild<QAbstractButton*>("chip source");
    QVERIFY(chip->accessibleName().contains("Source: math"));
    QTest::mouseClick(chip, Qt::LeftButton);
    QCOMPARE(removed.takeFirst().first().toString(), QString("source"));
    auto* other = chips->findChild<QAbstractButton*>("chip length");
    other->setFocus(Qt::TabFocusReason);
    QTest::keyClick(other, Qt::Key_Delete);
    QCOMPARE(removed.takeFirst().first().toString(), QString("length"));
}

void TestInput::loadingShowsLate()
{
    auto* panel = shown(new StatePanel(theme_));
    activate();
    panel->showLoading("Scoring examples");
    panel->setProgress(12288, 26472);
    auto* bar = panel->findChild<ProgressBar*>();
    QVERIFY(!bar->isVisible());
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(bar->value(), 464);
    panel->showLoading("Scoring examples");
    panel->showEmpty("activity", "No trajectories yet", "A proxy records them."); // before it showed
    QVERIFY(!bar->isVisible());
    QVERIFY(panel->accessibleName().startsWith("No trajectories yet"));
}

void TestInput::statesHaveAtMostOneButton()
{
    auto* panel = shown(new StatePanel(theme_));
    activate();
    QSignalSpy clicked(panel, &StatePanel::buttonClicked);
    const auto buttons = [panel] {
        QList<QAbstractButton*> visible;
        for (auto* button : panel->findChildren<QAbstractButton*>())
            if (button->isVisible())
                visible += button;
        return visible;
    };
    panel->showEmpty("activity", "No trajectories yet", "A proxy records them.", "Set up a proxy");
    QCOMPARE(buttons().size(), 1);
    panel->showError("Point 6 is unreadable", "The file is too short.", "Score it again");
    QCOMPARE(buttons().size(), 1);
    QCOMPARE(buttons().first()->text(), QString("Score it again"));
    buttons().first()->click();
    QCOMPARE(clicked.count(), 1);
    panel->showError("Point 6 is unreadable", "The file is too short.");
    QCOMPARE(buttons().size(), 0);
}

void TestInput::messagesOfferWaysOut()
{
    auto* message = shown(new MessageLine(theme_, MessageKind::Error, "The disk is full."));
    QSignalSpy retried(message->addAction("Retry"), &QAbstractButton::clicked);
    message->setDismissable();
    activate();
    QCOMPARE(message->accessibleName(), QString("The disk is full."));
    QTest::mouseClick(message->findChild<Button*>(), Qt::LeftButton);
    QCOMPARE(retried.count(), 1);
    QSignalSpy dismissed(message, &MessageLine::dismissed);
    QTest::mouseClick(message->findChild<IconButton*>(), Qt::LeftButton);
    QCOMPARE(dismissed.count(), 1);
    QVERIFY(!message->isVisible());
}

void TestInput::keyValueListFollowsItsRows()
{
    KeyValueList list;
    list.setRows({ { "Preset", "Small proxy" }, { "Seed", "1" }, { "Epochs", "3" } });
    list.setRows({ { "Preset", "Own model" } });
    const auto labels = list.findChildren<TextLabel*>();
    QCOMPARE(labels.size(), 2);
    QVERIFY(std::ranges::any_of(labels, [](const TextLabel* label) { return label->text() == "Own model"; }));
    list.setRows({ { "Preset", "Own model" }, { "Seed", "2" } });
    QCOMPARE(list.findChildren<TextLabel*>().size(), 4);
}

void TestInput::progressIsClipped()
{
    ProgressBar bar(theme_);
    for (const auto& [share, value] :
        { std::pair(0.5, 500), std::pair(2.0, 1000), std::pair(-1.0, 0), std::pair(std::nan(""), 0) }) {
        bar.setShare(share);
        QCOMPARE(bar.value(), value);
    }
}

void TestInput::railItemsAreExclusiveAndSpoken()
{
    auto* data = shown(new RailItem(theme_, "database", "Data"));
    auto* proxy = shown(new RailItem(theme_, "activity", "Proxy"));
    data->setChecked(true);
    activate();
    QTest::mouseClick(proxy, Qt::LeftButton);
    QVERIFY(proxy->isChecked() && !data->isChecked());
    proxy->setFocus(Qt::TabFocusReason);
    QTest::keyClick(proxy, Qt::Key_Up);
    QVERIFY(data->isChecked());
    proxy->setState(PageState::Stale, "The data changed");
    QCOMPARE(proxy->toolTip(), QString("The data changed"));
    proxy->setState(PageState::Running);
    QCOMPARE(proxy->accessibleDescription(), QString("running"));
    proxy->setCompact(true);
    QCOMPARE(proxy->toolTip(), QString("Proxy: running"));
    QCOMPARE(proxy->accessibleName(), QString("Proxy"));
}

QTEST_MAIN(TestInput)
#include "tst_input.moc"
