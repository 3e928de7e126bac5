// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/control.h"
#include "core/protocol/session_message.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <fstream>
#include <set>

using namespace core::protocol;

namespace {

std::string withoutEnd(std::string line)
{
    line.pop_back();
    return line;
}

std::string replaced(std::string line, const std::string& from, const std::string& to)
{
    return line.replace(line.find(from), from.size(), to);
}

} // namespace

/// Control requests and session messages.
class TestMessages : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void requestsSurvive()
    {
        for (const auto action :
            { ControlAction::Pause, ControlAction::Resume, ControlAction::Checkpoint, ControlAction::Stop }) {
            const ControlRequest request{ newControlId(), 4, action };
            QVERIFY(decodeControl(withoutEnd(encodeControl(request)), { "c" }) == request);
        }
        QVERIFY(newControlId() != newControlId());
    }

    void appendedRequestsAreReadOnce()
    {
        const support::TemporaryFolder folder;
        const auto file = folder.path() / "control.jsonl";
        ControlReader reader(file);
        std::vector<std::string> refused;
        QVERIFY(reader.poll(refused).empty());
        appendControl(file, { "a", 1, ControlAction::Pause });
        appendControl(file, { "b", 2, ControlAction::Stop });
        const auto requests = reader.poll(refused);
        QCOMPARE(requests.size(), std::size_t{ 2 });
        QCOMPARE(requests[1].id, "b");
        QVERIFY(reader.poll(refused).empty());
        std::ofstream(file, std::ios::app) << "rubbish\n" << encodeControl({ "c", 2, ControlAction::Resume }) << "torn";
        const auto more = reader.poll(refused);
        QCOMPARE(more.size(), std::size_t{ 1 });
        QCOMPARE(refused.size(), std::size_t{ 1 });
        QVERIFY2(refused[0].find("control.jsonl, line 3") != std::string::npos, refused[0].c_str());
    }

    void everyControlFaultIsProvoked()
    {
        const std::string good = withoutEnd(encodeControl({ "a", 1, ControlAction::Stop }));
        std::set<std::string> met;
        for (const std::string& line : { replaced(good, "datalever-run", "x"),
                 replaced(good, "\"version\":1", "\"version\":3"), replaced(good, "stop", "halt") })
            met.insert(support::errorOf([&] { decodeControl(line, { "control.jsonl", 1 }); }).code());
        const support::TemporaryFolder folder;
        ControlReader reader(folder.write("control.jsonl", std::string(1U << 17U, 'x')));
        std::vector<std::string> refused;
        reader.poll(refused);
        reader.poll(refused);
        QCOMPARE(refused.size(), std::size_t{ 1 });
        QVERIFY(refused[0].find(std::string(control_faults::lineTooLong.sentence)) != std::string::npos);
        met.insert(std::string(control_faults::lineTooLong.code));
        for (const auto& fault : control_faults::all)
            QVERIFY2(met.count(std::string(fault.code)) == 1, std::string(fault.code).c_str());
    }

    void questionsAndAnswersSurvive()
    {
        const auto question = decodeQuestion(withoutEnd(encodeQuestion({ 7, "tokenize", { { "folder", "/m" } } })), { "q" });
        QCOMPARE(question.generation, std::uint64_t{ 7 });
        QCOMPARE(question.question, "tokenize");
        QCOMPARE(question.arguments.at("folder").get<std::string>(), "/m");
        SessionAnswer good;
        good.generation = 7;
        good.result = { { "x", 1 } };
        QVERIFY(decodeAnswer(withoutEnd(encodeAnswer(good)), { "a" }).result == good.result);
        SessionAnswer bad;
        bad.error = core::Error(core::ErrorKind::Storage, "full", "make room", "a/b");
        const auto again = decodeAnswer(withoutEnd(encodeAnswer(bad)), { "a" });
        QVERIFY(again.error && again.error->kind() == core::ErrorKind::Storage);
        QCOMPARE(again.error->hint(), "make room");
        QCOMPARE(again.error->code(), "a/b");
    }

    void foreignMessagesAreRefused()
    {
        const std::string good = withoutEnd(encodeQuestion({ 1, "versions", core::Json::object() }));
        QCOMPARE(support::errorOf([&] { decodeQuestion(replaced(good, "datalever-session", "x"), { "q" }); }).code(),
            "session/other-protocol");
        QCOMPARE(support::errorOf([&] { decodeQuestion(replaced(good, "\"version\":1", "\"version\":2"), { "q" }); }).code(),
            "session/other-version");
        QCOMPARE(support::errorOf([&] { decodeQuestion("not json", { "q" }); }).code(), "json/not-json");
    }
};

QTEST_GUILESS_MAIN(TestMessages)
#include "tst_messages.moc"
