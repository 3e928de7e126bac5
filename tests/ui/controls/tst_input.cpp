// SPDX-License-Identifier: GPL-3.0-or-later
// The controls under the hand: keyboard, pointer, wrong input, what is told and what is not.
#include "ui/controls/bar_list.h"
#include "ui/controls/chip_row.h"
#include "ui/controls/field.h"
#include "ui/controls/key_value_list.h"
#include "ui/controls/message_line.h"
#include "ui/controls/number_box.h"
#include "ui/controls/progress_bar.h"
#include "ui/controls/rail_item.h"
#include "ui/controls/segmented_choice.h"
#include "ui/controls/slider_box.h"
#include "ui/controls/state_panel.h"
#include "ui/controls/text_label.h"
#include "ui/controls/value_slider.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QVBoxLayout>

#include <memory>

using namespace ui;

class TestInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void segmentsAreOneTabStopWithArrows();
    void segmentsFollowThePointer();
    void boxTakesLegalValuesOnly_data();
    void boxTakesLegalValuesOnly();
    void boxStepsByKeys();
    void boxKeepsLastLegalValue();
    void factorStepsMultiply();
    void sliderAndBoxGoTogether();
    void sliderFollowsThePointer();
    void valuesBeyondTheSliderAreLegal();
    void logarithmicSlidersAreEvenInFactors();
    void wheelDoesNotChangeASlider();
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
    segments->setCurrent(2);
    QCOMPARE(chosen.count(), 2); // setting it is not told
    QTest::keyClick(segments->choice(0), Qt::Key_Tab);
    QVERIFY(after->hasFocus() || segments->choice(2)->hasFocus());
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

void TestInput::boxTakesLegalValuesOnly_data()
{
    QTest::addColumn<bool>("whole");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("problem");
    QTest::newRow("legal") << false << "0.5"
                           << "";
    QTest::newRow("end of range") << false << "10"
                                  << "";
    QTest::newRow("half typed") << false << "1e-"
                                << "A number, like 0.05";
    QTest::newRow("too large") << false << "11"
                               << "From 0 to 10";
    QTest::newRow("a part of one") << true << "2.5"
                                   << "A whole number, like 3";
    QTest::newRow("a word") << true << "two"
                            << "A whole number, like 3";
    QTest::newRow("too small") << true << "0"
                               << "1 or more";
    QTest::newRow("whole") << true << "12"
                           << "";
}

void TestInput::boxTakesLegalValuesOnly()
{
    QFETCH(bool, whole);
    QFETCH(QString, typed);
    QFETCH(QString, problem);
    auto* box = new NumberBox(whole ? NumberRange{ .lowest = 1, .initial = 3, .wholeNumbers = true }
                                    : NumberRange{ .lowest = 0, .highest = 10, .initial = 0.05 });
    auto* field = shown(new Field(theme_, "Peak rate", box));
    activate();
    box->selectAll();
    QTest::keyClicks(box, typed);
    QCOMPARE(box->problem(), problem);
    QCOMPARE(field->problem(), problem);
    QCOMPARE(box->property("problem").toBool(), !problem.isEmpty());
    QCOMPARE(box->accessibleName(), QString("Peak rate"));
    QCOMPARE(box->accessibleDescription(), problem);
    if (problem.isEmpty())
        QCOMPARE(box->value(), typed.toDouble());
}

void TestInput::boxStepsByKeys()
{
    auto* box = shown(new NumberBox({ .lowest = 0, .highest = 1, .step = 0.1, .initial = 0.3 }));
    QSignalSpy edited(box, &NumberBox::edited);
    activate();
    QTest::keyClick(box, Qt::Key_Down);
    QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(box->text(), QString("0.1")); // not 0.09999999999999998
    QTest::keyClick(box, Qt::Key_PageUp);
    QCOMPARE(box->value(), 1.0);
    QTest::keyClick(box, Qt::Key_Up); // nothing changes at the end
    QCOMPARE(edited.count(), 3);
    QTest::keyClick(box, Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(box->value(), 0.3);
    box->setValue(7);
    QCOMPARE(box->value(), 1.0);
    QCOMPARE(edited.count(), 4);
}

void TestInput::boxKeepsLastLegalValue()
{
    auto* box = shown(new NumberBox({ .lowest = 0, .initial = 1, .wholeNumbers = true }));
    QSignalSpy edited(box, &NumberBox::edited);
    activate();
    box->selectAll();
    QTest::keyClicks(box, "26472x");
    QCOMPARE(box->value(), 26472.0);
    QVERIFY(!box->problem().isEmpty());
    QTest::keyClick(box, Qt::Key_Backspace);
    QVERIFY(box->problem().isEmpty());
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(box->text(), QString("26\u202F472"));
    QCOMPARE(edited.count(), 5);
}

void TestInput::factorStepsMultiply()
{
    NumberBox box({ .lowest = 0, .step = 1, .initial = 0.001, .factor = true });
    box.stepBy(1);
    QCOMPARE(box.value(), 0.01);
    box.stepBy(-3);
    QCOMPARE(box.value(), 1e-5);
}

void TestInput::sliderAndBoxGoTogether()
{
    auto* slider = shown(new SliderBox(theme_, "Window", { 0, 10 }, { .lowest = 0, .step = 0.5, .initial = 5 }));
    auto* handle = slider->findChild<ValueSlider*>();
    QSignalSpy moved(slider, &SliderBox::moved);
    QSignalSpy settled(slider, &SliderBox::settled);
    activate();
    handle->setFocus(Qt::TabFocusReason);
    QTest::keyClick(handle, Qt::Key_Right);
    QCOMPARE(slider->value(), 5.5);
    QCOMPARE(handle->position(), 0.55);
    QTest::keyClick(handle, Qt::Key_PageDown);
    QCOMPARE(slider->value(), 0.5);
    QTest::keyClick(handle, Qt::Key_End);
    QCOMPARE(slider->value(), 10.0);
    QTest::keyClick(handle, Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(slider->value(), 5.0);
    QCOMPARE(moved.count(), 4);
    QCOMPARE(settled.count(), 4);
    slider->box()->selectAll();
    QTest::keyClicks(slider->box(), "2");
    QCOMPARE(handle->position(), 0.2);
    QCOMPARE(settled.count(), 5);
    slider->setValue(7);
    QCOMPARE(handle->position(), 0.7);
    QCOMPARE(moved.count(), 5);
}

void TestInput::sliderFollowsThePointer()
{
    auto* slider = shown(new SliderBox(theme_, "Window", { 0, 1 }, { .lowest = 0, .highest = 1, .initial = 0 }));
    auto* handle = slider->findChild<ValueSlider*>();
    QSignalSpy moved(slider, &SliderBox::moved);
    QSignalSpy settled(slider, &SliderBox::settled);
    activate();
    const int middle = handle->height() / 2;
    QTest::mousePress(handle, Qt::LeftButton, {}, { handle->width() / 2, middle });
    QVERIFY(std::abs(slider->value() - 0.5) < 0.01);
    QTest::mouseMove(handle, { handle->width() + 50, middle });
    QCOMPARE(slider->value(), 1.0);
    QCOMPARE(moved.count(), 2);
    QCOMPARE(settled.count(), 0);
    QTest::mouseRelease(handle, Qt::LeftButton, {}, { handle->width() + 50, middle });
    QCOMPARE(settled.count(), 1);
}

void TestInput::valuesBeyondTheSliderAreLegal()
{
    auto* slider = shown(new SliderBox(theme_, "Boundary", { 0, 1 }, { .lowest = 0, .initial = 0.5 }));
    activate();
    slider->box()->selectAll();
    QTest::keyClicks(slider->box(), "40");
    QCOMPARE(slider->value(), 40.0);
    QCOMPARE(slider->findChild<ValueSlider*>()->position(), 1.0);
    QTest::keyClicks(slider->box(), "x");
    QCOMPARE(slider->value(), 40.0);
    const auto labels = slider->findChildren<TextLabel*>();
    QVERIFY(std::ranges::any_of(
        labels, [](const TextLabel* label) { return label->isVisible() && label->text() == "A number, like 0.5"; }));
}

void TestInput::logarithmicSlidersAreEvenInFactors()
{
    SliderBox slider(theme_, "Rate", { 1e-5, 1e-1, true }, { .lowest = 0, .initial = 1e-3 });
    QCOMPARE(slider.findChild<ValueSlider*>()->position(), 0.5);
    slider.setValue(0); // legal for the box, beyond the slider
    QCOMPARE(slider.findChild<ValueSlider*>()->position(), 0.0);
}

void TestInput::wheelDoesNotChangeASlider()
{
    auto* slider = shown(new SliderBox(theme_, "Rate", { 0, 1 }, { .lowest = 0, .initial = 0.5 }));
    activate();
    auto* handle = slider->findChild<ValueSlider*>();
    QWheelEvent wheel({ 5, 5 }, handle->mapToGlobal(QPointF(5, 5)), {}, { 0, 120 }, {}, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(handle, &wheel);
    QCOMPARE(slider->value(), 0.5);
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
