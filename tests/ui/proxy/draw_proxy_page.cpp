// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the Proxy page of a project into PNG files: draw_proxy_page PROJECT OUT_FOLDER [worker]. To be looked at.
#include "ui/proxy/proxy_page.h"

#include "ui/controls/button.h"
#include "ui/proxy/run_list.h"
#include "ui/theme/style_sheet.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>
#include <QtWidgets/QRadioButton>

namespace {

void draw(ui::ProxyPage& page, ui::Theme& theme, const QString& out, const QString& name)
{
    for (const auto& [scheme, word] :
        { std::pair{ ui::ColourScheme::Light, "light" }, std::pair{ ui::ColourScheme::Dark, "dark" } })
        for (const QSize size : { QSize(1129, 689), QSize(1769, 969) }) {
            theme.setScheme(scheme);
            page.resize(size);
            QTest::qWait(300);
            page.grab().save(QString("%1/%2-%3-%4.png").arg(out, name, word).arg(size.width() == 1129 ? 1280 : 1920));
        }
}

} // namespace

int main(int count, char** arguments)
{
    QApplication application(count, arguments);
    ui::Theme theme(ui::ColourScheme::Light);
    applyLook(application, theme);
    ui::ProjectDoor door;
    QSignalSpy opened(&door, &ui::ProjectDoor::opened);
    door.open(arguments[1]);
    opened.wait(20000);
    ui::Workspace workspace(door, count > 3 ? arguments[3] : "/no/such/worker");
    ui::ProxyPage page(theme, workspace, ui::desktopFileDialog());
    page.show();
    QTest::qWait(4000);
    const QString out = QString::fromLocal8Bit(arguments[2]);
    if (!page.isSettingUp()) {
        draw(page, theme, out, "run");
        auto* runs = page.findChild<ui::RunList*>("runList");
        for (int row = 0; row < runs->count(); ++row)
            runs->item(row)->setCheckState(Qt::Checked);
        QTest::qWait(2000);
        draw(page, theme, out, "several");
    }
    page.setUpProxy();
    page.findChild<QRadioButton*>("preset-tiny")->click();
    QTest::qWait(8000);
    draw(page, theme, out, "form");
    return 0;
}
