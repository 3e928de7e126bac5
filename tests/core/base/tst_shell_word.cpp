// SPDX-License-Identifier: Apache-2.0
#include "core/base/shell_word.h"

#include <QtTest>

#include <string>

class TestShellWord : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aShellReadsTheSameWord_data()
    {
        QTest::addColumn<QString>("word");
        for (const char* word :
            { "plain", "a b", "it's", "''", "$HOME `date` \"x\"", "~/x", "*", "a\\b", "hard=2,seed=4", "#" })
            QTest::addRow("%s", word) << QString(word);
        QTest::newRow("empty") << QString();
    }
    void aShellReadsTheSameWord()
    {
        QFETCH(QString, word);
        QProcess shell;
        shell.start("/bin/sh", { "-c", "printf %s " + QString::fromStdString(core::shellWord(word.toStdString())) });
        QVERIFY(shell.waitForFinished());
        QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()), word);
    }

    void safeWordsStayAsTheyAre() { QCOMPARE(core::shellWord("a-b_c/d.e:f=g,+@%1"), std::string("a-b_c/d.e:f=g,+@%1")); }
};

QTEST_GUILESS_MAIN(TestShellWord)
#include "tst_shell_word.moc"
