// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/oklab.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ui {

namespace {

QFont fontOf(const QStringList& families, int pixels, QFont::Weight weight)
{
    QFont font;
    font.setFamilies(families);
    font.setPixelSize(pixels);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

double clippedShare(double value)
{
    return value > 0 ? std::min(value, 1.0) : 0.0; // NaN is none
}

} // namespace

Theme::Theme(ColourScheme scheme, QObject* parent)
    : QObject(parent)
    , scheme_(scheme)
    , icons_(std::make_shared<IconCache>(scheme))
{
    loadFonts();
}

Theme::~Theme() = default;

void Theme::setScheme(ColourScheme scheme)
{
    if (scheme == scheme_)
        return;
    scheme_ = icons_->scheme = scheme;
    Q_EMIT changed();
}

QColor Theme::colour(Role role) const
{
    return colourTable(scheme_).roles[static_cast<std::size_t>(role)];
}

QColor Theme::categorical(int slot) const
{
    const auto& slots = colourTable(scheme_).categorical;
    const auto index = static_cast<std::size_t>(slot);
    return slot >= 0 && index < slots.size() ? QColor(slots[index]) : colour(Role::Neutral);
}

QColor Theme::sequential(double t) const
{
    return mixStops(colourTable(scheme_).sequential, t);
}

QColor Theme::diverging(double t) const
{
    return mixStops(colourTable(scheme_).diverging, std::isnan(t) ? 0.5 : (t + 1) / 2);
}

QRgb Theme::clusterDensity(double t, double hardShare) const
{
    using std::numbers::pi;
    const double density = clippedShare(t);
    const double side = std::isnan(hardShare) ? 0.0 : 2 * clippedShare(hardShare) - 1;
    const double lightness = scheme_ == ColourScheme::Light ? 0.955 - 0.58 * density : 0.26 + 0.66 * density;
    const double chroma = 0.125 * std::sin(pi * (0.16 + 0.62 * density)) * std::pow(std::abs(side), 0.7);
    const double hue = (side < 0 ? 208.0 : 50.0) * pi / 180;
    return fromOklab({ lightness, chroma * std::cos(hue), chroma * std::sin(hue) });
}

QPalette Theme::palette() const
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole place, Role role) { palette.setColor(place, colour(role)); };
    set(QPalette::Window, Role::Window);
    set(QPalette::WindowText, Role::Text);
    set(QPalette::Base, Role::Panel);
    set(QPalette::AlternateBase, Role::Panel);
    set(QPalette::ToolTipBase, Role::Raised);
    set(QPalette::ToolTipText, Role::Text);
    set(QPalette::PlaceholderText, Role::Secondary);
    set(QPalette::Text, Role::Text);
    set(QPalette::Button, Role::Panel);
    set(QPalette::ButtonText, Role::Text);
    set(QPalette::BrightText, Role::Error);
    set(QPalette::Light, Role::Panel);
    set(QPalette::Midlight, Role::Raised);
    set(QPalette::Mid, Role::Border);
    set(QPalette::Dark, Role::Edge);
    set(QPalette::Shadow, Role::Edge);
    set(QPalette::Highlight, Role::Selection);
    set(QPalette::HighlightedText, Role::Text);
    set(QPalette::Link, Role::Accent);
    set(QPalette::LinkVisited, Role::Accent);
    palette.setColor(QPalette::Inactive, QPalette::Highlight, colour(Role::SelectionIdle));
    for (const auto place : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText })
        palette.setColor(QPalette::Disabled, place, colour(Role::Disabled));
    return palette;
}

QFont Theme::font(TextSize size) const
{
    static const QStringList families{ "DataLever Sans", "Noto Sans" }; // the second where the own one failed to load
    switch (size) {
    case TextSize::Welcome28:
        return fontOf(families, 28, QFont::DemiBold);
    case TextSize::Title17:
        return fontOf(families, 17, QFont::DemiBold);
    case TextSize::Sentence15:
        return fontOf(families, 15, QFont::DemiBold);
    case TextSize::Body13:
        return fontOf(families, 13, QFont::Normal);
    case TextSize::Small12:
        return fontOf(families, 12, QFont::Normal);
    case TextSize::Axis11:
        break;
    }
    return fontOf(families, 11, QFont::Normal);
}

QFont Theme::monospaced(int pixels) const
{
    QFont font = fontOf({ "JetBrains Mono", "Noto Sans Mono", "DejaVu Sans Mono" }, pixels, QFont::Normal);
    font.setStyleHint(QFont::Monospace);
    return font;
}

QIcon Theme::icon(const QString& name, Role role) const
{
    if (!IconCache::has(name)) {
        qWarning("there is no icon \"%s\"", qPrintable(name));
        return {};
    }
    return QIcon(new IconEngine(icons_, name, role));
}

} // namespace ui
