// SPDX-License-Identifier: GPL-3.0-or-later
// What the form refuses, in which words, and the request that it stands for.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/runs/set_up_values.h"

using namespace ui;

namespace {

SetUpValues complete()
{
    SetUpValues values;
    values.preset = "tiny";
    values.dataset = core::DatasetId{ 1 };
    return values;
}

} // namespace

class TestSetUpValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aCompleteFormHasNoProblem() { QVERIFY(problemsOf(complete(), {}).empty()); }

    void everyProblemHasASentence_data()
    {
        QTest::addColumn<int>("field");
        QTest::addColumn<QString>("word");
        QTest::newRow("read-only") << int(SetUpField::Project) << "read-only";
        QTest::newRow("dataset") << int(SetUpField::Dataset) << "no dataset";
        QTest::newRow("folder") << int(SetUpField::Model) << "model folder";
        QTest::newRow("wrong folder") << int(SetUpField::Model) << "config.json";
        QTest::newRow("tokenizer") << int(SetUpField::Tokenizer) << "tokenizer.json";
        QTest::newRow("name") << int(SetUpField::Name) << "without /";
        QTest::newRow("taken") << int(SetUpField::Name) << "exists already";
        QTest::newRow("settings") << int(SetUpField::Settings) << "batchSize";
    }
    void everyProblemHasASentence()
    {
        QFETCH(int, field);
        QFETCH(QString, word);
        SetUpValues values = complete();
        SetUpFacts facts;
        const QByteArray which = QTest::currentDataTag();
        if (which == "read-only")
            facts.readOnly = true;
        else if (which == "dataset")
            values.dataset.reset();
        else if (which == "folder")
            values.preset.clear();
        else if (which == "wrong folder") {
            values.preset.clear();
            values.modelFolder = "/somewhere";
            facts.modelProblem = "/somewhere: config.json is missing";
        } else if (which == "tokenizer")
            values.preset = "small";
        else if (which == "name")
            values.request.name = "a/b";
        else if (which == "taken") {
            values.request.name = "p1";
            facts.takenNames << "p1";
        } else
            values.request.train.batchSize = 0;
        const auto problems = problemsOf(values, facts);
        QCOMPARE(problems.size(), std::size_t{ 1 });
        QCOMPARE(int(problems.front().field), field);
        QVERIFY2(problems.front().sentence.contains(word), qPrintable(problems.front().sentence));
    }

    void theFolderCountsOnlyWhereItIsChosen()
    {
        SetUpFacts facts;
        facts.modelProblem = "no config.json";
        facts.tokenizerProblem = "no tokenizer.json";
        QVERIFY(problemsOf(complete(), facts).empty());
    }

    void theRequestIsAProxysOnTheModel()
    {
        SetUpValues values = complete();
        values.request.train.epochs = 3;
        const auto request = requestOf(values, "/models/m");
        QCOMPARE(request.kind, core::protocol::JobKind::Proxy);
        QCOMPARE(request.dataset, core::DatasetId{ 1 });
        QCOMPARE(request.model, std::filesystem::path("/models/m"));
        QCOMPARE(request.train.epochs, 3.0);
    }
};

QTEST_GUILESS_MAIN(TestSetUpValues)
#include "tst_set_up_values.moc"
