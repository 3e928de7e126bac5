// SPDX-License-Identifier: Apache-2.0
#include "core/store/store.h"

namespace core::store {

Store::Store(OpenedProject project)
    : file_(project.database->file())
    , readOnly_(project.readOnly)
    , warnings_(project.warnings)
    , project_(std::move(project))
{
}

Store::~Store()
{
    try {
        close();
    } catch (const Error&) {
        // what was committed is safe; the next opening puts the file in order
    }
}

void Store::close()
{
    thread_.run(Lane::Import, [this] { closeProject(project_); });
}

Database& Store::database()
{
    if (!project_.database)
        throw Error(ErrorKind::Internal, file_.string() + ": the session was closed");
    return *project_.database;
}

void Store::requireWritable() const
{
    if (readOnly_)
        throw Error(ErrorKind::BadInput, file_.string() + ": the project is open read-only and cannot be changed");
}

Store& storeOf(const ProjectSession& session)
{
    return *session.store_;
}

} // namespace core::store
