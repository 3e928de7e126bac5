// SPDX-License-Identifier: Apache-2.0
// Dataset files, given to the import as a user would; the first refused row counts.
#include "core/data/import_file.h"
#include "core/data/row_fields.h"
#include "tests/malformed/case.h"

namespace malformed {

using namespace core;
using namespace core::data;

namespace {

void import(const std::filesystem::path& file, const ImportOptions& options)
{
    const ImportReport report = importFile(file, options, [](const ImportPlan&, const std::vector<ImportedRow>&) {});
    if (!report.refusals.empty())
        throw Error(ErrorKind::BadFile, report.refusals.front().sentence, {}, report.refusals.front().code);
}

/// A file that is imported; `format` and `mapping` as on the command line.
Case rows(const std::string& name, const Fault& fault, const std::string& fileName, const std::string& bytes,
    const std::string& mapping = {}, const std::string& format = "auto")
{
    return { "rows: " + name, fault.code, [=](const std::filesystem::path& folder) {
                ImportOptions options;
                options.mapping = mapping;
                options.format = parseFormatChoice(format);
                import(put(folder, fileName, bytes), options);
            } };
}

const std::string good = "{\"prompt\":\"a\",\"response\":\"b\"}";
const std::string pairs = "prompt=prompt,response=response";

Case jsonl(const std::string& name, const Fault& fault, const std::string& line, const std::string& mapping = pairs)
{
    return rows(name, fault, "a.jsonl", good + "\n" + line, mapping);
}

std::vector<Case> formatCases()
{
    using namespace format_faults;
    std::string wide;
    for (const char letter : good)
        wide += std::string(1, letter) + std::string(1, '\0');
    return {
        rows("empty", empty, "a.jsonl", ""),
        rows("only blanks", empty, "a.jsonl", " \r\n\t\n"),
        rows("UTF-16 with its mark", utf16, "a.jsonl", "\xff\xfe" + wide),
        rows("UTF-16 without", utf16, "a.jsonl", wide),
        rows("UTF-32", utf32, "a.jsonl", std::string("\xff\xfe\0\0{\0\0\0", 8)),
        rows("gzip", compressed, "a.jsonl", "\x1f\x8b\x08 some bytes"),
        rows("zip", compressed, "a.csv", "PK\x03\x04 some bytes"),
        rows("Parquet", container, "a.parquet", "PAR1 some bytes"),
        rows("NUL bytes", binary, "a.jsonl", std::string(64, '\0')),
        rows("prose", unknown, "a.txt", "just some words\nand more\n"),
        rows("no such format", notAFormat, "a.jsonl", good, {}, "xlsx"),
        rows("a header with an open quote", header, "a.csv", "\"prompt,response\na,b\n"),
        rows("a header that is not UTF-8", header, "a.csv", "prompt,\xff\na,b\n"),
        { "rows: a stored format that is no JSON", stored.code,
            [](const std::filesystem::path&) { decodeRowFormat("{\"format\":\"docx\"}"); } },
    };
}

std::vector<Case> jsonRowCases()
{
    using namespace json_rows_faults;
    const std::string deep = std::string(200, '[') + std::string(200, ']');
    const std::string list = "[" + good;
    return {
        jsonl("broken row", notJson, "{\"prompt\":\n" + good + "\n"),
        jsonl("row of 100,000 brackets", tooDeep, "{\"x\":" + std::string(100000, '[') + std::string(100000, ']') + "}\n"),
        jsonl("row of a list", notAnObject, "[1]\n"),
        jsonl("row too deep", tooDeep, "{\"prompt\":\"a\",\"response\":\"b\",\"x\":" + deep + "}\n"),
        jsonl("row of 65 MiB", tooLong, "{\"prompt\":\"" + std::string(longFiller) + "\"}\n"),
        jsonl("row not UTF-8", notUtf8, "{\"prompt\":\"\xff\",\"response\":\"b\"}\n"),
        jsonl("row cut by the end", torn, "{\"prompt\":\"a\",\"resp"),
        rows("list without an end", unclosedList, "a.json", list),
        rows("list without a comma", listSyntax, "a.json", list + " " + good + "]"),
        rows("list with an element cut", torn, "a.json", list + ",{\"prompt\""),
        rows("list with bytes behind it", afterList, "a.json", list + "] x"),
        rows("object without a list", noList, "a.json", R"({"a":{"b":1}})", pairs, "json"),
        rows("two lists", severalLists, "a.json", "{\"train\":" + list + "],\"test\":" + list + "]}", pairs, "json"),
    };
}

std::vector<Case> csvRowCases()
{
    using namespace csv_rows_faults;
    const auto csv = [](const std::string& name, const Fault& fault, const std::string& record) {
        return rows("csv " + name, fault, "a.csv", "prompt,response\na,b\n" + record, pairs);
    };
    return {
        csv("one field too many", columnCount, "a,b,c\n"),
        csv("one field too few", columnCount, "a\nc,d\n"),
        csv("open quote", unclosedQuote, "a,\"b\nc,d\n"),
        csv("text behind a quote", textAfterQuote, "\"a\"x,b\n"),
        csv("record of 65 MiB", tooLong, "a," + std::string(longFiller) + "\n"),
        csv("not UTF-8", notUtf8, "a,\xff\n"),
        csv("a NUL byte", nulByte, std::string("a,b\0c\n", 6)),
        csv("cut by the end", torn, "a"),
    };
}

} // namespace

std::vector<Case> rowCases()
{
    std::vector<Case> cases;
    for (const auto& part : { formatCases(), jsonRowCases(), csvRowCases() })
        cases.insert(cases.end(), part.begin(), part.end());
    return cases;
}

std::vector<Case> mappingCases()
{
    using namespace mapping_faults;
    const auto mapped = [](const std::string& name, const Fault& fault, const std::string& mapping) {
        return rows("mapping " + name, fault, "a.jsonl", good + "\n", mapping);
    };
    const std::string talk = R"({"m":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]})";
    const auto messages = [&](const std::string& name, const Fault& fault, const std::string& value) {
        return rows("mapping " + name, fault, "a.jsonl", talk + "\n{\"m\":" + value + "}\n", "messages=m");
    };
    return {
        rows("mapping of nothing known", notFound, "a.jsonl", "{\"x\":1,\"y\":2}\n"),
        mapped("without a sign", syntax, "prompt"),
        mapped("of an unknown role", unknownRole, "teacher=prompt"),
        mapped("of an unknown field", unknownField, "prompt=question,response=response"),
        mapped("of a role twice", twice, "prompt=prompt,instruction=prompt,response=response"),
        rows("mapping of half a pair", incomplete, "a.jsonl", "{\"x\":\"a\",\"y\":2}\n", "prompt=x"),
        mapped("of two shapes", mixed, "prompt=prompt,response=response,text=prompt"),
        { "mapping: stored, not valid", stored.code, [](const std::filesystem::path&) { decodeMapping("{\"x\":1}"); } },
        jsonl("mapped field missing", missingField, "{\"prompt\":\"a\"}\n"),
        jsonl("mapped field is a list", notText, "{\"prompt\":\"a\",\"response\":[1]}\n"),
        jsonl("empty prompt", emptyPrompt, "{\"prompt\":\" \",\"response\":\"b\"}\n"),
        jsonl("empty response", emptyResponse, "{\"prompt\":\"a\",\"response\":\"\"}\n"),
        rows("empty text", emptyText, "a.jsonl", "{\"text\":\"a\"}\n{\"text\":\"\"}\n", "text=text"),
        messages("messages is a text", notMessages, "\"a\""),
        messages("a message without content", notMessages, R"([{"role":"user"}])"),
        messages("a message of nobody known", messageRole, R"([{"role":"ghost","content":"a"}])"),
        messages("no assistant", noAssistant, R"([{"role":"user","content":"a"}])"),
    };
}

} // namespace malformed
