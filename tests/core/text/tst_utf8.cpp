// SPDX-License-Identifier: Apache-2.0
#include "core/base/random.h"
#include "core/text/utf8.h"

#include <QTest>

using namespace core;
using namespace core::text;

class TestUtf8 : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// Unicode standard, section 3.9, tables 3-8 to 3-11: one replacement for each maximal invalid part.
    void invalidPartsAreReplaced_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("replacements");
        QTest::newRow("overlong") << QByteArray("\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41") << 8;
        QTest::newRow("surrogates") << QByteArray("\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41") << 8;
        QTest::newRow("above the end") << QByteArray("\xf4\x91\x92\x93\xff\x41\x80\xbf\x42") << 7;
        QTest::newRow("cut short") << QByteArray("\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41") << 4;
        QTest::newRow("valid") << QByteArray("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80") << 0;
    }

    void invalidPartsAreReplaced()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(int, replacements);
        const std::string lossy = lossyUtf8(bytes.toStdString());
        QCOMPARE(QByteArray::fromStdString(lossy).count("\xef\xbf\xbd"), replacements);
        QCOMPARE(validUtf8Prefix(lossy), lossy.size());
        const AlignedText aligned = validated(bytes.toStdString());
        QCOMPARE(aligned.text, lossy);
        QCOMPARE(std::size_t{ aligned.origin(0, aligned.text.size()).end }, std::size_t(bytes.size()));
    }

    void spacesNumbersLetters()
    {
        QVERIFY(classOf(0x85) == CharacterClass::Space && classOf(0xa0) == CharacterClass::Space);
        QVERIFY(classOf(0x3000) == CharacterClass::Space && classOf(0x2028) == CharacterClass::Space);
        QVERIFY(classOf(0xfeff) == CharacterClass::Other && classOf(0x200b) == CharacterClass::Other);
        QVERIFY(classOf(0xb2) == CharacterClass::Number && classOf(0x2167) == CharacterClass::Number);
        QVERIFY(classOf(0x5b57) == CharacterClass::Letter && classOf(0x301) == CharacterClass::Other);
    }

    void nfc_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("composes") << QByteArray("e\xcc\x81") << QByteArray("\xc3\xa9");
        QTest::newRow("angstrom sign") << QByteArray("\xe2\x84\xab") << QByteArray("\xc3\x85");
        QTest::newRow("orders marks") << QByteArray("q\xcc\x87\xcc\xa3") << QByteArray("q\xcc\xa3\xcc\x87");
        QTest::newRow("Hangul") << QByteArray("\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab") << QByteArray("\xed\x95\x9c");
        QTest::newRow("excluded") << QByteArray("\xe0\xa5\x98") << QByteArray("\xe0\xa4\x95\xe0\xa4\xbc");
        QTest::newRow("Bengali vowel") << QByteArray("\xe0\xa6\x95\xe0\xa7\x87\xe0\xa6\xbe")
                                       << QByteArray("\xe0\xa6\x95\xe0\xa7\x8b");
        QTest::newRow("compatibility stays") << QByteArray("\xc2\xb2\xef\xac\x81") << QByteArray("\xc2\xb2\xef\xac\x81");
    }

    void nfc()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        const std::string text = "ab" + before.toStdString() + "cd";
        const AlignedText source = validated(text);
        const AlignedText result = normalizedNfc(source, 1, text.size());
        QCOMPARE(QByteArray::fromStdString(result.text), "b" + after + "cd");
        QVERIFY((result.origin(0, 1) == AlignedText::Span{ 1, 2 }));
        const auto size = static_cast<std::uint32_t>(text.size());
        QVERIFY((result.origin(result.text.size() - 2, result.text.size()) == AlignedText::Span{ size - 2, size }));
        const AlignedText::Span middle = result.origin(1, 1 + std::size_t(after.size()));
        QCOMPARE(middle.begin, 2u);
        QCOMPARE(middle.end, size - 2);
    }

    /// A form C stays as it is, and its origins are its own bytes.
    void nfcTwiceIsNfcOnce()
    {
        const char32_t points[] = { 'a', 'e', ' ', 0x301, 0x323, 0x307, 0x1100, 0x1161, 0x11a8, 0xac00, 0x915, 0x93c, 0x958,
            0x212b, 0xf71, 0xf72, 0xf73, 0x344, 0x9c7, 0x9be, 0x1d15e, 0x1f600 };
        RandomStream random(7, "nfc");
        for (int round = 0; round < 3000; ++round) {
            std::string text;
            for (std::uint64_t i = random.below(12) + 1; i > 0; --i)
                appendUtf8(text, points[random.below(std::size(points))]);
            const AlignedText once = normalizedNfc(validated(text), 0, text.size());
            const AlignedText twice = normalizedNfc(validated(once.text), 0, once.text.size());
            QCOMPARE(twice.text, once.text);
            std::uint32_t end = 0;
            for (std::size_t i = 0; i < once.text.size(); ++i) {
                const AlignedText::Span span = once.origin(i, i + 1);
                QVERIFY(span.begin <= end && span.end > span.begin && span.end <= text.size());
                end = std::max(end, span.end);
            }
            QCOMPARE(std::size_t{ end }, text.size());
        }
    }
};

QTEST_GUILESS_MAIN(TestUtf8)
#include "tst_utf8.moc"
