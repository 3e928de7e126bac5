// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/fonts.h"

#include <QtCore/QDir>
#include <QtGui/QFontDatabase>

static void initializeAssets()
{
    Q_INIT_RESOURCE(assets); // of a static library, hence by hand, and outside of any namespace
}

namespace ui {

void loadFonts()
{
    initializeAssets();
    if (QFontDatabase::hasFamily("DataLever Sans"))
        return;
    for (const QFileInfo& file : QDir(":/datalever/fonts").entryInfoList(QDir::Files))
        if (QFontDatabase::addApplicationFont(file.filePath()) < 0)
            qWarning("the font %s could not be loaded", qPrintable(file.fileName()));
}

} // namespace ui
