// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/window_settings.h"

#include "tests/support/support.h"

#include <QtCore/QDir>
#include <QtTest/QTest>

using namespace ui;

class TestWindowSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSetIsThereAtTheNextStart()
    {
        const support::TemporaryFolder folder;
        const QString path = QString::fromStdString(folder.path().string()) + "/state";
        {
            WindowSettings settings(path);
            QCOMPARE(settings.scheme(), SchemeChoice::System);
            QCOMPARE(settings.scale(), 100);
            settings.setScheme(SchemeChoice::Dark);
            settings.setScale(900);
            settings.setPage("trajectories");
            settings.setLayout("main", "bytes");
            settings.setFolderFor("dataset", path);
            settings.setFolderFor("model", "/absent");
        }
        const WindowSettings settings(path);
        QCOMPARE(settings.scheme(), SchemeChoice::Dark);
        QCOMPARE(settings.scale(), 200);
        QCOMPARE(settings.page(), "trajectories");
        QCOMPARE(settings.layout("main"), QByteArray("bytes"));
        QVERIFY(settings.layout("other").isEmpty());
        QCOMPARE(settings.folderFor("dataset"), path);
        QCOMPARE(settings.folderFor("model"), QDir::homePath()); // it has gone since
    }

    void recentProjectsAreNewestFirstAndFew()
    {
        const support::TemporaryFolder folder;
        WindowSettings settings(QString::fromStdString(folder.path().string()));
        const QDateTime when = QDateTime::fromString("2026-11-24T18:00:00Z", Qt::ISODate);
        for (int i = 0; i < 12; ++i)
            settings.remember({ QString("/p%1").arg(i), i, 2, when });
        settings.remember({ "/p5", 50, 3, when, 4, 5, 6 });
        const auto projects = settings.recentProjects();
        QCOMPARE(projects.size(), std::size_t{ recentProjectsKept });
        QCOMPARE(projects.front(), (RecentProject{ "/p5", 50, 3, when, 4, 5, 6 }));
        QCOMPARE(projects[1].path, "/p11");
        QCOMPARE(std::count_if(projects.begin(), projects.end(), [](const auto& p) { return p.path == "/p5"; }), 1);
        settings.forget("/p5");
        QCOMPARE(settings.recentProjects().front().path, "/p11");
        settings.forgetAll();
        QVERIFY(settings.recentProjects().empty());
    }
};

QTEST_GUILESS_MAIN(TestWindowSettings)
#include "tst_window_settings.moc"
