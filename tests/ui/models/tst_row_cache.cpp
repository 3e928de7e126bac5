// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QTest>

#include "ui/models/row_cache.h"

using core::ExampleId;
using namespace ui;

class TestRowCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsNoMoreThanItsCapacity();
    void dropsWhatWasLookedAtLongestAgo();
    void namesItsGapsOnce();
    void forgetsAndCountsGenerations();
    void replacesATextInPlace();
    void showsTextsAsOneLineOfWholeCharacters();
};

void TestRowCache::keepsNoMoreThanItsCapacity()
{
    RowCache cache(10);
    for (std::int64_t id = 1; id <= 1000; ++id)
        cache.insert({ id }, { std::to_string(id), {} });
    QCOMPARE(cache.size(), std::size_t(10));
    QVERIFY(cache.find({ 990 }) == nullptr);
    QCOMPARE(cache.find({ 991 })->prompt, std::string("991"));
}

void TestRowCache::dropsWhatWasLookedAtLongestAgo()
{
    RowCache cache(3);
    for (std::int64_t id = 1; id <= 3; ++id)
        cache.insert({ id }, {});
    QVERIFY(cache.find({ 1 }) != nullptr);
    cache.insert({ 4 }, {});
    QVERIFY(cache.find({ 1 }) != nullptr);
    QVERIFY(cache.find({ 2 }) == nullptr);
}

void TestRowCache::namesItsGapsOnce()
{
    RowCache cache(10);
    cache.insert({ 5 }, {});
    const std::vector<ExampleId> asked{ { 7 }, { 5 }, { 6 }, { 7 } };
    const std::vector<ExampleId> expected{ { 7 }, { 6 } };
    QVERIFY(cache.gaps(asked) == expected);
}

void TestRowCache::forgetsAndCountsGenerations()
{
    RowCache cache(10);
    cache.insert({ 5 }, {});
    cache.clear();
    QCOMPARE(cache.size(), std::size_t(0));
    QVERIFY(cache.find({ 5 }) == nullptr);
    QCOMPARE(cache.generation(), std::uint64_t(1));
}

void TestRowCache::replacesATextInPlace()
{
    RowCache cache(2);
    cache.insert({ 1 }, { "old", {} });
    cache.insert({ 2 }, {});
    cache.insert({ 1 }, { "new", {} });
    QCOMPARE(cache.size(), std::size_t(2));
    QCOMPARE(cache.find({ 1 })->prompt, std::string("new"));
}

void TestRowCache::showsTextsAsOneLineOfWholeCharacters()
{
    core::data::ExampleText text;
    text.instruction = "First line\nsecond\tline\r\nend";
    text.response = "aé€😀z";
    QCOMPARE(rowLines(text).prompt, std::string("First line second line  end"));
    QCOMPARE(rowLines(text).response, text.response);
    QCOMPARE(rowLines(text, 4).response, std::string("aé"));
    QCOMPARE(rowLines(text, 6).response, std::string("aé€"));
    QCOMPARE(rowLines(text, 9).response, std::string("aé€"));
    QCOMPARE(rowLines(text, 10).response, std::string("aé€😀"));
}

QTEST_GUILESS_MAIN(TestRowCache)
#include "tst_row_cache.moc"
