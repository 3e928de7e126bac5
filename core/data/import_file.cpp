// SPDX-License-Identifier: Apache-2.0
#include "core/data/import_file.h"

#include "core/data/prompt.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <unordered_map>

namespace core::data {

namespace {

constexpr std::size_t batchRows = 4096;
constexpr std::size_t batchBytes = 8U << 20U;

ImportPlan makePlan(const std::filesystem::path& file, const ImportOptions& options, RowSample& sample)
{
    ImportPlan plan;
    plan.format = detectFormat(file, options.format);
    sample = sampleRows(file, plan.format);
    const std::string name = file.filename().string();
    if (options.exactMapping)
        plan.mapping = *options.exactMapping;
    else
        plan.mapping = options.mapping.empty() ? detectMapping(sample, name) : parseMapping(options.mapping, sample, name);
    return plan;
}

/// A row that is broken where the file ends is called torn.
const Fault* faultOf(const Fault* fault, const RawRow& raw)
{
    if (raw.terminated)
        return fault;
    if (fault == &json_rows_faults::notJson)
        return &json_rows_faults::torn;
    return fault == &csv_rows_faults::columnCount ? &csv_rows_faults::torn : fault;
}

std::uint32_t narrow(std::uint64_t count)
{
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(count, std::numeric_limits<std::uint32_t>::max()));
}

/// Rows of one batch; their bytes lie in one block.
class Batch {
public:
    void add(const RawRow& raw, const MappedRow& row, std::string_view source, std::uint64_t hash)
    {
        ImportedRow imported;
        imported.raw = raw;
        imported.source = source;
        imported.promptHash = hash;
        imported.responseHash = responseHash(row.text);
        imported.heldOut = isHeldOut(hash);
        imported.promptCharacters
            = narrow(countCharacters(row.text.shape == ExampleShape::PromptResponse && row.text.input.empty()
                    ? std::string_view(row.text.instruction)
                    : std::string_view(promptText(row.text))));
        imported.responseCharacters = narrow(countCharacters(
            row.text.shape == ExampleShape::PromptResponse ? std::string_view(row.text.response) : responseText(row.text)));
        rows_.push_back(imported);
        places_.push_back({ bytes_.size(), raw.bytes.size(), row.externalId.size() });
        bytes_ += raw.bytes;
        bytes_ += row.externalId;
    }

    bool full() const { return rows_.size() == batchRows || bytes_.size() >= batchBytes; }
    bool empty() const { return rows_.empty(); }

    /// The views are made here: the block has moved while it grew.
    const std::vector<ImportedRow>& rows()
    {
        const std::string_view bytes = bytes_;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            rows_[i].raw.bytes = bytes.substr(places_[i].begin, places_[i].rawLength);
            rows_[i].externalId = bytes.substr(places_[i].begin + places_[i].rawLength, places_[i].idLength);
        }
        return rows_;
    }

    void clear()
    {
        rows_.clear();
        places_.clear();
        bytes_.clear();
    }

private:
    struct PlaceInBlock {
        std::size_t begin;
        std::size_t rawLength;
        std::size_t idLength;
    };
    std::vector<ImportedRow> rows_;
    std::vector<PlaceInBlock> places_;
    std::string bytes_;
};

class Import {
public:
    Import(const std::filesystem::path& file, const ImportOptions& options, const ImportSink& sink)
        : name_(file.filename().string())
        , options_(options)
        , sink_(sink)
    {
        RowSample sample;
        report_.plan = makePlan(file, options, sample);
        reader_ = openRows(file, report_.plan.format);
    }

    ImportReport run()
    {
        RowMapper mapper(report_.plan.format, report_.plan.mapping);
        ReadRow read;
        MappedRow row;
        while (reader_->next(read)) {
            if (read.fault != nullptr) {
                refuse(*read.fault, read.raw, 0, read.detail);
                continue;
            }
            const MapOutcome outcome = mapper.map(read.raw.bytes, row);
            if (outcome.fault != nullptr)
                refuse(*faultOf(outcome.fault, read.raw), read.raw, outcome.offset, outcome.detail);
            else
                keep(read.raw, row, outcome.warnings);
        }
        deliver();
        for (const auto& [source, count] : sources_)
            report_.keptBySource[source] = count;
        report_.sha256 = reader_->sha256();
        report_.bytes = reader_->bytesRead();
        return std::move(report_);
    }

private:
    std::string name_;
    const ImportOptions& options_;
    const ImportSink& sink_;
    std::unique_ptr<RowReader> reader_;
    Batch batch_;
    std::unordered_map<std::string, std::uint64_t> sources_;
    ImportReport report_;
    std::uint64_t sinceReport_ = 0; ///< rows of any kind since the last look at the cancel token

    void keep(const RawRow& raw, const MappedRow& row, const RowWarnings& warnings)
    {
        const auto source = sources_.try_emplace(row.source, 0).first;
        ++source->second;
        const std::uint64_t hash = promptHash(row.text);
        batch_.add(raw, row, source->first, hash);
        ++report_.kept;
        report_.heldOut += isHeldOut(hash);
        report_.rowsWithDuplicateKeys += warnings.duplicateKeys;
        report_.rowsWithReplacedSurrogates += warnings.replacedSurrogates;
        report_.rowsWithUnreadableMetadata += warnings.unreadableMetadata;
        if (batch_.full())
            deliver();
    }

    void refuse(const Fault& fault, const RawRow& raw, std::uint64_t within, const std::string& detail)
    {
        ++report_.refused;
        ++report_.refusedByCode[std::string(fault.code)];
        if (report_.refusals.size() < options_.listed) {
            const std::uint64_t offset = raw.offset + within;
            report_.refusals.push_back(
                { raw.line, offset, std::string(fault.code), describe(fault, { name_, raw.line, offset }, detail) });
        }
        if (++sinceReport_ == batchRows)
            announce();
    }

    void announce()
    {
        sinceReport_ = 0;
        options_.cancel.check();
        if (options_.progress)
            options_.progress({ reader_->bytesRead(), std::max(reader_->fileSize(), reader_->bytesRead()) });
    }

    void deliver()
    {
        announce();
        if (!batch_.empty())
            sink_(report_.plan, batch_.rows());
        batch_.clear();
    }
};

} // namespace

ImportReport importFile(const std::filesystem::path& file, const ImportOptions& options, const ImportSink& sink)
{
    const auto begin = std::chrono::steady_clock::now();
    ImportReport report = Import(file, options, sink).run();
    report.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    return report;
}

ImportPreview previewImport(const std::filesystem::path& file, const ImportOptions& options, std::size_t rows)
{
    ImportPreview preview;
    preview.plan = makePlan(file, options, preview.sample);
    const Mapping& mapping = preview.plan.mapping;
    for (const FieldSample& field : preview.sample.fields) {
        const bool used = field.name == mapping.instruction || field.name == mapping.input || field.name == mapping.response
            || field.name == mapping.text || field.name == mapping.messages || field.name == mapping.source
            || field.name == mapping.id || field.name == mapping.answer;
        if (!used)
            preview.unmapped.push_back(field.name);
    }
    const std::unique_ptr<RowReader> reader = openRows(file, preview.plan.format);
    RowMapper mapper(preview.plan.format, mapping);
    ReadRow read;
    while (preview.rows.size() < rows && reader->next(read)) {
        PreviewRow& shown = preview.rows.emplace_back();
        shown.line = read.raw.line;
        const Fault* fault = read.fault;
        Place place{ file.filename().string(), read.raw.line, read.raw.offset };
        if (fault == nullptr) {
            const MapOutcome outcome = mapper.map(read.raw.bytes, shown.row);
            fault = faultOf(outcome.fault, read.raw);
            read.detail = outcome.detail;
            *place.offset += outcome.offset;
        }
        if (fault != nullptr)
            shown.problem = describe(*fault, place, read.detail);
        preview.kept += fault == nullptr;
    }
    return preview;
}

} // namespace core::data
