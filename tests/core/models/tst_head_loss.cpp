// SPDX-License-Identifier: Apache-2.0
#include "core/models/head_loss.h"

#include "core/base/random.h"
#include "core/models/device.h"
#include "tests/support/support.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/zeros.h>
#include <ATen/ops/zeros_like.h>
#include <QtTest/QTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace core::models;

namespace {

struct Input {
    at::Tensor hidden, head;
    std::vector<std::int64_t> targets;
    std::vector<double> weights;
};

at::Tensor randomTensor(std::int64_t rows, std::int64_t columns, double scale, core::RandomStream& stream)
{
    const at::Tensor tensor = at::empty({ rows, columns }, at::kDouble);
    for (std::int64_t i = 0; i < tensor.numel(); ++i)
        tensor.data_ptr<double>()[i] = scale * stream.normal();
    return tensor;
}

Input input(std::int64_t rows, std::int64_t width, std::int64_t vocabulary)
{
    core::RandomStream stream(5, "head loss");
    Input made{ randomTensor(rows, width, 2, stream), randomTensor(vocabulary, width, 1, stream), {}, {} };
    for (std::int64_t i = 0; i < rows; ++i) {
        made.targets.push_back(stream.between(0, vocabulary - 1));
        made.weights.push_back(stream.uniform());
    }
    return made;
}

double relativeError(const at::Tensor& found, const at::Tensor& expected)
{
    return (found.to(at::kDouble).sub(expected)).norm().item<double>() / expected.norm().item<double>();
}

} // namespace

class TestHeadLoss : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { setUpTorch(2); }
    void blocksAgreeWithDouble_data();
    void blocksAgreeWithDouble();
    void gradientsMatchFiniteDifferences();
    void theSameInputGivesTheSameBits();
    void gradientsAreAddedToTheHead();
    void hugeAndNotFiniteLogits();
    void nothingToPredictAndWrongTargets();
};

void TestHeadLoss::blocksAgreeWithDouble_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("blockRows");
    QTest::addColumn<int>("blockColumns");
    QTest::newRow("one block") << 19 << 64 << 4096;
    QTest::newRow("many blocks") << 19 << 4 << 7;
    QTest::newRow("one row, one column") << 3 << 1 << 1;
    QTest::newRow("on both threads") << 900 << 200 << 30;
    QTest::newRow("one target") << 1 << 256 << 64;
}

void TestHeadLoss::blocksAgreeWithDouble()
{
    QFETCH(int, rows);
    QFETCH(int, blockRows);
    QFETCH(int, blockColumns);
    const Input in = input(rows, 12, 131);
    const at::Tensor dHeadExact = at::zeros_like(in.head);
    const HeadLossGradients exact = HeadLoss().lossesAndGradients(in.hidden, in.head, in.targets, in.weights, dHeadExact);
    HeadLoss blocked({ blockRows, blockColumns });
    const at::Tensor hidden = in.hidden.to(at::kFloat);
    const at::Tensor head = in.head.to(at::kFloat);
    const at::Tensor dHead = at::zeros_like(head);
    const HeadLossGradients found = blocked.lossesAndGradients(hidden, head, in.targets, in.weights, dHead);
    QVERIFY(relativeError(found.losses, exact.losses) < 1e-6);
    QVERIFY(relativeError(found.dHidden, exact.dHidden) < 2e-6);
    QVERIFY(relativeError(dHead, dHeadExact) < 2e-6);
    QVERIFY(relativeError(blocked.losses(hidden, head, in.targets), exact.losses) < 1e-6);
}

void TestHeadLoss::gradientsMatchFiniteDifferences()
{
    const Input in = input(5, 4, 23);
    const at::Tensor dHead = at::zeros_like(in.head);
    const HeadLossGradients found = HeadLoss({ 2, 5 }).lossesAndGradients(in.hidden, in.head, in.targets, in.weights, dHead);
    const auto loss = [&] {
        const at::Tensor losses = HeadLoss().losses(in.hidden, in.head, in.targets);
        double sum = 0;
        for (std::size_t i = 0; i < in.weights.size(); ++i)
            sum += in.weights[i] * losses.data_ptr<double>()[i];
        return sum;
    };
    const auto compare = [&](const at::Tensor& point, const at::Tensor& gradient) {
        for (std::int64_t i = 0; i < point.numel(); ++i) {
            double& value = point.data_ptr<double>()[i];
            const double kept = value;
            value = kept + 1e-6;
            const double up = loss();
            value = kept - 1e-6;
            const double down = loss();
            value = kept;
            QVERIFY(std::abs((up - down) / 2e-6 - gradient.data_ptr<double>()[i]) < 1e-8);
        }
    };
    compare(in.hidden, found.dHidden);
    compare(in.head, dHead);
}

void TestHeadLoss::theSameInputGivesTheSameBits()
{
    const Input in = input(200, 16, 1000); // enough for two threads
    const at::Tensor hidden = in.hidden.to(at::kFloat);
    const at::Tensor head = in.head.to(at::kFloat);
    HeadLoss headLoss({ 16, 64 });
    const auto run = [&](at::Tensor& dHead) {
        dHead = at::zeros_like(head);
        return headLoss.lossesAndGradients(hidden, head, in.targets, in.weights, dHead);
    };
    at::Tensor firstHead, secondHead;
    const HeadLossGradients first = run(firstHead);
    const HeadLossGradients second = run(secondHead);
    QVERIFY(at::equal(first.losses, second.losses));
    QVERIFY(at::equal(first.dHidden, second.dHidden));
    QVERIFY(at::equal(firstHead, secondHead));
}

void TestHeadLoss::gradientsAreAddedToTheHead()
{
    const Input in = input(6, 8, 40);
    const at::Tensor hidden = in.hidden.to(at::kFloat);
    const at::Tensor head = in.head.to(at::kFloat);
    const at::Tensor dHead = at::zeros_like(head);
    HeadLoss headLoss;
    headLoss.lossesAndGradients(hidden, head, in.targets, in.weights, dHead);
    const at::Tensor once = dHead.clone();
    headLoss.lossesAndGradients(hidden, head, in.targets, in.weights, dHead);
    QVERIFY(relativeError(dHead, once.to(at::kDouble).mul(2)) < 1e-6);
    QVERIFY(at::equal(headLoss.lossesAndGradients(hidden, head, in.targets, in.weights, {}).losses,
        headLoss.lossesAndGradients(hidden, head, in.targets, in.weights, dHead).losses)); // a frozen head
}

void TestHeadLoss::hugeAndNotFiniteLogits()
{
    Input in = input(4, 8, 300);
    const at::Tensor head = in.head.to(at::kFloat);
    const at::Tensor hidden = in.hidden.to(at::kFloat).mul_(1e4);
    const at::Tensor losses = HeadLoss().losses(hidden, head, in.targets);
    const at::Tensor exact = HeadLoss().losses(hidden.to(at::kDouble), head.to(at::kDouble), in.targets);
    QVERIFY(relativeError(losses, exact) < 1e-6);
    hidden.data_ptr<float>()[8] = std::numeric_limits<float>::quiet_NaN();
    const at::Tensor broken = HeadLoss().losses(hidden, head, in.targets);
    QVERIFY(std::isnan(broken.data_ptr<float>()[1]));
    QVERIFY(std::isfinite(broken.data_ptr<float>()[0]));
    const at::Tensor gradient = HeadLoss().lossesAndGradients(hidden, head, in.targets, in.weights, {}).dHidden;
    QVERIFY(std::isnan(gradient.data_ptr<float>()[8]));
}

void TestHeadLoss::nothingToPredictAndWrongTargets()
{
    const Input in = input(2, 8, 30);
    QCOMPARE(HeadLoss().losses(in.hidden.narrow(0, 0, 0), in.head, {}).numel(), std::int64_t{ 0 });
    const std::vector<std::int64_t> outside{ 3, 30 };
    QCOMPARE(support::errorOf([&] { HeadLoss().losses(in.hidden, in.head, outside); }).kind(), core::ErrorKind::BadInput);
    QCOMPARE(support::errorOf([&] { HeadLoss({ 0, 5 }); }).kind(), core::ErrorKind::BadInput);
}

QTEST_GUILESS_MAIN(TestHeadLoss)
#include "tst_head_loss.moc"
