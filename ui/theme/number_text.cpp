// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>

#include <array>
#include <cmath>

namespace ui {

namespace {

constexpr QChar thinSpace(0x202F);
constexpr QChar minusSign(0x2212);
constexpr QChar enDash(0x2013);
constexpr QChar infinitySign(0x221E);

/// Gives a number of the C locale its thin spaces, minus and decimal point.
QString dressed(QString text)
{
    const bool negative = text.startsWith('-');
    if (negative)
        text.remove(0, 1);
    qsizetype end = 0;
    while (end < text.size() && text[end].isDigit())
        ++end;
    for (qsizetype place = end - 3; place > 0; place -= 3)
        text.insert(place, thinSpace);
    text.replace('.', QLocale().decimalPoint());
    text.replace('-', minusSign); // of an exponent
    return negative ? minusSign + text : text;
}

bool isZero(const QString& text)
{
    for (const QChar character : text)
        if (character != '0' && character != '.' && character != '-')
            return false;
    return true;
}

QString withUnit(const QString& number, const QString& unit)
{
    return number + thinSpace + unit;
}

struct TimeUnit {
    qint64 seconds;
    QString name;
};

std::array<TimeUnit, 4> timeUnits()
{
    const auto name = [](const char* text) { return QCoreApplication::translate("ui::number_text", text); };
    return { { { 86400, name(QT_TRANSLATE_NOOP("ui::number_text", "d")) },
        { 3600, name(QT_TRANSLATE_NOOP("ui::number_text", "h")) }, { 60, name(QT_TRANSLATE_NOOP("ui::number_text", "min")) },
        { 1, name(QT_TRANSLATE_NOOP("ui::number_text", "s")) } } };
}

} // namespace

QString countText(qint64 count)
{
    return dressed(QString::number(count));
}

QString numberText(double value, int decimals)
{
    if (std::isnan(value))
        return enDash;
    if (std::isinf(value))
        return value < 0 ? QString(minusSign) + infinitySign : QString(infinitySign);
    const QString text = QString::number(value, 'f', decimals);
    return dressed(isZero(text) && text.startsWith('-') ? text.mid(1) : text);
}

QString shortNumberText(double value)
{
    if (!std::isfinite(value))
        return numberText(value, 0);
    QString text = QString::number(value, 'g', 6);
    if (const qsizetype exponent = text.indexOf('e'); exponent >= 0) { // 1e-07 is 1e-7 to a person
        const bool negative = text[exponent + 1] == '-';
        text = text.left(exponent) + (negative ? "e-" : "e") + QString::number(text.mid(exponent + 2).toInt());
    }
    return dressed(value == 0 ? "0" : text);
}

QString percentText(double share, int decimals)
{
    return std::isfinite(share) ? withUnit(numberText(share * 100, decimals), "%") : QString(enDash);
}

QString durationText(double seconds)
{
    if (!(seconds >= 0) || seconds > 1e9)
        return enDash;
    const auto units = timeUnits();
    if (seconds < 9.95)
        return withUnit(numberText(seconds, 1), units.back().name);
    qint64 whole = std::llround(seconds);
    std::size_t first = 0;
    while (whole < units[first].seconds)
        ++first;
    if (first + 1 == units.size())
        return withUnit(countText(whole), units[first].name);
    const qint64 second = units[first + 1].seconds;
    whole = (whole + second / 2) / second * second; // what is left out is rounded
    if (first > 0 && whole >= units[first - 1].seconds)
        --first;
    QString text = withUnit(countText(whole / units[first].seconds), units[first].name);
    if (const qint64 rest = whole % units[first].seconds / units[first + 1].seconds; rest > 0)
        text += ' ' + withUnit(countText(rest), units[first + 1].name);
    return text;
}

QString bytesText(quint64 bytes)
{
    static constexpr std::array names{ "B", "KB", "MB", "GB", "TB" };
    double value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (unit + 1 < names.size() && value >= 999.5) {
        value /= 1000;
        ++unit;
    }
    const bool whole = unit < 3 && (value >= 9.95 || std::abs(value - std::round(value)) < 0.05);
    return withUnit(numberText(value, whole || unit == 0 ? 0 : 1), names.at(unit));
}

std::optional<double> numberFromText(const QString& text)
{
    QString plain = text.trimmed();
    plain.replace(minusSign, '-');
    plain.replace(QLocale().decimalPoint(), ".");
    for (qsizetype place = plain.size() - 2; place > 0; --place)
        if (plain[place].isSpace() && plain[place - 1].isDigit() && plain[place + 1].isDigit())
            plain.remove(place, 1);
    bool fine = false;
    const double value = plain.toDouble(&fine); // the C locale: no other separators
    return fine && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

} // namespace ui
