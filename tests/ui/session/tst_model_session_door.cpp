// SPDX-License-Identifier: GPL-3.0-or-later
// Questions to a real worker session: answered in the GUI thread, superseded ones dropped, failures as sentences.
#include "core/jobs/model_presets.h"
#include "tests/core/worker/worker_fixture.h"
#include "ui/session/model_session_door.h"

#include <QtCore/QThread>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <unistd.h>

#include <cmath>
#include <fstream>

using ui::ModelSessionDoor;

namespace {

core::data::ExampleText example(const std::string& response)
{
    core::data::ExampleText text;
    text.instruction = "Add 1 and 2";
    text.response = response;
    return text;
}

/// Sessions that this process has started and that still run.
int sessions()
{
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        std::ifstream status(entry.path() / "stat");
        std::string pid;
        std::string name;
        std::string state;
        int parent = 0;
        if (status >> pid >> name >> state >> parent && parent == ::getpid() && state != "Z")
            ++count;
    }
    return count;
}

} // namespace

class TestModelSessionDoor : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { fixture_ = std::make_unique<support::WorkerFixture>(8); }

    void aRowAsTheModelSeesIt()
    {
        ModelSessionDoor door(support::workerProgram());
        ui::TokenizedRow row;
        quint64 answered = 0;
        connect(&door, &ModelSessionDoor::rowReady, this, [&](quint64 generation, const ui::TokenizedRow& ready) {
            QCOMPARE(QThread::currentThread(), this->thread());
            row = ready;
            answered = generation;
        });
        const quint64 plain = door.askRow(fixture_->model(), {}, example("3"), false);
        QTRY_COMPARE_WITH_TIMEOUT(answered, plain, 60000);
        std::string text;
        for (const auto& token : row.tokens)
            text += token.text;
        QVERIFY(text.find("Add 1 and 2") != std::string::npos);
        QVERIFY(!row.tokens.front().response && row.tokens.back().response);
        QVERIFY(!row.loss && !row.tokens.back().loss);

        const quint64 scored = door.askRow(fixture_->model(), {}, example("3"), true);
        QTRY_COMPARE_WITH_TIMEOUT(answered, scored, 60000);
        double sum = 0;
        int count = 0;
        for (const auto& token : row.tokens) {
            if (!token.response)
                continue;
            sum += token.loss.value();
            ++count;
        }
        QVERIFY(!row.tokens.front().loss);
        QVERIFY(std::abs(row.loss.value() - sum / count) < 1e-6);
        QVERIFY(std::abs(*row.loss - std::log(257)) < 0.5); // an untrained model guesses
        QCOMPARE(sessions(), 1);
    }

    void onlyTheNewestQuestionOfAKindIsAnswered()
    {
        ModelSessionDoor door(support::workerProgram());
        std::vector<quint64> answered;
        connect(&door, &ModelSessionDoor::rowReady, this,
            [&](quint64 generation, const ui::TokenizedRow&) { answered.push_back(generation); });
        QSignalSpy info(&door, &ModelSessionDoor::infoReady);
        QSignalSpy failed(&door, &ModelSessionDoor::failed);
        quint64 last = 0;
        for (int i = 0; i < 20; ++i)
            last = door.askRow(fixture_->model(), {}, example(std::to_string(i)), true);
        door.askInfo(fixture_->model());
        QTRY_COMPARE_WITH_TIMEOUT(info.size(), 1, 60000); // asked after all of them
        QCOMPARE(answered, std::vector<quint64>{ last });
        QCOMPARE(failed.size(), 0);
        door.askRow(fixture_->model(), {}, example("1"), true);
        door.forget(ui::ModelQuestion::Row);
        door.askInfo(fixture_->model());
        QTRY_COMPARE_WITH_TIMEOUT(info.size(), 2, 60000);
        QCOMPARE(answered.size(), std::size_t{ 1 });
    }

    void failuresAreSentences()
    {
        {
            ModelSessionDoor door(support::workerProgram());
            QSignalSpy failed(&door, &ModelSessionDoor::failed);
            const quint64 asked = door.askInfo("/nowhere");
            QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 60000);
            QCOMPARE(failed[0][0].toULongLong(), asked);
            QVERIFY(failed[0][1].toString().contains("/nowhere"));
        }
        ModelSessionDoor without("/no/such/worker");
        QSignalSpy failed(&without, &ModelSessionDoor::failed);
        without.askInfo(fixture_->model());
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 60000);
        QVERIFY(failed[0][1].toString().contains("/no/such/worker"));
    }

    void aKilledSessionIsReplaced()
    {
        const auto once = fixture_->path() / "once"; // dies with its first question, then is a worker
        const auto script = fixture_->path() / "worker.sh";
        std::ofstream(script) << "#!/bin/sh\nif [ -e " << once << " ]; then exec " << support::workerProgram()
                              << " \"$@\"; fi\ntouch " << once << "\nread line\nkill -9 $$\n";
        std::filesystem::permissions(script, std::filesystem::perms::owner_all);
        ModelSessionDoor door(script);
        QSignalSpy failed(&door, &ModelSessionDoor::failed);
        QSignalSpy info(&door, &ModelSessionDoor::infoReady);
        door.askInfo(fixture_->model());
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 60000);
        QVERIFY(!failed[0][1].toString().isEmpty());
        door.askInfo(fixture_->model());
        QTRY_COMPARE_WITH_TIMEOUT(info.size(), 1, 60000);
    }

    void theSessionEndsWithTheDoor()
    {
        {
            ModelSessionDoor door(support::workerProgram());
            QSignalSpy info(&door, &ModelSessionDoor::infoReady);
            door.askInfo(fixture_->model());
            QTRY_COMPARE_WITH_TIMEOUT(info.size(), 1, 60000);
            QCOMPARE(sessions(), 1);
        }
        QCOMPARE(sessions(), 0);
    }

    void presetsBecomeModels()
    {
        ModelSessionDoor door(support::workerProgram());
        qint64 parameters = 0;
        connect(&door, &ModelSessionDoor::newModelReady, this,
            [&](quint64, const QString&, qint64 count) { parameters = count; });
        const auto& tiny = core::jobs::modelPreset("tiny");
        door.askNewModel(core::Json(core::jobs::configOf(tiny)), {}, 1, fixture_->path() / "tiny");
        QTRY_VERIFY_WITH_TIMEOUT(parameters > 0, 60000);
        QCOMPARE(parameters, qint64{ core::jobs::parametersOf(tiny, 257) });
    }

private:
    std::unique_ptr<support::WorkerFixture> fixture_;
};

QTEST_GUILESS_MAIN(TestModelSessionDoor)
#include "tst_model_session_door.moc"
