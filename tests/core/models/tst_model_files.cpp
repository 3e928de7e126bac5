// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_files.h"

#include "core/models/weight_names.h"
#include "tests/core/models/tiny_model.h"
#include "tests/support/support.h"

#include <ATen/ops/equal.h>
#include <ATen/ops/full.h>
#include <ATen/ops/zeros.h>
#include <QtTest/QTest>

#include <algorithm>
#include <set>

using namespace core::models;

namespace {

std::vector<NamedTensor> tensorsOf(const Model& model)
{
    std::vector<NamedTensor> tensors;
    for (const Parameter& parameter : model.parameters)
        tensors.push_back({ parameter.name, parameter.tensor });
    return tensors;
}

/// The refusal of a folder whose weights are the tiny model's after `change`.
core::Error refusalAfter(const std::function<void(std::vector<NamedTensor>&)>& change)
{
    const support::TemporaryFolder folder;
    const Model model = newModel(tiny::config(), 1);
    saveModel(model, folder.path());
    std::vector<NamedTensor> tensors = tensorsOf(model);
    change(tensors);
    writeTensors(folder.path() / "model.safetensors", tensors);
    return support::errorOf([&] { loadModel(folder.path()); });
}

} // namespace

class TestModelFiles : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsSavedIsLoaded_data();
    void whatIsSavedIsLoaded();
    void aTiedHeadIsLeftOutAndComesBack();
    void oldNamesAndLeftoversAreAccepted();
    void aFolderThatDoesNotFitIsRefused();
    void everyTableNameIsItsOwnCanonicalName();
};

void TestModelFiles::whatIsSavedIsLoaded_data()
{
    QTest::addColumn<int>("index");
    const auto configs = tiny::configs();
    for (std::size_t i = 0; i < configs.size(); ++i)
        QTest::newRow(configs[i].family.c_str()) << static_cast<int>(i);
}

void TestModelFiles::whatIsSavedIsLoaded()
{
    QFETCH(int, index);
    const support::TemporaryFolder folder;
    const Model model = newModel(tiny::configs()[static_cast<std::size_t>(index)], 3);
    const std::string hash = saveModel(model, folder.path());
    QCOMPARE(hash.size(), std::size_t{ 64 });
    const Model loaded = loadModel(folder.path());
    QVERIFY(loaded.config == model.config);
    QCOMPARE(loaded.parameters.size(), model.parameters.size());
    for (std::size_t i = 0; i < model.parameters.size(); ++i) {
        QCOMPARE(loaded.parameters[i].name, model.parameters[i].name);
        QVERIFY(at::equal(loaded.parameters[i].tensor, model.parameters[i].tensor));
        QVERIFY(loaded.parameters[i].tensor.requires_grad());
    }
}

void TestModelFiles::aTiedHeadIsLeftOutAndComesBack()
{
    const support::TemporaryFolder folder;
    auto config = tiny::config();
    config.tiedHead = true;
    saveModel(newModel(config, 3), folder.path());
    QCOMPARE(core::formats::SafetensorsFile(folder.path() / "model.safetensors").find("embed_out.weight"), nullptr);
    const Model loaded = loadModel(folder.path());
    QCOMPARE(distinctTrainable(loaded.parameters).size(), loaded.parameters.size() - 1);
}

void TestModelFiles::oldNamesAndLeftoversAreAccepted()
{
    const support::TemporaryFolder folder;
    const Model model = newModel(tiny::config(), 3);
    saveModel(model, folder.path());
    std::vector<NamedTensor> tensors = tensorsOf(model);
    for (NamedTensor& named : tensors) {
        if (named.name.rfind("gpt_neox.", 0) == 0)
            named.name = named.name.substr(9);
    }
    tensors.push_back({ "layers.0.attention.masked_bias", at::full({}, -1e9) });
    tensors.push_back({ "layers.1.attention.rotary_emb.inv_freq", at::zeros({ 2 }) });
    tensors.push_back({ "layers.1.attention.bias", at::zeros({ 1, 1, 64, 64 }) });
    writeTensors(folder.path() / "model.safetensors", tensors);
    const Model loaded = loadModel(folder.path());
    for (std::size_t i = 0; i < model.parameters.size(); ++i)
        QVERIFY(at::equal(loaded.parameters[i].tensor, model.parameters[i].tensor));
}

void TestModelFiles::aFolderThatDoesNotFitIsRefused()
{
    const core::Error missing = refusalAfter([](auto& tensors) { tensors.pop_back(); });
    QCOMPARE(missing.code(), std::string(model_files_faults::missingTensor.code));
    QVERIFY(missing.message().find("embed_out.weight") != std::string::npos);
    const core::Error unexpected = refusalAfter([](auto& tensors) {
        tensors.push_back({ "lm_head.weight", at::zeros({ 1 }) });
    });
    QCOMPARE(unexpected.code(), std::string(model_files_faults::unexpectedTensor.code));
    const core::Error shape = refusalAfter([](auto& tensors) { tensors[0].tensor = at::zeros({ 16, 37 }); });
    QCOMPARE(shape.code(), std::string(model_files_faults::wrongShape.code));
    QVERIFY(shape.message().find("[37, 16]") != std::string::npos);
    const core::Error type = refusalAfter([](auto& tensors) { tensors[0].tensor = at::zeros({ 37, 16 }, at::kLong); });
    QCOMPARE(type.code(), std::string(model_files_faults::wrongType.code));
    const core::Error repeated = refusalAfter([](auto& tensors) {
        tensors.push_back({ "embed_in.weight", at::zeros({ 37, 16 }) });
    });
    QCOMPARE(repeated.code(), std::string(model_files_faults::repeatedTensor.code));
}

void TestModelFiles::everyTableNameIsItsOwnCanonicalName()
{
    for (const auto& config : tiny::configs()) {
        const auto specs = parameterSpecs(config);
        std::set<std::string> names;
        for (const ParameterSpec& spec : specs) {
            QVERIFY2(names.insert(spec.name).second, spec.name.c_str());
            QCOMPARE(canonicalName(config, spec.name), spec.name);
            QVERIFY(!isLeftover(config, spec.name));
        }
        // every part that the family has is in the list, for every layer
        for (int part = 0; part <= static_cast<int>(Part::Head); ++part) {
            for (std::int64_t layer = 0; layer < config.layers; ++layer) {
                if (const auto name = partName(config, static_cast<Part>(part), layer))
                    QVERIFY2(names.contains(*name + ".weight"), name->c_str());
            }
        }
    }
    auto other = tiny::config();
    other.family = "no_such_family";
    QCOMPARE(support::errorOf([&] { parameterSpecs(other); }).kind(), core::ErrorKind::Unsupported);
}

QTEST_GUILESS_MAIN(TestModelFiles)
#include "tst_model_files.moc"
