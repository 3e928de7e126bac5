// SPDX-License-Identifier: GPL-3.0-or-later
// The colours keep the contrasts that were promised; mixing is that of OKLab; fonts, palette and the change of scheme.
#include "ui/theme/oklab.h"
#include "ui/theme/theme.h"

#include <QtCore/QDir>
#include <QtGui/QFontDatabase>
#include <QtGui/QFontInfo>
#include <QtGui/QFontMetricsF>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <cmath>
#include <limits>

using namespace ui;

namespace {

constexpr ColourScheme schemes[]{ ColourScheme::Light, ColourScheme::Dark };

/// Relative luminance of WCAG 2.
double luminance(const QColor& colour)
{
    const auto linear
        = [](double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor& first, const QColor& second)
{
    const double a = luminance(first);
    const double b = luminance(second);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

/// The same colour but for what painting with transparency rounds away.
bool same(const QColor& first, const QColor& second)
{
    return std::abs(first.red() - second.red()) <= 2 && std::abs(first.green() - second.green()) <= 2
        && std::abs(first.blue() - second.blue()) <= 2;
}

double tenths(double value)
{
    return std::round(value * 10) / 10;
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsReadableOnEveryGround();
    void contrastsAreThosePromised_data();
    void contrastsAreThosePromised();
    void categoricalSlotsEndInNeutral();
    void textIsReadableOnTheDivergingScale();
    void oklabIsThePublishedOne();
    void stopsAreMixedInOklab();
    void scalesEndAtTheirStops();
    void clusterDensityIsTheFormula_data();
    void clusterDensityIsTheFormula();
    void anEvenMixIsGrey();
    void aChangeOfSchemeIsTold();
    void thePaletteHasTheRoles();
    void fontsHaveTheSizes();
    void figuresAreTabular();
    void weightsAreFontsOfTheirOwn();
    void everyNamedIconIsThere();
    void iconsHaveTheirColourAtEveryScale();
};

void TestTheme::textIsReadableOnEveryGround()
{
    for (const ColourScheme scheme : schemes) {
        const Theme theme(scheme);
        for (const Role ground :
            { Role::Window, Role::Panel, Role::Raised, Role::Sunken, Role::Hover, Role::Selection, Role::SelectionIdle,
                Role::SuccessGround, Role::WarningGround, Role::ErrorGround, Role::EasyGround, Role::HardGround }) {
            QVERIFY(contrast(theme.colour(Role::Text), theme.colour(ground)) >= 9.5);
            QVERIFY(contrast(theme.colour(Role::Secondary), theme.colour(ground)) >= 5.1);
        }
        for (const Role ground : { Role::Window, Role::Panel, Role::Raised })
            QVERIFY(contrast(theme.colour(Role::Edge), theme.colour(ground)) >= 3);
        QVERIFY(contrast(theme.colour(Role::Text), theme.colour(Role::SearchHit)) >= 6);
        QVERIFY(contrast(theme.colour(Role::EasyText), theme.colour(Role::EasyGround)) >= 4.5);
        QVERIFY(contrast(theme.colour(Role::HardText), theme.colour(Role::HardGround)) >= 4.5);
    }
}

void TestTheme::contrastsAreThosePromised_data()
{
    QTest::addColumn<int>("of");
    QTest::addColumn<int>("on");
    QTest::addColumn<double>("light");
    QTest::addColumn<double>("dark");
    const auto row = [](const char* name, Role of, Role on, double light, double dark) {
        QTest::newRow(name) << static_cast<int>(of) << static_cast<int>(on) << light << dark;
    };
    row("accent", Role::Accent, Role::Panel, 7.0, 6.8);
    row("on accent", Role::OnAccent, Role::Accent, 7.0, 7.4);
    row("success", Role::Success, Role::SuccessGround, 4.9, 6.8);
    row("warning", Role::Warning, Role::WarningGround, 5.5, 7.1);
    row("error", Role::Error, Role::ErrorGround, 5.5, 6.5);
    row("easy", Role::Easy, Role::Panel, 4.8, 7.8);
    row("hard", Role::Hard, Role::Panel, 4.6, 7.3);
    row("random", Role::Random, Role::Panel, 3.9, 4.4);
    row("neutral", Role::Neutral, Role::Panel, 10.4, 11.7);
    row("unscored", Role::Unscored, Role::Panel, 3.2, 4.6);
}

void TestTheme::contrastsAreThosePromised()
{
    QFETCH(int, of);
    QFETCH(int, on);
    QFETCH(double, light);
    QFETCH(double, dark);
    Theme theme(ColourScheme::Light);
    const auto measured
        = [&] { return tenths(contrast(theme.colour(static_cast<Role>(of)), theme.colour(static_cast<Role>(on)))); };
    QCOMPARE(measured(), light);
    theme.setScheme(ColourScheme::Dark);
    QCOMPARE(measured(), dark);
}

void TestTheme::categoricalSlotsEndInNeutral()
{
    const double promised[2][8]{ { 7.3, 3.5, 3.2, 12.7, 3.4, 5.8, 5.3, 12.4 },
        { 4.1, 11.4, 8.2, 12.8, 7.8, 6.3, 5.1, 3.9 } };
    for (const ColourScheme scheme : schemes) {
        const Theme theme(scheme);
        for (int slot = 0; slot < 8; ++slot)
            QVERIFY(std::abs(contrast(theme.categorical(slot), theme.colour(Role::Panel))
                        - promised[static_cast<int>(scheme)][slot])
                <= 0.06);
        QCOMPARE(theme.categorical(8), theme.colour(Role::Neutral));
        QCOMPARE(theme.categorical(-1), theme.colour(Role::Neutral));
    }
}

void TestTheme::textIsReadableOnTheDivergingScale()
{
    for (const ColourScheme scheme : schemes) {
        const Theme theme(scheme);
        for (int stop = -3; stop <= 3; ++stop)
            QVERIFY(tenths(contrast(theme.colour(Role::Text), theme.diverging(stop / 3.0)))
                >= (scheme == ColourScheme::Light ? 8.7 : 5.4));
    }
}

void TestTheme::oklabIsThePublishedOne()
{
    const Oklab red = toOklab(qRgb(255, 0, 0)); // the author's own example
    QVERIFY(std::abs(red.lightness - 0.62796) < 1e-4);
    QVERIFY(std::abs(red.a - 0.22486) < 1e-4);
    QVERIFY(std::abs(red.b - 0.12585) < 1e-4);
    for (const QRgb colour : { 0xff000000, 0xffffffff, 0xff3b4cc0, 0xffc8500a, 0xff010203 })
        QCOMPARE(fromOklab(toOklab(colour)), colour);
}

void TestTheme::stopsAreMixedInOklab()
{
    // half-way from black to white: lightness 0.5, linear light 0.125, 0.38857 in sRGB
    const QRgb stops[]{ qRgb(0, 0, 0), qRgb(255, 255, 255) };
    QCOMPARE(mixStops(stops, 0.5), qRgb(0x63, 0x63, 0x63));
    const QRgb three[]{ qRgb(0, 0, 0), qRgb(255, 0, 0), qRgb(255, 255, 255) };
    QCOMPARE(mixStops(three, 0.5), qRgb(255, 0, 0));
    QCOMPARE(mixStops(three, std::numeric_limits<double>::quiet_NaN()), qRgb(0, 0, 0));
}

void TestTheme::scalesEndAtTheirStops()
{
    const Theme theme(ColourScheme::Light);
    QCOMPARE(theme.sequential(0), QColor("#E2F3FE"));
    QCOMPARE(theme.sequential(0.25), QColor("#88BFEE"));
    QCOMPARE(theme.sequential(2), QColor("#232633"));
    QCOMPARE(theme.diverging(-1), QColor("#3FD3EC"));
    QCOMPARE(theme.diverging(0), QColor("#FAFAFA"));
    QCOMPARE(theme.diverging(std::numeric_limits<double>::quiet_NaN()), QColor("#FAFAFA"));
    QCOMPARE(theme.diverging(1), QColor("#FDA670"));
}

void TestTheme::clusterDensityIsTheFormula_data()
{
    QTest::addColumn<double>("t");
    QTest::addColumn<double>("hardShare");
    QTest::addColumn<QColor>("light");
    QTest::addColumn<QColor>("dark");
    // computed apart, in Python
    QTest::newRow("none") << 0.0 << 0.5 << QColor("#f0f0f0") << QColor("#242424");
    QTest::newRow("even mix") << 1.0 << 0.5 << QColor("#414141") << QColor("#e4e4e4");
    QTest::newRow("easy") << 0.5 << 0.0 << QColor("#00a8bb") << QColor("#0090a4");
    QTest::newRow("hard") << 0.5 << 1.0 << QColor("#d07b49") << QColor("#b76431");
    QTest::newRow("rather hard") << 1.0 << 0.75 << QColor("#563929") << QColor("#ffdcc8");
    QTest::newRow("clipped") << -1.0 << 3.0 << QColor("#ffe5cd") << QColor("#3a1a05");
}

void TestTheme::clusterDensityIsTheFormula()
{
    QFETCH(double, t);
    QFETCH(double, hardShare);
    QFETCH(QColor, light);
    QFETCH(QColor, dark);
    QCOMPARE(QColor(Theme(ColourScheme::Light).clusterDensity(t, hardShare)), light);
    QCOMPARE(QColor(Theme(ColourScheme::Dark).clusterDensity(t, hardShare)), dark);
}

void TestTheme::anEvenMixIsGrey()
{
    const Theme theme(ColourScheme::Dark);
    for (int step = 0; step <= 10; ++step)
        QCOMPARE(QColor(theme.clusterDensity(step / 10.0, 0.5)).saturation(), 0);
}

void TestTheme::aChangeOfSchemeIsTold()
{
    Theme theme(ColourScheme::Light);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setScheme(ColourScheme::Light);
    QCOMPARE(changed.count(), 0);
    theme.setScheme(ColourScheme::Dark);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(theme.colour(Role::Window), QColor("#15171B"));
}

void TestTheme::thePaletteHasTheRoles()
{
    const Theme theme(ColourScheme::Dark);
    const QPalette palette = theme.palette();
    QCOMPARE(palette.color(QPalette::Active, QPalette::Window), QColor("#15171B"));
    QCOMPARE(palette.color(QPalette::Active, QPalette::Base), QColor("#1C1F24"));
    QCOMPARE(palette.color(QPalette::Active, QPalette::Highlight), QColor("#2C3560"));
    QCOMPARE(palette.color(QPalette::Inactive, QPalette::Highlight), QColor("#2C313A"));
    QCOMPARE(palette.color(QPalette::Disabled, QPalette::Text), QColor("#626A76"));
}

void TestTheme::fontsHaveTheSizes()
{
    const Theme theme(ColourScheme::Light);
    QCOMPARE(theme.font(TextSize::Welcome28).pixelSize(), 28);
    QCOMPARE(theme.font(TextSize::Title17).weight(), QFont::DemiBold);
    QCOMPARE(theme.font(TextSize::Body13).pixelSize(), 13);
    QCOMPARE(theme.font(TextSize::Body13).weight(), QFont::Normal);
    QCOMPARE(theme.font(TextSize::Axis11).pixelSize(), 11);
    QCOMPARE(theme.font(TextSize::Small12).hintingPreference(), QFont::PreferNoHinting);
    QCOMPARE(theme.monospaced(12).pixelSize(), 12);
}

void TestTheme::figuresAreTabular()
{
    const Theme theme(ColourScheme::Light);
    for (const TextSize size : { TextSize::Title17, TextSize::Body13, TextSize::Axis11 }) {
        QCOMPARE(QFontInfo(theme.font(size)).family(), QString("DataLever Sans"));
        const QFontMetricsF metrics(theme.font(size));
        for (const QChar digit : QString("123456789"))
            QCOMPARE(metrics.horizontalAdvance(digit), metrics.horizontalAdvance('0'));
        // the tabular zero is wider than the usual one: 0.648 em where that has 0.625, in the regular weight
        QVERIFY(size == TextSize::Title17
            || std::abs(metrics.horizontalAdvance('0') / theme.font(size).pixelSize() - 0.648) < 0.004);
        QCOMPARE(metrics.horizontalAdvance("1171"), metrics.horizontalAdvance("8038")); // no kerning between them
    }
    QCOMPARE(QFontInfo(theme.monospaced(12)).family(), QString("JetBrains Mono"));
}

void TestTheme::weightsAreFontsOfTheirOwn()
{
    QFont font = Theme(ColourScheme::Light).font(TextSize::Body13);
    double last = 0;
    for (const QFont::Weight weight : { QFont::Normal, QFont::Medium, QFont::DemiBold }) {
        font.setWeight(weight);
        QCOMPARE(QFontInfo(font).weight(), static_cast<int>(weight));
        const double width = QFontMetricsF(font).horizontalAdvance("Handgloves");
        QVERIFY(width > last);
        last = width;
    }
}

void TestTheme::everyNamedIconIsThere()
{
    QFile list(DATALEVER_SOURCE_FOLDER "/resources/icons.txt");
    QVERIFY(list.open(QIODevice::ReadOnly));
    const Theme theme(ColourScheme::Light);
    int count = 0;
    for (const QByteArray& line : list.readAll().split('\n')) {
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        QVERIFY2(!theme.icon(line).isNull(), line);
        QVERIFY2(theme.icon(line).pixmap(16, 16).toImage() != QPixmap(16, 16).toImage(), line);
        ++count;
    }
    QCOMPARE(count, static_cast<int>(QDir(":/datalever/icons").entryList().size()));
    QTest::ignoreMessage(QtWarningMsg, "there is no icon \"nonsense\"");
    QVERIFY(theme.icon("nonsense").isNull());
}

void TestTheme::iconsHaveTheirColourAtEveryScale()
{
    Theme theme(ColourScheme::Light);
    const QIcon icon = theme.icon("plus", Role::Accent);
    theme.setScheme(ColourScheme::Dark); // which the icon follows
    for (const double scale : { 1.0, 1.5, 2.0 }) {
        const QImage image = icon.pixmap(QSize(16, 16), scale).toImage();
        QCOMPARE(image.size(), QSize(16, 16) * scale);
        const QColor centre = image.pixelColor(image.width() / 2, image.height() / 2);
        QVERIFY2(same(centre, theme.colour(Role::Accent)), qPrintable(centre.name()));
    }
    const QImage disabled = icon.pixmap(QSize(16, 16), 2.0, QIcon::Disabled).toImage();
    QVERIFY(same(disabled.pixelColor(16, 16), theme.colour(Role::Disabled)));
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
