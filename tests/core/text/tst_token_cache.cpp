// SPDX-License-Identifier: Apache-2.0
#include "core/base/files.h"
#include "core/text/token_cache.h"
#include "tests/support/support.h"

#include <QTest>

#include <algorithm>

using namespace core;
using namespace core::text;

namespace {

namespace fs = std::filesystem;

EncodedRows sample(TokenId first)
{
    EncodedRows rows;
    rows.append({ { first, 2, 3 }, { 0, 1, 1 }, 9, true, false, false });
    rows.append({ {}, {}, 700, false, true, false });
    rows.append({ { 5 }, { 1 }, 1, false, false, true });
    return rows;
}

bool equal(const EncodedRows& a, const EncodedRows& b)
{
    return a.ids == b.ids && a.response == b.response && a.offsets == b.offsets && a.flags == b.flags;
}

std::vector<fs::path> filesIn(const fs::path& folder)
{
    return { fs::directory_iterator(folder), fs::directory_iterator() };
}

} // namespace

class TestTokenCache : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsRows()
    {
        const support::TemporaryFolder folder;
        const TokenCache cache(folder.path() / "tokens");
        QVERIFY(!cache.read("key"));
        cache.write("key", sample(1));
        cache.write("other", sample(4));
        cache.write("empty", {});
        QVERIFY(equal(*cache.read("key"), sample(1)));
        QVERIFY(equal(*cache.read("other"), sample(4)));
        QVERIFY(equal(*cache.read("empty"), {}));
    }

    void keyNamesEverything()
    {
        protocol::TextSettings settings;
        const std::string key = tokenCacheKey("rows", "tokenizer", settings, 0);
        QVERIFY(key != tokenCacheKey("rows", "tokenizer", settings, 1));
        QVERIFY(key != tokenCacheKey("rows", "other", settings, 0));
        QVERIFY(key != tokenCacheKey("others", "tokenizer", settings, 0));
        protocol::TextSettings changed = settings;
        changed.maximumTokens = 511;
        QVERIFY(key != tokenCacheKey("rows", "tokenizer", changed, 0));
        changed = settings;
        changed.overlong = protocol::OverlongPolicy::Drop;
        QVERIFY(key != tokenCacheKey("rows", "tokenizer", changed, 0));
        changed = settings;
        changed.promptTemplate = "plain";
        QVERIFY(key != tokenCacheKey("rows", "tokenizer", changed, 0));
    }

    /// Cut at every byte, and with every byte changed: made again, never believed, never a failure.
    void damageIsMadeAgain()
    {
        const support::TemporaryFolder folder;
        const TokenCache cache(folder.path());
        cache.write("key", sample(1));
        const fs::path file = filesIn(folder.path()).front();
        const std::string whole = readFile(file, 1 << 20);
        for (std::size_t i = 0; i < whole.size(); ++i) {
            writeFileAtomically(file, whole.substr(0, i));
            QVERIFY(!cache.read("key"));
            std::string changed = whole;
            changed[i] = static_cast<char>(changed[i] ^ 0x10);
            writeFileAtomically(file, changed);
            QVERIFY(!cache.read("key"));
        }
        int made = 0;
        const auto make = [&] {
            ++made;
            return sample(8);
        };
        QVERIFY(equal(cache.readOrMake("key", make), sample(8)));
        QVERIFY(equal(cache.readOrMake("key", make), sample(8)));
        QCOMPARE(made, 1);
    }

    void unwritableFolderIsNoFailure()
    {
        const support::TemporaryFolder folder;
        const fs::path file = folder.write("tokens", "a file, not a folder");
        const TokenCache cache(file);
        QVERIFY(equal(cache.readOrMake("key", [] { return sample(3); }), sample(3)));
    }

    void prunesWhatWasNotUsedForLongest()
    {
        const support::TemporaryFolder folder;
        const TokenCache wide(folder.path());
        wide.write("a", sample(1));
        const std::uint64_t size = fs::file_size(filesIn(folder.path()).front());
        fs::last_write_time(filesIn(folder.path()).front(), fs::file_time_type::clock::now() - std::chrono::hours(3));
        wide.write("b", sample(2));
        for (const fs::path& file : filesIn(folder.path())) {
            if (fs::last_write_time(file) > fs::file_time_type::clock::now() - std::chrono::hours(1))
                fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(2));
        }
        QVERIFY(wide.read("a")); // now b is the older
        const TokenCache narrow(folder.path(), 2 * size + size / 2);
        narrow.write("c", sample(3));
        QVERIFY(narrow.read("a") && !narrow.read("b") && narrow.read("c"));
        TokenCache(folder.path(), 10).write("d", sample(4));
        QVERIFY(!wide.read("d"));
    }
};

QTEST_GUILESS_MAIN(TestTokenCache)
#include "tst_token_cache.moc"
