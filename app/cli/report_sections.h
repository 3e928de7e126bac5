// SPDX-License-Identifier: Apache-2.0
// The parts of a project's report, in the order of the loop: data, proxy, clusters, recipes, experiments, machine.
#pragma once

#include "app/cli/html_page.h"
#include "core/base/json.h"
#include "core/store/project_session.h"

#include <functional>
#include <string>

namespace cli {

/// Draws a plot of the project into the report's folder: its kind, further fields of the spec, the file's name without its
/// ending. The file relative to the page; empty when it could not be drawn.
using Picture
    = std::function<std::string(const std::string& kind, const core::OrderedJson& fields, const std::string& file)>;

void addData(HtmlPage& page, const core::store::ProjectSession& session, const Picture& picture);
void addProxies(HtmlPage& page, const core::store::ProjectSession& session, const Picture& picture);
void addCurations(HtmlPage& page, const core::store::ProjectSession& session);
void addExperiments(HtmlPage& page, core::store::ProjectSession& session, const Picture& picture);
void addEvaluations(HtmlPage& page, core::store::ProjectSession& session);
void addMachines(HtmlPage& page, const core::store::ProjectSession& session);

} // namespace cli
