// SPDX-License-Identifier: Apache-2.0
// What a person says of rows, from the command line: which rows, what, and how it is taken back.
#include "core/base/files.h"
#include "core/jobs/run_origin.h"
#include "core/protocol/job_spec.h"
#include "tests/app/command_line.h"
#include "tests/core/store/project_fixture.h"

#include <QtTest/QTest>

#include <set>

using command_line::call;
using command_line::Call;
using command_line::done;
using command_line::text;
using core::Json;

class TestRowsAndAnnotations : public QObject {
    Q_OBJECT

    support::TemporaryFolder folder_;
    QString project_;

    QStringList onRows(const QStringList& verb) const
    {
        return QStringList{ "data" } + verb + QStringList{ "--project", project_, "--dataset", "rows" };
    }
    /// Numbers of the rows that data list gives.
    std::vector<int> rows(const QStringList& options) const
    {
        std::vector<int> numbers;
        const Json answer = done(onRows({ "list" }) + options + QStringList{ "--limit", "0" }).json();
        for (const auto& row : answer.at("listed"))
            numbers.push_back(row.at("row").get<int>());
        if (answer.at("found").get<std::size_t>() != numbers.size())
            qWarning("found and listed differ");
        return numbers;
    }
    int annotate(const QStringList& options) const
    {
        const Call result = done(onRows({ "annotate" }) + options);
        return result.status == 0 ? result.json().at("changed").get<int>() : -1;
    }
    std::string refusal(const QStringList& arguments) const
    {
        const Call result = call(arguments);
        return result.status == 1 ? result.err : "exit status " + std::to_string(result.status) + ": " + result.err;
    }

private Q_SLOTS:
    /// Twenty rows; each third is of the source "even"; a run with the losses 3 and 1.
    void init() { project_ = text(fixture::makeProject(folder_)); }
    void cleanup()
    {
        std::filesystem::remove(project_.toStdString());
        std::filesystem::remove_all(project_.toStdString() + ".d");
    }

    void rowsAreFilteredSearchedAndSorted()
    {
        using Rows = std::vector<int>;
        QCOMPARE(rows({}).size(), std::size_t{ 20 });
        QCOMPARE(rows({ "--where", "source:= even" }), (Rows{ 1, 4, 7, 10, 13, 16, 19 }));
        QCOMPARE(rows({ "--facet", "source=even", "--rows", "1-8" }), (Rows{ 1, 4, 7 }));
        QCOMPARE(rows({ "--where", "text:is 1" }), (Rows{ 1, 2, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 }));
        QCOMPARE(rows({ "--where", "prompt:is 1", "--where", "row:<= 12" }), (Rows{ 2, 11, 12 }));
        QCOMPARE(rows({ "--facet", "source=even", "--sort", "row", "--descending" }), (Rows{ 19, 16, 13, 10, 7, 4, 1 }));
        QCOMPARE(rows({ "--selection", "one" }), (Rows{ 1 }));
        QCOMPARE(rows({ "--run", "proxy-1", "--where", "mean-loss:2" }).size(), std::size_t{ 20 });
        QCOMPARE(rows({ "--run", "proxy-1", "--where", "last-loss:> 1" }), Rows{});
        QVERIFY(refusal(onRows({ "list", "--where", "mean-loss:> 2" })).find("--run NAME") != std::string::npos);
        QVERIFY(refusal(onRows({ "list", "--sort", "cluster" })).find("--clustering NAME") != std::string::npos);
        QVERIFY(refusal(onRows({ "list", "--rows", "21" })).find("1 to 20") != std::string::npos);
        QVERIFY(refusal(onRows({ "list", "--where", "row" })).find("NAME:CONDITION") != std::string::npos);
        const Json third = done(onRows({ "list", "--run", "proxy-1", "--limit", "1", "--first", "2" })).json().at("listed");
        QCOMPARE(third.size(), std::size_t{ 1 });
        QCOMPARE(third.at(0).at("row").get<int>(), 3);
        QCOMPARE(third.at(0).at("losses").dump(), std::string("[3.0,1.0]"));
        QCOMPARE(third.at(0).at("response_tokens").get<int>(), 5);
    }

    void whatIsFoundIsKeptAsASelection()
    {
        QCOMPARE(done(onRows({ "list", "--facet", "source=even", "--save", "evens" })).status, 0);
        QCOMPARE(rows({ "--selection", "evens" }).size(), std::size_t{ 7 });
    }

    void everyAnnotationIsSaidAndTakenBack()
    {
        QCOMPARE(annotate({ "--facet", "source=even", "--exclude" }), 7);
        QCOMPARE(annotate({ "--rows", "1-4", "--exclude" }), 2); // of the four, two are excluded already
        QCOMPARE(annotate({ "--rows", "1", "--exclude" }), 0);
        QCOMPARE(annotate({ "--rows", "4", "--include" }), 1);
        QCOMPARE(annotate({ "--selection", "one", "--pin", "hard" }), 1);
        QCOMPARE(annotate({ "--rows", "2", "--pin", "easy" }), 1);
        QCOMPARE(annotate({ "--rows", "2", "--unpin" }), 1);
        QCOMPARE(annotate({ "--rows", "5-6", "--label", "wrong, I think" }), 2);
        QCOMPARE(annotate({ "--rows", "6", "--unlabel", "wrong, I think" }), 1);
        QCOMPARE(annotate({ "--rows", "7", "--note", "look\nagain" }), 1);
        const Json listed = done(onRows({ "list", "--limit", "0" })).json().at("listed");
        const auto row = [&](std::size_t number) { return listed.at(number - 1); };
        QVERIFY(row(1).at("excluded").get<bool>() && !row(4).at("excluded").get<bool>());
        QCOMPARE(row(1).at("pinned").get<std::string>(), std::string("hard"));
        QCOMPARE(row(2).at("pinned").get<std::string>(), std::string());
        QCOMPARE(row(5).at("labels").dump(), std::string("[\"wrong, I think\"]"));
        QVERIFY(row(6).at("labels").empty());
        QCOMPARE(row(7).at("note").get<std::string>(), std::string("look\nagain"));

        const Json undone = done({ "project", "undo", project_ }).json().at("undone");
        QCOMPARE(undone.at("command").get<std::string>(), std::string("set-note"));
        QCOMPARE(rows({ "--facet", "flags=noted" }), std::vector<int>{});
        const Json history = done({ "project", "history", project_ }).json();
        QCOMPARE(history.size(), std::size_t{ 9 });
        QVERIFY(history.back().at("undone").get<bool>() && !history.front().at("undone").get<bool>());
        QCOMPARE(history.front().at("rows").get<int>(), 7);
        QCOMPARE(done({ "project", "redo", project_ }).json().at("redone").at("text").get<std::string>(),
            std::string("look\nagain"));
        QCOMPARE(rows({ "--facet", "flags=noted" }), std::vector<int>{ 7 });
        QVERIFY(done({ "project", "redo", project_ }).json().at("redone").is_null());
        QCOMPARE(annotate({ "--rows", "7", "--note", "" }), 1);
        QCOMPARE(rows({ "--facet", "flags=noted" }), std::vector<int>{});
    }

    void badAnnotationsGetASentence()
    {
        QCOMPARE(call(onRows({ "annotate", "--rows", "1" })).status, 2);
        QCOMPARE(call(onRows({ "annotate", "--rows", "1", "--exclude", "--include" })).status, 2);
        QVERIFY(refusal(onRows({ "annotate", "--exclude" })).find("--rows") != std::string::npos);
        QVERIFY(refusal(onRows({ "annotate", "--selection", "none", "--exclude" })).find("none") != std::string::npos);
        const auto window = core::store::ProjectSession::open(project_.toStdString(), core::store::OpenMode::ReadWrite);
        QVERIFY(refusal(onRows({ "annotate", "--rows", "1", "--exclude" })).find("tst_rows") != std::string::npos);
        QVERIFY(refusal({ "project", "undo", project_ }).find("tst_rows") != std::string::npos); // names the holder
    }

    void aMappingIsShownChangedAndTakenBack()
    {
        const auto mapping = [this] {
            return done({ "data", "mapping", "show", "--project", project_ }).json().at(0).at("mapping").get<std::string>();
        };
        const std::string before = mapping();
        QVERIFY2(before.find("source=source") != std::string::npos, before.c_str());
        const QStringList set{ "data", "mapping", "set", "--project", project_, "--map" };
        // without its source field only the labels change: the texts are what a run has used
        const QString other = "prompt=instruction,response=output";
        const Json effect = done(set + QStringList{ other, "--dry-run" }).json();
        QCOMPARE(effect.at("relabelled").get<int>(), 20);
        QCOMPARE(mapping(), before);
        QVERIFY(done(set + QStringList{ other }).json().at("changed").get<bool>());
        QVERIFY2(mapping().find("source=") == std::string::npos, mapping().c_str());
        QCOMPARE(rows({ "--where", "source:rows.jsonl" }).size(), std::size_t{ 20 });
        QVERIFY(!done(set + QStringList{ other }).json().at("changed").get<bool>());
        QCOMPARE(done({ "project", "undo", project_ }).json().at("undone").at("command").get<std::string>(),
            std::string("change-mapping"));
        QCOMPARE(mapping(), before);
        const QString swapped = "prompt=output,response=instruction";
        QCOMPARE(call(set + QStringList{ swapped, "--dry-run" }).status, 1);
        QVERIFY(refusal(set + QStringList{ swapped }).find("proxy-1") != std::string::npos); // the run that used the texts
        QVERIFY(refusal(set + QStringList{ "prompt=instruction" }).find("both be given") != std::string::npos);
        QVERIFY(
            refusal({ "data", "mapping", "set", "--project", project_, "--file", "x", "--map", other }).find("rows.jsonl")
            != std::string::npos);
    }

    void aSubsetLeavesOutExcludedRows()
    {
        QCOMPARE(annotate({ "--facet", "source=even", "--exclude" }), 7);
        const Json made = done(onRows({ "subset", "--without-excluded", "--name", "kept" })).json();
        QCOMPARE(made.at("rows").get<int>(), 13);
        QCOMPARE(
            done(onRows({ "subset", "--rows", "1-10", "--count", "4", "--name", "four" })).json().at("rows").get<int>(), 4);
        QVERIFY(refusal(onRows({ "subset", "--rows", "1-3", "--count", "4", "--name", "more" })).find("fewer rows")
            != std::string::npos);
    }

    /// A terminal made it beside a window that has gone since.
    void jobsListTakesInAFolderThatNobodyRecorded()
    {
        auto session = core::store::ProjectSession::open(project_.toStdString(), core::store::OpenMode::ReadWrite);
        const auto dataset = session.dataset("rows");
        core::protocol::JobSpec spec;
        spec.name = "beside";
        spec.model = { "/nowhere/model", std::string(64, 'a') };
        spec.rows = { std::string(64, 'b'), "/nowhere/rows.jsonl" };
        spec.list = { std::string(64, 'c'), "/nowhere/list.jsonl" };
        const auto folder = session.sideFolder() / "runs/beside";
        std::filesystem::create_directories(folder);
        core::writeFileAtomically(folder / "job.json", core::protocol::toJson(spec).dump());
        core::writeFileAtomically(folder / "origin.json",
            core::jobs::toJson(core::jobs::RunOrigin{ dataset.id.value, dataset.name, dataset.rows, 5 }).dump());
        const auto runs = [this] {
            std::set<std::string> names;
            for (const auto& job : done({ "jobs", "list", "--project", project_ }).json())
                names.insert(job.at("run").get<std::string>());
            return names;
        };
        QVERIFY(!runs().contains("beside")); // the holder will take it in
        session.close();
        QVERIFY(runs().contains("beside"));
        QVERIFY(runs().contains("beside"));
    }
};

QTEST_GUILESS_MAIN(TestRowsAndAnnotations)
#include "tst_rows_and_annotations.moc"
