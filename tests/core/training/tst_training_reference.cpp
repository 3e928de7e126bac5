// SPDX-License-Identifier: Apache-2.0
// Gradients, AdamW runs and accumulation against the reference implementation, for every folder of parity/train whose
// model is of a supported family.
#include "core/training/step_gradient.h"

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/models/device.h"
#include "core/models/model_files.h"
#include "core/optim/optimizer.h"
#include "core/optim/schedule.h"
#include "tests/support/support.h"

#include <ATen/core/grad_mode.h>
#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

using namespace core::training;
using core::Json;
using core::models::Decoder;
using core::models::Parameter;
using core::protocol::GradientWeighting;

namespace {

Json jsonOf(const std::filesystem::path& file)
{
    return core::parseJson(core::readFile(file, 64U << 20U), file.string());
}

core::text::EncodedRows rowsOf(const Json& batch)
{
    core::text::EncodedRows rows;
    for (const Json& row : batch) {
        core::text::EncodedExample example;
        example.ids = row.at("ids").get<std::vector<core::text::TokenId>>();
        for (std::size_t i = 0; i < example.ids.size(); ++i)
            example.response.push_back(i >= row.at("response_start").get<std::size_t>());
        rows.append(example);
    }
    return rows;
}

std::vector<std::size_t> allItems(const core::text::EncodedRows& rows)
{
    std::vector<std::size_t> items(rows.size());
    std::iota(items.begin(), items.end(), std::size_t{ 0 });
    return items;
}

std::map<std::string, at::Tensor> tensorsOf(const std::filesystem::path& file)
{
    std::map<std::string, at::Tensor> tensors;
    for (const auto& named : core::models::readTensors(file))
        tensors[named.name] = named.tensor;
    return tensors;
}

/// ‖found − expected‖ / ‖scale‖ without the elements whose exact gradient is 0.
double errorOver(const at::Tensor& found, const at::Tensor& expected, const at::Tensor& scale, const Json& undetermined,
    const std::string& name)
{
    std::vector<bool> left(static_cast<std::size_t>(found.numel()), true);
    if (undetermined.contains(name)) {
        for (const Json& index : undetermined.at(name))
            left.at(index.get<std::size_t>()) = false;
    }
    const at::Tensor a = found.detach().to(at::kDouble).contiguous();
    const at::Tensor b = expected.to(at::kDouble).contiguous();
    const at::Tensor s = scale.detach().to(at::kDouble).contiguous();
    double error = 0;
    double size = 0;
    for (std::int64_t i = 0; i < a.numel(); ++i) {
        if (!left[static_cast<std::size_t>(i)])
            continue;
        error += std::pow(a.data_ptr<double>()[i] - b.data_ptr<double>()[i], 2);
        size += std::pow(s.data_ptr<double>()[i], 2);
    }
    return size == 0 ? std::sqrt(error) : std::sqrt(error / size);
}

} // namespace

class TestTrainingReference : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void gradients_data() { folders(); }
    void gradients();
    void adamwRuns_data() { folders(); }
    void adamwRuns();
    void accumulation_data() { folders(); }
    void accumulation();

private:
    std::vector<std::filesystem::path> folders_;

    void folders()
    {
        QTest::addColumn<QString>("folder");
        for (const auto& folder : folders_)
            QTest::newRow(folder.filename().c_str()) << QString::fromStdString(folder.string());
    }
    static core::models::Model modelOf(const std::filesystem::path& folder)
    {
        return core::models::loadModel(folder / jsonOf(folder / "batches.json").at("model").get<std::string>());
    }
    static void compareRun(const std::filesystem::path& folder, const std::string& name);
};

void TestTrainingReference::initTestCase()
{
    core::models::setUpTorch(2);
    const auto& supported = core::formats::supportedFamilies();
    for (const auto& entry : std::filesystem::directory_iterator(support::requireReferenceData() / "parity" / "train")) {
        if (!std::filesystem::exists(entry.path() / "batches.json"))
            continue;
        const auto config
            = entry.path() / jsonOf(entry.path() / "batches.json").at("model").get<std::string>() / "config.json";
        const std::string family = jsonOf(config).at("model_type").get<std::string>();
        if (std::find(supported.begin(), supported.end(), family) != supported.end())
            folders_.push_back(entry.path());
    }
    QVERIFY(!folders_.empty());
}

void TestTrainingReference::gradients()
{
    QFETCH(QString, folder);
    const std::filesystem::path path = folder.toStdString();
    const Json expected = jsonOf(path / "runs.json").at("gradients");
    const auto rows = rowsOf(jsonOf(path / "batches.json").at("batches").at(0));
    Decoder decoder(modelOf(path));
    PackPlan plan;
    plan.trainingTokens = 50; // more than one micro-batch
    plan.head = { 7, 50 };
    const StepLoss loss = StepGradient(plan).evaluate(decoder, rows, allItems(rows), GradientWeighting::Tokens);
    QVERIFY(std::abs(loss.loss - expected.at("loss").get<double>()) < 2e-5);
    QCOMPARE(loss.responseTokens, expected.at("response_tokens").get<std::int64_t>());
    const auto stored = tensorsOf(path / "gradients.safetensors");
    double worst = 0;
    for (const Parameter* parameter : core::models::distinctTrainable(decoder.model().parameters)) {
        const at::Tensor& reference = stored.at(parameter->name);
        const double error = errorOver(parameter->tensor.grad(), reference, reference,
            expected.value("undetermined_elements", Json::object()), parameter->name);
        worst = std::max(worst, error);
        QVERIFY2(error < 1e-4, parameter->name.c_str());
    }
    qInfo("largest relative error %g", worst);
}

void TestTrainingReference::adamwRuns()
{
    QFETCH(QString, folder);
    compareRun(folder.toStdString(), "adamw");
    compareRun(folder.toStdString(), "adamw_hf_groups");
}

void TestTrainingReference::compareRun(const std::filesystem::path& folder, const std::string& name)
{
    const Json runs = jsonOf(folder / "runs.json");
    const Json& run = runs.at(name);
    const Json undetermined = runs.at("gradients").value("undetermined_elements", Json::object());
    const Json& adam = run.at("settings").at("AdamW");
    core::protocol::OptimizerSettings settings;
    settings.learningRate = adam.at("lr").get<double>();
    settings.beta1 = adam.at("betas").at(0).get<double>();
    settings.beta2 = adam.at("betas").at(1).get<double>();
    settings.epsilon = adam.at("eps").get<double>();
    settings.weightDecay = adam.at("weight_decay").get<double>();
    settings.clipNorm = run.at("clip_global_norm").get<double>();
    settings.decayOneDimensional = name == "adamw";
    const auto steps = run.at("training_steps").get<std::int64_t>();
    const core::protocol::ScheduleSettings schedule{ "cosine",
        run.at("warmup_steps").get<double>() / static_cast<double>(steps), 0 };

    Decoder decoder(modelOf(folder));
    const core::models::Model start = core::models::convertModel(decoder.model(), at::kFloat, c10::kCPU);
    const auto optimizer = core::optim::makeOptimizer(settings, decoder.parameters());
    const auto stored = tensorsOf(folder / "runs.safetensors");
    const Json batches = jsonOf(folder / "batches.json").at("batches");
    StepGradient gradient({});
    double worst = 0;
    for (std::size_t step = 0; step < batches.size(); ++step) {
        const auto rows = rowsOf(batches[step]);
        const double rate
            = core::optim::learningRateAt(schedule, settings.learningRate, static_cast<std::int64_t>(step), steps);
        QVERIFY(std::abs(rate - run.at("lr").at(step).at(0).get<double>()) < 1e-9);
        const auto evaluate
            = [&] { return gradient.evaluate(decoder, rows, allItems(rows), GradientWeighting::Tokens).loss; };
        const auto result = optimizer->step(decoder.parameters(), evaluate, rate);
        QVERIFY(std::abs(result.loss - run.at("loss").at(step).get<double>()) < 2e-5);
        QVERIFY(std::abs(result.gradientNorm - run.at("grad_norm").at(step).get<double>()) < 1e-3);
        for (const Parameter* parameter : core::models::distinctTrainable(decoder.model().parameters)) {
            const auto found = stored.find(name + "/step" + std::to_string(step + 1) + "/" + parameter->name);
            if (found == stored.end())
                continue;
            const at::Tensor before = core::models::parameterNamed(start.parameters, parameter->name).tensor.detach();
            const double error
                = errorOver(parameter->tensor, found->second, found->second.sub(before), undetermined, parameter->name);
            worst = std::max(worst, error);
            QVERIFY2(error < 1e-3, found->first.c_str());
        }
    }
    const auto rows = rowsOf(batches[0]);
    const double after = gradient.evaluate(decoder, rows, allItems(rows), GradientWeighting::Tokens).loss;
    QVERIFY(std::abs(after - run.at("loss_after").get<double>()) < 2e-5);
    qInfo("%s: largest relative error of an update %g", name.c_str(), worst);
}

void TestTrainingReference::accumulation()
{
    QFETCH(QString, folder);
    const std::filesystem::path path = folder.toStdString();
    const Json expected = jsonOf(path / "runs.json").at("accumulation");
    const auto rows = rowsOf(expected.at("rows"));
    Decoder decoder(modelOf(path));
    PackPlan halves;
    halves.trainingTokens = 70; // two rows each
    for (const PackPlan& plan : { PackPlan{}, halves }) {
        StepGradient gradient(plan);
        const StepLoss loss = gradient.evaluate(decoder, rows, allItems(rows), GradientWeighting::Tokens);
        QVERIFY(std::abs(loss.loss - expected.at("full_batch_token_mean").get<double>()) < 2e-5);
        double squares = 0;
        for (const Parameter* parameter : core::models::distinctTrainable(decoder.model().parameters))
            squares += std::pow(parameter->tensor.grad().norm().item<double>(), 2);
        QVERIFY(std::abs(std::sqrt(squares) - expected.at("full_batch_grad_norm").get<double>()) < 1e-4);
        for (std::size_t i = 0; i < rows.size(); ++i)
            QVERIFY(
                std::abs(static_cast<double>(loss.rowLosses[i]) - expected.at("row_mean_loss").at(i).get<double>()) < 2e-5);
        const StepLoss means = gradient.evaluate(decoder, rows, allItems(rows), GradientWeighting::Rows);
        QVERIFY(std::abs(means.loss - expected.at("mean_of_row_means").get<double>()) < 2e-5);
    }
}

QTEST_GUILESS_MAIN(TestTrainingReference)
#include "tst_training_reference.moc"
