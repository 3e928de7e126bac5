// SPDX-License-Identifier: Apache-2.0
// The tokenizer of a model folder: tokenizer.json of Hugging Face (byte-level BPE, whole words) or our byte
// tokenizer.
//
// The byte tokenizer is a tokenizer.json of its own kind, {"version": "1.0", "model": {"type": "Bytes"}}: ids 0 to 255 are
// the bytes, id 256 is <|endoftext|>; its vocabulary is 257, a model may pad its embedding above that.
#pragma once

#include "core/base/error.h"
#include "core/text/tokenizer.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace core::text {

namespace tokenizer_faults {
inline constexpr Fault noTokenizer{ "tokenizer/none", ErrorKind::BadFile, "the folder holds no tokenizer.json",
    "copy tokenizer.json (or tokenizer.json.gz) of the model into it" };
inline constexpr Fault badCompression{ "tokenizer/bad-compression", ErrorKind::BadFile,
    "the file is no complete gzip file or unpacks to more than is allowed" };
inline constexpr Fault unsupportedModel{ "tokenizer/unsupported-model", ErrorKind::Unsupported,
    "this kind of tokenizer model cannot be used",
    "byte-level BPE (GPT-2, GPT-NeoX), WordLevel and the byte tokenizer can" };
inline constexpr Fault unsupportedNormalizer{ "tokenizer/unsupported-normalizer", ErrorKind::Unsupported,
    "this normalizer cannot be used", "none and NFC can" };
inline constexpr Fault unsupportedPreTokenizer{ "tokenizer/unsupported-pre-tokenizer", ErrorKind::Unsupported,
    "this pre-tokenizer cannot be used",
    "of BPE, ByteLevel with GPT-2's pattern and without a prefix space can; of WordLevel, Whitespace, WhitespaceSplit, "
    "Digits, Punctuation (isolated) and sequences of them" };
inline constexpr Fault unsupportedPostProcessor{ "tokenizer/unsupported-post-processor", ErrorKind::Unsupported,
    "this post-processor adds tokens and cannot be used", "ByteLevel, and templates that add nothing, can" };
inline constexpr Fault unsupportedDecoder{ "tokenizer/unsupported-decoder", ErrorKind::Unsupported,
    "this decoder cannot be used", "of BPE, ByteLevel can; of WordLevel, none and Fuse" };
inline constexpr Fault unsupportedOption{ "tokenizer/unsupported-option", ErrorKind::Unsupported,
    "this option of the BPE model cannot be used" };
inline constexpr Fault badId{ "tokenizer/bad-id", ErrorKind::BadFile,
    "an id is negative, above 16,777,215 or given to two tokens" };
inline constexpr Fault noBytes{ "tokenizer/no-bytes", ErrorKind::BadFile,
    "the vocabulary lacks a byte that stands in UTF-8 text" };
inline constexpr Fault badMerge{ "tokenizer/bad-merge", ErrorKind::BadFile,
    "a merge is not a pair of tokens whose joint text is a token" };
inline constexpr Fault badAddedToken{ "tokenizer/bad-added-token", ErrorKind::BadFile,
    "an added token is empty, longer than 4,096 bytes, given twice or differs from the vocabulary" };
inline constexpr Fault all[]
    = { noTokenizer, badCompression, unsupportedModel, unsupportedNormalizer, unsupportedPreTokenizer,
          unsupportedPostProcessor, unsupportedDecoder, unsupportedOption, badId, noBytes, badMerge, badAddedToken };
} // namespace tokenizer_faults

/// What tokenizer.json may ask for: "BPE", "Bytes", "WordLevel"; the normalizers; the pre-tokenizers (patterns by name).
struct SupportedTokenizers {
    std::vector<std::string> models;
    std::vector<std::string> normalizers;
    std::vector<std::string> preTokenizers;
};
const SupportedTokenizers& supportedTokenizers();

/// tokenizer.json of the folder, else tokenizer.json.gz. Throws Error of tokenizer_faults or json_faults.
std::shared_ptr<const Tokenizer> loadTokenizer(const std::filesystem::path& folder);

/// The same from bytes; `file` names them in refusals.
std::shared_ptr<const Tokenizer> parseTokenizer(std::string_view bytes, const std::string& file);

/// tokenizer.json of the byte tokenizer, to be written into a new model's folder.
std::string_view byteTokenizerFile();

} // namespace core::text
