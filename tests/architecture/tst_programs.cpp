// SPDX-License-Identifier: Apache-2.0
// What the built programs load: the host side does not know LibTorch, the worker side neither Qt nor SQLite.
#include "tests/support/support.h"

#include <QtCore/QProcess>
#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

class TestPrograms : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aProgramLoadsOnlyWhatItMay_data();
    void aProgramLoadsOnlyWhatItMay();
};

void TestPrograms::aProgramLoadsOnlyWhatItMay_data()
{
    QTest::addColumn<QString>("needed");
    QTest::addColumn<QString>("forbidden");
    QTest::newRow("datalever-cli") << "libsqlite3"
                                   << "torch|libc10|cuda|cupti|Qt";
    QTest::newRow("datalever-worker") << "libtorch_cpu"
                                      << "Qt|sqlite";
}

void TestPrograms::aProgramLoadsOnlyWhatItMay()
{
    QFETCH(QString, needed);
    QFETCH(QString, forbidden);
    const QString program = QString(DATALEVER_PROGRAM_FOLDER) + "/" + QTest::currentDataTag();
    if (!DATALEVER_HAS_WORKER && program.endsWith("worker"))
        QSKIP("built without the worker side");
    QProcess readelf;
    readelf.start("readelf", { "--dynamic", "--wide", program });
    QVERIFY2(readelf.waitForFinished(), "readelf (binutils) could not be run");
    QVERIFY2(readelf.exitCode() == 0, readelf.readAllStandardError().constData());
    QStringList libraries;
    static const QRegularExpression line("\\(NEEDED\\).*\\[(.*)\\]");
    auto match = line.globalMatch(readelf.readAllStandardOutput());
    while (match.hasNext())
        libraries << match.next().captured(1);
    QVERIFY2(!libraries.filter(needed).isEmpty(), qPrintable(libraries.join(' '))); // else nothing was looked at
    QCOMPARE(libraries.filter(QRegularExpression(forbidden)), QStringList());
}

QTEST_GUILESS_MAIN(TestPrograms)
#include "tst_programs.moc"
