// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers under the hand: what a box takes, and how slider and box go together.
#include "ui/controls/field.h"
#include "ui/controls/number_box.h"
#include "ui/controls/slider_box.h"
#include "ui/controls/text_label.h"
#include "ui/controls/value_slider.h"

#include <QtGui/QWheelEvent>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <memory>

using namespace ui;

class TestNumberInput : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void boxTakesLegalValuesOnly_data();
    void boxTakesLegalValuesOnly();
    void boxStepsByKeys();
    void boxKeepsLastLegalValue();
    void boxIsReadRightWhileItIsTyped();
    void boxMayBeReplacedByWhoHearsOfAProblem();
    void factorStepsMultiply();
    void sliderAndBoxGoTogether();
    void sliderFollowsThePointer();
    void valuesBeyondTheSliderAreLegal();
    void logarithmicSlidersAreEvenInFactors();
    void wheelDoesNotChangeASlider();

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

void TestNumberInput::init()
{
    window_ = std::make_unique<QWidget>();
    new QVBoxLayout(window_.get());
    window_->resize(400, 300);
}

void TestNumberInput::boxTakesLegalValuesOnly_data()
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

void TestNumberInput::boxTakesLegalValuesOnly()
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

void TestNumberInput::boxStepsByKeys()
{
    auto* box = shown(new NumberBox({ .lowest = 0, .highest = 1, .step = 0.1, .initial = 0.3 }));
    QSignalSpy edited(box, &NumberBox::edited);
    activate();
    QTest::keyClick(box, Qt::Key_Down);
    QTest::keyClick(box, Qt::Key_Down);
    QVERIFY(box->value() == 0.1); // not 0.09999999999999998, which QCOMPARE would let pass
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

void TestNumberInput::boxKeepsLastLegalValue()
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

void TestNumberInput::boxIsReadRightWhileItIsTyped()
{
    auto* box = shown(new NumberBox({ .lowest = 0, .highest = 100, .step = 0.1, .initial = 1e-3, .factor = true }));
    QStringList told; // what whoever listens finds
    const auto note = [&] { told << box->text() + " is " + QString::number(box->value()); };
    connect(box, &NumberBox::problemChanged, this, note);
    connect(box, &NumberBox::edited, this, note);
    activate();
    box->selectAll();
    QString typed;
    for (const QChar key : QString("3e-4")) {
        QTest::keyClick(box, key.toLatin1());
        QCOMPARE(box->text(), typed += key);
    }
    QCOMPARE(told, (QStringList{ "3 is 3", "3e is 3", "3e-4 is 0.0003", "3e-4 is 0.0003" }));
    QTest::keyClick(box, Qt::Key_Return);
    QCOMPARE(box->value(), 3e-4);
}

/// The text that was typed is gone by then; what replaced it counts.
void TestNumberInput::boxMayBeReplacedByWhoHearsOfAProblem()
{
    auto* box = shown(new NumberBox({ .lowest = 0, .initial = 1e-3 }));
    QSignalSpy edited(box, &NumberBox::edited);
    connect(box, &NumberBox::problemChanged, this, [box](const QString& problem) {
        if (!problem.isEmpty())
            box->setValue(2e-5);
    });
    activate();
    box->selectAll();
    QTest::keyClicks(box, "3e");
    QCOMPARE(box->text(), QString::fromUtf8("2e−5"));
    QCOMPARE(box->value(), 2e-5);
    QVERIFY(box->problem().isEmpty());
    QCOMPARE(edited.count(), 1); // of the 3
}

void TestNumberInput::factorStepsMultiply()
{
    NumberBox box({ .lowest = 0, .step = 1, .initial = 0.001, .factor = true });
    box.stepBy(1);
    QCOMPARE(box.value(), 0.01);
    box.stepBy(-3);
    QCOMPARE(box.value(), 1e-5);
}

void TestNumberInput::sliderAndBoxGoTogether()
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
    QCOMPARE(settled.count(), 4); // the value may go on
    QTest::keyClick(slider->box(), Qt::Key_Return);
    QCOMPARE(settled.count(), 5);
    slider->setValue(7);
    QCOMPARE(handle->position(), 0.7);
    QCOMPARE(moved.count(), 5);
}

void TestNumberInput::sliderFollowsThePointer()
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

void TestNumberInput::valuesBeyondTheSliderAreLegal()
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

void TestNumberInput::logarithmicSlidersAreEvenInFactors()
{
    SliderBox slider(theme_, "Rate", { 1e-5, 1e-1, true }, { .lowest = 0, .initial = 1e-3 });
    QCOMPARE(slider.findChild<ValueSlider*>()->position(), 0.5);
    slider.setValue(0); // legal for the box, beyond the slider
    QCOMPARE(slider.findChild<ValueSlider*>()->position(), 0.0);
}

void TestNumberInput::wheelDoesNotChangeASlider()
{
    auto* slider = shown(new SliderBox(theme_, "Rate", { 0, 1 }, { .lowest = 0, .initial = 0.5 }));
    activate();
    auto* handle = slider->findChild<ValueSlider*>();
    QWheelEvent wheel({ 5, 5 }, handle->mapToGlobal(QPointF(5, 5)), {}, { 0, 120 }, {}, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(handle, &wheel);
    QCOMPARE(slider->value(), 0.5);
    QCOMPARE(handle->position(), 0.5);
}

QTEST_MAIN(TestNumberInput)
#include "tst_number_input.moc"
