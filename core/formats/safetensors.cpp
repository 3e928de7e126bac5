// SPDX-License-Identifier: Apache-2.0
#include "core/formats/safetensors.h"

#include "core/base/hash.h"
#include "core/base/json.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>

namespace core::formats {

namespace {

using namespace safetensors_faults;

constexpr std::uint64_t lengthBytes = 8;
constexpr std::uint64_t maximumHeader = 100'000'000;
constexpr int maximumDepth = 8;
constexpr std::size_t maximumDimensions = 8;
constexpr char metadataKey[] = "__metadata__";

struct TypeName {
    ElementType type;
    const char* name;
    std::size_t bytes;
};
constexpr std::array<TypeName, 10> typeNames{ { { ElementType::Float64, "F64", 8 }, { ElementType::Float32, "F32", 4 },
    { ElementType::Float16, "F16", 2 }, { ElementType::BFloat16, "BF16", 2 }, { ElementType::Int64, "I64", 8 },
    { ElementType::Int32, "I32", 4 }, { ElementType::Int16, "I16", 2 }, { ElementType::Int8, "I8", 1 },
    { ElementType::UInt8, "U8", 1 }, { ElementType::Bool, "BOOL", 1 } } };

const TypeName& entryOf(ElementType type)
{
    return *std::find_if(typeNames.begin(), typeNames.end(), [&](const TypeName& entry) { return entry.type == type; });
}

/// a * b within 63 bits, or false.
bool multiply(std::uint64_t a, std::uint64_t b, std::uint64_t& product)
{
    return !__builtin_mul_overflow(a, b, &product) && product <= std::uint64_t{ std::numeric_limits<std::int64_t>::max() };
}

/// Bytes of a tensor, or nothing when the product does not fit 63 bits (dimensions of 0 do not hide that).
std::optional<std::uint64_t> bytesOf(ElementType type, const std::vector<std::int64_t>& shape)
{
    std::uint64_t product = elementBytes(type);
    bool empty = false;
    for (const std::int64_t size : shape) {
        if (size < 0 || !multiply(product, static_cast<std::uint64_t>(std::max<std::int64_t>(size, 1)), product))
            return std::nullopt;
        empty = empty || size == 0;
    }
    return empty ? 0 : product;
}

std::uint64_t littleEndian(const std::array<char, lengthBytes>& bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = lengthBytes; i > 0; --i)
        value = value << 8 | static_cast<unsigned char>(bytes[i - 1]);
    return value;
}

/// The header's text; the file is positioned by offsets, so nothing else is read.
std::string readHeader(const InputFile& input)
{
    const std::string file = input.path().string();
    if (input.size() < lengthBytes)
        throw refusal(tooShort, { file }, std::to_string(input.size()) + " bytes");
    std::array<char, lengthBytes> field{};
    input.readAt(0, field.data(), field.size());
    const std::uint64_t length = littleEndian(field);
    if (length > maximumHeader || length > input.size() - lengthBytes)
        throw refusal(headerTooLong, { file, {}, 0 }, std::to_string(length) + " bytes");
    std::string header(static_cast<std::size_t>(length), '\0');
    input.readAt(lengthBytes, header.data(), header.size());
    return header;
}

std::map<std::string, std::string> readMetadata(const Json& value, const std::string& file)
{
    std::map<std::string, std::string> metadata;
    if (!value.is_object())
        throw refusal(badMetadata, { file, {}, {}, metadataKey }, std::string("found: ") + value.type_name());
    for (const auto& [key, text] : value.items()) {
        if (!text.is_string())
            throw refusal(badMetadata, { file, {}, {}, "key " + key }, std::string("found: ") + text.type_name());
        metadata.emplace(key, text.get<std::string>());
    }
    return metadata;
}

std::vector<std::int64_t> readShape(const JsonFields& fields, const Place& place)
{
    const Json& sizes = fields.at("shape");
    if (!sizes.is_array() || sizes.size() > maximumDimensions)
        throw refusal(badShape, place);
    std::vector<std::int64_t> shape;
    for (const Json& size : sizes) {
        if (!size.is_number_unsigned()
            || size.get<std::uint64_t>() > std::uint64_t{ std::numeric_limits<std::int64_t>::max() })
            throw refusal(badShape, place, size.dump().substr(0, 40));
        shape.push_back(size.get<std::int64_t>());
    }
    return shape;
}

/// One tensor's entry, its offset already counted from the start of the file.
TensorEntry readEntry(
    const std::string& name, const Json& value, const std::string& file, std::uint64_t dataBegin, std::uint64_t dataBytes)
{
    const Place place{ file, {}, {}, "tensor " + name };
    const JsonFields fields(value, file, name);
    TensorEntry entry;
    entry.name = name;
    const std::string typeName = fields.string("dtype");
    const auto type
        = std::find_if(typeNames.begin(), typeNames.end(), [&](const TypeName& known) { return known.name == typeName; });
    if (type == typeNames.end())
        throw refusal(unknownType, place, typeName.substr(0, 40));
    entry.type = type->type;
    entry.shape = readShape(fields, place);
    const Json& offsets = fields.at("data_offsets");
    if (!offsets.is_array() || offsets.size() != 2 || !offsets[0].is_number_unsigned() || !offsets[1].is_number_unsigned())
        throw refusal(badOffsets, place);
    const auto begin = offsets[0].get<std::uint64_t>();
    const auto end = offsets[1].get<std::uint64_t>();
    if (begin > end || end > dataBytes)
        throw refusal(badOffsets, place, std::to_string(begin) + " to " + std::to_string(end));
    const std::optional<std::uint64_t> needed = bytesOf(entry.type, entry.shape);
    if (!needed)
        throw refusal(badShape, place);
    if (*needed != end - begin)
        throw refusal(
            wrongSize, place, std::to_string(*needed) + " bytes needed, " + std::to_string(end - begin) + " given");
    entry.offset = dataBegin + begin;
    entry.bytes = end - begin;
    return entry;
}

/// Sorts into file order and demands that the tensors fill the data without hole or overlap.
void checkLayout(
    std::vector<TensorEntry>& entries, const std::string& file, std::uint64_t dataBegin, std::uint64_t fileBytes)
{
    std::sort(entries.begin(), entries.end(), [](const TensorEntry& a, const TensorEntry& b) {
        return std::tie(a.offset, a.bytes, a.name) < std::tie(b.offset, b.bytes, b.name);
    });
    std::uint64_t expected = dataBegin;
    for (const TensorEntry& entry : entries) {
        if (entry.offset != expected)
            throw refusal(notContiguous, { file, {}, entry.offset, "tensor " + entry.name },
                "it should begin at byte " + std::to_string(expected));
        expected += entry.bytes;
    }
    if (expected != fileBytes)
        throw refusal(wrongEnd, { file, {}, expected }, "the file ends at byte " + std::to_string(fileBytes));
}

/// Header text for tensors in the order in which their data will stand, padded so that data is 8-byte aligned.
std::string headerFor(const std::vector<const TensorToWrite*>& tensors, const std::map<std::string, std::string>& metadata)
{
    OrderedJson header = OrderedJson::object();
    if (!metadata.empty())
        header[metadataKey] = metadata;
    std::uint64_t begin = 0;
    for (const TensorToWrite* tensor : tensors) {
        const std::uint64_t end = begin + tensor->bytes.size();
        header[tensor->name]
            = { { "dtype", entryOf(tensor->type).name }, { "shape", tensor->shape }, { "data_offsets", { begin, end } } };
        begin = end;
    }
    std::string text = header.dump();
    text.append((lengthBytes - text.size() % lengthBytes) % lengthBytes, ' ');
    return text;
}

void checkTensors(const std::vector<TensorToWrite>& tensors)
{
    std::set<std::string_view> names{ metadataKey };
    for (const TensorToWrite& tensor : tensors) {
        if (!names.insert(tensor.name).second)
            throw Error(ErrorKind::Internal, "tensor " + tensor.name + ": the name is reserved or given twice");
        if (bytesOf(tensor.type, tensor.shape) != tensor.bytes.size())
            throw Error(ErrorKind::Internal, "tensor " + tensor.name + ": its bytes do not fit its type and shape");
    }
}

} // namespace

std::size_t elementBytes(ElementType type)
{
    return entryOf(type).bytes;
}

SafetensorsFile::SafetensorsFile(const std::filesystem::path& file)
    : input_(file)
{
    const std::string name = file.string();
    const std::string text = readHeader(input_);
    const Json header = parseJson(text, name, maximumDepth);
    if (!header.is_object())
        throw refusal(json_faults::notAnObject, { name, {}, lengthBytes }, std::string("found: ") + header.type_name());
    const std::uint64_t dataBegin = lengthBytes + text.size();
    for (const auto& [key, value] : header.items()) {
        if (key == metadataKey)
            metadata_ = readMetadata(value, name);
        else
            entries_.push_back(readEntry(key, value, name, dataBegin, input_.size() - dataBegin));
    }
    checkLayout(entries_, name, dataBegin, input_.size());
}

const TensorEntry* SafetensorsFile::find(std::string_view name) const
{
    const auto found
        = std::find_if(entries_.begin(), entries_.end(), [&](const TensorEntry& entry) { return entry.name == name; });
    return found == entries_.end() ? nullptr : &*found;
}

void SafetensorsFile::read(const TensorEntry& entry, char* buffer) const
{
    input_.readAt(entry.offset, buffer, static_cast<std::size_t>(entry.bytes));
}

std::string writeSafetensors(const std::filesystem::path& file, const std::vector<TensorToWrite>& tensors,
    const std::map<std::string, std::string>& metadata)
{
    checkTensors(tensors);
    // Wide elements first: then every tensor is aligned to its element size without a hole.
    std::vector<const TensorToWrite*> order;
    for (const TensorToWrite& tensor : tensors)
        order.push_back(&tensor);
    std::stable_sort(order.begin(), order.end(),
        [](const TensorToWrite* a, const TensorToWrite* b) { return elementBytes(a->type) > elementBytes(b->type); });
    const std::string header = headerFor(order, metadata);
    std::string length;
    for (std::size_t i = 0; i < lengthBytes; ++i)
        length.push_back(static_cast<char>(header.size() >> (8 * i) & 0xff));

    AtomicFile output(file);
    Sha256 hash;
    const auto put = [&](std::string_view bytes) {
        output.write(bytes);
        hash.update(bytes);
    };
    put(length);
    put(header);
    for (const TensorToWrite* tensor : order)
        put({ tensor->bytes.data(), tensor->bytes.size() });
    output.commit();
    return hash.finish();
}

} // namespace core::formats
