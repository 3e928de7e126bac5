// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"
#include "core/base/hash.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

using namespace core;

class TestHash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sha256HasThePublishedValues();
    void piecesGiveTheHashOfTheWhole();
    void aFileHasTheHashOfItsBytes();
    void xxh3HasThePublishedValues();
    void integersAreHashedAsLittleEndianBytes();
};

// FIPS 180-4's examples.
void TestHash::sha256HasThePublishedValues()
{
    QCOMPARE(sha256(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(sha256("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
        std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
    QCOMPARE(
        sha256(std::string(1000000, 'a')), std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
}

void TestHash::piecesGiveTheHashOfTheWhole()
{
    Sha256 hash;
    hash.update("a");
    hash.update("");
    hash.update("bc");
    QCOMPARE(hash.finish(), sha256("abc"));
}

void TestHash::aFileHasTheHashOfItsBytes()
{
    const support::TemporaryFolder folder;
    const std::string bytes((1U << 20U) + 17, 'x'); // longer than the read buffer
    QCOMPARE(sha256OfFile(folder.write("bytes", bytes)), sha256(bytes));
    QCOMPARE(sha256OfFile(folder.write("empty", "")), sha256(""));
    QVERIFY(support::errorOf([&] { sha256OfFile(folder.path() / "absent"); }).kind() == ErrorKind::Storage);
}

// From xxHash's own sanity check: the empty input without and with a seed.
void TestHash::xxh3HasThePublishedValues()
{
    QCOMPARE(xxh3(""), std::uint64_t{ 0x2D06800538D394C2 });
    QCOMPARE(xxh3("", 0x9E3779B185EBCA8DU), std::uint64_t{ 0xA8A6B918B2F0364A });
}

void TestHash::integersAreHashedAsLittleEndianBytes()
{
    const std::string bytes("\1\0\0\0\0\0\0\0\2\3\0\0\0\0\0\0", 16);
    QCOMPARE(xxh3({ 1, 0x302 }, 7), xxh3(bytes, 7));
    QVERIFY(xxh3({ 1, 2 }) != xxh3({ 2, 1 }));
    QVERIFY(xxh3({ 1, 2 }, 0) != xxh3({ 1, 2 }, 1));
}

QTEST_GUILESS_MAIN(TestHash)
#include "tst_hash.moc"
