// SPDX-License-Identifier: Apache-2.0
#include "core/training/step_gradient.h"

#include "core/models/device.h"
#include "tests/core/models/tiny_model.h"

#include <ATen/core/grad_mode.h>
#include <QtTest/QTest>

#include <cmath>
#include <map>
#include <numeric>

using namespace core::training;
using core::models::Decoder;
using core::models::Parameter;
using core::protocol::GradientWeighting;

namespace {

std::vector<std::size_t> firstItems(std::size_t count)
{
    std::vector<std::size_t> items(count);
    std::iota(items.begin(), items.end(), std::size_t{ 0 });
    return items;
}

std::map<std::string, at::Tensor> gradientsOf(const Decoder& decoder)
{
    std::map<std::string, at::Tensor> gradients;
    for (const Parameter* parameter : core::models::distinctTrainable(decoder.model().parameters))
        gradients[parameter->name] = parameter->tensor.grad().clone();
    return gradients;
}

} // namespace

class TestStepGradient : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { core::models::setUpTorch(2); }
    void finiteDifferencesInDouble_data();
    void finiteDifferencesInDouble();
    void packsDoNotChangeTheStep();
    void weightingsAreMeansOfTokensOrRows();
    void frozenTensorsGetNoGradient();
};

void TestStepGradient::finiteDifferencesInDouble_data()
{
    QTest::addColumn<int>("index");
    QTest::addColumn<bool>("changed"); // the other way of tying the head and of adding the two parts of a layer
    QTest::addColumn<bool>("rowMeans");
    const auto configs = tiny::configs();
    for (std::size_t i = 0; i < configs.size(); ++i) {
        for (const bool changed : { false, true }) {
            for (const bool rowMeans : { false, true }) {
                const std::string name
                    = configs[i].family + (changed ? ", changed" : "") + (rowMeans ? ", rows" : ", tokens");
                QTest::newRow(name.c_str()) << static_cast<int>(i) << changed << rowMeans;
            }
        }
    }
}

/// The whole chain: embedding to head loss, accumulated over two packs.
void TestStepGradient::finiteDifferencesInDouble()
{
    QFETCH(int, index);
    QFETCH(bool, changed);
    QFETCH(bool, rowMeans);
    auto config = tiny::configs()[static_cast<std::size_t>(index)];
    config.tiedHead ^= changed;
    config.parallelResidual ^= changed;
    Decoder decoder(core::models::convertModel(core::models::newModel(config, 5), at::kDouble, c10::kCPU));
    const auto rows = tiny::rows(4, 6);
    const auto items = firstItems(4);
    const auto weighting = rowMeans ? GradientWeighting::Rows : GradientWeighting::Tokens;
    PackPlan plan;
    plan.trainingTokens = 32;
    plan.head = { 3, 11 };
    StepGradient gradient(plan);
    gradient.evaluate(decoder, rows, items, weighting);
    const auto found = gradientsOf(decoder);
    StepGradient whole({});
    core::RandomStream stream(1, "differences");
    for (const Parameter* parameter : core::models::distinctTrainable(decoder.model().parameters)) {
        double* values = parameter->tensor.detach().data_ptr<double>();
        const double size = found.at(parameter->name).norm().item<double>();
        for (int trial = 0; trial < 4; ++trial) {
            const auto i = static_cast<std::int64_t>(stream.below(static_cast<std::uint64_t>(parameter->tensor.numel())));
            const double kept = values[i];
            const auto lossAt = [&](double value) {
                values[i] = value;
                return whole.evaluate(decoder, rows, items, weighting).loss;
            };
            const double slope = (lossAt(kept + 1e-5) - lossAt(kept - 1e-5)) / 2e-5;
            values[i] = kept;
            const double error = std::abs(slope - found.at(parameter->name).data_ptr<double>()[i]);
            QVERIFY2(error < 1e-7 * std::max(1.0, size), parameter->name.c_str());
        }
    }
}

void TestStepGradient::packsDoNotChangeTheStep()
{
    Decoder decoder(core::models::newModel(tiny::config(), 5));
    const auto rows = tiny::rows(16, 6);
    const auto items = firstItems(16);
    const StepLoss one = StepGradient({}).evaluate(decoder, rows, items, GradientWeighting::Tokens);
    const auto expected = gradientsOf(decoder);
    PackPlan small;
    small.trainingTokens = 40;
    const StepLoss many = StepGradient(small).evaluate(decoder, rows, items, GradientWeighting::Tokens);
    QVERIFY(std::abs(one.loss - many.loss) < 1e-6);
    QCOMPARE(one.tokens, static_cast<std::int64_t>(rows.ids.size()));
    for (const auto& [name, gradient] : gradientsOf(decoder)) {
        // the keys' bias has no gradient but rounding outside the turned dimensions
        const double size = expected.at(name).norm().item<double>();
        QVERIFY2(gradient.sub(expected.at(name)).norm().item<double>() < 1e-5 * size, name.c_str());
    }
}

void TestStepGradient::weightingsAreMeansOfTokensOrRows()
{
    Decoder decoder(core::models::newModel(tiny::config(), 5));
    const auto rows = tiny::rows(5, 6);
    const auto items = firstItems(5);
    const StepLoss tokens = StepGradient({}).evaluate(decoder, rows, items, GradientWeighting::Tokens);
    const StepLoss rowMeans = StepGradient({}).evaluate(decoder, rows, items, GradientWeighting::Rows);
    double sum = 0;
    double plain = 0;
    std::int64_t count = 0;
    for (std::size_t i = 0; i < 5; ++i) {
        sum += static_cast<double>(tokens.rowLosses[i]) * static_cast<double>(rows.responseCount(i));
        plain += static_cast<double>(tokens.rowLosses[i]);
        count += rows.responseCount(i);
    }
    QCOMPARE(tokens.responseTokens, count);
    QVERIFY(std::abs(tokens.loss - sum / static_cast<double>(count)) < 1e-6);
    QVERIFY(std::abs(rowMeans.loss - plain / 5) < 1e-6);
    QVERIFY(std::abs(rowMeans.loss - tokens.loss) > 1e-4);
}

void TestStepGradient::frozenTensorsGetNoGradient()
{
    core::models::Model model = core::models::newModel(tiny::config(), 5);
    for (Parameter& parameter : model.parameters) {
        if (parameter.name != "gpt_neox.final_layer_norm.weight") {
            parameter.trainable = false;
            parameter.tensor.set_requires_grad(false);
        }
    }
    Decoder decoder(std::move(model));
    StepGradient({}).evaluate(decoder, tiny::rows(3, 6), firstItems(3), GradientWeighting::Tokens);
    for (const Parameter& parameter : decoder.model().parameters)
        QCOMPARE(parameter.tensor.grad().defined(), parameter.trainable);
}

QTEST_GUILESS_MAIN(TestStepGradient)
#include "tst_step_gradient.moc"
