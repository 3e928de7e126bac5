// SPDX-License-Identifier: Apache-2.0
// DESIGN §2's figures: what the gpt-neox tokenizer makes of the whole training mix at 512 tokens.
#include "core/base/json.h"
#include "core/text/example_encoder.h"
#include "core/text/tokenizer_file.h"
#include "tests/support/support.h"

#include <QTest>

using namespace core;
using namespace core::text;

class TestMathmixTokens : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void figures()
    {
        const std::filesystem::path root = support::requireReferenceData();
        const std::filesystem::path file = root / "mathmix-train.jsonl";
        const std::filesystem::path folder = root / "tokenizers" / "gpt-neox";
        if (!std::filesystem::exists(file) || !std::filesystem::exists(folder))
            QSKIP("the reference data holds another mix or tokenizer");
        std::vector<data::ExampleText> rows;
        for (const std::string& line : support::linesOf(file)) {
            const Json json = Json::parse(line);
            rows.emplace_back();
            rows.back().instruction = json.at("instruction").get<std::string>();
            rows.back().response = json.at("output").get<std::string>();
        }
        const auto tokenizer = loadTokenizer(folder);
        const EncodingSummary summary = summarize(encodeRows(*tokenizer, rows, {}, tokenizer->idOf("<|endoftext|>")));
        QCOMPARE(summary.rows, std::size_t{ 26472 });
        QCOMPARE(std::lround(10. * static_cast<double>(summary.tokens) / 26472), 1864L);
        QCOMPARE(std::lround(10. * static_cast<double>(summary.responseTokens) / 26472), 951L);
        QCOMPARE(summary.truncated, std::size_t{ 1195 });
        QCOMPARE(summary.unscored, std::size_t{ 81 });
        QCOMPARE(summary.seams, std::size_t{ 849 });
    }
};

QTEST_GUILESS_MAIN(TestMathmixTokens)
#include "tst_mathmix_tokens.moc"
