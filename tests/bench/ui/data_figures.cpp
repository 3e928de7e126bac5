// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/ui/figure_table.h"
#include "tests/bench/ui/figures.h"
#include "ui/models/example_table.h"

namespace bench {

namespace {

using namespace ui;
using core::data::FacetName;

constexpr int turns = 9;

class DataBench {
public:
    explicit DataBench(BenchWindow& window)
        : window_(window)
        , table_(window.find<ExampleTable>("examples"))
        , state_(window.workspace().selection())
    {
        QObject::connect(&table_, &ExampleTable::answered, &owner_, [this] { answered_ = true; });
    }

    double answerTo(const std::function<void()>& act)
    {
        answered_ = false;
        return window_.time(act, [this] { return answered_; });
    }

    void sort()
    {
        const SortKey keys[] = { { Measure::LastLoss, false }, { Measure::Source, true }, { Measure::Tokens, false },
            { Measure::LearnedAt, true }, { Measure::MeanLoss, false } };
        std::vector<double> times;
        for (int turn = 0; turn < turns; ++turn)
            times.push_back(answerTo([&] { table_.setSort(keys[turn % 5]); }));
        print("sort by another column", times, 100);
    }

    void filter()
    {
        std::vector<double> times;
        for (int turn = 0; turn < turns; ++turn) {
            ExampleFilter filter;
            filter.setNumber(Measure::Tokens, "> " + std::to_string(100 + 30 * turn));
            times.push_back(answerTo([&] { state_.setFilter(filter); }));
        }
        print("filter by a number, all facets counted", times, 100);
    }

    void facet()
    {
        const auto names = window_.workspace().columns()->source.names;
        std::vector<double> times;
        for (int turn = 0; turn < turns; ++turn) {
            ExampleFilter filter;
            filter.setFacetValues(FacetName::Source, { names[static_cast<std::size_t>(turn) % names.size()] });
            if (turn % 2 == 1)
                filter.setFacetValues(FacetName::Cluster, { "1" });
            times.push_back(answerTo([&] { state_.setFilter(filter); }));
        }
        print("facet value chosen, all facets counted", times, 100);
    }

    void search(core::data::TextField field, const char* what)
    {
        const char* words[] = { "apples", "7 remaining", "zebra", "therefore seven", "nothing like this", "divide" };
        std::vector<double> first;
        std::vector<double> all;
        for (const char* word : words) {
            ExampleFilter filter;
            filter.setWords(field, word);
            bool searching = true;
            QObject end;
            QObject::connect(
                &table_, &ExampleTable::answered, &end, [&](const ViewResult& result) { searching = result.searching; });
            const double start = now();
            first.push_back(answerTo([&] { state_.setFilter(filter); }));
            window_.waitUntil([&] { return !searching; });
            all.push_back(now() - start);
        }
        print(std::string("search ") + what + ": first answer", first, 100);
        print(std::string("search ") + what + ": all rows looked at", all);
    }

    void clear()
    {
        answerTo([&] {
            state_.setFilter({});
            table_.setSort({});
        });
    }

private:
    BenchWindow& window_;
    ExampleTable& table_;
    SelectionState& state_;
    QObject owner_;
    bool answered_ = false;
};

} // namespace

void dataFigures(BenchWindow& window)
{
    DataBench bench(window);
    bench.sort();
    bench.filter();
    bench.facet();
    bench.search(core::data::TextField::Any, "prompt and response");
    bench.search(core::data::TextField::Response, "responses");
    bench.clear();
}

} // namespace bench
