// SPDX-License-Identifier: GPL-3.0-or-later
// Texts and searches of a real project.
#include "tests/ui/session/open_workspace.h"

#include "ui/models/project_sources.h"

#include <atomic>
#include <mutex>

using namespace ui;

class TestProjectSources : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesTextsAndSaysWhyNot();
    void searchesTheDatasetThatIsLookedAt();
    void readsGoOnWhileWritersWaitForAnImport();
};

namespace {

/// Answers arrive on other threads.
template <typename Answer> class Collected {
public:
    std::function<void(Answer)> keep()
    {
        return [this](Answer answer) {
            const std::lock_guard lock(mutex_);
            answers_.push_back(std::move(answer));
        };
    }
    std::vector<Answer> all()
    {
        const std::lock_guard lock(mutex_);
        return answers_;
    }

private:
    std::mutex mutex_;
    std::vector<Answer> answers_;
};

} // namespace

void TestProjectSources::givesTextsAndSaysWhyNot()
{
    Collected<TextAnswer> given;
    Collected<TextAnswer> refused;
    fixture::OpenWorkspace open(20, false);
    QVERIFY(open.ready());
    const TextSource texts = projectTexts(open.workspace());
    texts({ { 3 }, { 1 } }, given.keep());
    texts({ { 999999 } }, refused.keep());
    texts({ { 1 } }, given.keep()); // none is lost
    QTRY_COMPARE(given.all().size(), std::size_t(2));
    QTRY_COMPARE(refused.all().size(), std::size_t(1));
    auto answers = given.all();
    std::ranges::sort(answers, std::greater(), [](const TextAnswer& answer) { return answer.texts.size(); });
    QCOMPARE(answers[0].texts.front().response, std::string("It is 3."));
    QVERIFY(answers[0].failure.isEmpty());
    QCOMPARE(answers[1].texts.size(), std::size_t(1));
    QVERIFY(refused.all()[0].texts.empty() && !refused.all()[0].failure.isEmpty());
}

void TestProjectSources::searchesTheDatasetThatIsLookedAt()
{
    Collected<SearchAnswer> none;
    Collected<SearchAnswer> one;
    Collected<SearchAnswer> cancelled;
    Collected<SearchAnswer> many;
    fixture::OpenWorkspace empty(0, false);
    QVERIFY(empty.ready());
    projectSearch(empty.workspace())({ core::data::TextField::Any, "it is" }, {}, none.keep());
    QVERIFY(none.all().back().finished); // there is no dataset
    fixture::OpenWorkspace open(5000, false);
    QVERIFY(open.ready());
    const SearchSource search = projectSearch(open.workspace());
    const auto finished = [](auto& collected) { return !collected.all().empty() && collected.all().back().finished; };
    search({ core::data::TextField::Response, "it is 3." }, {}, one.keep());
    QTRY_VERIFY(finished(one));
    QCOMPARE(one.all().back().found.rows(), (std::vector<std::uint32_t>{ 2 }));
    QCOMPARE(one.all().back().found.size(), std::size_t(5000));
    const core::CancelToken cancel;
    cancel.cancel();
    search({ core::data::TextField::Any, "it is" }, cancel, cancelled.keep());
    search({ core::data::TextField::Response, "IS 4" }, {}, many.keep());
    QTRY_VERIFY(finished(many));
    QVERIFY(many.all().size() >= 2); // the first answer comes before the end
    QCOMPARE(many.all().back().found.count(), std::size_t(1 + 10 + 100 + 1000)); // 4, 40 to 49, ...
    for (const SearchAnswer& answer : cancelled.all())
        QCOMPARE(answer.found.count(), std::size_t(0));
}

/// More writers than an everyday pool has threads; all of them sleep until the import ends.
void TestProjectSources::readsGoOnWhileWritersWaitForAnImport()
{
    Collected<TextAnswer> given;
    std::atomic<int> written = 0;
    fixture::OpenWorkspace open(20, false);
    QVERIFY(open.ready());
    auto import = std::make_unique<core::store::ImportTransaction>(open.session());
    for (int i = 0; i < 6; ++i) {
        core::store::SelectionRecord record;
        record.name = "selection " + std::to_string(i);
        record.examples = { { 1 } };
        open.workspace().background().run(
            this, [session = open.workspace().session(), record] { return session->insertSelection(record); },
            [&](core::SelectionId) { ++written; });
    }
    projectTexts(open.workspace())({ { 1 } }, given.keep());
    QTRY_COMPARE(given.all().size(), std::size_t(1));
    QCOMPARE(written.load(), 0);
    import.reset(); // given up: the writers go on
    QTRY_COMPARE(written.load(), 6);
}

QTEST_GUILESS_MAIN(TestProjectSources)
#include "tst_project_sources.moc"
