// SPDX-License-Identifier: Apache-2.0
#include "core/text/byte_tokenizer.h"
#include "core/text/example_encoder.h"
#include "core/text/tokenizer_file.h"
#include "tests/support/support.h"

#include <QTest>

using namespace core;
using namespace core::text;
using data::ExampleText;

namespace {

constexpr TokenId endId = 256;

ExampleText pair(const std::string& instruction, const std::string& response)
{
    ExampleText example;
    example.instruction = instruction;
    example.response = response;
    return example;
}

protocol::TextSettings plain(std::int64_t maximum, protocol::OverlongPolicy policy = protocol::OverlongPolicy::TruncateEnd)
{
    protocol::TextSettings settings;
    settings.promptTemplate = "plain";
    settings.maximumTokens = maximum;
    settings.overlong = policy;
    return settings;
}

std::string shown(const EncodedExample& example)
{
    std::string text;
    for (std::size_t i = 0; i < example.ids.size(); ++i) {
        text += example.ids[i] == endId ? "$" : std::string(1, static_cast<char>(example.ids[i]));
        text += example.response[i] ? "+" : "";
    }
    return text;
}

EncodedExample encoded(const ExampleText& example, const protocol::TextSettings& settings)
{
    return encodeExample(ByteTokenizer(), example, settings, endId);
}

} // namespace

class TestExampleEncoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void templates()
    {
        ExampleText example = pair("Add.", "3");
        RenderedExample rendered = renderExample(example, "alpaca");
        QCOMPARE(rendered.text,
            std::string("Below is an instruction that describes a task. Write a response that appropriately completes the "
                        "request.\n\n### Instruction:\nAdd.\n\n### Response:3"));
        QCOMPARE(rendered.responseBegin, rendered.text.size() - 1);
        example.input = "1 2";
        rendered = renderExample(example, "alpaca");
        QCOMPARE(rendered.text,
            std::string("Below is an instruction that describes a task, paired with an input that provides further context. "
                        "Write a response that appropriately completes the request.\n\n### Instruction:\nAdd.\n\n### "
                        "Input:\n1 2\n\n### Response:3"));
        QCOMPARE(renderExample(example, "plain").text, std::string("Add.\n1 2\n3"));
        for (const std::string& name : promptTemplates())
            QVERIFY(renderExample(example, name).responseBegin > 0);
        QCOMPARE(support::errorOf([&] { renderExample(example, "chatty"); }).kind(), ErrorKind::BadInput);
    }

    void masksAndPolicies()
    {
        const ExampleText row = pair("abc", "xyz"); // "abc\nxyz$": 8 tokens, 4 of them response
        using protocol::OverlongPolicy;
        QCOMPARE(shown(encoded(row, plain(8))), std::string("abc\nx+y+z+$+"));
        QVERIFY(!encoded(row, plain(8)).truncated);
        QCOMPARE(shown(encoded(row, plain(6))), std::string("abc\nx+y+"));
        QCOMPARE(shown(encoded(row, plain(4))), std::string("abc\n"));
        QCOMPARE(shown(encoded(row, plain(6, OverlongPolicy::TruncatePrompt))), std::string("c\nx+y+z+$+"));
        QCOMPARE(shown(encoded(row, plain(3, OverlongPolicy::TruncatePrompt))), std::string("x+y+z+"));
        const EncodedExample dropped = encoded(row, plain(7, OverlongPolicy::Drop));
        QVERIFY(dropped.dropped && !dropped.truncated && dropped.ids.empty());
        QCOMPARE(dropped.fullLength, std::int64_t{ 8 });
        QCOMPARE(support::errorOf([&] { encoded(row, plain(0)); }).kind(), ErrorKind::BadInput);
    }

    void otherShapes()
    {
        ExampleText text;
        text.shape = data::ExampleShape::Text;
        text.text = "ab";
        QCOMPARE(shown(encoded(text, plain(9))), std::string("a+b+$+"));
        ExampleText talk;
        talk.shape = data::ExampleShape::Conversation;
        QCOMPARE(support::errorOf([&] { encoded(talk, plain(9)); }).kind(), ErrorKind::Unsupported);
    }

    /// Rows that keep no response token, or only the first token of all, have no loss.
    void countsOfRows()
    {
        EncodedRows rows;
        rows.append(encoded(pair("abc", "x"), plain(4)));
        rows.append(encoded(pair("abc", "x"), plain(5)));
        rows.append(encoded(pair("abc", "xyz"), plain(1, protocol::OverlongPolicy::TruncatePrompt)));
        rows.append(encoded(pair("abc", "xyz"), plain(5, protocol::OverlongPolicy::Drop)));
        QCOMPARE(rows.size(), std::size_t{ 4 });
        QCOMPARE(rows.responseCount(0), std::int64_t{ 0 });
        QCOMPARE(rows.responseCount(1), std::int64_t{ 1 });
        QCOMPARE(rows.responseCount(2), std::int64_t{ 0 });
        QCOMPARE(rows.length(3), std::int64_t{ 0 });
        const EncodingSummary expected{ 4, 10, 2, 3, 1, 3, 0 };
        QVERIFY(summarize(rows) == expected);
    }

    void threadsDoNotMatter()
    {
        std::vector<ExampleText> rows;
        for (int i = 0; i < 1500; ++i)
            rows.push_back(pair(std::string(static_cast<std::size_t>(i % 40), 'q'), std::to_string(i)));
        const EncodedRows one = encodeRows(ByteTokenizer(), rows, plain(30), endId, 1);
        const EncodedRows four = encodeRows(ByteTokenizer(), rows, plain(30), endId, 4);
        QCOMPARE(one.size(), rows.size());
        QVERIFY(
            one.ids == four.ids && one.response == four.response && one.offsets == four.offsets && one.flags == four.flags);
        std::vector<std::uint64_t> done;
        encodeRows(ByteTokenizer(), rows, plain(30), endId, 4, {}, [&](const Progress& progress) {
            QCOMPARE(progress.total, std::uint64_t{ 1500 });
            done.push_back(progress.done);
        });
        QVERIFY(done.size() > 1 && std::is_sorted(done.begin(), done.end()));
        QCOMPARE(done.back(), std::uint64_t{ 1500 });
        CancelToken cancel;
        cancel.cancel();
        const auto stopped = [&] { encodeRows(ByteTokenizer(), rows, plain(30), endId, 4, cancel); };
        QCOMPARE(support::errorOf(stopped).kind(), ErrorKind::Cancelled);
        rows[1300].shape = data::ExampleShape::Conversation;
        const auto refused = [&] { encodeRows(ByteTokenizer(), rows, plain(30), endId, 4); };
        QCOMPARE(support::errorOf(refused).kind(), ErrorKind::Unsupported);
    }

    void byteTokenizer()
    {
        const auto tokenizer = parseTokenizer(byteTokenizerFile(), "tokenizer.json");
        QCOMPARE(tokenizer->vocabularySize(), TokenId{ 257 });
        QCOMPARE(tokenizer->idOf("<|endoftext|>"), TokenId{ 256 });
        const std::vector<Token> tokens = tokenizer->encode("\xff<|endoftext|>a");
        QVERIFY((tokens == std::vector<Token>{ { 255, 0, 1 }, { 256, 1, 14 }, { 'a', 14, 15 } }));
        QCOMPARE(tokenizer->decode({ 255, 256, 'a' }), std::string("\xff<|endoftext|>a"));
        QCOMPARE(tokenizer->decode({ 255, 256, 'a', 900, -1 }, true),
            std::string("\xff"
                        "a"));
    }
};

QTEST_GUILESS_MAIN(TestExampleEncoder)
#include "tst_example_encoder.moc"
