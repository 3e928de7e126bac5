// SPDX-License-Identifier: Apache-2.0
// Every fault of every reader has a file that provokes it, and whatever else is done to a file, its reader answers with a
// sentence. Runs with little memory, so that no reader believes a size.
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/base/random.h"
#include "core/data/import_file.h"
#include "core/data/rows_snapshot.h"
#include "core/formats/hf_config.h"
#include "core/formats/safetensors.h"
#include "core/text/tokenizer_file.h"
#include "tests/malformed/case.h"
#include "tests/support/support.h"

#include <QTest>

#include <algorithm>
#include <fstream>
#include <set>
#include <sys/resource.h>

using namespace core;
using namespace malformed;

namespace malformed {

std::filesystem::path put(const std::filesystem::path& folder, const std::string& name, const std::string& bytes)
{
    const std::filesystem::path file = folder / name;
    createFolders(file.parent_path());
    const std::size_t place = bytes.find(longFiller);
    std::ofstream output(file, std::ios::binary);
    output << bytes.substr(0, place);
    if (place != std::string::npos) {
        const std::string piece(1 << 20, 'x');
        for (int i = 0; i < 65; ++i)
            output << piece;
        output << bytes.substr(place + longFiller.size());
    }
    if (!output.flush())
        qFatal("%s cannot be written", file.c_str());
    return file;
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t place = text.find(from);
    if (place == std::string::npos)
        qFatal("a case looks for \"%s\", which is not there", from.c_str());
    return text.replace(place, from.size(), to);
}

} // namespace malformed

namespace {

/// A valid file and the reader it is given to, for mutation.
struct Seed {
    std::string name;
    std::string bytes;
    std::function<void(const std::filesystem::path&)> read;
};

std::vector<Seed> seeds()
{
    const auto import = [](const std::filesystem::path& file) {
        data::importFile(file, {}, [](const data::ImportPlan&, const std::vector<data::ImportedRow>&) {});
    };
    return {
        { "model.safetensors", validSafetensors(),
            [](const std::filesystem::path& file) {
                const formats::SafetensorsFile tensors(file);
                for (const formats::TensorEntry& entry : tensors.entries()) {
                    std::vector<char> bytes(entry.bytes);
                    tensors.read(entry, bytes.data());
                }
            } },
        { "config.json", validConfig(), [](const std::filesystem::path& file) { formats::readModelConfig(file); } },
        { "tokenizer.json", validTokenizer(),
            [](const std::filesystem::path& file) {
                const auto tokenizer = text::loadTokenizer(file.parent_path());
                std::vector<text::TokenId> ids;
                for (const text::Token& token : tokenizer->encode("abba\xff<end> \xcc\x81"))
                    ids.push_back(token.id);
                tokenizer->decode(ids);
            } },
        { "model.safetensors.index.json", R"({"metadata":{},"weight_map":{"a":"x.safetensors","b":"y.safetensors"}})",
            [](const std::filesystem::path& file) { formats::weightFiles(file.parent_path()); } },
        { "rows.jsonl",
            R"({"prompt":"a\u00e9","response":"b","source":"s"})"
            "\n"
            R"({"prompt":"c","response":"d"})"
            "\n",
            import },
        { "rows.json", R"({"data":[{"question":"a","answer":"b"},{"question":"c","answer":1}]})", import },
        { "rows.csv", "prompt,response\n\"a, \"\"b\"\"\",c\nd,\"e\nf\"\n", import },
        { "snapshot.jsonl",
            R"({"id":1,"text":"a"})"
            "\n"
            R"({"id":2,"messages":[{"role":"user","content":"b"}]})"
            "\n",
            [](const std::filesystem::path& file) { data::readRowsSnapshot(file); } },
    };
}

std::string mutated(std::string bytes, RandomStream& random)
{
    static const std::string tokens[] = { "{", "}", "[", "]", "\"", ":", ",", "\\u", "null", "-1", "1e400", "\0", "\xff",
        "\n", "18446744073709551615", "0.5", "\"a\":", "\xef\xbb\xbf" };
    for (std::uint64_t i = random.below(4) + 1; i > 0 && !bytes.empty(); --i) {
        const auto place = static_cast<std::size_t>(random.below(bytes.size()));
        const auto length = static_cast<std::size_t>(random.below(std::min<std::size_t>(bytes.size() - place, 20) + 1));
        switch (random.below(5)) {
        case 0:
            bytes[place] = static_cast<char>(random.below(256));
            break;
        case 1:
            bytes.erase(place, length);
            break;
        case 2:
            bytes.insert(place, tokens[random.below(std::size(tokens))]);
            break;
        case 3:
            bytes.insert(place, bytes.substr(static_cast<std::size_t>(random.below(bytes.size())), length));
            break;
        default:
            bytes.resize(place);
        }
    }
    return bytes;
}

std::vector<Case> allCases()
{
    std::vector<Case> cases;
    for (const auto& part : { jsonCases(), rowCases(), mappingCases(), snapshotCases(), protocolCases(), safetensorsCases(),
             modelFolderCases(), tokenizerCases() })
        cases.insert(cases.end(), part.begin(), part.end());
    return cases;
}

std::vector<Reader> allReaders()
{
    std::vector<Reader> readers = sharedReaders();
    for (const Reader& reader : modelFolderReaders())
        readers.push_back(reader);
    return readers;
}

/// The sentence names the folder or a file in it, where the case wrote one.
bool namesPlace(const std::string& message, const std::filesystem::path& folder)
{
    std::error_code failure;
    bool empty = true;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, failure)) {
        empty = false;
        if (message.find(entry.path().filename().string()) != std::string::npos)
            return true;
    }
    return empty || message.find(folder.filename().string()) != std::string::npos;
}

/// Reads; true when it was accepted, false when a sentence came. Anything else fails the test.
bool accepted(const Seed& seed, const std::filesystem::path& file)
{
    try {
        seed.read(file);
        return true;
    } catch (const Error& error) {
        if (error.message().size() < 12
            || error.message().find(file.parent_path().filename().string()) == std::string::npos) {
            if (error.message().find(file.filename().string()) == std::string::npos)
                QTest::qFail(("no file is named: " + error.message()).c_str(), __FILE__, __LINE__);
        }
        return false;
    }
}

} // namespace

class TestMalformed : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
        const rlimit little{ 512u << 20, 512u << 20 };
        QCOMPARE(setrlimit(RLIMIT_AS, &little), 0);
#endif
    }

    void casesProvokeTheirFaults_data()
    {
        QTest::addColumn<int>("index");
        const std::vector<Case> cases = allCases();
        std::set<std::string> names;
        for (std::size_t i = 0; i < cases.size(); ++i) {
            QVERIFY2(names.insert(cases[i].name).second, cases[i].name.c_str());
            QTest::newRow(QByteArray::fromStdString(cases[i].name).left(80)) << static_cast<int>(i);
        }
    }

    void casesProvokeTheirFaults()
    {
        QFETCH(int, index);
        static const std::vector<Case> cases = allCases();
        const Case& tried = cases[static_cast<std::size_t>(index)];
        const support::TemporaryFolder folder;
        const std::filesystem::path inner = folder.path() / "given";
        createFolders(inner);
        const Error error = support::errorOf([&] { tried.read(inner); });
        QVERIFY2(error.code() == tried.code, error.what());
        QVERIFY2(error.message().size() > 12, error.what());
        QVERIFY2(error.kind() == ErrorKind::BadInput || namesPlace(error.message(), inner), error.what());
    }

    void everyFaultHasACase()
    {
        std::set<std::string_view> provoked;
        for (const Case& tried : allCases())
            provoked.insert(tried.code);
        std::set<std::string_view> codes;
        for (const Reader& reader : allReaders()) {
            for (const Fault& fault : reader.faults) {
                QVERIFY2(codes.insert(fault.code).second, "two faults have one code");
                QVERIFY2(!fault.sentence.empty(), "a fault needs a sentence");
                QVERIFY2(provoked.contains(fault.code), (reader.name + ": no case for " + std::string(fault.code)).c_str());
            }
        }
        for (const std::string_view code : provoked)
            QVERIFY2(codes.contains(code), ("no reader lists " + std::string(code)).c_str());
    }

    void manyKindsOfSafetensors()
    {
        QVERIFY(safetensorsCases().size() >= 64);
    }

    void safetensorsCutAtEveryByte()
    {
        const support::TemporaryFolder folder;
        const Seed seed = seeds().front();
        for (std::size_t length = 0; length < seed.bytes.size(); ++length)
            QVERIFY(!accepted(seed, put(folder.path(), seed.name, seed.bytes.substr(0, length))));
        QVERIFY(accepted(seed, put(folder.path(), seed.name, seed.bytes)));
    }

    /// A flip may leave a valid file (another name, another type of the same size); it must never do worse.
    void safetensorsWithEveryHeaderBitFlipped()
    {
        const support::TemporaryFolder folder;
        const Seed seed = seeds().front();
        int refused = 0;
        for (std::size_t bit = 0; bit < (seed.bytes.size() - 14) * 8; ++bit) {
            std::string bytes = seed.bytes;
            bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ 1 << bit % 8);
            refused += !accepted(seed, put(folder.path(), seed.name, bytes));
        }
        QVERIFY2(refused > 900, std::to_string(refused).c_str());
    }

    void mutations_data()
    {
        QTest::addColumn<int>("index");
        const std::vector<Seed> all = seeds();
        for (std::size_t i = 0; i < all.size(); ++i)
            QTest::newRow(all[i].name.c_str()) << static_cast<int>(i);
    }

    void mutations()
    {
        QFETCH(int, index);
        const support::TemporaryFolder folder;
        const Seed seed = seeds()[static_cast<std::size_t>(index)];
        RandomStream random(20, seed.name);
        const int rounds = seed.name == "tokenizer.json" ? 300 : 600;
        for (int round = 0; round < rounds; ++round)
            accepted(seed, folder.write(seed.name, mutated(seed.bytes, random)));
    }
};

QTEST_GUILESS_MAIN(TestMalformed)
#include "tst_malformed.moc"
