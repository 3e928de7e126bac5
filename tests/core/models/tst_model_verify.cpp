// SPDX-License-Identifier: Apache-2.0
#include "core/models/model_verify.h"

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/models/device.h"
#include "core/models/model_files.h"
#include "tests/core/models/tiny_model.h"
#include "tests/support/support.h"

#include <ATen/core/grad_mode.h>
#include <QtTest/QTest>

#include <algorithm>
#include <cmath>

using namespace core::models;

class TestModelVerify : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void badReferencesAreRefused(); // first: it needs no reference data
    void everySupportedModelEqualsItsReference_data();
    void everySupportedModelEqualsItsReference();
    void aWrongModelIsCaught();
    void trainedModelsContinueAsPublished_data();
    void trainedModelsContinueAsPublished();

private:
    std::filesystem::path data_;
};

void TestModelVerify::initTestCase()
{
    setUpTorch(2);
}

void TestModelVerify::everySupportedModelEqualsItsReference_data()
{
    QTest::addColumn<QString>("folder");
    data_ = support::requireReferenceData() / "parity" / "models";
    for (const auto& entry : std::filesystem::directory_iterator(data_)) {
        if (std::filesystem::exists(entry.path() / "config.json"))
            QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
    }
}

void TestModelVerify::everySupportedModelEqualsItsReference()
{
    QFETCH(QString, folder);
    const std::filesystem::path path = folder.toStdString();
    const std::string config = (path / "config.json").string();
    const core::Json json = core::parseJson(core::readFile(config, 1U << 20U), config);
    const std::string family = json.at("model_type").get<std::string>();
    const auto& supported = core::formats::supportedFamilies();
    if (std::find(supported.begin(), supported.end(), family) == supported.end()) {
        const core::Error error = support::errorOf([&] { loadModel(path); });
        QCOMPARE(error.kind(), core::ErrorKind::Unsupported);
        QVERIFY2(error.message().find(family) != std::string::npos, error.what());
        return;
    }
    const VerifyReport report = verifyModel(Decoder(loadModel(path)), path / "reference.json");
    QVERIFY(report.figures.size() >= 4);
    for (const VerifyFigure& figure : report.figures) {
        qInfo("%s: %g of %g allowed", figure.what.c_str(), figure.error, figure.allowed);
        QVERIFY2(figure.passed(), figure.what.c_str());
    }
    QVERIFY(report.passed());
}

void TestModelVerify::aWrongModelIsCaught()
{
    for (const auto& entry : std::filesystem::directory_iterator(data_)) {
        Model model;
        try {
            model = loadModel(entry.path());
        } catch (const core::Error&) {
            continue;
        }
        {
            const at::NoGradGuard noGradients;
            model.parameters.back().tensor[0].add_(0.01);
        }
        const VerifyReport report = verifyModel(Decoder(std::move(model)), entry.path() / "reference.json");
        QVERIFY(!report.passed());
        QCOMPARE(toJson(report).at("passed").get<bool>(), false);
    }
}

void TestModelVerify::trainedModelsContinueAsPublished_data()
{
    QTest::addColumn<QString>("folder");
    for (const auto& entry : std::filesystem::directory_iterator(data_.parent_path().parent_path() / "models")) {
        if (std::filesystem::exists(entry.path() / "config.json")
            && std::filesystem::exists(entry.path() / "reference.json"))
            QTest::newRow(entry.path().filename().c_str()) << QString::fromStdString(entry.path().string());
    }
}

/// All prompts at once, with keys and values kept: logits and greedy ids are those of the reference, which computed each
/// prompt alone.
void TestModelVerify::trainedModelsContinueAsPublished()
{
    QFETCH(QString, folder);
    const std::filesystem::path path = folder.toStdString();
    const core::Json cases = core::Json::parse(core::readFile(path / "reference.json", 64U << 20U)).at("cases");
    const at::NoGradGuard noGradients;
    const Decoder decoder(loadModel(path));
    KeyValueCache cache(decoder.model().config, static_cast<std::int64_t>(cases.size()));
    Pack prompts;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto ids = cases[i].at("ids").get<std::vector<std::int64_t>>();
        prompts.append<std::int64_t>(i, ids, std::vector<std::uint8_t>(ids.size(), 0));
    }
    at::Tensor logits = decoder.logits(decoder.read(prompts, cache));
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const auto expected = cases[i].at("last_logits").get<std::vector<float>>();
        const at::Tensor found = logits[static_cast<std::int64_t>(i)].contiguous();
        for (std::size_t k = 0; k < expected.size(); ++k)
            QVERIFY(std::abs(found.data_ptr<float>()[k] - expected[k]) < 1e-3F);
    }
    for (std::size_t step = 0; step < 48; ++step) {
        std::vector<std::int64_t> next;
        for (std::size_t i = 0; i < cases.size(); ++i) {
            next.push_back(logits[static_cast<std::int64_t>(i)].argmax().item<std::int64_t>());
            QCOMPARE(next.back(), cases[i].at("greedy_ids").at(step).get<std::int64_t>());
        }
        logits = decoder.logits(decoder.extend(next, cache));
    }
}

void TestModelVerify::badReferencesAreRefused()
{
    const support::TemporaryFolder folder;
    const Decoder decoder(newModel(tiny::config(), 1));
    const auto codeOf = [&](const std::string& text) {
        const auto file = folder.write("reference.json", text);
        return support::errorOf([&] { verifyModel(decoder, file); }).code();
    };
    QCOMPARE(codeOf(R"({"cases": []})"), std::string(model_verify_faults::noCases.code));
    const std::string bad(model_verify_faults::badCase.code);
    QCOMPARE(codeOf(R"({"cases": [{"ids": [1, 2]}]})"), bad);
    QCOMPARE(codeOf(R"({"cases": [{"ids": [1, "x"], "token_nll": [1]}]})"), bad);
    QCOMPARE(codeOf(R"({"cases": [{"ids": [1, 2], "token_nll": [1, 2]}]})"), bad);
    QCOMPARE(codeOf(R"({"cases": [{"ids": [1, 2], "token_nll": [1], "response_start": 9, "mean_response_loss": 1}]})"), bad);
    QCOMPARE(codeOf(R"({"cases": [{"ids": [1, 2], "token_nll": [1], "spans": [[0, 1]], "mean_span_loss": 1}]})"), bad);
}

QTEST_GUILESS_MAIN(TestModelVerify)
#include "tst_model_verify.moc"
