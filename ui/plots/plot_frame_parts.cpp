// SPDX-License-Identifier: GPL-3.0-or-later
// Buttons and export of PlotFrame; its picture is in plot_frame.cpp.
#include "ui/controls/button.h"
#include "ui/controls/state_panel.h"
#include "ui/plots/plot_export.h"
#include "ui/plots/plot_frame.h"

#include <QtCore/QFutureWatcher>
#include <QtCore/QPromise>
#include <QtCore/QThreadPool>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QMenu>

#include <algorithm>

namespace ui {

namespace {

constexpr int buttonSize = 26;

} // namespace

IconButton* PlotFrame::makeTool(const QString& icon, const QString& name, const QString& objectName)
{
    auto* button = new IconButton(theme_, icon, name, this);
    button->setObjectName(objectName);
    button->setFixedSize(buttonSize, buttonSize);
    tools_.append(button);
    return button;
}

IconButton* PlotFrame::addTool(const QString& icon, const QString& name, const QString& objectName)
{
    IconButton* button = makeTool(icon, name, objectName);
    tools_.move(tools_.size() - 1, 1); // behind the settings
    orderTools();
    placeButtons();
    return button;
}

void PlotFrame::orderTools()
{
    for (qsizetype i = 1; i < tools_.size(); ++i)
        setTabOrder(tools_[i - 1], tools_[i]);
}

void PlotFrame::makeExportMenu()
{
    auto* menu = new QMenu(export_);
    menu->setObjectName(QStringLiteral("plotExportMenu"));
    const auto add = [&](const QString& words, const QString& objectName, auto action) {
        menu->addAction(words, this, action)->setObjectName(objectName);
    };
    add(tr("Picture as PNG…"), QStringLiteral("exportPng"), [this] { exportTo(PictureFormat::Png); });
    add(tr("Picture as SVG…"), QStringLiteral("exportSvg"), [this] { exportTo(PictureFormat::Svg); });
    add(tr("Picture as PDF…"), QStringLiteral("exportPdf"), [this] { exportTo(PictureFormat::Pdf); });
    add(tr("Values as CSV…"), QStringLiteral("exportCsv"), [this] { exportTo(PictureFormat::Csv); });
    menu->addSeparator();
    add(tr("Copy picture"), QStringLiteral("copyPicture"), [this] { copyPicture(); });
    add(tr("Copy values"), QStringLiteral("copyValues"), [this] { copyValues(); });
    connect(export_, &IconButton::clicked, this,
        [this, menu] { menu->popup(export_->mapToGlobal(QPoint(0, export_->height()))); });
}

void PlotFrame::placeButtons()
{
    int x = width() - 1;
    for (auto tool = tools_.rbegin(); tool != tools_.rend(); ++tool) {
        if ((*tool)->isHidden())
            continue;
        x -= buttonSize;
        (*tool)->move(x, 4);
        (*tool)->raise();
    }
    for (IconButton* tool : tools_)
        if (tool != settings_)
            tool->setEnabled(state_.stage == PlotStage::Ready || state_.stage == PlotStage::Loading);
    panel_->setGeometry(QRect(0, 30, width(), std::max(0, height() - 30)));
}

void PlotFrame::retheme()
{
    onThemeChanged();
    refresh();
}

void PlotFrame::resizeEvent(QResizeEvent*)
{
    placeButtons();
    refresh();
}

void PlotFrame::focusInEvent(QFocusEvent* event)
{
    keyboardFocus_ = event->reason() != Qt::MouseFocusReason;
    update();
}

void PlotFrame::focusOutEvent(QFocusEvent*)
{
    update();
}

void PlotFrame::keyPressEvent(QKeyEvent* event)
{
    keyboardFocus_ = true;
    update();
    if (event->matches(QKeySequence::Copy) && isReady())
        copyPicture();
    else
        QWidget::keyPressEvent(event);
}

void PlotFrame::exportTo(PictureFormat format)
{
    const FileQuestion question{ tr("Export %1").arg(text_.title), suggestedFile(text_.title, format), fileFilter(format),
        suffixOf(format) };
    fileDoor_(this, question, [this, format](const QString& file) { write(format, file); });
}

/// Paints here, encodes and writes elsewhere: seconds where there are many values.
void PlotFrame::write(PictureFormat format, const QString& file)
{
    ExportSettings settings;
    settings.size = size();
    prepare(settings.size, settings.scale, [this, format, settings, file] {
        const auto save = [work = plotWork(*this, format, settings), file] {
            try {
                writeBytes(work(), file);
            } catch (const std::exception& error) {
                return QString::fromUtf8(error.what());
            }
            return QString();
        };
        workElsewhere(save, [this, file](const QString& problem) {
            notice_ = problem;
            if (problem.isEmpty())
                Q_EMIT exported(file);
            else
                Q_EMIT exportFailed(problem);
            refresh();
        });
    });
}

void PlotFrame::workElsewhere(std::function<QString()> work, std::function<void(const QString&)> done)
{
    auto* watcher = new QFutureWatcher<QString>(this);
    connect(watcher, &QFutureWatcher<QString>::finished, this, [watcher, done = std::move(done)] {
        watcher->deleteLater();
        done(watcher->result());
    });
    auto promise = std::make_shared<QPromise<QString>>();
    promise->start();
    watcher->setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
}

void PlotFrame::copyPicture()
{
    ExportSettings settings;
    settings.size = size();
    prepare(settings.size, settings.scale,
        [this, settings] { QGuiApplication::clipboard()->setImage(plotImage(*this, settings)); });
}

void PlotFrame::copyValues()
{
    workElsewhere(values(), [](const QString& text) { QGuiApplication::clipboard()->setText(text); });
}

} // namespace ui
