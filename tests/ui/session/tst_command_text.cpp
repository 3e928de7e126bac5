// SPDX-License-Identifier: GPL-3.0-or-later
// Commands as texts: what they say, and that a shell and datalever-cli take every word as it was meant.
#include "tests/core/store/project_fixture.h"
#include "tests/support/support.h"
#include "ui/session/command_text.h"

#include <QtCore/QProcess>
#include <QtTest/QTest>

using namespace core::protocol;

namespace {

core::jobs::RunRequest everythingElse()
{
    core::jobs::RunRequest request;
    request.name = "it's $one";
    request.model = "/models/a b";
    request.text = { "plain", 256, OverlongPolicy::TruncatePrompt };
    request.train.epochs = 2.5;
    request.train.batchSize = 32;
    request.train.seed = 18446744073709551615U;
    request.train.weighting = GradientWeighting::Rows;
    request.train.optimizer = { "adamw", 0.0003, 0.85, 0.95, 1e-8, 0.1, false, 0.5 };
    request.train.schedule = { "constant", 0.1, 0 };
    request.recordingPoints = 5;
    request.keepRecordingWeights = false;
    request.resources = { Precision::BFloat16, "cuda", 3, 2000000000, 30 };
    return request;
}

/// Of a shell that ran the text with our programs in its path.
QProcess& run(QProcess& shell, const QString& command)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    const QString programs = QStringLiteral(DATALEVER_PROGRAM_FOLDER);
    environment.insert(QStringLiteral("PATH"), programs + ':' + environment.value(QStringLiteral("PATH")));
    environment.insert(QStringLiteral("DATALEVER_WORKER"), QStringLiteral("/no/such/worker"));
    shell.setProcessEnvironment(environment);
    shell.start(QStringLiteral("/bin/sh"), { QStringLiteral("-c"), command });
    shell.waitForFinished(60000);
    return shell;
}

} // namespace

class TestCommandText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wordsAreQuotedWhereTheyMustBe_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("quoted");
        QTest::newRow("plain") << "/home/me/p.datalever"
                               << "/home/me/p.datalever";
        QTest::newRow("empty") << ""
                               << "''";
        QTest::newRow("blank") << "a b"
                               << "'a b'";
        QTest::newRow("quote") << "it's"
                               << "'it'\\''s'";
        QTest::newRow("dollar") << "$HOME"
                                << "'$HOME'";
        QTest::newRow("tilde") << "~/x"
                               << "'~/x'";
        QTest::newRow("beyond ASCII") << QString::fromUtf8("zähl") << QString::fromUtf8("'zähl'");
    }
    void wordsAreQuotedWhereTheyMustBe()
    {
        QFETCH(QString, word);
        QFETCH(QString, quoted);
        QCOMPARE(ui::shellWord(word), quoted);
        QProcess shell;
        run(shell, QStringLiteral("printf %s ") + quoted);
        QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()), word);
    }

    void defaultsAreLeftOut()
    {
        core::jobs::RunRequest request;
        request.model = "/m";
        QCOMPARE(ui::proxyRunCommand("/p.datalever", "rows", request),
            QString("datalever-cli proxy run --project /p.datalever --dataset rows --model /m --lr 0.001"));
        QCOMPARE(ui::newModelCommand({ "tiny", {}, 0, "/m" }), QString("datalever-cli model new --preset tiny --out /m"));
        QCOMPARE(ui::newModelCommand({ "small", "/t o", 7, "/m" }),
            QString("datalever-cli model new --preset small --tokenizer '/t o' --seed 7 --out /m"));
        QCOMPARE(ui::importCommand("/p.datalever", "/a b.jsonl", "x"),
            QString("datalever-cli data import '/a b.jsonl' --project /p.datalever --name x"));
        QCOMPARE(ui::tokenCountCommand("/p.datalever", "rows", request),
            QString("datalever-cli data tokens --project /p.datalever --dataset rows --tokenizer /m"));
    }

    void everySettingIsSaid()
    {
        QString text = ui::proxyRunCommand("/p.datalever", "my rows", everythingElse());
        QVERIFY(text.contains(" \\\n")); // broken where it is long
        text.replace(" \\\n   ", "");
        QCOMPARE(text,
            QString("datalever-cli proxy run --project /p.datalever --dataset 'my rows' --model '/models/a b' --epochs 2.5 "
                    "--checkpoints 5 --lr 0.0003 --batch-size 32 --seed 18446744073709551615 --name 'it'\\''s $one' "
                    "--template plain --max-tokens 256 --overlong truncate-prompt --threads 3 --schedule constant "
                    "--warmup 0.1 --beta1 0.85 --beta2 0.95 --weight-decay 0.1 --no-decay-1d --clip 0.5 --weighting rows "
                    "--precision bfloat16 --device cuda --memory 2000000000 --checkpoint-seconds 30 --prune-weights"));
    }

    void rowsAndAnnotations()
    {
        ui::RowsCommand rows{ "/p.datalever", "my rows", "proxy-1", {}, {}, {}, {} };
        rows.filter.setNumber(core::data::Measure::MeanLoss, "> 2.5");
        rows.filter.setFacetValue(core::data::FacetName::Source, "a b", true);
        const auto joined = [](QString text) { return text.replace(" \\\n   ", ""); };
        QCOMPARE(joined(ui::listCommand(rows, { core::data::Measure::MeanLoss, false }).text),
            QString("datalever-cli data list --project /p.datalever --dataset 'my rows' --run proxy-1 "
                    "--where 'mean-loss:> 2.5' --facet 'source=a b' --sort mean-loss --descending --limit 0"));
        rows.filter = {};
        rows.rows = core::data::Selection(9);
        rows.rows.set(2, true);
        using core::store::AnnotationKind;
        const QString which
            = "datalever-cli data annotate --project /p.datalever --dataset 'my rows' --run proxy-1 --rows 3 ";
        QCOMPARE(joined(ui::annotateCommand(rows, { AnnotationKind::PinHard, {} }).text), which + "--pin hard");
        QCOMPARE(joined(ui::annotateCommand(rows, { AnnotationKind::SetNote, {} }).text), which + "--note ''");
        QCOMPARE(joined(ui::annotateCommand(rows, { AnnotationKind::AddLabel, "-x" }).text), which + "--label=-x");
        core::data::Selection scattered(400'000);
        for (std::size_t row = 0; row < scattered.size(); row += 2)
            scattered.set(row, true);
        rows.rows = scattered;
        QVERIFY(ui::annotateCommand(rows, { AnnotationKind::Exclude, {} }).text.isEmpty());
        QVERIFY(!ui::annotateCommand(rows, { AnnotationKind::Exclude, {} }).problem.isEmpty());
        core::store::CommandRecord mapping;
        mapping.source = "a.jsonl";
        mapping.text = "prompt=q,response=a";
        QCOMPARE(ui::mappingCommand("/p.datalever", mapping),
            QString("datalever-cli data mapping set --project /p.datalever --file a.jsonl --map prompt=q,response=a"));
    }

    /// Usage errors end with 2; what stops this one is that there is no worker.
    void theCommandLineTakesIt()
    {
        const support::TemporaryFolder folder;
        const auto project = fixture::makeProject(folder);
        std::filesystem::create_directories(folder.path() / "a model");
        auto request = everythingElse();
        request.model = folder.path() / "a model";
        QProcess shell;
        run(shell, ui::proxyRunCommand(project, "rows", request) + " --dry-run");
        const QString words = QString::fromUtf8(shell.readAllStandardError());
        QVERIFY2(shell.exitCode() == 1, qPrintable(words));
        QVERIFY2(words.contains("/no/such/worker"), qPrintable(words));
        run(shell, ui::newModelCommand({ "tiny", {}, 3, folder.path() / "new model" }));
        QCOMPARE(shell.exitCode(), 1);
        QVERIFY(QString::fromUtf8(shell.readAllStandardError()).contains("/no/such/worker"));
        run(shell, ui::proxyRunCommand(project, "rows", request) + " --no-such-option");
        QCOMPARE(shell.exitCode(), 2);
    }
};

QTEST_GUILESS_MAIN(TestCommandText)
#include "tst_command_text.moc"
