// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/protocol/event_codec.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>
#include <fstream>
#include <limits>
#include <set>

using namespace core::protocol;

namespace {

const ResultFile result{ "losses/point-0001-part-0000.f32", std::string(64, 'a') };

std::vector<EventBody> everyKind()
{
    return { StartedEvent{ 2, 40, false }, PhaseEvent{ Phase::Queued },
        PlanEvent{ 10, 9, 1, 800, 400, 3, 2, 1, 4, { 0, 1, 10 }, 1 }, TokensEvent{ 9, result },
        StepEvent{ 1, std::numeric_limits<double>::infinity(), 0.1, 1e-300, 5, 4, 0.25 },
        LossPartEvent{ 1, 3, 0, 0, 9, result }, RecordingPointEvent{ 1, 3, "recording/point-0001" },
        TrainingLossesEvent{ 1, 3, result }, EvaluationPartEvent{ "gsm8k", 2, 128, 64, 670, 60, 12.5, result },
        CellEvent{ "hard-1", CellState::Failed, 3, 8, "why" }, CheckpointEvent{ 3 },
        HeartbeatEvent{ 3, Phase::Scoring, 5, 9, 1LL << 40 }, ControlEvent{ "id", "pause", "no" },
        WarningEvent{ "look \"here\"\n" }, FinishedEvent{ 10, 1.5, 800, 1 << 20 }, StoppedEvent{ 3 },
        FailedEvent{ "BadInput", "why", "so" } };
}

std::string lineOf(std::uint64_t sequence, EventBody body)
{
    return encodeEvent({ sequence, 1000, std::move(body) });
}

std::string changed(const EventBody& body, const std::string& from, const std::string& to)
{
    std::string line = lineOf(1, body);
    const auto at = line.find(from);
    return at == std::string::npos ? std::string("not there: ") + from : line.replace(at, from.size(), to);
}

/// The code of the refusal of a file with this content.
core::Error refusalOf(const std::string& content)
{
    const support::TemporaryFolder folder;
    const auto file = folder.write("events.jsonl", content);
    EventPosition position;
    return support::errorOf([&] { readEvents(file, position); });
}

} // namespace

class TestEventCodec : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyKindSurvives()
    {
        QCOMPARE(everyKind().size(), std::variant_size_v<EventBody>);
        std::set<std::size_t> kinds;
        for (const EventBody& body : everyKind()) {
            const JobEvent event{ 5, 1234567890123, body };
            const std::string line = encodeEvent(event);
            QCOMPARE(line.find('\n'), line.size() - 1);
            const JobEvent again = decodeEvent(line.substr(0, line.size() - 1), { "e" });
            QVERIFY2(again == event, line.c_str());
            kinds.insert(body.index());
        }
        QCOMPARE(kinds.size(), std::variant_size_v<EventBody>);
    }

    void notANumberSurvives()
    {
        const std::string line = lineOf(1, StepEvent{ 1, std::nan(""), 0, 0, 1, 1, 0 });
        const auto event = decodeEvent(line.substr(0, line.size() - 1), { "e" });
        QVERIFY(std::isnan(std::get<StepEvent>(event.body).loss));
    }

    void aTornLastLineIsNotYet()
    {
        const support::TemporaryFolder folder;
        const std::string first = lineOf(1, CheckpointEvent{ 1 });
        const std::string second = lineOf(2, CheckpointEvent{ 2 });
        EventPosition position;
        QVERIFY(readEvents(folder.path() / "events.jsonl", position).empty());
        for (std::size_t length = 0; length < second.size(); ++length) {
            position = {};
            const auto file = folder.write("events.jsonl", first + second.substr(0, length));
            QCOMPARE(readEvents(file, position).size(), std::size_t{ 1 });
            QCOMPARE(position.offset, first.size());
            QCOMPARE(position.sequence, std::uint64_t{ 1 });
            QVERIFY(readEvents(file, position).empty());
        }
        const auto file = folder.write("events.jsonl", first + second);
        const auto rest = readEvents(file, position);
        QCOMPARE(rest.size(), std::size_t{ 1 });
        QVERIFY(rest[0].body == EventBody(CheckpointEvent{ 2 }));
    }

    void whatComesBeforeABadLineIsTaken()
    {
        const support::TemporaryFolder folder;
        const auto file = folder.write("events.jsonl", lineOf(1, CheckpointEvent{ 1 }) + "nonsense\n");
        EventPosition position;
        QCOMPARE(readEvents(file, position).size(), std::size_t{ 1 });
        const auto error = support::errorOf([&] { readEvents(file, position); });
        QVERIFY2(error.message().find("events.jsonl, line 2") != std::string::npos, error.what());
        QCOMPARE(position.sequence, std::uint64_t{ 1 });
    }

    void everyFaultIsProvoked()
    {
        std::set<std::string> met;
        const auto expect = [&met](const std::string& content, const std::string& code) {
            const auto error = refusalOf(content);
            QVERIFY2(error.code() == code, error.what());
            QVERIFY2(error.message().find("events.jsonl") != std::string::npos, error.what());
            met.insert(code);
        };
        expect(changed(CheckpointEvent{ 1 }, "datalever-run", "other"), "event/other-protocol");
        expect(changed(CheckpointEvent{ 1 }, "\"version\":1", "\"version\":9"), "event/other-version");
        expect(changed(CheckpointEvent{ 1 }, "\"checkpoint\"", "\"chequepoint\""), "event/unknown-type");
        expect(changed(PhaseEvent{ Phase::Queued }, "\"queued\"", "\"lost\""), "event/unknown-value");
        expect(lineOf(2, CheckpointEvent{ 1 }), "event/sequence-gap");
        expect(std::string(1U << 20U, 'x'), "event/line-too-long");
        expect(changed(TokensEvent{ 1, result }, "losses/", "../"), "event/leaves-folder");
        expect(changed(TokensEvent{ 1, result }, "losses/", "/etc/"), "event/leaves-folder");
        const support::TemporaryFolder folder;
        EventPosition beyond{ 100, 1 };
        const auto file = folder.write("events.jsonl", "short");
        met.insert(support::errorOf([&] { readEvents(file, beyond); }).code());
        for (const auto& fault : event_faults::all)
            QVERIFY2(met.count(std::string(fault.code)) == 1, std::string(fault.code).c_str());
        expect(changed(CheckpointEvent{ 1 }, "\"step\":1", "\"step\":-1"), "json/out-of-range");
        expect(changed(CheckpointEvent{ 1 }, "\"step\":1", "\"step\":\"x\""), "json/wrong-type");
        expect(std::string("[]\n"), "json/not-an-object");
    }

    void mutatedLinesAreRefusedOrRead()
    {
        core::RandomStream random(1, "mutations");
        for (const EventBody& body : everyKind()) {
            const std::string line = lineOf(1, body);
            for (int i = 0; i < 300; ++i) {
                std::string mutated = line.substr(0, line.size() - 1);
                mutated[random.below(mutated.size())] = static_cast<char>(random.below(256));
                if (random.below(2) == 0)
                    mutated.erase(random.below(mutated.size()), random.below(5));
                try {
                    decodeEvent(mutated, { "events.jsonl", 1 });
                } catch (const core::Error& error) {
                    QVERIFY(error.message().rfind("events.jsonl", 0) == 0);
                }
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestEventCodec)
#include "tst_event_codec.moc"
