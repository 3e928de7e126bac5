// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of a terminal that do what the page did.
#pragma once

#include "ui/session/cluster_choice.h"

#include <QtCore/QString>

namespace ui {

QString clusterCommand(const QString& project, const QString& run, const ClusterChoice& choice);

struct ExportChoice {
    QString clustering; ///< whose hard (or easy) rows
    bool hard = true;
    QString selection; ///< a stored selection instead; empty: none
    QString file;
    bool mapped = false;
};
QString exportCommand(const QString& project, const ExportChoice& choice);

} // namespace ui
