// SPDX-License-Identifier: Apache-2.0
#include "core/worker/event_writer.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <csignal>
#include <sys/resource.h>
#include <thread>

using namespace core::protocol;
using core::worker::EventWriter;

namespace {

std::vector<JobEvent> eventsOf(const RunFolder& folder)
{
    EventPosition position;
    return readEvents(folder.events(), position);
}

} // namespace

class TestEventWriter : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void continuesBehindTheLastWholeLine()
    {
        const support::TemporaryFolder temporary;
        const RunFolder folder(temporary.path());
        {
            EventWriter writer(folder);
            QCOMPARE(writer.lastGeneration(), std::int64_t{ 0 });
            writer.write(StartedEvent{ 1, 0, true });
            writer.write(CheckpointEvent{ 4 });
        }
        const auto whole = std::filesystem::file_size(folder.events());
        std::filesystem::resize_file(folder.events(), whole - 5);
        EventWriter writer(folder);
        QCOMPARE(writer.lastGeneration(), std::int64_t{ 1 });
        writer.write(StartedEvent{ 2, 0, true });
        const auto events = eventsOf(folder);
        QCOMPARE(events.size(), std::size_t{ 2 });
        QCOMPARE(events[1].sequence, std::uint64_t{ 2 });
        QVERIFY(events[1].body == EventBody(StartedEvent{ 2, 0, true }));
    }

    void threadsDoNotMixTheirLines()
    {
        const support::TemporaryFolder temporary;
        const RunFolder folder(temporary.path());
        EventWriter writer(folder);
        const auto work = [&writer] {
            for (int i = 0; i < 500; ++i)
                writer.write(CheckpointEvent{ i });
        };
        std::thread other(work);
        work();
        other.join();
        QCOMPARE(eventsOf(folder).size(), std::size_t{ 1000 });
    }

    void aLineThatDoesNotFitIsCutAgain()
    {
        const support::TemporaryFolder temporary;
        const RunFolder folder(temporary.path());
        EventWriter writer(folder);
        writer.write(CheckpointEvent{ 1 });
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit small{ std::filesystem::file_size(folder.events()) + 20, before.rlim_max };
        ::setrlimit(RLIMIT_FSIZE, &small);
        const auto error = support::errorOf([&] { writer.write(CheckpointEvent{ 2 }); });
        ::setrlimit(RLIMIT_FSIZE, &before);
        QCOMPARE(error.kind(), core::ErrorKind::Storage);
        writer.write(CheckpointEvent{ 3 });
        const auto events = eventsOf(folder);
        QCOMPARE(events.size(), std::size_t{ 2 });
        QVERIFY(events[1].body == EventBody(CheckpointEvent{ 3 }));
    }

    void foreignEventsAreLeftAlone()
    {
        const support::TemporaryFolder temporary;
        temporary.write("events.jsonl", "something else\n");
        const RunFolder folder(temporary.path());
        QCOMPARE(support::errorOf([&] { EventWriter writer(folder); }).code(), "json/not-json");
        QCOMPARE(support::linesOf(folder.events()), (std::vector<std::string>{ "something else" }));
    }
};

QTEST_GUILESS_MAIN(TestEventWriter)
#include "tst_event_writer.moc"
