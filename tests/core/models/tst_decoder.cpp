// SPDX-License-Identifier: Apache-2.0
#include "core/models/decoder.h"

#include "core/models/device.h"
#include "tests/core/models/tiny_model.h"
#include "tests/support/support.h"

#include <ATen/core/grad_mode.h>
#include <QtTest/QTest>

#include <algorithm>
#include <set>
#include <vector>

using namespace core::models;

namespace {

Pack packOf(const std::vector<std::vector<std::int64_t>>& rows)
{
    Pack pack;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::vector<std::uint8_t> mask(rows[i].size(), 1);
        pack.append<std::int64_t>(i, rows[i], mask);
    }
    return pack;
}

double largest(const at::Tensor& a, const at::Tensor& b)
{
    return a.sub(b).abs().max().item<double>();
}

Decoder inDouble(const core::formats::ModelConfig& config)
{
    return Decoder(convertModel(newModel(config, 2), at::kDouble, c10::kCPU));
}

void familyRows()
{
    QTest::addColumn<int>("index");
    std::set<std::string> families;
    const auto configs = tiny::configs();
    for (std::size_t i = 0; i < configs.size(); ++i) {
        families.insert(configs[i].family);
        QTest::newRow(configs[i].family.c_str()) << static_cast<int>(i);
    }
    const auto& supported = core::formats::supportedFamilies();
    QCOMPARE(families, std::set<std::string>(supported.begin(), supported.end()));
}

core::formats::ModelConfig fetchedConfig()
{
    QFETCH(int, index);
    return tiny::configs()[static_cast<std::size_t>(index)];
}

std::vector<std::int64_t> randomIds(core::RandomStream& stream, std::int64_t length)
{
    std::vector<std::int64_t> ids;
    while (static_cast<std::int64_t>(ids.size()) < length)
        ids.push_back(static_cast<std::int64_t>(stream.below(37)));
    return ids;
}

/// The hidden state at the last token, all computed anew.
at::Tensor lastHidden(const Decoder& decoder, const std::vector<std::int64_t>& ids)
{
    return decoder.hidden(packOf({ ids }))[static_cast<std::int64_t>(ids.size()) - 1];
}

} // namespace

class TestDecoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTorch(2); }
    void aPackKnowsWhatToPredict();
    void segmentsDoNotSeeEachOther_data() { familyRows(); }
    void segmentsDoNotSeeEachOther();
    void noTokenSeesTheFuture_data() { familyRows(); }
    void noTokenSeesTheFuture();
    void hiddenStatesEndWithHidden_data() { familyRows(); }
    void hiddenStatesEndWithHidden();
    void theCacheChangesNothing_data() { familyRows(); }
    void theCacheChangesNothing();
    void slowFrequenciesAreScaled();
    void impossibleInputIsRefused();
    void devicesByName();
};

void TestDecoder::aPackKnowsWhatToPredict()
{
    Pack pack;
    const std::vector<std::uint8_t> mask{ 1, 0, 1, 1 };
    pack.append<std::int64_t>(9, std::vector<std::int64_t>{ 5, 6, 7, 8 }, mask);
    pack.append<std::int64_t>(4, std::vector<std::int64_t>{ 1, 2 }, std::vector<std::uint8_t>{ 0, 1 });
    QCOMPARE(pack.positions, (std::vector<std::int64_t>{ 1, 2, 4 }));
    QCOMPARE(pack.targets, (std::vector<std::int64_t>{ 7, 8, 2 }));
    QCOMPARE(pack.segments, (std::vector<std::size_t>{ 0, 0, 1 }));
    QCOMPARE(pack.rows, (std::vector<std::size_t>{ 9, 4 }));
}

void TestDecoder::segmentsDoNotSeeEachOther()
{
    const at::NoGradGuard noGradients;
    const Decoder decoder = inDouble(fetchedConfig());
    const std::vector<std::vector<std::int64_t>> rows{ { 1, 2, 3, 4, 5 }, { 7 }, { 9, 8, 7, 6, 5, 4, 3 } };
    const at::Tensor together = decoder.hidden(packOf(rows));
    std::int64_t begin = 0;
    for (const auto& row : rows) {
        const at::Tensor alone = decoder.hidden(packOf({ row }));
        QVERIFY(largest(together.narrow(0, begin, alone.size(0)), alone) < 1e-12);
        begin += alone.size(0);
    }
}

void TestDecoder::noTokenSeesTheFuture()
{
    const at::NoGradGuard noGradients;
    const Decoder decoder = inDouble(fetchedConfig());
    const at::Tensor one = decoder.hidden(packOf({ { 1, 2, 3, 4, 5, 6 } }));
    const at::Tensor other = decoder.hidden(packOf({ { 1, 2, 3, 4, 30, 31 } }));
    QVERIFY(largest(one.narrow(0, 0, 4), other.narrow(0, 0, 4)) < 1e-12);
    QVERIFY(largest(one.narrow(0, 4, 2), other.narrow(0, 4, 2)) > 1e-3);
}

void TestDecoder::hiddenStatesEndWithHidden()
{
    const at::NoGradGuard noGradients;
    const Decoder decoder(newModel(fetchedConfig(), 2));
    const Pack pack = packOf({ { 1, 2, 3 }, { 4, 5 } });
    const std::vector<at::Tensor> states = decoder.hiddenStates(pack);
    QCOMPARE(states.size(), std::size_t{ 3 });
    QCOMPARE(largest(states.back(), decoder.hidden(pack)), 0.0);
    QCOMPARE(decoder.responseHidden(pack).size(0), std::int64_t{ 3 });
    QCOMPARE(decoder.greedy({ 1, 2 }, 3).size(), std::size_t{ 3 });
}

/// Sequences of random lengths are read, continued, replaced and moved; every hidden state must be what the whole sequence
/// gives when it is computed anew.
void TestDecoder::theCacheChangesNothing()
{
    const at::NoGradGuard noGradients;
    const Decoder decoder = inDouble(fetchedConfig());
    core::RandomStream stream(4, "cache");
    KeyValueCache cache(decoder.model().config, 4);
    std::vector<std::vector<std::int64_t>> sequences(4);
    std::size_t used = 0;
    for (int round = 0; round < 60; ++round) {
        if (used < 4 && stream.below(3) == 0) { // one or more new ones behind those in use
            Pack prompts;
            const std::size_t first = used;
            for (; used < 4 && (used == first || stream.below(2) == 0); ++used) {
                sequences[used] = randomIds(stream, stream.between(1, 20));
                prompts.append<std::int64_t>(used, sequences[used], std::vector<std::uint8_t>(sequences[used].size(), 0));
            }
            const at::Tensor found = decoder.read(prompts, cache);
            for (std::size_t i = first; i < used; ++i)
                QVERIFY(largest(found[static_cast<std::int64_t>(i - first)], lastHidden(decoder, sequences[i])) < 1e-11);
        }
        if (used > 0 && stream.below(6) == 0) { // one ends: the last one takes its place
            const auto ended = static_cast<std::size_t>(stream.below(used));
            cache.move(static_cast<std::int64_t>(--used), static_cast<std::int64_t>(ended));
            sequences[ended] = sequences[used];
        }
        const auto longest = [](const auto& a, const auto& b) { return a.size() < b.size(); };
        if (used == 0 || std::max_element(sequences.begin(), sequences.end(), longest)->size() == 64)
            continue;
        const std::vector<std::int64_t> ids = randomIds(stream, static_cast<std::int64_t>(used));
        const at::Tensor found = decoder.extend(ids, cache);
        for (std::size_t i = 0; i < used; ++i) {
            sequences[i].push_back(ids[i]);
            QCOMPARE(cache.length(static_cast<std::int64_t>(i)), static_cast<std::int64_t>(sequences[i].size()));
            QVERIFY(largest(found[static_cast<std::int64_t>(i)], lastHidden(decoder, sequences[i])) < 1e-11);
        }
    }
    KeyValueCache full(decoder.model().config, 1);
    decoder.read(packOf({ randomIds(stream, 64) }), full);
    QCOMPARE(support::errorOf([&] { decoder.extend({ 1 }, full); }).kind(), core::ErrorKind::BadInput);
}

/// Llama 3.1's rule worked out by hand for size 4, base 100, factor 8 over 32 positions: wavelengths 2π (fast, below 8) and
/// 20π (slow, above 32); for base 4 the second is 4π, between.
void TestDecoder::slowFrequenciesAreScaled()
{
    core::formats::ModelConfig config = tiny::llamaConfig();
    config.headSize = 4;
    config.rotary = { 100, 1, core::formats::RotaryScaling{ 8, 1, 4, 32 } };
    const auto close = [](double a, double b) { return std::abs(a - b) < 1e-12; };
    QVERIFY(close(rotaryFrequencies(config)[0], 1.0));
    QVERIFY(close(rotaryFrequencies(config)[1], 0.1 / 8));
    config.rotary.base = 4;
    const double share = (32 / (4 * 3.14159265358979323846) - 1) / 3;
    QVERIFY(close(rotaryFrequencies(config)[1], 0.5 * (share + (1 - share) / 8)));
}

void TestDecoder::impossibleInputIsRefused()
{
    const Decoder decoder(newModel(tiny::config(), 2));
    const core::Error outside = support::errorOf([&] { decoder.hidden(packOf({ { 1, 37 } })); });
    QCOMPARE(outside.kind(), core::ErrorKind::BadInput);
    QVERIFY(outside.message().find("37") != std::string::npos);
    QCOMPARE(support::errorOf([&] { decoder.hidden(packOf({ { -1 } })); }).kind(), core::ErrorKind::BadInput);
    const std::vector<std::int64_t> tooLong(65, 1);
    QCOMPARE(support::errorOf([&] { decoder.hidden(packOf({ tooLong })); }).kind(), core::ErrorKind::BadInput);
    QCOMPARE(support::errorOf([&] { decoder.hidden(packOf({ {} })); }).kind(), core::ErrorKind::BadInput);
    Model incomplete = newModel(tiny::config(), 2);
    incomplete.parameters.pop_back();
    QCOMPARE(support::errorOf([&] { Decoder{ incomplete }; }).kind(), core::ErrorKind::Internal);
}

void TestDecoder::devicesByName()
{
    QVERIFY(deviceOf("cpu") == c10::Device(c10::kCPU));
    QCOMPARE(support::errorOf([] { deviceOf("gpu"); }).kind(), core::ErrorKind::BadInput);
    QVERIFY(measureMatmulRate(at::kFloat, 0.05) > 0.1);
    QCOMPARE(torchFacts().threads, std::int64_t{ 2 });
}

QTEST_GUILESS_MAIN(TestDecoder)
#include "tst_decoder.moc"
