// SPDX-License-Identifier: Apache-2.0
// What the data verb's actions do, and the options they share.
#pragma once

#include "app/cli/invocation.h"
#include "app/cli/row_options.h"
#include "core/data/example.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cli {

struct DataOptions {
    std::string project;
    std::vector<std::string> files;
    std::string name;
    std::string format = "auto";
    std::string mapping;
    std::string report;
    std::string dataset;
    std::string text;
    std::int64_t preview = 0; ///< 0: import
    std::int64_t limit = 20; ///< 0: all
    std::int64_t first = 0;
    std::int64_t example = 0;
    std::uint64_t count = 0;
    std::uint64_t seed = 0;
    RowOptions rows;
    bool bySource = true;
    bool withoutExcluded = false;
    bool raw = false;
    bool again = false;
};

int importFiles(const Invocation& invocation, const DataOptions& options);
int listData(const Invocation& invocation, const DataOptions& options);
int showRow(const Invocation& invocation, const DataOptions& options);
int searchRows(const Invocation& invocation, const DataOptions& options);
int makeSubset(const Invocation& invocation, const DataOptions& options);

void addDataContamination(CLI::App& verb, Invocation& invocation);
void addDataTokens(CLI::App& verb, Invocation& invocation);
void addDataAnnotate(CLI::App& verb, Invocation& invocation);
void addDataMapping(CLI::App& verb, Invocation& invocation);

/// The parts of a row's mapped text by their names.
core::OrderedJson textJson(const core::data::ExampleText& text);

} // namespace cli
