// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/file_probe.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/data/row_mapper.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace ui {

using core::data::ExampleShape;
using core::data::Mapping;

namespace {

QString translate(const char* text)
{
    return QCoreApplication::translate("ui::FileProbe", text);
}

QStringList namesOf(const core::data::RowSample& sample)
{
    QStringList names;
    for (const auto& field : sample.fields)
        names.append(QString::fromStdString(field.name));
    return names;
}

void addNames(QStringList& names, const std::vector<core::data::RowField>& fields)
{
    for (const auto& field : fields)
        if (const QString name = QString::fromStdString(field.name); !names.contains(name))
            names.append(name);
}

/// The stored rows at the beginning of a source.
std::vector<core::store::ExampleRecord> firstRows(
    const core::store::ProjectSession& session, const core::store::SourceRecord& source)
{
    std::vector<core::ExampleId> ids;
    const auto count = std::min<std::int64_t>(source.kept, static_cast<std::int64_t>(FileProbe::previewRows));
    for (std::int64_t i = 0; i < count; ++i)
        ids.push_back({ source.firstExample.value + i });
    return session.examples(ids);
}

core::data::PreviewRow previewOf(
    core::data::RowMapper& mapper, const core::store::ExampleRecord& example, const std::string& file)
{
    core::data::PreviewRow row;
    row.line = example.line;
    const core::data::MapOutcome outcome = mapper.map(example.raw, row.row);
    if (outcome.fault != nullptr)
        row.problem
            = core::describe(*outcome.fault, { file, example.line, example.offset + outcome.offset }, outcome.detail);
    return row;
}

std::string whatADatasetIs()
{
    return translate(QT_TRANSLATE_NOOP("ui::FileProbe",
                         "A dataset has one JSON object a line, a list of objects, or a table with a header row."))
        .toStdString();
}

/// Where no row of the beginning can be read there is nothing to choose from; the first one says why.
[[noreturn]] void refuseUnreadable(const ImportChoice& choice)
{
    core::data::ImportOptions options;
    options.format = choice.format;
    options.exactMapping.emplace().shape = ExampleShape::Text;
    const auto first = core::data::previewImport(choice.file, options, 1).rows;
    if (first.empty())
        throw core::refusal(core::data::format_faults::empty, { choice.file.filename().string() });
    throw core::Error(core::ErrorKind::BadFile, first.front().problem, whatADatasetIs());
}

/// The format, chosen or recognised; a hint that speaks of the command line becomes one for the window.
core::data::RowFormat formatOf(const ImportChoice& choice)
{
    try {
        return core::data::detectFormat(choice.file, choice.format);
    } catch (const core::Error& error) {
        if (error.code() != core::data::format_faults::unknown.code)
            throw;
        throw core::Error(error.kind(), error.message(), whatADatasetIs(), error.code());
    }
}

} // namespace

QString mappingProblem(const Mapping& mapping)
{
    switch (mapping.shape) {
    case ExampleShape::PromptResponse:
        if (mapping.instruction.empty() || mapping.response.empty())
            return translate(QT_TRANSLATE_NOOP("ui::FileProbe", "Choose a field for the prompt and one for the response."));
        if (mapping.instruction == mapping.response)
            return translate(QT_TRANSLATE_NOOP("ui::FileProbe", "Prompt and response are the same field."));
        return {};
    case ExampleShape::Text:
        return mapping.text.empty() ? translate(QT_TRANSLATE_NOOP("ui::FileProbe", "Choose the field of the text."))
                                    : QString();
    case ExampleShape::Conversation:
        return mapping.messages.empty() ? translate(QT_TRANSLATE_NOOP("ui::FileProbe", "Choose the field of the messages."))
                                        : QString();
    }
    return {};
}

FileProbe probeFile(const ImportChoice& choice)
{
    FileProbe probe;
    probe.bytes = core::InputFile(choice.file).size();
    probe.format = formatOf(choice);
    const core::data::RowSample sample = core::data::sampleRows(choice.file, probe.format);
    if (sample.rows == 0)
        refuseUnreadable(choice);
    probe.fields = namesOf(sample);
    if (choice.mapping) {
        probe.mapping = *choice.mapping;
    } else {
        try {
            probe.mapping = core::data::detectMapping(sample, choice.file.filename().string());
        } catch (const core::Error& error) {
            probe.problem = QString::fromStdString(error.message()) + ". "
                + translate(QT_TRANSLATE_NOOP("ui::FileProbe", "Choose the fields on the left, or another format."));
            return probe;
        }
    }
    probe.problem = mappingProblem(probe.mapping);
    if (!probe.problem.isEmpty())
        return probe;
    core::data::ImportOptions options;
    options.format = choice.format;
    options.exactMapping = probe.mapping;
    probe.rows = core::data::previewImport(choice.file, options, FileProbe::previewRows).rows;
    return probe;
}

FileProbe probeSource(
    const core::store::ProjectSession& session, core::SourceId source, const std::optional<Mapping>& mapping)
{
    const core::store::SourceRecord record = session.source(source);
    FileProbe probe;
    probe.bytes = record.bytes;
    probe.format = core::data::decodeRowFormat(record.format.dump());
    probe.mapping = mapping ? *mapping : core::data::decodeMapping(record.mapping.dump());
    probe.problem = mappingProblem(probe.mapping);
    core::data::RowMapper mapper(probe.format, probe.mapping);
    for (const core::store::ExampleRecord& example : firstRows(session, record)) {
        addNames(probe.fields, core::data::parseRow(probe.format, example.raw));
        if (probe.problem.isEmpty())
            probe.rows.push_back(previewOf(mapper, example, record.name));
    }
    return probe;
}

std::optional<core::store::SourceRecord> sameFile(
    const core::store::ProjectSession& session, const std::filesystem::path& file)
{
    const std::uint64_t bytes = core::InputFile(file).size();
    const auto sources = session.listSources();
    if (std::ranges::none_of(sources, [bytes](const auto& source) { return source.bytes == bytes; }))
        return std::nullopt;
    return session.findSourceBySha256(core::sha256OfFile(file));
}

} // namespace ui
