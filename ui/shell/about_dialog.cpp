// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/about_dialog.h"

#include "ui/controls/button.h"
#include "ui/controls/tab_row.h"
#include "ui/controls/text_label.h"

#include <QtCore/QFile>
#include <QtGui/QTextBlock>
#include <QtGui/QTextTable>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedWidget>
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

/// Qt's own sizes of headings and frames of tables are another window's.
void dress(QTextDocument& document, const Theme& theme)
{
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        const int level = block.blockFormat().headingLevel();
        if (level == 0)
            continue;
        QFont font = theme.font(level == 1 ? TextSize::Title17 : level == 2 ? TextSize::Sentence15 : TextSize::Body13);
        font.setWeight(QFont::DemiBold);
        QTextCharFormat format;
        format.setFont(font);
        QTextCursor cursor(block);
        cursor.select(QTextCursor::BlockUnderCursor);
        cursor.setCharFormat(format);
    }
    for (QTextFrame* frame : document.rootFrame()->childFrames())
        if (auto* table = qobject_cast<QTextTable*>(frame)) {
            QTextTableFormat format = table->format();
            format.setBorder(1);
            format.setBorderBrush(theme.colour(Role::Border));
            format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
            format.setBorderCollapse(true);
            format.setCellPadding(4);
            table->setFormat(format);
        }
}

QTextBrowser* makePage(const Theme& theme, const QString& text, bool markdown)
{
    auto* page = new QTextBrowser;
    page->setOpenLinks(false);
    page->setProperty("look", "plain");
    if (markdown) {
        page->setMarkdown(text);
        dress(*page->document(), theme);
    } else {
        page->setPlainText(text);
    }
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
    auto* tabs = new TabRow(theme);
    tabs->setAccessibleName(tr("Licences"));
    auto* pages = new QStackedWidget;
    pages->setObjectName("licences");
    const auto add = [&](const QString& name, const QString& file, bool markdown) {
        tabs->addTab(name);
        pages->addWidget(makePage(theme, textOf(file), markdown));
    };
    add(tr("Parts and their licences"), "third-party.md", true);
    add(tr("The window: GPL 3"), "GPL-3.0-or-later.txt", false);
    add(tr("Engine and command line: Apache 2"), "Apache-2.0.txt", false);
    connect(tabs, &QTabBar::currentChanged, pages, &QStackedWidget::setCurrentIndex);
    layout->addWidget(tabs, 0, Qt::AlignLeft);
    layout->addWidget(pages, 1);
    auto* row = new QHBoxLayout;
    row->addStretch();
    auto* close = new Button(theme, ButtonKind::Outlined, tr("Close"));
    close->setDefault(true);
    connect(close, &Button::clicked, this, &QDialog::accept);
    row->addWidget(close);
    layout->addLayout(row);
}

} // namespace ui
