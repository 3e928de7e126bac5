// SPDX-License-Identifier: Apache-2.0
// Where DataLever keeps what is not a project: the XDG folders, all redirected below one folder by DATALEVER_HOME.
#pragma once

#include <filesystem>

namespace core {

std::filesystem::path cacheFolder(); ///< may be deleted at any time: token ids, measured rates, LibTorch
std::filesystem::path stateFolder(); ///< logs, recent projects, the worker slot where there is no runtime folder
std::filesystem::path dataFolder(); ///< presets and the sample
std::filesystem::path runtimeFolder(); ///< locks of this boot; the state folder where the system has none

} // namespace core
