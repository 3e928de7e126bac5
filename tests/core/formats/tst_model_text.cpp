// SPDX-License-Identifier: Apache-2.0
#include "core/formats/model_text.h"
#include "core/text/byte_tokenizer.h"
#include "tests/support/support.h"

#include <QTest>

using namespace core;
using namespace core::formats;

class TestModelText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// generation_config.json before config.json before tokenizer_config.json; a file without the field is passed over.
    void endTokenInOrder()
    {
        const support::TemporaryFolder folder;
        const text::ByteTokenizer tokenizer;
        folder.write("tokenizer_config.json", R"({"eos_token":"<|endoftext|>"})");
        QCOMPARE(endToken(folder.path(), tokenizer), 256);
        folder.write("tokenizer_config.json", R"({"eos_token":{"content":"z","lstrip":false}})");
        QCOMPARE(endToken(folder.path(), tokenizer), int{ 'z' });
        folder.write("config.json", R"({"eos_token_id":null})");
        QCOMPARE(endToken(folder.path(), tokenizer), int{ 'z' });
        folder.write("config.json", R"({"eos_token_id":5})");
        QCOMPARE(endToken(folder.path(), tokenizer), 5);
        folder.write("generation_config.json", R"({"temperature":1})");
        QCOMPARE(endToken(folder.path(), tokenizer), 5);
        folder.write("generation_config.json", R"({"eos_token_id":[9,8]})");
        QCOMPARE(endToken(folder.path(), tokenizer), 9);
    }

    void vocabularyMustHoldAllIds()
    {
        const text::ByteTokenizer tokenizer;
        ModelConfig config;
        config.vocabulary = 257;
        checkVocabulary(tokenizer, 256, config, "model");
        const auto refused = [&](std::int64_t vocabulary, text::TokenId end) {
            config.vocabulary = vocabulary;
            return support::errorOf([&] { checkVocabulary(tokenizer, end, config, "model"); }).code();
        };
        QCOMPARE(refused(256, 0), std::string(model_text_faults::idsDoNotFit.code));
        QCOMPARE(refused(257, 257), std::string(model_text_faults::idsDoNotFit.code));
        QCOMPARE(refused(257, -1), std::string(model_text_faults::idsDoNotFit.code));
    }
};

QTEST_GUILESS_MAIN(TestModelText)
#include "tst_model_text.moc"
