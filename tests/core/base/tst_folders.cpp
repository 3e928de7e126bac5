// SPDX-License-Identifier: Apache-2.0
#include "core/base/folders.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

using namespace core;

class TestFolders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theyLieInTheHomeFolderByDefault();
    void xdgVariablesMoveEachOfThem();
    void relativePathsAreIgnored();
    void oneVariableMovesAllOfThem();
    void aRuntimeFolderThatIsNotThereIsNotUsed();
};

void TestFolders::init()
{
    for (const char* name : { "DATALEVER_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR" })
        qunsetenv(name);
    qputenv("HOME", "/home/somebody");
}

void TestFolders::theyLieInTheHomeFolderByDefault()
{
    QCOMPARE(cacheFolder().string(), std::string("/home/somebody/.cache/datalever"));
    QCOMPARE(stateFolder().string(), std::string("/home/somebody/.local/state/datalever"));
    QCOMPARE(dataFolder().string(), std::string("/home/somebody/.local/share/datalever"));
    QCOMPARE(runtimeFolder(), stateFolder());
}

void TestFolders::xdgVariablesMoveEachOfThem()
{
    const support::TemporaryFolder runtime;
    qputenv("XDG_CACHE_HOME", "/c");
    qputenv("XDG_STATE_HOME", "/s");
    qputenv("XDG_DATA_HOME", "/d");
    qputenv("XDG_RUNTIME_DIR", QByteArray::fromStdString(runtime.path().string()));
    QCOMPARE(cacheFolder().string(), std::string("/c/datalever"));
    QCOMPARE(stateFolder().string(), std::string("/s/datalever"));
    QCOMPARE(dataFolder().string(), std::string("/d/datalever"));
    QCOMPARE(runtimeFolder(), runtime.path() / "datalever");
}

// As the XDG base directory specification demands.
void TestFolders::relativePathsAreIgnored()
{
    qputenv("XDG_CACHE_HOME", "cache");
    qputenv("DATALEVER_HOME", "");
    QCOMPARE(cacheFolder().string(), std::string("/home/somebody/.cache/datalever"));
}

void TestFolders::oneVariableMovesAllOfThem()
{
    qputenv("XDG_CACHE_HOME", "/c");
    qputenv("XDG_RUNTIME_DIR", "/tmp");
    qputenv("DATALEVER_HOME", "/elsewhere");
    QCOMPARE(cacheFolder().string(), std::string("/elsewhere/cache"));
    QCOMPARE(stateFolder().string(), std::string("/elsewhere/state"));
    QCOMPARE(dataFolder().string(), std::string("/elsewhere/data"));
    QCOMPARE(runtimeFolder().string(), std::string("/elsewhere/runtime"));
}

void TestFolders::aRuntimeFolderThatIsNotThereIsNotUsed()
{
    qputenv("XDG_RUNTIME_DIR", "/nonexistent/runtime");
    QCOMPARE(runtimeFolder(), stateFolder());
}

QTEST_GUILESS_MAIN(TestFolders)
#include "tst_folders.moc"
