// SPDX-License-Identifier: Apache-2.0
#include "core/models/decoder.h"

#include "core/models/device.h"
#include "tests/core/models/tiny_model.h"
#include "tests/support/support.h"

#include <ATen/core/grad_mode.h>
#include <QtTest/QTest>

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

} // namespace

class TestDecoder : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTorch(2); }
    void aPackKnowsWhatToPredict();
    void segmentsDoNotSeeEachOther();
    void noTokenSeesTheFuture();
    void hiddenStatesEndWithHidden();
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
    const Decoder decoder(convertModel(newModel(tiny::config(), 2), at::kDouble, c10::kCPU));
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
    const Decoder decoder(convertModel(newModel(tiny::config(), 2), at::kDouble, c10::kCPU));
    const at::Tensor one = decoder.hidden(packOf({ { 1, 2, 3, 4, 5, 6 } }));
    const at::Tensor other = decoder.hidden(packOf({ { 1, 2, 3, 4, 30, 31 } }));
    QVERIFY(largest(one.narrow(0, 0, 4), other.narrow(0, 0, 4)) < 1e-12);
    QVERIFY(largest(one.narrow(0, 4, 2), other.narrow(0, 4, 2)) > 1e-3);
}

void TestDecoder::hiddenStatesEndWithHidden()
{
    const at::NoGradGuard noGradients;
    const Decoder decoder(newModel(tiny::config(), 2));
    const Pack pack = packOf({ { 1, 2, 3 }, { 4, 5 } });
    const std::vector<at::Tensor> states = decoder.hiddenStates(pack);
    QCOMPARE(states.size(), std::size_t{ 3 });
    QCOMPARE(largest(states.back(), decoder.hidden(pack)), 0.0);
    QCOMPARE(decoder.responseHidden(pack).size(0), std::int64_t{ 3 });
    QCOMPARE(decoder.greedy({ 1, 2 }, 3).size(), std::size_t{ 3 });
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
