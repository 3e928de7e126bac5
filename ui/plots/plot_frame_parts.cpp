// SPDX-License-Identifier: GPL-3.0-or-later
// Buttons, states and export of PlotFrame; its picture is in plot_frame.cpp.
#include "ui/plots/plot_export.h"
#include "ui/plots/plot_frame.h"
#include "ui/plots/plot_painting.h"

#include "core/base/error.h"

#include <QtCore/QPointer>
#include <QtGui/QClipboard>
#include <QtGui/QFontMetricsF>
#include <QtGui/QGuiApplication>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyle>
#include <QtWidgets/QToolButton>

#include <algorithm>

namespace ui {

namespace {

constexpr int buttonSize = 26;
constexpr double iconSize = 24;

struct StateBox {
    QRectF icon;
    QRectF head;
    QRectF line;
    QRectF below; ///< progress or the button
};

StateBox stateBoxOf(const QRectF& whole, bool hasLine, bool hasMore)
{
    const double height = iconSize + 12 + 20 + (hasLine ? 20 : 0) + (hasMore ? 40 : 0);
    StateBox box;
    double top = whole.center().y() - height / 2 + 8;
    box.icon = { whole.center().x() - iconSize / 2, top, iconSize, iconSize };
    top += iconSize + 12;
    box.head = { whole.left() + 12, top, whole.width() - 24, 20 };
    top += 20;
    box.line = { whole.left() + 12, top, whole.width() - 24, 20 };
    top += (hasLine ? 20 : 0) + 12;
    box.below = { whole.left(), top, whole.width(), 28 };
    return box;
}

QString iconOf(const PlotState& state)
{
    if (!state.icon.isEmpty())
        return state.icon;
    switch (state.stage) {
    case PlotStage::Loading:
        return QStringLiteral("loader-2");
    case PlotStage::Failed:
        return QStringLiteral("alert-circle");
    default:
        return QStringLiteral("chart-line");
    }
}

Role iconRoleOf(PlotStage stage)
{
    return stage == PlotStage::Failed ? Role::Error : stage == PlotStage::Loading ? Role::Accent : Role::Secondary;
}

} // namespace

QToolButton* PlotFrame::makeTool(const QString& icon, const QString& name, const QString& objectName)
{
    auto* button = new QToolButton(this);
    button->setObjectName(objectName);
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setAutoRaise(true);
    button->setIconSize({ 16, 16 });
    button->setFixedSize(buttonSize, buttonSize);
    button->setProperty("tool", true);
    button->setFocusPolicy(Qt::TabFocus);
    tools_.append({ button, icon });
    return button;
}

QToolButton* PlotFrame::addTool(const QString& icon, const QString& name, const QString& objectName)
{
    QToolButton* button = makeTool(icon, name, objectName);
    tools_.move(tools_.size() - 1, 1); // behind the settings
    button->setIcon(theme_.icon(icon));
    for (qsizetype i = 1; i < tools_.size(); ++i)
        setTabOrder(tools_[i - 1].button, tools_[i].button);
    placeButtons();
    return button;
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
    connect(export_, &QToolButton::clicked, this,
        [this, menu] { menu->popup(export_->mapToGlobal(QPoint(0, export_->height()))); });
}

void PlotFrame::placeButtons()
{
    int x = width() - 1;
    for (auto tool = tools_.rbegin(); tool != tools_.rend(); ++tool) {
        if (tool->button->isHidden())
            continue;
        x -= buttonSize;
        tool->button->move(x, 4);
        tool->button->raise();
    }
    for (const Tool& tool : tools_)
        if (tool.button != settings_)
            tool.button->setEnabled(state_.stage == PlotStage::Ready || state_.stage == PlotStage::Loading);
    action_->adjustSize();
    const StateBox box = stateBoxOf(QRectF(rect()), !state_.line.isEmpty(), true);
    action_->move(static_cast<int>(box.below.center().x()) - action_->width() / 2, static_cast<int>(box.below.top()));
}

void PlotFrame::retheme()
{
    for (const Tool& tool : tools_)
        tool.button->setIcon(theme_.icon(tool.icon));
    onThemeChanged();
    refresh();
}

void PlotFrame::paintState(const PlotPaint& paint) const
{
    QPainter& painter = paint.painter;
    const bool hasMore = !state_.action.isEmpty() || state_.progress.has_value();
    const StateBox box = stateBoxOf(paint.geometry.whole, !state_.line.isEmpty(), hasMore);
    theme_.icon(iconOf(state_), iconRoleOf(state_.stage)).paint(&painter, box.icon.toAlignedRect());
    painter.setFont(plotFont(theme_, TextSize::Body13, QFont::DemiBold));
    painter.setPen(theme_.colour(Role::Text));
    painter.drawText(box.head, Qt::AlignCenter, state_.head);
    painter.setFont(plotFont(theme_, TextSize::Body13));
    painter.setPen(theme_.colour(Role::Secondary));
    painter.drawText(box.line, Qt::AlignCenter, state_.line);
    if (state_.progress && state_.action.isEmpty()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        const QRectF track(box.below.center().x() - 75, box.below.top() + 4, 150, 6);
        painter.setBrush(theme_.colour(Role::Sunken));
        painter.drawRoundedRect(track, 3, 3);
        painter.setBrush(theme_.colour(Role::Accent));
        const double share = std::clamp(*state_.progress, 0.0, 1.0);
        painter.drawRoundedRect(QRectF(track.topLeft(), QSizeF(track.width() * share, track.height())), 3, 3);
    }
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
    fileDoor_(this, question, [this, format](const QString& file) {
        ExportSettings settings;
        settings.size = size();
        const auto save = [this, file, format, settings] {
            try {
                savePlot(*this, file, format, settings);
                notice_.clear();
                Q_EMIT exported(file);
            } catch (const core::Error& error) {
                notice_ = QString::fromStdString(error.what());
                Q_EMIT exportFailed(notice_);
            }
            refresh();
        };
        prepare(settings.size, settings.scale, save);
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
    QGuiApplication::clipboard()->setText(csv());
}

} // namespace ui
