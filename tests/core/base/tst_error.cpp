// SPDX-License-Identifier: Apache-2.0
#include "core/base/cancel_token.h"
#include "core/base/error.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

using namespace core;

namespace {
constexpr Fault fault{ "rows/not-json", ErrorKind::BadFile, "the row is not valid JSON", "Mend the row." };
}

class TestError : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aSentenceNamesEveryKnownPartOfThePlace();
    void absentPartsAreLeftOut();
    void aRefusalCarriesTheFault();
    void cancellingOneCopyStopsTheOther();
};

void TestError::aSentenceNamesEveryKnownPartOfThePlace()
{
    QCOMPARE(describe(fault, { "mix.jsonl", 12, 340, "field output" }, "unexpected end"),
        std::string("mix.jsonl, line 12, byte 340, field output: the row is not valid JSON (unexpected end)"));
}

void TestError::absentPartsAreLeftOut()
{
    QCOMPARE(describe(fault, { "mix.jsonl" }), std::string("mix.jsonl: the row is not valid JSON"));
    QCOMPARE(describe(fault, { "", 3 }), std::string("line 3: the row is not valid JSON"));
    QCOMPARE(describe(fault, { "", {}, 0 }), std::string("byte 0: the row is not valid JSON"));
    QCOMPARE(describe(fault, { "" }), std::string("the row is not valid JSON"));
}

void TestError::aRefusalCarriesTheFault()
{
    const Error error = refusal(fault, { "mix.jsonl", 2 });
    QCOMPARE(error.message(), std::string("mix.jsonl, line 2: the row is not valid JSON"));
    QCOMPARE(error.code(), std::string("rows/not-json"));
    QCOMPARE(error.hint(), std::string("Mend the row."));
    QVERIFY(error.kind() == ErrorKind::BadFile);
}

void TestError::cancellingOneCopyStopsTheOther()
{
    const CancelToken token;
    const CancelToken copy = token;
    token.check();
    copy.cancel();
    QVERIFY(token.cancelled());
    QVERIFY(support::errorOf([&] { token.check(); }).kind() == ErrorKind::Cancelled);
    QVERIFY(!CancelToken().cancelled());
}

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
