// SPDX-License-Identifier: Apache-2.0
#include "core/models/parameters.h"

#include "tests/core/models/tiny_model.h"
#include "tests/support/support.h"

#include <ATen/ops/allclose.h>
#include <ATen/ops/equal.h>
#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

using namespace core::models;

class TestParameters : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void freshWeightsDependOnSeedAndNameOnly();
    void freshWeightsHaveTheirSpread();
    void whatWritesToTheResidualMayBeginSmaller();
    void tiedWeightsAreOneTensor();
    void aConvertedModelIsACopy();
};

void TestParameters::freshWeightsDependOnSeedAndNameOnly()
{
    const Model model = newModel(tiny::config(), 7);
    auto deeper = tiny::config();
    deeper.layers = 3;
    const Model other = newModel(deeper, 7);
    for (const Parameter& parameter : model.parameters)
        QVERIFY(at::equal(parameter.tensor, parameterNamed(other.parameters, parameter.name).tensor));
    QVERIFY(!at::equal(model.parameters[0].tensor, newModel(tiny::config(), 8).parameters[0].tensor));
    QVERIFY(!at::equal(model.parameters[0].tensor, parameterNamed(model.parameters, "embed_out.weight").tensor));
}

void TestParameters::freshWeightsHaveTheirSpread()
{
    const Model model = newModel(tiny::config(), 7);
    const auto spread = parameterNamed(model.parameters, "embed_out.weight").tensor.detach().std().item<double>();
    QVERIFY(std::abs(spread - 0.3) < 0.03);
    for (const Parameter& parameter : model.parameters) {
        if (parameter.name.find("norm.weight") != std::string::npos)
            QCOMPARE(parameter.tensor.detach().min().item<float>(), 1.0F);
        if (parameter.name.find(".bias") != std::string::npos)
            QCOMPARE(parameter.tensor.detach().abs().max().item<float>(), 0.0F);
    }
}

void TestParameters::whatWritesToTheResidualMayBeginSmaller()
{
    for (auto config : { tiny::config(), tiny::llamaConfig() }) {
        const Model plain = newModel(config, 7);
        config.scaledResidualInit = true;
        std::size_t smaller = 0;
        for (const Parameter& parameter : newModel(config, 7).parameters) {
            const at::Tensor before = parameterNamed(plain.parameters, parameter.name).tensor.detach();
            const at::Tensor after = parameter.tensor.detach();
            if (at::equal(before, after))
                continue;
            ++smaller;
            QVERIFY2(at::allclose(after, before.div(2.0)), parameter.name.c_str()); // √(2 · 2 layers)
        }
        QCOMPARE(smaller, std::size_t{ 4 }); // attention output and down, of two layers
    }
}

void TestParameters::tiedWeightsAreOneTensor()
{
    auto config = tiny::config();
    const std::int64_t untied = countNumbers(newModel(config, 1).parameters);
    config.tiedHead = true;
    const Model tied = newModel(config, 1);
    QCOMPARE(untied - countNumbers(tied.parameters), std::int64_t{ 37 * 16 });
    QCOMPARE(distinctTrainable(tied.parameters).size(), tied.parameters.size() - 1);
    const Model copy = convertModel(tied, at::kDouble, c10::kCPU);
    QCOMPARE(distinctTrainable(copy.parameters).size(), tied.parameters.size() - 1);
}

void TestParameters::aConvertedModelIsACopy()
{
    const Model model = newModel(tiny::config(), 1);
    const Model copy = convertModel(model, at::kFloat, c10::kCPU);
    copy.parameters[0].tensor.detach().zero_();
    QVERIFY(model.parameters[0].tensor.detach().abs().max().item<float>() > 0);
    QVERIFY(copy.parameters[0].tensor.requires_grad());
    QCOMPARE(support::errorOf([&] { parameterNamed(model.parameters, "nothing"); }).kind(), core::ErrorKind::Internal);
}

QTEST_GUILESS_MAIN(TestParameters)
#include "tst_parameters.moc"
