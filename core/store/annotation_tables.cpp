// SPDX-License-Identifier: Apache-2.0
#include "core/store/annotation_tables.h"

#include "core/store/annotation_marks.h"
#include "core/store/project_faults.h"

#include <algorithm>

namespace core::store {

namespace {

constexpr std::size_t longestLabel = 200;
constexpr std::size_t longestNote = 10'000;

class Change {
public:
    Change(Database& database, const ExampleSet& examples)
        : database_(database)
        , examples_(examples)
    {
    }

    void set(std::int64_t mark, bool member)
    {
        for (const auto& [number, part] : examples_.parts)
            setIn(mark, number, part, member);
    }

    void setNote(const std::string& text)
    {
        const auto target = text.empty() ? 0 : textMark(database_, true, text);
        const auto texts = readTexts(database_);
        for (const auto& [number, part] : examples_.parts) {
            std::vector<std::int64_t> others;
            forMembers(database_, number, [&](std::int64_t mark, const ExampleSet::Part&) {
                const auto* note = textOf(database_, texts, mark);
                if (mark != target && note != nullptr && note->note)
                    others.push_back(mark);
            });
            for (const auto mark : others)
                setIn(mark, number, part, false);
            if (target != 0)
                setIn(target, number, part, true);
        }
    }

    MarkedSets take() { return std::move(changed_); }

private:
    Database& database_;
    const ExampleSet& examples_;
    MarkedSets changed_;

    void setIn(std::int64_t mark, std::int64_t number, const ExampleSet::Part& part, bool member)
    {
        const auto before = readMembers(database_, mark, number);
        const auto changed = member ? part.without(before) : part & before;
        if (!changed.any())
            return;
        writeMembers(database_, mark, number, before ^ changed);
        changed_[mark].parts[number] = changed;
    }
};

void requireText(const AnnotationChange& change)
{
    const bool label = change.kind == AnnotationKind::AddLabel || change.kind == AnnotationKind::RemoveLabel;
    if (label && (change.text.empty() || change.text.size() > longestLabel))
        throw Error(ErrorKind::BadInput, "a label has 1 to 200 bytes");
    if (change.kind == AnnotationKind::SetNote && change.text.size() > longestNote)
        throw Error(ErrorKind::BadInput, "a note has at most 10000 bytes");
}

void requireExamples(Database& database, const ExampleSet& examples)
{
    if (examples.empty())
        throw Error(ErrorKind::BadInput, "no rows were given");
    for (const auto& [number, part] : examples.parts) {
        const auto facts = readFactsPart(database, number);
        for (std::size_t offset = 0; offset < std::size_t{ idsPerPart }; ++offset)
            if (part.contains(offset) && (offset >= facts.size() || facts[offset].source == 0))
                throw Error(ErrorKind::BadInput,
                    "there is no example " + std::to_string(number * idsPerPart + static_cast<std::int64_t>(offset)));
    }
}

} // namespace

MarkedSets applyAnnotation(Database& database, const AnnotationChange& change, const ExampleSet& examples)
{
    requireText(change);
    requireExamples(database, examples);
    Change marks(database, examples);
    switch (change.kind) {
    case AnnotationKind::Exclude:
    case AnnotationKind::Include:
        marks.set(excludedMark, change.kind == AnnotationKind::Exclude);
        break;
    case AnnotationKind::PinEasy:
    case AnnotationKind::PinHard:
    case AnnotationKind::Unpin:
        marks.set(easyMark, change.kind == AnnotationKind::PinEasy);
        marks.set(hardMark, change.kind == AnnotationKind::PinHard);
        break;
    case AnnotationKind::AddLabel:
    case AnnotationKind::RemoveLabel:
        marks.set(textMark(database, false, change.text), change.kind == AnnotationKind::AddLabel);
        break;
    case AnnotationKind::SetNote:
        marks.setNote(change.text);
        break;
    }
    return marks.take();
}

void toggleMarks(Database& database, const MarkedSets& members)
{
    for (const auto& [mark, set] : members)
        for (const auto& [number, part] : set.parts)
            writeMembers(database, mark, number, readMembers(database, mark, number) ^ part);
}

namespace {

/// Adds what one mark says to the annotations of an example.
void addMark(ExampleAnnotations& annotations, std::int64_t mark, const MarkText* text)
{
    if (mark == excludedMark)
        annotations.excluded = true;
    else if (text == nullptr)
        annotations.pin = mark == easyMark ? Pin::Easy : Pin::Hard;
    else if (text->note)
        annotations.note = text->text;
    else
        annotations.labels.push_back(text->text);
}

} // namespace

std::vector<ExampleAnnotations> readAnnotations(Database& database, std::span<const ExampleId> ids)
{
    const auto texts = readTexts(database);
    std::vector<ExampleAnnotations> result(ids.size());
    std::map<std::int64_t, std::vector<std::size_t>> places; // per part the positions asked for
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (ids[i].value > 0)
            places[ids[i].value / idsPerPart].push_back(i);
    for (const auto& [number, positions] : places) {
        forMembers(database, number, [&](std::int64_t mark, const ExampleSet::Part& members) {
            const auto* text = textOf(database, texts, mark);
            for (const auto position : positions)
                if (members.contains(static_cast<std::size_t>(ids[position].value % idsPerPart)))
                    addMark(result[position], mark, text);
        });
    }
    for (auto& annotations : result)
        std::sort(annotations.labels.begin(), annotations.labels.end());
    return result;
}

std::vector<LabelCount> readLabelCounts(Database& database)
{
    const auto texts = readTexts(database);
    std::map<std::string, std::int64_t> counts;
    forAllMembers(database, [&](std::int64_t mark, std::int64_t, const ExampleSet::Part& members) {
        if (const auto* text = textOf(database, texts, mark); text != nullptr && !text->note)
            counts[text->text] += members.count();
    });
    std::vector<LabelCount> labels;
    for (const auto& [text, count] : counts)
        labels.push_back({ text, count });
    return labels;
}

void checkAnnotations(Database& database)
{
    const auto texts = readTexts(database);
    forAllMembers(database, [&](std::int64_t mark, std::int64_t part, const ExampleSet::Part& members) {
        textOf(database, texts, mark);
        const auto facts = readFactsPart(database, part);
        for (std::size_t offset = 0; offset < std::size_t{ idsPerPart }; ++offset)
            if (members.contains(offset) && (offset >= facts.size() || facts[offset].source == 0))
                throw refusal(project_faults::missingRow, database.place("annotation " + std::to_string(mark)));
    });
}

} // namespace core::store
