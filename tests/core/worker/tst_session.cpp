// SPDX-License-Identifier: Apache-2.0
// Questions to a real worker session.
#include "core/jobs/session_client.h"
#include "core/protocol/session_message.h"
#include "tests/core/worker/worker_fixture.h"

#include <QtTest/QTest>

#include <cmath>

using core::Json;
using namespace support;

class TestSession : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        fixture_ = std::make_unique<WorkerFixture>();
        session_ = std::make_unique<core::jobs::SessionClient>(workerProgram());
    }

    void versionsAndRates()
    {
        const Json versions = session_->ask("versions", Json::object());
        QVERIFY(!versions.at("torch").get<std::string>().empty());
        QVERIFY(!versions.at("cpuModel").get<std::string>().empty());
        const Json rates = session_->ask("matmul", { { "seconds", 0.05 } }).at("rates");
        QCOMPARE(rates.size(), std::size_t{ 2 });
        for (const auto& rate : rates)
            QVERIFY(rate.at("gigaflops").get<double>() > 0);
    }

    void modelInfo()
    {
        const Json info = session_->ask("model-info", folder());
        QCOMPARE(info.at("config").at("model_type").get<std::string>(), "gpt_neox");
        QCOMPARE(info.at("tokenizer").at("tokens").get<int>(), 257);
        // embedding and head 2 × 257 × 16; layer: two norms 64, attention 48 × 17 + 16 × 17, feed-forward 32 × 17 + 16 × 33;
        // final norm 32
        QCOMPARE(info.at("parameters").get<int>(), 2 * 257 * 16 + 64 + 64 * 17 + 32 * 17 + 16 * 33 + 32);
        QCOMPARE(info.at("weightBytes").get<int>(), 4 * info.at("parameters").get<int>());
    }

    void tokensThereAndBack()
    {
        Json arguments = folder();
        arguments["texts"] = { "a\xc3\xa9", "" };
        const Json rows = session_->ask("tokenize", arguments).at("rows");
        QCOMPARE(rows.at(0).size(), std::size_t{ 3 });
        QCOMPARE(rows.at(0).at(0).at("id").get<int>(), 97);
        QVERIFY(rows.at(1).empty());
        arguments["rows"] = { { 97, 0xc3, 0xa9 } };
        QCOMPARE(session_->ask("decode", arguments).at("texts").at(0).get<std::string>(), "a\xc3\xa9");
    }

    void tokenLossesAverageToTheLoss()
    {
        Json arguments = folder();
        arguments["text"] = { { "template", "plain" } };
        arguments["example"] = { { "instruction", "one" }, { "response", "two" } };
        const Json encoded = session_->ask("encode", arguments);
        const Json answer = session_->ask("token-losses", arguments);
        QVERIFY(answer.at("ids") == encoded.at("ids"));
        QCOMPARE(answer.at("losses").size(), answer.at("ids").size());
        QVERIFY(answer.at("losses").at(0).is_null());
        double sum = 0;
        int count = 0;
        for (std::size_t i = 1; i < answer.at("ids").size(); ++i) {
            if (answer.at("response").at(i).get<int>() != 0) {
                sum += answer.at("losses").at(i).get<double>();
                ++count;
            }
        }
        QCOMPARE(count, 4); // t w o and the end token
        QVERIFY(std::abs(answer.at("loss").get<double>() - sum / count) < 1e-9);
        QVERIFY(std::abs(answer.at("loss").get<double>() - std::log(257.0)) < 0.5); // untrained
    }

    void textBehindPrompts()
    {
        Json arguments = folder();
        arguments["prompts"] = { "one", "another" };
        arguments["settings"] = { { "template", "none" }, { "maximum_new_tokens", 5 } };
        const Json both = session_->ask("generate", arguments).at("texts");
        QCOMPARE(both.size(), std::size_t{ 2 });
        for (const Json& made : both)
            QVERIFY(made.at("tokens").get<int>() == 5 || made.at("ended").get<std::string>() == "end");
        arguments["prompts"] = { "another" };
        QVERIFY(session_->ask("generate", arguments).at("texts").at(0) == both.at(1));
        arguments["settings"]["template"] = "alpaca";
        arguments["settings"]["maximum_new_tokens"] = 1;
        QCOMPARE(session_->ask("generate", arguments).at("texts").size(), std::size_t{ 1 });
        arguments["settings"]["maximum_new_tokens"] = 0;
        QCOMPARE(errorOf([&] { session_->ask("generate", arguments); }).kind(), core::ErrorKind::BadInput);
        arguments["settings"] = { { "temperature", 1 } };
        QCOMPARE(errorOf([&] { session_->ask("generate", arguments); }).code(), "settings/unknown-field");
        arguments["settings"] = Json::object();
        arguments["prompts"] = { 7 };
        QCOMPARE(errorOf([&] { session_->ask("generate", arguments); }).code(), "json/wrong-type");
    }

    void mistakesAreAnswersAndTheSessionGoesOn()
    {
        QCOMPARE(errorOf([&] { session_->ask("weather", Json::object()); }).code(), "session/unknown-question");
        QCOMPARE(errorOf([&] {
            session_->ask("model-info", { { "folder", "/absent" } });
        }).kind(),
            core::ErrorKind::Storage);
        QCOMPARE(errorOf([&] { session_->ask("model-info", Json::object()); }).code(), "json/missing-field");
        Json conversation = folder();
        conversation["example"] = { { "messages", { { { "role", "user" }, { "content", "hi" } } } } };
        QCOMPARE(errorOf([&] { session_->ask("encode", conversation); }).kind(), core::ErrorKind::Unsupported);
        const auto occupied = fixture_->model().string();
        QCOMPARE(errorOf([&] {
            session_->ask("model-new", { { "out", occupied }, { "seed", "1" }, { "tokenizer", "bytes" } });
        }).kind(),
            core::ErrorKind::BadInput);
        QVERIFY(std::filesystem::exists(fixture_->model() / "config.json"));
        const auto half = (fixture_->path() / "half").string();
        QVERIFY(!errorOf([&] {
            session_->ask("model-new",
                { { "out", half }, { "seed", "1" }, { "tokenizer", "bytes" },
                    { "config", { { "model_type", "abacus" } } } });
        })
                     .message()
                     .empty());
        QVERIFY(!std::filesystem::exists(half));
        QVERIFY(session_->ask("versions", Json::object()).contains("program"));
    }

    void aCancelledQuestionsAnswerIsDropped()
    {
        core::CancelToken cancelled;
        cancelled.cancel();
        QCOMPARE(errorOf([&] { session_->ask("model-info", folder(), cancelled); }).kind(), core::ErrorKind::Cancelled);
        QVERIFY(session_->ask("versions", Json::object()).contains("program"));
    }

private:
    Json folder() const { return { { "folder", fixture_->model().string() } }; }

    std::unique_ptr<WorkerFixture> fixture_;
    std::unique_ptr<core::jobs::SessionClient> session_;
};

QTEST_GUILESS_MAIN(TestSession)
#include "tst_session.moc"
