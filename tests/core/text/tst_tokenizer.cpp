// SPDX-License-Identifier: Apache-2.0
// Every published tokenizer that is there: its vectors must be met, or it must be refused by name.
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/text/gzip.h"
#include "core/text/tokenizer_file.h"
#include "tests/support/support.h"

#include <QTest>

#include <algorithm>

using namespace core;
using namespace core::text;

namespace {

std::filesystem::path root;
std::vector<std::pair<std::filesystem::path, std::shared_ptr<const Tokenizer>>> supported; ///< loaded once

std::vector<TokenId> idsOf(const std::vector<Token>& tokens)
{
    std::vector<TokenId> ids;
    for (const Token& token : tokens)
        ids.push_back(token.id);
    return ids;
}

bool isPlainSplit(const Json& step)
{
    const auto type = step.at("type").get<std::string>();
    return type == "Whitespace" || type == "WhitespaceSplit" || type == "Digits"
        || (type == "Punctuation" && step.value("behavior", "Isolated") == "Isolated");
}

bool mustBeSupportedWords(const Json& json)
{
    const Json& words = json.at("pre_tokenizer");
    const bool sequence = words.is_object() && words.at("type") == "Sequence";
    const auto plain = [](const Json& list) { return std::all_of(list.begin(), list.end(), isPlainSplit); };
    const Json& normalizer = json.at("normalizer");
    const Json& decoder = json.at("decoder");
    return (words.is_null() || (sequence ? plain(words.at("pretokenizers")) : isPlainSplit(words)))
        && (normalizer.is_null() || normalizer.at("type") == "NFC") && (decoder.is_null() || decoder.at("type") == "Fuse")
        && json.at("post_processor").is_null();
}

/// White space between words belongs to no token of a word-level vocabulary.
bool coversSpaces(const std::filesystem::path& folder)
{
    return parseJson(readFile(folder / "tokenizer.json", 1u << 28), "tokenizer.json").at("model").at("type") != "WordLevel";
}

/// Judged from the file alone, so that the reader cannot excuse itself.
bool mustBeSupported(const std::filesystem::path& folder)
{
    if (!std::filesystem::exists(folder / "tokenizer.json"))
        return false; // packed ones are judged by their refusal
    const Json json = parseJson(readFile(folder / "tokenizer.json", 1u << 28), "tokenizer.json");
    if (json.at("model").at("type") == "WordLevel")
        return mustBeSupportedWords(json);
    const Json& words = json.at("pre_tokenizer");
    const bool plainWords = words.is_object() && words.at("type") == "ByteLevel" && !words.value("add_prefix_space", true)
        && words.value("use_regex", true);
    const Json& normalizer = json.at("normalizer");
    return json.at("model").at("type") == "BPE" && plainWords && (normalizer.is_null() || normalizer.at("type") == "NFC");
}

} // namespace

class TestTokenizer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        root = support::requireReferenceData() / "tokenizers";
        for (const auto& entry : std::filesystem::directory_iterator(root)) {
            if (mustBeSupported(entry.path()))
                supported.emplace_back(entry.path(), loadTokenizer(entry.path()));
        }
    }

    void vectors_data()
    {
        QTest::addColumn<QString>("folder");
        for (const auto& entry : std::filesystem::directory_iterator(root)) {
            if (std::filesystem::exists(entry.path() / "vectors.jsonl"))
                QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
        }
    }

    void vectors()
    {
        QFETCH(QString, folder);
        const std::filesystem::path path = folder.toStdString();
        std::shared_ptr<const Tokenizer> tokenizer;
        try {
            tokenizer = loadTokenizer(path);
        } catch (const Error& error) {
            QCOMPARE(error.kind(), ErrorKind::Unsupported);
            QVERIFY2(error.message().find('"') != std::string::npos, "the refusal quotes what is not supported");
            QVERIFY2(!mustBeSupported(path), error.what());
            return;
        }
        int checked = 0;
        TokenId largest = -1;
        for (const std::string& line : support::linesOf(path / "vectors.jsonl")) {
            const Json vector = Json::parse(line);
            const auto ids = vector.at("ids").get<std::vector<TokenId>>();
            const std::vector<Token> tokens = tokenizer->encode(vector.at("text").get<std::string>());
            QVERIFY2(idsOf(tokens) == ids, line.c_str());
            QVERIFY2(tokenizer->decode(ids) == vector.at("decoded").get<std::string>(), line.c_str());
            if (vector.contains("decoded_skip_special"))
                QVERIFY2(tokenizer->decode(ids, true) == vector.at("decoded_skip_special").get<std::string>(), line.c_str());
            for (const TokenId id : ids)
                largest = std::max(largest, id);
            ++checked;
        }
        QVERIFY(checked > 0);
        QVERIFY2(tokenizer->vocabularySize() > largest, "ids count from 0 to the vocabulary's end");
    }

    void listDoesNotShrink()
    {
        const auto has = [](const std::vector<std::string>& list, const char* name) {
            return std::find(list.begin(), list.end(), name) != list.end();
        };
        QVERIFY(has(supportedTokenizers().models, "BPE"));
        QVERIFY(has(supportedTokenizers().models, "Bytes"));
        QVERIFY(has(supportedTokenizers().models, "WordLevel"));
        QVERIFY(has(supportedTokenizers().normalizers, "NFC"));
        for (const char* name : { "ByteLevel", "Whitespace", "WhitespaceSplit", "Digits", "Punctuation", "Sequence" })
            QVERIFY(has(supportedTokenizers().preTokenizers, name));
        QVERIFY2(!supported.empty(), "the reference data holds a tokenizer that is supported");
    }

    /// Spans cover the text in order; where nothing is normalized they join to it without a gap.
    void spansCoverTheText()
    {
        for (const auto& [folder, tokenizer] : supported) {
            if (!coversSpaces(folder))
                continue;
            for (const std::string& line : support::linesOf(folder / "vectors.jsonl")) {
                const auto text = Json::parse(line).at("text").get<std::string>();
                std::uint32_t end = 0;
                for (const Token& token : tokenizer->encode(text)) {
                    QVERIFY2(token.begin <= end && token.end >= end && token.end > token.begin, line.c_str());
                    end = token.end;
                }
                QCOMPARE(std::size_t{ end }, text.size());
            }
        }
    }

    void packedFileIsReadAsItIs()
    {
        for (const auto& entry : std::filesystem::directory_iterator(root)) {
            if (!std::filesystem::exists(entry.path() / "tokenizer.json.gz"))
                continue;
            const std::string packed = readFile(entry.path() / "tokenizer.json.gz", 1u << 28);
            const std::optional<std::string> bytes = gunzip(packed, 1u << 28);
            QVERIFY(bytes && bytes->front() == '{');
            QVERIFY(!gunzip(packed, bytes->size() - 1));
            QVERIFY(!gunzip(std::string_view(packed).substr(0, packed.size() - 1), 1u << 28));
            return;
        }
        QSKIP("no packed tokenizer in the reference data");
    }

    /// A hostile row must not stall a run: each of these is linear or nearly so (the bound is generous; quadratic code
    /// needs minutes).
    void longRuns_data()
    {
        QTest::addColumn<QByteArray>("unit");
        QTest::newRow("letter") << QByteArray("a");
        QTest::newRow("spaces") << QByteArray(" ");
        QTest::newRow("lines") << QByteArray("\n");
        QTest::newRow("marks in the wrong order") << QByteArray("\xcc\x81\xcc\xa3");
        QTest::newRow("conjoining Hangul") << QByteArray("\xe1\x84\x80\xe1\x85\xa1");
        QTest::newRow("not UTF-8") << QByteArray("\xff");
        QTest::newRow("apostrophes") << QByteArray("'");
    }

    void longRuns()
    {
        QFETCH(QByteArray, unit);
        const std::string text = QByteArray(unit.repeated((1 << 20) / unit.size())).toStdString();
        for (const auto& [folder, tokenizer] : supported)
            QVERIFY(!tokenizer->encode(text).empty());
    }
};

QTEST_GUILESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
