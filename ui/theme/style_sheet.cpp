// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/style_sheet.h"

#include "ui/theme/theme.h"
#include "ui/theme/wheel_filter.h"
#include "ui/theme/window_style.h"

#include <QtCore/QFile>
#include <QtCore/QHash>
#include <QtCore/QRegularExpression>
#include <QtWidgets/QApplication>

static void initializeStyle()
{
    Q_INIT_RESOURCE(style); // of a static library, hence by hand, and outside of any namespace
}

namespace ui {

namespace {

const QHash<QString, Role>& rolesByName()
{
    static const QHash<QString, Role> roles{
        { "window", Role::Window },
        { "panel", Role::Panel },
        { "raised", Role::Raised },
        { "sunken", Role::Sunken },
        { "hover", Role::Hover },
        { "text", Role::Text },
        { "secondary", Role::Secondary },
        { "disabled", Role::Disabled },
        { "border", Role::Border },
        { "edge", Role::Edge },
        { "accent", Role::Accent },
        { "accentHover", Role::AccentHover },
        { "accentPress", Role::AccentPress },
        { "onAccent", Role::OnAccent },
        { "selection", Role::Selection },
        { "selectionIdle", Role::SelectionIdle },
        { "focus", Role::Focus },
        { "successGround", Role::SuccessGround },
        { "warningGround", Role::WarningGround },
        { "error", Role::Error },
        { "errorGround", Role::ErrorGround },
        { "hardText", Role::HardText },
        { "easyText", Role::EasyText },
        { "grid", Role::Grid },
    };
    return roles;
}

} // namespace

QString styleSheet(const Theme& theme)
{
    initializeStyle();
    static const QRegularExpression place("@([A-Za-z]+)");
    QFile file(":/datalever/window.qss");
    const QString text = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    QString sheet;
    qsizetype written = 0;
    for (auto match = place.globalMatch(text); match.hasNext();) {
        const auto found = match.next();
        const auto role = rolesByName().find(found.captured(1));
        if (role == rolesByName().end()) {
            qWarning("window.qss names a colour that is none: %s", qPrintable(found.captured()));
            continue;
        }
        sheet += text.mid(written, found.capturedStart() - written) + theme.colour(*role).name();
        written = found.capturedEnd();
    }
    return sheet + text.mid(written);
}

void applyLook(QApplication& application, const Theme& theme)
{
    application.setStyle(new WindowStyle(theme));
    application.installEventFilter(new WheelFilter(&application));
    const auto dress = [&application, &theme] {
        application.setPalette(theme.palette());
        application.setFont(theme.font(TextSize::Body13));
        application.setStyleSheet(styleSheet(theme));
    };
    QObject::connect(&theme, &Theme::changed, &application, dress);
    dress();
}

} // namespace ui
