// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/run_settings.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <cmath>

using namespace core::protocol;
using Steps = std::vector<std::int64_t>;

namespace {

std::string codeOf(const std::string& json, const std::function<void(const core::JsonFields&)>& read)
{
    const core::Json value = core::parseJson(json, "settings");
    return support::errorOf([&] { read(core::JsonFields(value, "settings")); }).code();
}

} // namespace

class TestRunSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recordingStepsFollowTheFormula()
    {
        QCOMPARE(recordingSteps(100, 10), (Steps{ 0, 1, 2, 3, 6, 10, 18, 32, 56, 100 }));
        QCOMPARE(recordingSteps(297, 10), (Steps{ 0, 1, 2, 4, 8, 17, 35, 72, 146, 297 }));
    }

    void duplicatesArePushedUp()
    {
        QCOMPARE(recordingSteps(12, 10), (Steps{ 0, 1, 2, 3, 4, 5, 6, 7, 9, 12 }));
        QCOMPARE(recordingSteps(9, 10), (Steps{ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }));
    }

    void fewerStepsThanPoints()
    {
        QCOMPARE(recordingSteps(3, 10), (Steps{ 0, 1, 2, 3 }));
        QCOMPARE(recordingSteps(1, 10), (Steps{ 0, 1 }));
        QCOMPARE(recordingSteps(0, 10), (Steps{ 0 }));
        QCOMPARE(recordingSteps(50, 2), (Steps{ 0, 50 }));
    }

    void alwaysAscendingAndEndingAtTheLastStep()
    {
        for (std::int64_t steps = 1; steps < 400; ++steps) {
            for (std::int64_t count = 2; count < 30; ++count) {
                const Steps found = recordingSteps(steps, count);
                QCOMPARE(found.front(), std::int64_t{ 0 });
                QCOMPARE(found.back(), steps);
                QCOMPARE(static_cast<std::int64_t>(found.size()), std::min(count, steps + 1));
                for (std::size_t i = 1; i < found.size(); ++i)
                    QVERIFY(found[i] > found[i - 1]);
            }
        }
    }

    void settingsSurviveJson()
    {
        TextSettings text{ "plain", 77, OverlongPolicy::TruncatePrompt };
        TrainSettings train;
        train.epochs = 1.0 / 3;
        train.seed = 18446744073709551615ULL;
        train.weighting = GradientWeighting::Rows;
        train.optimizer.epsilon = 1e-300;
        train.optimizer.decayOneDimensional = false;
        train.schedule.name = "constant";
        ResourceSettings resources{ Precision::BFloat16, "cuda:1", 3, 1LL << 40, 0.25 };
        const auto again = [](const core::OrderedJson& json) { return core::parseJson(json.dump(), "settings"); };
        const core::Json textJson = again(toJson(text));
        const core::Json trainJson = again(toJson(train));
        const core::Json resourcesJson = again(toJson(resources));
        QVERIFY(textSettings(core::JsonFields(textJson, "t")) == text);
        QVERIFY(trainSettings(core::JsonFields(trainJson, "t")) == train);
        QVERIFY(resourceSettings(core::JsonFields(resourcesJson, "t")) == resources);
    }

    void absentFieldsKeepTheirDefaults()
    {
        const core::Json empty = core::Json::object();
        QVERIFY(textSettings(core::JsonFields(empty, "t")) == TextSettings());
        QVERIFY(trainSettings(core::JsonFields(empty, "t")) == TrainSettings());
        QVERIFY(resourceSettings(core::JsonFields(empty, "t")) == ResourceSettings());
    }

    void refusals()
    {
        QCOMPARE(codeOf(R"({"overlong": "cut"})", [](const auto& f) { textSettings(f); }), "settings/unknown-name");
        QCOMPARE(codeOf(R"({"sede": "1"})", [](const auto& f) { trainSettings(f); }), "settings/unknown-field");
        QCOMPARE(
            codeOf(R"({"optimizer": {"beta3": 1}})", [](const auto& f) { trainSettings(f); }), "settings/unknown-field");
        QCOMPARE(codeOf(R"({"seed": 5})", [](const auto& f) { trainSettings(f); }), "json/wrong-type");
        QCOMPARE(codeOf(R"({"threads": 1.5})", [](const auto& f) { resourceSettings(f); }), "json/wrong-type");
    }

    void valuesOutOfRangeAreNamed()
    {
        QVERIFY(validate(TextSettings()).empty());
        QVERIFY(validate(TrainSettings()).empty());
        QVERIFY(validate(ResourceSettings()).empty());
        TrainSettings train;
        train.batchSize = 0;
        QCOMPARE(validate(train), (std::vector<std::string>{ "batchSize: 0; allowed: 1 to 65536" }));
        train = {};
        train.optimizer.learningRate = std::nan("");
        QCOMPARE(validate(train).size(), std::size_t{ 1 });
        train = {};
        train.optimizer.beta2 = 1;
        QCOMPARE(validate(train).size(), std::size_t{ 1 });
        ResourceSettings resources;
        resources.device = "tpu";
        resources.checkpointSeconds = -1;
        QCOMPARE(validate(resources).size(), std::size_t{ 2 });
        TextSettings text;
        text.promptTemplate = "chatml";
        text.maximumTokens = 1;
        QCOMPARE(validate(text).size(), std::size_t{ 2 });
    }
};

QTEST_GUILESS_MAIN(TestRunSettings)
#include "tst_run_settings.moc"
