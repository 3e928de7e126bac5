// SPDX-License-Identifier: Apache-2.0
// Calls of datalever-cli as its user makes them.
#pragma once

#include "core/base/json.h"

#include <QtCore/QProcess>
#include <QtCore/QStringList>

#include <filesystem>
#include <string>

namespace command_line {

struct Call {
    int status = -1;
    std::string out;
    std::string err;

    core::Json json() const { return core::parseJson(out, "stdout"); }
};

inline QString program()
{
    return QStringLiteral(DATALEVER_PROGRAM_FOLDER "/datalever-cli");
}

inline Call call(const QStringList& arguments)
{
    QProcess process;
    process.start(program(), arguments);
    process.waitForFinished(240000);
    return { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
        process.readAllStandardOutput().toStdString(), process.readAllStandardError().toStdString() };
}

/// With --json; says on the console why it failed.
inline Call done(QStringList arguments)
{
    const Call result = call(arguments << QStringLiteral("--json"));
    if (result.status != 0)
        qWarning("%s", result.err.c_str());
    return result;
}

inline QString text(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

} // namespace command_line
