// SPDX-License-Identifier: Apache-2.0
#include "core/store/annotation_marks.h"

#include "core/store/project_faults.h"

#include <algorithm>
#include <limits>

namespace core::store {

namespace {

constexpr auto most64 = std::numeric_limits<std::int64_t>::max();

std::string itemOf(std::int64_t mark, std::int64_t part)
{
    return "annotation " + std::to_string(mark) + " part " + std::to_string(part);
}

ExampleSet::Part membersOf(Database& database, Query& query, int column, std::int64_t mark, std::int64_t part)
{
    return decodePart(query.blob(column), database.place(itemOf(mark, part)));
}

} // namespace

ExampleSet::Part readMembers(Database& database, std::int64_t mark, std::int64_t part)
{
    Query query(database, "SELECT members FROM annotation_marks WHERE part=?1 AND mark=?2");
    query.bind(part).bind(mark);
    return query.step() ? membersOf(database, query, 0, mark, part) : ExampleSet::Part();
}

void writeMembers(Database& database, std::int64_t mark, std::int64_t part, const ExampleSet::Part& members)
{
    if (!members.any()) {
        Query(database, "DELETE FROM annotation_marks WHERE part=?1 AND mark=?2").bind(part).bind(mark).run();
        return;
    }
    const auto bytes = encodePart(members);
    Query(database, "INSERT OR REPLACE INTO annotation_marks(part, mark, members) VALUES(?1,?2,?3)")
        .bind(part)
        .bind(mark)
        .bindBlob(bytes)
        .run();
}

void forMembers(Database& database, std::int64_t part, const UseMembers& use)
{
    Query query(database, "SELECT mark, members FROM annotation_marks WHERE part=?1 ORDER BY mark");
    query.bind(part);
    while (query.step()) {
        const auto mark = query.integer(0, 1, most64);
        use(mark, membersOf(database, query, 1, mark, part));
    }
}

void forAllMembers(
    Database& database, const std::function<void(std::int64_t mark, std::int64_t part, const ExampleSet::Part&)>& use)
{
    Query query(database, "SELECT part, mark, members FROM annotation_marks ORDER BY part, mark");
    while (query.step()) {
        const auto part = query.integer(0, 0, most64 / idsPerPart - 1);
        const auto mark = query.integer(1, 1, most64);
        use(mark, part, membersOf(database, query, 2, mark, part));
    }
}

std::int64_t textMark(Database& database, bool note, const std::string& text)
{
    const std::string_view kind = note ? "note" : "label";
    {
        Query query(database, "SELECT mark FROM annotation_texts WHERE kind=?1 AND text=?2");
        query.bind(kind).bind(text);
        if (query.step())
            return query.integer(0, firstTextMark, most64);
    }
    const auto mark = std::max(firstTextMark, database.integer("SELECT coalesce(max(mark), 0) + 1 FROM annotation_texts"));
    Query(database, "INSERT INTO annotation_texts(mark, kind, text) VALUES(?1,?2,?3)")
        .bind(mark)
        .bind(kind)
        .bind(text)
        .run();
    return mark;
}

MarkTexts readTexts(Database& database)
{
    MarkTexts texts;
    Query query(database, "SELECT mark, kind, text FROM annotation_texts ORDER BY mark");
    while (query.step()) {
        const auto kind = query.text(1);
        if (kind != "note" && kind != "label")
            throw refusal(project_faults::wrongValue, database.place("annotation texts"), "kind " + kind.substr(0, 40));
        texts[query.integer(0, firstTextMark, most64)] = { kind == "note", query.text(2) };
    }
    return texts;
}

const MarkText* textOf(Database& database, const MarkTexts& texts, std::int64_t mark)
{
    if (mark == excludedMark || mark == easyMark || mark == hardMark)
        return nullptr;
    const auto found = texts.find(mark);
    if (found == texts.end())
        throw refusal(project_faults::missingRow, database.place("annotation " + std::to_string(mark)));
    return &found->second;
}

} // namespace core::store
