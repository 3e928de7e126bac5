// SPDX-License-Identifier: Apache-2.0
#include "core/evaluate/generate.h"

#include "core/models/device.h"
#include "core/text/byte_tokenizer.h"
#include "tests/core/models/tiny_model.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace core::evaluate;
using core::models::Decoder;

namespace {

constexpr std::uint64_t plenty = std::uint64_t{ 1 } << 32U;

/// A model whose tokens are bytes.
Decoder byteModel(core::formats::ModelConfig config, std::uint64_t seed = 2)
{
    config.vocabulary = 257;
    config.initializerRange = 1; // text that does not fall into one letter
    return Decoder(core::models::newModel(config, seed));
}

std::vector<std::string> prompts(std::size_t count)
{
    core::RandomStream stream(3, "prompts");
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) {
        std::string& text = texts.emplace_back();
        for (std::int64_t length = stream.between(1, 30); length > 0; --length)
            text += static_cast<char>(stream.between(32, 126));
    }
    return texts;
}

core::protocol::GenerationSettings settings(std::int64_t tokens, std::int64_t batch, std::vector<std::string> stops = {})
{
    core::protocol::GenerationSettings settings;
    settings.maximumNewTokens = tokens;
    settings.batch = batch;
    settings.stops = std::move(stops);
    return settings;
}

std::map<std::size_t, Generation> generated(const Decoder& decoder, const std::vector<std::string>& texts,
    const core::protocol::GenerationSettings& asked, core::text::TokenId end = 256, std::uint64_t memory = plenty)
{
    const core::text::ByteTokenizer tokenizer;
    std::map<std::size_t, Generation> found;
    Generator(decoder, tokenizer, end, asked).run(texts, memory, [&](std::size_t prompt, Generation generation) {
        if (!found.emplace(prompt, std::move(generation)).second)
            QTest::qFail("a prompt ended twice", __FILE__, __LINE__);
    });
    return found;
}

void familyRows()
{
    QTest::addColumn<int>("index");
    const auto configs = tiny::configs();
    for (std::size_t i = 0; i < configs.size(); ++i)
        QTest::newRow(configs[i].family.c_str()) << static_cast<int>(i);
}

Decoder fetchedModel()
{
    QFETCH(int, index);
    return byteModel(tiny::configs()[static_cast<std::size_t>(index)]);
}

} // namespace

class TestGenerate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { core::models::setUpTorch(2); }
    void batchesGiveWhatOneAtATimeGives_data() { familyRows(); }
    void batchesGiveWhatOneAtATimeGives();
    void theCacheGivesWhatComputingAnewGives_data() { familyRows(); }
    void theCacheGivesWhatComputingAnewGives();
    void textsEndAtTheEndToken();
    void textsEndBeforeAStopString();
    void textsEndWhereThePositionsEnd();
    void littleMemoryMeansSmallBatches();
    void impossibleInputIsRefused();
    void theSinkCanStop();
    void stopStrings();
    void templates();
};

void TestGenerate::batchesGiveWhatOneAtATimeGives()
{
    const Decoder decoder = fetchedModel();
    const std::vector<std::string> texts = prompts(40);
    // what stands in some texts ends them early, so that places are filled again
    const auto whole = generated(decoder, texts, settings(25, 1), -1);
    const core::text::ByteTokenizer tokenizer;
    std::vector<std::string> stops;
    for (std::size_t prompt = 0; prompt < 5; ++prompt)
        stops.push_back(tokenizer.decode({ whole.at(prompt).ids[3 * prompt], whole.at(prompt).ids[3 * prompt + 1] }));
    const auto alone = generated(decoder, texts, settings(25, 1, stops));
    const auto together = generated(decoder, texts, settings(25, 7, stops));
    QCOMPARE(alone.size(), texts.size());
    QCOMPARE(together.size(), texts.size());
    std::set<std::string> different;
    std::set<GenerationEnd> ends;
    for (const auto& [prompt, generation] : alone) {
        QCOMPARE(together.at(prompt).ids, generation.ids);
        QCOMPARE(together.at(prompt).text, generation.text);
        QCOMPARE(together.at(prompt).ended, generation.ended);
        different.insert(generation.text);
        ends.insert(generation.ended);
    }
    qInfo("%zu different texts, %zu ways to end", different.size(), ends.size());
    QVERIFY2(different.size() > 10 && ends.size() > 1, "the texts must differ for this to mean anything");
}

void TestGenerate::theCacheGivesWhatComputingAnewGives()
{
    const Decoder decoder = fetchedModel();
    const std::vector<std::string> texts = prompts(12);
    const auto found = generated(decoder, texts, settings(20, 5), -1);
    for (const auto& [prompt, generation] : found) {
        std::vector<std::int64_t> ids(texts[prompt].begin(), texts[prompt].end());
        const std::vector<std::int64_t> anew = decoder.greedy(ids, 20);
        QCOMPARE(std::vector<std::int64_t>(generation.ids.begin(), generation.ids.end()), anew);
        QCOMPARE(generation.ended, GenerationEnd::Length);
    }
}

void TestGenerate::textsEndAtTheEndToken()
{
    const Decoder decoder = byteModel(tiny::config());
    const auto whole = generated(decoder, { "abc" }, settings(20, 1), -1).at(0);
    const core::text::TokenId end = whole.ids[7];
    const auto first = std::find(whole.ids.begin(), whole.ids.end(), end);
    const auto cut = generated(decoder, { "abc" }, settings(20, 1), end).at(0);
    QCOMPARE(cut.ended, GenerationEnd::EndToken);
    QCOMPARE(cut.ids, std::vector<core::text::TokenId>(whole.ids.begin(), first));
}

void TestGenerate::textsEndBeforeAStopString()
{
    const Decoder decoder = byteModel(tiny::config());
    const core::text::ByteTokenizer tokenizer;
    const auto whole = generated(decoder, { "abc" }, settings(20, 1), -1).at(0);
    const std::string stop = tokenizer.decode({ whole.ids[8], whole.ids[9] });
    const std::string all = tokenizer.decode(whole.ids);
    const auto cut = generated(decoder, { "abc" }, settings(20, 1, { "no such text", stop }), -1).at(0);
    QCOMPARE(cut.ended, GenerationEnd::StopString);
    QCOMPARE(cut.text, all.substr(0, all.find(stop)));
    QVERIFY(cut.ids.size() <= 10);
}

void TestGenerate::textsEndWhereThePositionsEnd()
{
    const Decoder decoder = byteModel(tiny::llamaConfig()); // 64 positions
    const auto found
        = generated(decoder, { std::string(60, 'a'), std::string(64, 'a'), std::string(65, 'a'), "a" }, settings(30, 2), -1);
    QCOMPARE(found.at(0).ids.size(), std::size_t{ 5 }); // the last one needs no position of its own
    QCOMPARE(found.at(0).ended, GenerationEnd::Positions);
    QCOMPARE(found.at(1).ids.size(), std::size_t{ 1 });
    QCOMPARE(found.at(2).ids.size(), std::size_t{ 0 });
    QCOMPARE(found.at(2).ended, GenerationEnd::Positions);
    QCOMPARE(found.at(3).ids.size(), std::size_t{ 30 });
    QCOMPARE(found.at(3).ended, GenerationEnd::Length);
}

void TestGenerate::littleMemoryMeansSmallBatches()
{
    const Decoder decoder = byteModel(tiny::config());
    const std::vector<std::string> texts = prompts(5);
    const auto found = generated(decoder, texts, settings(5, 4), -1, 1);
    const auto expected = generated(decoder, texts, settings(5, 4), -1);
    for (const auto& [prompt, generation] : expected)
        QCOMPARE(found.at(prompt).ids, generation.ids);
}

void TestGenerate::impossibleInputIsRefused()
{
    const Decoder decoder = byteModel(tiny::config());
    QCOMPARE(support::errorOf([&] { generated(decoder, { "a", "" }, settings(5, 4)); }).kind(), core::ErrorKind::BadInput);
    QCOMPARE(support::errorOf([&] { generated(decoder, { "a" }, settings(0, 4)); }).kind(), core::ErrorKind::BadInput);
    QCOMPARE(support::errorOf([&] { generated(decoder, { "a" }, settings(5, 0)); }).kind(), core::ErrorKind::BadInput);
    QCOMPARE(
        support::errorOf([&] { generated(decoder, { "a" }, settings(5, 4, { "" })); }).kind(), core::ErrorKind::BadInput);
    QVERIFY(generated(decoder, {}, settings(5, 4)).empty());
}

void TestGenerate::theSinkCanStop()
{
    const Decoder decoder = byteModel(tiny::config());
    const core::text::ByteTokenizer tokenizer;
    const Generator generator(decoder, tokenizer, -1, settings(50, 2));
    const std::vector<std::string> texts = prompts(4);
    int polls = 0;
    const auto poll = [&] {
        if (++polls == 3)
            throw core::Error(core::ErrorKind::Cancelled, "stopped");
    };
    QCOMPARE(support::errorOf([&] {
        generator.run(
            texts, plenty, [](std::size_t, Generation) {}, poll);
    }).kind(),
        core::ErrorKind::Cancelled);
    QCOMPARE(polls, 3);
}

void TestGenerate::stopStrings()
{
    const std::vector<std::string> stops{ "Question:", "USER" };
    QCOMPARE(*cutAtStop("4. USER Question:", stops), std::string("4. "));
    QCOMPARE(*cutAtStop("Question: a", stops), std::string());
    QVERIFY(!cutAtStop("Question", stops));
    QVERIFY(!cutAtStop("Question:", {}));
}

void TestGenerate::templates()
{
    QCOMPARE(renderedPrompt("1 + 1?", "none"), std::string("1 + 1?"));
    QCOMPARE(renderedPrompt("1 + 1?", "plain"), std::string("1 + 1?\n"));
    QVERIFY(renderedPrompt("1 + 1?", "alpaca").ends_with("### Instruction:\n1 + 1?\n\n### Response:"));
    QCOMPARE(support::errorOf([] { renderedPrompt("1 + 1?", "chat"); }).kind(), core::ErrorKind::BadInput);
}

QTEST_GUILESS_MAIN(TestGenerate)
#include "tst_generate.moc"
