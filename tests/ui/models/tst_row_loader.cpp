// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/row_loader.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <deque>
#include <thread>

using core::ExampleId;
using namespace ui;

namespace {

/// A project that answers when the test says so.
struct Project {
    struct Request {
        std::vector<ExampleId> ids;
        std::function<void(TextAnswer)> answer;
    };
    std::deque<Request> requests;

    TextSource source()
    {
        return [this](std::vector<ExampleId> ids, std::function<void(TextAnswer)> answer) {
            requests.push_back({ std::move(ids), std::move(answer) });
        };
    }
    void answerFirst()
    {
        const Request request = requests.front();
        requests.pop_front();
        TextAnswer answer;
        for (const ExampleId id : request.ids) {
            core::data::ExampleText text;
            text.instruction = "prompt " + std::to_string(id.value);
            answer.texts.push_back(text);
        }
        request.answer(answer);
    }
};

std::vector<ExampleId> ids(std::int64_t first, std::int64_t last)
{
    std::vector<ExampleId> all;
    for (std::int64_t id = first; id <= last; ++id)
        all.push_back({ id });
    return all;
}

} // namespace

class TestRowLoader : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fetchesWhatIsMissing();
    void keepsOneRequestRunningAndOneWaiting();
    void dropsAnswersFromBeforeTheLastClear();
    void saysWhyTextsAreMissing();
    void takesAnswersOfOtherThreads();
    void survivesAnswersAfterItsEnd();
};

void TestRowLoader::fetchesWhatIsMissing()
{
    Project project;
    RowLoader loader(project.source());
    QSignalSpy arrived(&loader, &RowLoader::textsArrived);
    loader.request(ids(1, 3));
    QVERIFY(loader.text({ 2 }) == nullptr);
    project.answerFirst();
    QVERIFY(loader.text({ 2 }) == nullptr); // never inside the call
    QTRY_COMPARE(arrived.size(), 1);
    QCOMPARE(loader.text({ 2 })->prompt, std::string("prompt 2"));
    loader.request(ids(2, 4));
    QVERIFY(project.requests.front().ids == ids(4, 4));
    project.answerFirst();
    QTRY_COMPARE(arrived.size(), 2);
    loader.request(ids(1, 4));
    QVERIFY(project.requests.empty());
}

void TestRowLoader::keepsOneRequestRunningAndOneWaiting()
{
    Project project;
    RowLoader loader(project.source());
    QSignalSpy arrived(&loader, &RowLoader::textsArrived);
    loader.request(ids(1, 10));
    loader.request(ids(100, 110)); // scrolled on before it was started
    loader.request(ids(5, 12));
    QCOMPARE(project.requests.size(), std::size_t(1));
    project.answerFirst();
    QTRY_COMPARE(arrived.size(), 1);
    QCOMPARE(project.requests.size(), std::size_t(1));
    QVERIFY(project.requests.front().ids == ids(11, 12));
    QVERIFY(loader.text({ 100 }) == nullptr);
}

void TestRowLoader::dropsAnswersFromBeforeTheLastClear()
{
    Project project;
    RowLoader loader(project.source());
    QSignalSpy arrived(&loader, &RowLoader::textsArrived);
    loader.request(ids(1, 3));
    loader.clear();
    loader.request(ids(7, 8));
    QCOMPARE(project.requests.size(), std::size_t(2));
    project.answerFirst();
    project.answerFirst();
    QTRY_COMPARE(arrived.size(), 1);
    QVERIFY(loader.text({ 1 }) == nullptr);
    QVERIFY(loader.text({ 7 }) != nullptr);
}

void TestRowLoader::saysWhyTextsAreMissing()
{
    Project project;
    RowLoader loader(project.source());
    QSignalSpy failed(&loader, &RowLoader::loadingFailed);
    loader.request(ids(1, 2));
    project.requests.front().answer({ {}, "The project file cannot be read." });
    project.requests.pop_front();
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.front().front().toString(), QString("The project file cannot be read."));
    QVERIFY(!loader.text({ 1 })->readable);
    loader.request(ids(1, 2)); // and is not asked for again and again
    QVERIFY(project.requests.empty());
    loader.clear();
    loader.request(ids(1, 2));
    project.requests.front().answer({ { core::data::ExampleText() }, {} }); // one text for two rows
    QTRY_COMPARE(failed.size(), 2);
}

void TestRowLoader::takesAnswersOfOtherThreads()
{
    std::vector<std::jthread> threads;
    RowLoader loader([&](const std::vector<ExampleId>& asked, const std::function<void(TextAnswer)>& answer) {
        threads.emplace_back([asked, answer] { answer({ std::vector<core::data::ExampleText>(asked.size()), {} }); });
    });
    QSignalSpy arrived(&loader, &RowLoader::textsArrived);
    for (std::int64_t first = 1; first < 200; first += 10) {
        loader.request(ids(first, first + 9));
        QTRY_VERIFY(loader.text({ first }) != nullptr);
    }
    QCOMPARE(arrived.size(), 20);
}

void TestRowLoader::survivesAnswersAfterItsEnd()
{
    Project project;
    {
        RowLoader loader(project.source());
        loader.request(ids(1, 3));
    }
    project.answerFirst();
    QCoreApplication::processEvents();
}

QTEST_GUILESS_MAIN(TestRowLoader)
#include "tst_row_loader.moc"
