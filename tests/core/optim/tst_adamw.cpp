// SPDX-License-Identifier: Apache-2.0
#include "core/optim/adamw.h"
#include "core/optim/clip.h"

#include "tests/core/models/tiny_model.h"
#include "tests/support/support.h"

#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/full_like.h>
#include <QtTest/QTest>

#include <cmath>
#include <limits>

using namespace core::optim;
using core::models::Parameter;

namespace {

/// A matrix of 3s and a vector of 2s.
std::vector<Parameter> weights()
{
    return { { "w", at::full({ 2, 2 }, 3.0).set_requires_grad(true), true, core::models::ParameterGroup::Matrix },
        { "b", at::full({ 2 }, 2.0).set_requires_grad(true), true, core::models::ParameterGroup::Bias } };
}

void setGradients(std::vector<Parameter>& parameters, double value)
{
    for (Parameter& parameter : parameters)
        parameter.tensor.mutable_grad() = at::full_like(parameter.tensor.detach(), value);
}

double firstOf(const at::Tensor& tensor)
{
    return static_cast<double>(tensor.detach().flatten()[0].item<float>());
}

} // namespace

class TestAdamW : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoStepsByHand();
    void oneDimensionalTensorsMayBeLeftUndecayed();
    void clippingScalesTheWholeGradient();
    void whatIsNotFiniteChangesNothing();
    void stateComesBack();
    void tiedTensorsCountOnce();
};

void TestAdamW::twoStepsByHand()
{
    core::protocol::OptimizerSettings settings;
    settings.weightDecay = 0.1;
    settings.clipNorm = 0;
    std::vector<Parameter> parameters = weights();
    const auto optimizer = makeOptimizer(settings, parameters);
    double w = 3;
    double m = 0;
    double v = 0;
    for (int step = 1; step <= 2; ++step) {
        const double g = 0.5 * step;
        const StepResult result = optimizer->step(
            parameters,
            [&] {
                setGradients(parameters, g);
                return 1.5;
            },
            0.01);
        QCOMPARE(result.loss, 1.5);
        QVERIFY(std::abs(result.gradientNorm - g * std::sqrt(6)) < 1e-6);
        w *= 1 - 0.01 * 0.1;
        m = 0.9 * m + 0.1 * g;
        v = 0.999 * v + 0.001 * g * g;
        w -= 0.01 * (m / (1 - std::pow(0.9, step))) / (std::sqrt(v / (1 - std::pow(0.999, step))) + 1e-8);
        QVERIFY(std::abs(firstOf(parameters[0].tensor) - w) < 1e-6);
    }
}

void TestAdamW::oneDimensionalTensorsMayBeLeftUndecayed()
{
    core::protocol::OptimizerSettings settings;
    settings.weightDecay = 0.5;
    settings.decayOneDimensional = false;
    std::vector<Parameter> parameters = weights();
    makeOptimizer(settings, parameters)
        ->step(
            parameters,
            [&] {
                setGradients(parameters, 0);
                return 0.0;
            },
            0.1);
    QVERIFY(std::abs(firstOf(parameters[0].tensor) - 3 * 0.95) < 1e-6);
    QCOMPARE(firstOf(parameters[1].tensor), 2.0);
}

void TestAdamW::clippingScalesTheWholeGradient()
{
    QCOMPARE(clipFactor(4, 0), 1.0);
    QCOMPARE(clipFactor(0.5, 1), 1.0);
    QVERIFY(std::abs(clipFactor(4, 1) - 0.25) < 1e-6);
    std::vector<Parameter> parameters = weights();
    core::protocol::OptimizerSettings settings; // clips at 1
    const auto optimizer = makeOptimizer(settings, parameters);
    const StepResult result = optimizer->step(
        parameters,
        [&] {
            setGradients(parameters, 2);
            return 0.0;
        },
        0.0);
    QVERIFY(std::abs(result.gradientNorm - 2 * std::sqrt(6)) < 1e-5);
    QVERIFY(std::abs(firstOf(optimizer->state()[0].tensor) - 0.1 / std::sqrt(6)) < 1e-6);
}

void TestAdamW::whatIsNotFiniteChangesNothing()
{
    for (const bool badLoss : { true, false }) {
        std::vector<Parameter> parameters = weights();
        const auto optimizer = makeOptimizer({}, parameters);
        const double bad = std::numeric_limits<double>::quiet_NaN();
        const StepResult result = optimizer->step(
            parameters,
            [&] {
                setGradients(parameters, badLoss ? 1 : bad);
                return badLoss ? bad : 1;
            },
            0.1);
        QVERIFY(!result.applied);
        QCOMPARE(firstOf(parameters[0].tensor), 3.0);
        QCOMPARE(firstOf(optimizer->state()[0].tensor), 0.0);
    }
}

void TestAdamW::stateComesBack()
{
    std::vector<Parameter> parameters = weights();
    const auto evaluate = [&] {
        setGradients(parameters, 0.1);
        return 0.0;
    };
    const auto optimizer = makeOptimizer({}, parameters);
    optimizer->step(parameters, evaluate, 0.1);
    const auto other = makeOptimizer({}, parameters);
    other->restore(optimizer->state());
    for (std::size_t i = 0; i < other->state().size(); ++i)
        QVERIFY(at::equal(other->state()[i].tensor, optimizer->state()[i].tensor));
    QCOMPARE(firstOf(other->state()[2].tensor), 1.0);
    auto incomplete = optimizer->state();
    incomplete.pop_back();
    QCOMPARE(support::errorOf([&] { other->restore(incomplete); }).kind(), core::ErrorKind::BadFile);
    core::protocol::OptimizerSettings unknown;
    unknown.name = "adagrad";
    QCOMPARE(support::errorOf([&] { makeOptimizer(unknown, parameters); }).kind(), core::ErrorKind::Unsupported);
}

void TestAdamW::tiedTensorsCountOnce()
{
    std::vector<Parameter> parameters = weights();
    parameters.push_back({ "tied", parameters[0].tensor, true, core::models::ParameterGroup::Head });
    parameters[1].trainable = false;
    setGradients(parameters, 1);
    QCOMPARE(gradientNorm(parameters), 2.0);
    QCOMPARE(makeOptimizer({}, parameters)->state().size(), std::size_t{ 3 });
}

QTEST_GUILESS_MAIN(TestAdamW)
#include "tst_adamw.moc"
