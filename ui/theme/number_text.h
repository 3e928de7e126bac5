// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as the window writes them: thin spaces (U+202F) in thousands and before units, a true minus (U+2212), the
// locale's decimal point, "–" for what is missing.
#pragma once

#include <QtCore/QString>

#include <optional>

namespace ui {

/// "26 472"
QString countText(qint64 count);

/// With a fixed count of decimals: "11 420.5", "−0.25"; "–" for NaN, "∞" for infinity.
QString numberText(double value, int decimals);

/// As many digits as needed, at most six significant ones: "0.05", "1e−7". For boxes in which numbers are typed.
QString shortNumberText(double value);

/// A share of 0.429 is "42.9 %".
QString percentText(double share, int decimals = 1);

/// The two largest units: "0.9 s", "40 s", "9 min 40 s", "2 h 5 min", "3 d 4 h"; "–" where there is none.
QString durationText(double seconds);

/// Decimal units: "812 B", "4 KB", "312 MB", "2.1 GB".
QString bytesText(quint64 bytes);

/// What a person typed: either minus, decimal point or the locale's, spaces between thousands, exponents. Nothing for
/// anything else, for NaN and infinities.
std::optional<double> numberFromText(const QString& text);

} // namespace ui
