// SPDX-License-Identifier: GPL-3.0-or-later
// All controls in one gallery: sizes, names for those who do not see them, and the keyboard. With
// DATALEVER_GALLERY=FOLDER it also saves pictures of them, light and dark, at the factor of QT_SCALE_FACTOR.
#include "tests/ui/controls/gallery.h"
#include "ui/controls/bar_list.h"
#include "ui/controls/field.h"
#include "ui/controls/key_value_list.h"
#include "ui/controls/number_box.h"
#include "ui/controls/progress_bar.h"
#include "ui/controls/slider_box.h"
#include "ui/controls/state_panel.h"
#include "ui/theme/style_sheet.h"

#include <QtGui/QPainter>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>

#include <memory>

using namespace ui;

class TestComponents : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { gallery_.reset(); }
    void sizesAreThoseOfTheLook();
    void sizesStayWhenFocused();
    void everyIconAloneHasAName();
    void everythingIsPainted();

private:
    template <typename Widget> Widget* find(const char* name) const
    {
        auto* widget = gallery_->findChild<Widget*>(name);
        if (widget == nullptr)
            qFatal("the gallery has no %s", name);
        return widget;
    }

    std::unique_ptr<Theme> theme_;
    std::unique_ptr<Gallery> gallery_;
};

void TestComponents::initTestCase()
{
    theme_ = std::make_unique<Theme>(ColourScheme::Light);
    applyLook(*qApp, *theme_);
}

void TestComponents::init()
{
    theme_->setScheme(ColourScheme::Light);
    gallery_ = std::make_unique<Gallery>(*theme_);
    gallery_->resize(1280, 800);
    gallery_->show();
    QVERIFY(QTest::qWaitForWindowActive(gallery_.get()));
}

void TestComponents::sizesAreThoseOfTheLook()
{
    QCOMPARE(find<QWidget>("header")->height(), 56);
    for (const char* name : { "primary", "outlined", "link", "segments", "combo", "search" })
        QVERIFY2(find<QWidget>(name)->height() == 28,
            qPrintable(QString("%1 is %2 high").arg(name).arg(find<QWidget>(name)->height())));
    QCOMPARE(find<Field>("seed")->editor()->height(), 28);
    QCOMPARE(find<SliderBox>("slider")->box()->height(), 28);
    QCOMPARE(find<QWidget>("icon")->size(), QSize(28, 28));
    QCOMPARE(find<QWidget>("filter")->height(), 22);
    QCOMPARE(find<QWidget>("progress")->height(), 6);
    QCOMPARE(find<QWidget>("rail")->height(), 32);
    QCOMPARE(find<BarList>("facets")->height(), 4 * 22);
    QCOMPARE(find<BarList>("shares")->height(), 4 * 17);
    QCOMPARE(find<KeyValueList>("settings")->height(), 4 * 17);
    for (const char* name : { "check", "radio", "warning" })
        QVERIFY(find<QWidget>(name)->height() >= 24);
}

void TestComponents::sizesStayWhenFocused()
{
    for (const char* name : { "primary", "outlined", "link", "search", "combo", "icon", "filter" }) {
        auto* widget = find<QWidget>(name);
        const QRect before = widget->geometry();
        widget->setFocus(Qt::TabFocusReason);
        QVERIFY(widget->hasFocus());
        widget->updateGeometry();
        QApplication::processEvents(); // lays out anew
        QCOMPARE(widget->geometry(), before);
    }
}

void TestComponents::everyIconAloneHasAName()
{
    for (const QAbstractButton* button : gallery_->findChildren<QAbstractButton*>())
        if (button->isVisible() && !button->parentWidget()->inherits("QTableView"))
            QVERIFY2(!button->text().isEmpty() || (!button->accessibleName().isEmpty() && !button->toolTip().isEmpty()),
                button->metaObject()->className());
    for (const auto* box : gallery_->findChildren<NumberBox*>())
        QVERIFY(!box->accessibleName().isEmpty());
}

void TestComponents::everythingIsPainted()
{
    const QString folder = qEnvironmentVariable("DATALEVER_GALLERY");
    QTRY_VERIFY(find<StatePanel>("loading")->findChild<ProgressBar*>()->isVisible());
    const QList<const char*> focusable{ "primary", "outlined", "link", "icon", "segments", "combo", "check", "radio",
        "slider", "seed", "search", "rate", "chips", "facets", "tabs", "rail", "table" };
    for (const ColourScheme scheme : { ColourScheme::Light, ColourScheme::Dark }) {
        theme_->setScheme(scheme);
        const QString ending = QString("-%1-%2.png")
                                   .arg(scheme == ColourScheme::Light ? "light" : "dark")
                                   .arg(gallery_->devicePixelRatioF() * 100);
        gallery_->setFocus();
        gallery_->setAttribute(Qt::WA_KeyboardFocusChange); // as after a press of Tab
        gallery_->pretendHovering();
        const QPixmap picture = gallery_->grab();
        QCOMPARE(picture.toImage().pixelColor(2, picture.height() - 2), theme_->colour(Role::Window));
        QVERIFY(folder.isEmpty() || picture.save(folder + "/gallery" + ending));
        QPixmap strip(QSize(1280, 300) * gallery_->devicePixelRatioF());
        strip.setDevicePixelRatio(gallery_->devicePixelRatioF());
        strip.fill(theme_->colour(Role::Window));
        QPainter painter(&strip);
        QPoint place(8, 8);
        for (const char* name : focusable) {
            auto* widget = find<QWidget>(name);
            QWidget* focused = widget;
            while (focused->focusPolicy() == Qt::NoFocus || qobject_cast<QLabel*>(focused) != nullptr)
                focused = focused->nextInFocusChain();
            focused->setFocus(Qt::TabFocusReason);
            if (place.x() + widget->width() > 1270)
                place = { 8, place.y() + 100 };
            painter.drawPixmap(place, widget->grab(QRect(0, 0, widget->width(), std::min(widget->height(), 92))));
            place.rx() += widget->width() + 16;
        }
        painter.end();
        QVERIFY(folder.isEmpty() || strip.save(folder + "/focus" + ending));
    }
}

QTEST_MAIN(TestComponents)
#include "tst_components.moc"
