// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/about_dialog.h"

#include "ui/controls/button.h"
#include "ui/controls/text_label.h"

#include <QtCore/QFile>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QVBoxLayout>

static void initializeLicences()
{
    Q_INIT_RESOURCE(licences); // of a static library, hence by hand, and outside of any namespace
}

namespace ui {

namespace {

QString textOf(const QString& name)
{
    QFile file(":/datalever/licences/" + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QTextBrowser* makePage(const QString& text, bool markdown)
{
    auto* page = new QTextBrowser;
    page->setOpenLinks(false);
    if (markdown)
        page->setMarkdown(text);
    else
        page->setPlainText(text);
    return page;
}

} // namespace

AboutDialog::AboutDialog(const Theme& theme, const QString& version, QWidget* parent)
    : QDialog(parent)
{
    initializeLicences();
    setObjectName("aboutDialog");
    setWindowTitle(tr("About DataLever"));
    resize(720, 560);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(8);
    layout->addWidget(new TextLabel(tr("DataLever %1").arg(version), TextKind::Title));
    auto* words
        = new TextLabel(tr("Which examples does my model learn late, and does training more on them make it better? It "
                           "implements “Data Distribution as a Lever for Guiding Optimizers Toward Superior "
                           "Generalization in LLMs”, arXiv 2602.00576. Nothing is ever sent anywhere."),
            TextKind::Quiet);
    words->setWordWrap(true);
    layout->addWidget(words);
    auto* tabs = new QTabWidget;
    tabs->setObjectName("licences");
    tabs->addTab(makePage(textOf("third-party.md"), true), tr("Parts and their licences"));
    tabs->addTab(makePage(textOf("GPL-3.0-or-later.txt"), false), tr("The window: GPL 3"));
    tabs->addTab(makePage(textOf("Apache-2.0.txt"), false), tr("Engine and command line: Apache 2"));
    layout->addWidget(tabs, 1);
    auto* row = new QHBoxLayout;
    row->addStretch();
    auto* close = new Button(theme, ButtonKind::Outlined, tr("Close"));
    close->setDefault(true);
    connect(close, &Button::clicked, this, &QDialog::accept);
    row->addWidget(close);
    layout->addLayout(row);
}

} // namespace ui
