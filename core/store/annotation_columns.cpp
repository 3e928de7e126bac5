// SPDX-License-Identifier: Apache-2.0
// Annotations as columns of a snapshot.
#include "core/data/columns.h"
#include "core/store/annotation_marks.h"
#include "core/store/annotation_tables.h"

#include <algorithm>

namespace core::store {

namespace {

/// What is said of the 4,096 examples of a part, as codes.
struct PartCodes {
    std::array<std::uint8_t, idsPerPart> marks{};
    std::array<std::uint32_t, idsPerPart> labelSet{};
    std::array<std::uint32_t, idsPerPart> note{};
};

class AnnotationColumns {
public:
    explicit AnnotationColumns(Database& database)
        : database_(database)
        , texts_(readTexts(database))
    {
        forAllMembers(database, [this](std::int64_t mark, std::int64_t part, const ExampleSet::Part& members) {
            add(mark, parts_[part], members);
        });
    }

    void fill(data::Columns& columns)
    {
        columns.marks = {};
        columns.labels = {};
        columns.notes = {};
        if (parts_.empty())
            return;
        std::vector<std::uint8_t> marks(columns.rows());
        std::vector<std::uint32_t> labels(columns.rows());
        std::vector<std::uint32_t> notes(columns.rows());
        for (std::size_t row = 0; row < columns.rows(); ++row) {
            const auto found = parts_.find(columns.ids[row].value / idsPerPart);
            if (found == parts_.end())
                continue;
            const auto offset = static_cast<std::size_t>(columns.ids[row].value % idsPerPart);
            marks[row] = found->second.marks[offset];
            labels[row] = found->second.labelSet[offset];
            notes[row] = found->second.note[offset];
        }
        columns.marks = std::move(marks);
        if (!labelNames_.empty())
            columns.labels = { std::move(labels), std::move(sets_), std::move(labelNames_) };
        if (noteNames_.size() > 1)
            columns.notes = { std::move(notes), std::move(noteNames_) };
    }

private:
    Database& database_;
    MarkTexts texts_;
    std::map<std::int64_t, PartCodes> parts_;
    std::vector<std::string> labelNames_;
    std::vector<std::string> noteNames_{ "" };
    std::map<std::int64_t, std::uint32_t> codes_; ///< of labels and notes, by mark
    std::vector<std::vector<std::uint32_t>> sets_{ {} };
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> larger_; ///< a set and a label more

    void add(std::int64_t mark, PartCodes& codes, const ExampleSet::Part& members)
    {
        using data::RowMark;
        const auto* text = textOf(database_, texts_, mark);
        const auto code = text == nullptr ? 0 : codeOf(mark, *text);
        const auto bit = static_cast<std::uint8_t>(mark == excludedMark ? RowMark::Excluded
                : mark == easyMark                                      ? RowMark::PinnedEasy
                                                                        : RowMark::PinnedHard);
        for (std::size_t offset = 0; offset < std::size_t{ idsPerPart }; ++offset) {
            if (!members.contains(offset))
                continue;
            if (text == nullptr) {
                codes.marks[offset] |= bit;
            } else if (text->note) {
                codes.note[offset] = code;
                codes.marks[offset] |= static_cast<std::uint8_t>(RowMark::Noted);
            } else {
                codes.labelSet[offset] = withLabel(codes.labelSet[offset], code);
            }
        }
    }

    std::uint32_t codeOf(std::int64_t mark, const MarkText& text)
    {
        auto& names = text.note ? noteNames_ : labelNames_;
        const auto [entry, isNew] = codes_.try_emplace(mark, static_cast<std::uint32_t>(names.size()));
        if (isNew)
            names.push_back(text.text);
        return entry->second;
    }

    std::uint32_t withLabel(std::uint32_t set, std::uint32_t label)
    {
        const auto [entry, isNew] = larger_.try_emplace({ set, label }, static_cast<std::uint32_t>(sets_.size()));
        if (isNew) {
            auto members = sets_[set];
            members.insert(std::lower_bound(members.begin(), members.end(), label), label);
            // the same set can be reached in another order, as labels get their codes where they are first met
            const auto known = std::find(sets_.begin(), sets_.end(), members);
            if (known != sets_.end())
                entry->second = static_cast<std::uint32_t>(known - sets_.begin());
            else
                sets_.push_back(std::move(members));
        }
        return entry->second;
    }
};

} // namespace

void readAnnotationColumns(Database& database, data::Columns& columns)
{
    AnnotationColumns(database).fill(columns);
}

} // namespace core::store
