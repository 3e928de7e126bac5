// SPDX-License-Identifier: Apache-2.0
// Every way in which a project file is refused. What concerns the disk or other processes is not a fault of the file.
#pragma once

#include "core/base/error.h"

namespace core::store::project_faults {

inline constexpr Fault notAFile{ "project/not-a-file", ErrorKind::BadFile, "a project is a regular file" };
inline constexpr Fault notAProject{ "project/not-a-project", ErrorKind::BadFile, "the file is not a DataLever project" };
inline constexpr Fault damaged{ "project/damaged", ErrorKind::BadFile, "the project file is damaged",
    "work on a copy of it, or go back to a backup" };
inline constexpr Fault foreignSchema{ "project/foreign-schema", ErrorKind::BadFile,
    "the file holds a table, view, trigger or index that DataLever does not make", "do not trust this file" };
inline constexpr Fault tooNew{ "project/too-new", ErrorKind::Unsupported,
    "the project was written by a newer version that this one cannot read", "use a newer DataLever" };
inline constexpr Fault newerReadOnly{ "project/newer-read-only", ErrorKind::Unsupported,
    "the project was written by a newer version and can only be read by this one",
    "open it read-only, or use a newer DataLever" };
inline constexpr Fault needsMigration{ "project/needs-migration", ErrorKind::Unsupported,
    "the project was written by an older version and must be brought up to date", "open it for writing once" };
inline constexpr Fault wrongLength{ "project/wrong-length", ErrorKind::BadFile, "a stored list has a wrong length" };
inline constexpr Fault wrongValue{ "project/wrong-value", ErrorKind::BadFile, "a stored value is out of range" };
inline constexpr Fault missingRow{ "project/missing-row", ErrorKind::BadFile, "something that is referred to is not there" };
inline constexpr Fault all[] = { notAFile, notAProject, damaged, foreignSchema, tooNew, newerReadOnly, needsMigration,
    wrongLength, wrongValue, missingRow };

} // namespace core::store::project_faults
