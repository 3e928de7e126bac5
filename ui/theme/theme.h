// SPDX-License-Identifier: GPL-3.0-or-later
// The look of the window as values: colours by role, scales for data, fonts, icons. Widgets get a const Theme& and follow
// changed(). GUI thread only.
#pragma once

#include "ui/theme/colours.h"

#include <QtCore/QObject>
#include <QtGui/QFont>
#include <QtGui/QIcon>
#include <QtGui/QPalette>

#include <memory>

namespace ui {

class IconCache;

/// Sizes in pixels at 100 %. Welcome, Title and Sentence are semi-bold, the others regular; set another weight on the copy.
enum class TextSize { Welcome28, Title17, Sentence15, Body13, Small12, Axis11 };

class Theme : public QObject {
    Q_OBJECT

public:
    /// Needs a QGuiApplication, for the fonts.
    explicit Theme(ColourScheme scheme, QObject* parent = nullptr);
    ~Theme() override;

    ColourScheme scheme() const { return scheme_; }
    void setScheme(ColourScheme scheme);

    QColor colour(Role role) const;

    /// Slots 0 to 7 in order; any other slot is neutral.
    QColor categorical(int slot) const;

    /// Density before clustering, t from 0 to 1; interpolated in OKLab. Pixels without data are panel, not t = 0.
    QColor sequential(double t) const;

    /// -1 low loss, 0 the middle, 1 high loss; interpolated in OKLab.
    QColor diverging(double t) const;

    /// Density of two clusters in one image: t from 0 to 1 is how many, hardShare from 0 to 1 how many of them are hard.
    /// About 0.2 µs a call: for an image, make a table of it first.
    QRgb clusterDensity(double t, double hardShare) const;

    QPalette palette() const;

    QFont font(TextSize size) const;
    QFont monospaced(int pixels) const;

    /// The Tabler icon of that name in a role's colour (disabled: in the disabled colour), drawn anew at every size and
    /// scale and when the scheme changes. An unknown name gives a null icon and a warning.
    QIcon icon(const QString& name, Role role = Role::Secondary) const;

Q_SIGNALS:
    void changed();

private:
    ColourScheme scheme_;
    std::shared_ptr<IconCache> icons_;
};

} // namespace ui
