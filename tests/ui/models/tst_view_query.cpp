// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/models/synthetic_snapshot.h"
#include "ui/models/view_query.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <algorithm>
#include <thread>

using core::data::Selection;
using namespace ui;

namespace {

/// Searches that answer when the test says so.
struct Searches {
    struct Search {
        core::data::TextFilter filter;
        core::CancelToken cancel;
        std::function<void(SearchAnswer)> answer;
    };
    std::vector<Search> all;

    SearchSource source()
    {
        return [this](const core::data::TextFilter& filter, const core::CancelToken& cancel,
                   std::function<void(SearchAnswer)> answer) {
            all.push_back({ filter, cancel, std::move(answer) });
        };
    }
};

Selection rows(std::size_t size, const std::vector<std::uint32_t>& which)
{
    Selection selection(size);
    for (const std::uint32_t row : which)
        selection.set(row, true);
    return selection;
}

} // namespace

class TestViewQuery : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { snapshot_ = synthetic::snapshot(3000); }
    void init();
    void cleanup();
    void answersTheNewestRequestOnly();
    void showsWhatASearchFoundSoFar();
    void waitsForTheFirstAnswerOfASearch();
    void endsSearchesThatNobodyNeeds();
    void tellsWhyASearchFailed();
    void searchesAnewAfterTextsChanged();
    void answersNothingAfterTheDatasetIsGone();
    void ignoresASelectionOfAnotherSnapshot();
    void takesAnswersOfOtherThreads();
    void endsWhileItWorks();

private:
    Snapshot snapshot_;
    Searches searches_;
    std::unique_ptr<ViewQuery> query_;
    std::vector<ViewResult> results_;

    ViewRequest searchFor(const std::string& words) const
    {
        ViewRequest request{ snapshot_, {}, {}, {} };
        request.filter.setWords(core::data::TextField::Any, words);
        return request;
    }
};

void TestViewQuery::init()
{
    searches_.all.clear();
    results_.clear();
    query_ = std::make_unique<ViewQuery>(searches_.source());
    connect(query_.get(), &ViewQuery::answered, this,
        [this](std::uint64_t, const ViewResult& result) { results_.push_back(result); });
}

void TestViewQuery::cleanup()
{
    query_.reset();
}

void TestViewQuery::answersTheNewestRequestOnly()
{
    std::uint64_t last = 0;
    for (int i = 0; i < 200; ++i) {
        ViewRequest request{ snapshot_, {}, { Measure::LastLoss, i % 2 == 0 }, {} };
        request.filter.setNumber(Measure::ResponseTokens, "> " + std::to_string(i));
        last = query_->ask(request);
    }
    QCOMPARE(last, std::uint64_t(200));
    QTRY_VERIFY(!results_.empty());
    QCOMPARE(results_.size(), std::size_t(1));
    QCOMPARE(results_.front().filter.number(Measure::ResponseTokens), std::string("> 199"));
    QCOMPARE(query_->ask({ nullptr, {}, {}, {} }), std::uint64_t(0));
}

void TestViewQuery::showsWhatASearchFoundSoFar()
{
    query_->ask(searchFor("parabola"));
    QCOMPARE(searches_.all.size(), std::size_t(1));
    searches_.all[0].answer({ rows(3000, { 5, 70 }), false, {} });
    QTRY_COMPARE(results_.size(), std::size_t(1));
    QVERIFY(results_[0].searching);
    QCOMPARE(results_[0].order->rows, (std::vector<std::uint32_t>{ 5, 70 }));
    searches_.all[0].answer({ rows(3000, { 5, 70, 2999 }), true, {} });
    QTRY_COMPARE(results_.size(), std::size_t(2));
    QVERIFY(!results_[1].searching);
    QCOMPARE(results_[1].order->rows.size(), std::size_t(3));
    ViewRequest sorted = searchFor("parabola"); // the same words: no new search
    sorted.sort = { Measure::RowNumber, false };
    query_->ask(sorted);
    QTRY_COMPARE(results_.size(), std::size_t(3));
    QCOMPARE(results_[2].order->rows.front(), 2999U);
    QCOMPARE(searches_.all.size(), std::size_t(1));
}

void TestViewQuery::waitsForTheFirstAnswerOfASearch()
{
    query_->ask(searchFor("parabola"));
    query_->ask({ snapshot_, {}, {}, {} }); // without the search: answered at once
    QTRY_COMPARE(results_.size(), std::size_t(1));
    QCOMPARE(results_[0].order->rows.size(), std::size_t(3000));
    query_->ask(searchFor("vertex"));
    searches_.all[1].answer({ Selection(3000), false, {} });
    QTRY_COMPARE(results_.size(), std::size_t(2));
    QVERIFY(results_[1].order->rows.empty());
}

void TestViewQuery::endsSearchesThatNobodyNeeds()
{
    query_->ask(searchFor("a"));
    query_->ask(searchFor("ab"));
    query_->ask(searchFor("a"));
    QCOMPARE(searches_.all.size(), std::size_t(3));
    QVERIFY(searches_.all[0].cancel.cancelled() && searches_.all[1].cancel.cancelled());
    QVERIFY(!searches_.all[2].cancel.cancelled());
    searches_.all[0].answer({ rows(3000, { 1 }), true, {} }); // too late
    searches_.all[2].answer({ rows(3000, { 2 }), true, {} });
    QTRY_COMPARE(results_.size(), std::size_t(1));
    QCOMPARE(results_[0].order->rows, std::vector<std::uint32_t>{ 2 });
}

void TestViewQuery::tellsWhyASearchFailed()
{
    QSignalSpy failed(query_.get(), &ViewQuery::searchFailed);
    query_->ask(searchFor("a"));
    searches_.all[0].answer({ {}, false, "The project file cannot be read." });
    QTRY_COMPARE(failed.size(), 1);
    QTRY_COMPARE(results_.size(), std::size_t(1));
    QVERIFY(!results_[0].searching);
}

void TestViewQuery::searchesAnewAfterTextsChanged()
{
    query_->ask(searchFor("a"));
    query_->forgetSearches();
    QVERIFY(searches_.all[0].cancel.cancelled());
    query_->ask(searchFor("a"));
    QCOMPARE(searches_.all.size(), std::size_t(2));
    ViewRequest other = searchFor("a");
    other.snapshot = synthetic::snapshot(100); // another dataset
    query_->ask(other);
    QCOMPARE(searches_.all.size(), std::size_t(3));
    searches_.all[2].answer({ rows(100, { 99 }), true, {} });
    QTRY_COMPARE(results_.size(), std::size_t(1));
    QCOMPARE(results_[0].order->rows, std::vector<std::uint32_t>{ 99 });
}

void TestViewQuery::answersNothingAfterTheDatasetIsGone()
{
    query_->ask({ snapshot_, {}, { Measure::LastLoss, true }, {} });
    query_->ask(searchFor("a"));
    query_->forget();
    searches_.all[0].answer({ rows(3000, { 1 }), true, {} });
    query_->ask({ synthetic::snapshot(10), {}, {}, {} });
    QTRY_COMPARE(results_.size(), std::size_t(1));
    QCOMPARE(results_[0].order->rows.size(), std::size_t(10));
}

void TestViewQuery::ignoresASelectionOfAnotherSnapshot()
{
    ViewRequest request{ snapshot_, {}, {}, Selection(7, true) };
    request.filter.rows.onlyBrushed = true;
    query_->ask(request);
    QTRY_COMPARE(results_.size(), std::size_t(1));
    QVERIFY(results_[0].order->rows.empty());
}

void TestViewQuery::takesAnswersOfOtherThreads()
{
    std::vector<std::jthread> threads;
    ViewQuery query(
        [&](const core::data::TextFilter&, const core::CancelToken& cancel, std::function<void(SearchAnswer)> answer) {
            threads.emplace_back([cancel, answer = std::move(answer)] {
                Selection found(3000);
                for (std::uint32_t row = 0; row < 3000 && !cancel.cancelled(); row += 100) {
                    found.set(row, true);
                    answer({ found, row == 2900, {} });
                }
            });
        });
    std::vector<ViewResult> results;
    connect(&query, &ViewQuery::answered, this, [&](std::uint64_t, const ViewResult& result) { results.push_back(result); });
    query.ask(searchFor("x"));
    query.ask(searchFor("xy"));
    QTRY_VERIFY(!results.empty() && !results.back().searching);
    QCOMPARE(results.back().order->rows.size(), std::size_t(30));
    QCOMPARE(results.back().filter.words(core::data::TextField::Any), std::string("xy"));
}

void TestViewQuery::endsWhileItWorks()
{
    query_->ask({ synthetic::snapshot(60000), {}, { Measure::LastLoss, true }, {} });
    query_->ask(searchFor("a"));
    query_.reset();
    searches_.all[0].answer({ rows(3000, { 1 }), true, {} });
    QCoreApplication::processEvents();
    QVERIFY(results_.empty());
}

QTEST_GUILESS_MAIN(TestViewQuery)
#include "tst_view_query.moc"
