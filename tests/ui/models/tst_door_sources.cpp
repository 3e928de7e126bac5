// SPDX-License-Identifier: GPL-3.0-or-later
// Texts and searches of a real project.
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/models/door_sources.h"

#ifndef Q_MOC_RUN
#include "tests/core/store/project_fixture.h"
#include "ui/session/project_door.h"
#endif

using namespace ui;

class TestDoorSources : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesTextsAndSaysWhyNot();
    void searchesTheCurrentDataset();
};

namespace {

bool openAndLoad(ProjectDoor& door, const std::filesystem::path& file)
{
    QSignalSpy opened(&door, &ProjectDoor::opened);
    door.open(file);
    if (!opened.wait(20000))
        return false;
    door.loadColumns({ .dataset = { 1 } });
    return QTest::qWaitFor([&] { return door.columns() != nullptr; }, 20000);
}

} // namespace

void TestDoorSources::givesTextsAndSaysWhyNot()
{
    const support::TemporaryFolder folder;
    ProjectDoor door;
    QVERIFY(openAndLoad(door, fixture::makeProject(folder)));
    const TextSource texts = textsOf(door);
    std::vector<TextAnswer> answers;
    texts({ { 3 }, { 1 } }, [&](const TextAnswer& answer) { answers.push_back(answer); });
    texts({ { 999999 } }, [&](const TextAnswer& answer) { answers.push_back(answer); });
    texts({ { 1 } }, [&](const TextAnswer& answer) { answers.push_back(answer); }); // none is lost
    QTRY_COMPARE(answers.size(), std::size_t(3));
    QCOMPARE(answers[0].texts.front().response, std::string("It is 3."));
    QVERIFY(answers[0].failure.isEmpty());
    QVERIFY(answers[1].texts.empty() && !answers[1].failure.isEmpty());
    QCOMPARE(answers[2].texts.size(), std::size_t(1));
}

void TestDoorSources::searchesTheCurrentDataset()
{
    const support::TemporaryFolder folder;
    ProjectDoor door;
    const SearchSource search = searchOf(door);
    std::vector<SearchAnswer> answers;
    const auto keep = [&](const SearchAnswer& answer) { answers.push_back(answer); };
    search({ core::data::TextField::Any, "it is" }, {}, keep);
    QVERIFY(answers.back().finished); // nothing is open
    QVERIFY(openAndLoad(door, fixture::makeProject(folder)));
    answers.clear();
    search({ core::data::TextField::Response, "it is 3." }, {}, keep);
    QTRY_VERIFY(!answers.empty() && answers.back().finished);
    const auto row = std::ranges::find(door.columns()->ids, core::ExampleId{ 3 }) - door.columns()->ids.begin();
    QVERIFY(answers.back().found.contains(static_cast<std::size_t>(row)));
    QCOMPARE(answers.back().found.size(), door.columns()->rows());
    const core::CancelToken cancel;
    cancel.cancel();
    answers.clear();
    search({ core::data::TextField::Any, "it is" }, cancel, keep);
    search({ core::data::TextField::Prompt, "no such words" }, {}, keep);
    QTRY_VERIFY(!answers.empty() && answers.back().finished);
    QCOMPARE(answers.back().found.count(), std::size_t(0)); // of the second search; the first one was not wanted
}

QTEST_GUILESS_MAIN(TestDoorSources)
#include "tst_door_sources.moc"
