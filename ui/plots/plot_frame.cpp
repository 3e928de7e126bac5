// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_frame.h"

#include "ui/controls/button.h"
#include "ui/controls/state_panel.h"
#include "ui/plots/plot_painting.h"

#include <QtGui/QAccessible>
#include <QtGui/QFontMetricsF>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr int loadingDelay = 150; ///< milliseconds
constexpr double side = 12; ///< left and right of the text
constexpr double headerHeight = 34;

} // namespace

PlotFrame::PlotFrame(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , fileDoor_(saveDialogDoor())
    , settings_(makeTool(QStringLiteral("settings"), tr("Settings of the plot"), QStringLiteral("plotSettings")))
    , export_(makeTool(QStringLiteral("download"), tr("Export the plot"), QStringLiteral("plotExport")))
    , panel_(new StatePanel(theme, this))
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    settings_->hide();
    connect(settings_, &IconButton::clicked, this, &PlotFrame::settingsRequested);
    IconButton* reset = makeTool(QStringLiteral("zoom-reset"), tr("Reset view"), QStringLiteral("plotReset"));
    connect(reset, &IconButton::clicked, this, &PlotFrame::resetView);
    tools_.move(tools_.size() - 1, 1); // export is always last
    orderTools();
    makeExportMenu();
    panel_->setObjectName(QStringLiteral("plotState"));
    panel_->hide();
    connect(panel_, &StatePanel::buttonClicked, this, &PlotFrame::stateActionTriggered);
    loadingDelay_.setSingleShot(true);
    loadingDelay_.setInterval(loadingDelay);
    connect(&loadingDelay_, &QTimer::timeout, this, &PlotFrame::showState);
    connect(&theme, &Theme::changed, this, &PlotFrame::retheme);
    retheme();
}

PlotFrame::~PlotFrame() = default;

void PlotFrame::setText(const PlotText& text)
{
    if (text == text_)
        return;
    text_ = text;
    updateAccessibleText();
    refresh();
}

void PlotFrame::setState(const PlotState& state)
{
    if (state == state_)
        return;
    const bool goesOn = state.stage == PlotStage::Loading && state_.stage == PlotStage::Loading;
    state_ = state;
    if (state.stage != PlotStage::Loading) {
        loadingDelay_.stop();
        showState();
        return;
    }
    if (!goesOn)
        panel_->showLoading(state.head);
    if (state.total > 0)
        panel_->setProgress(state.done, state.total);
    if (!stateShown_ && !loadingDelay_.isActive())
        loadingDelay_.start();
}

void PlotFrame::refuse(const QString& sentence)
{
    setState({ PlotStage::Failed, {}, tr("Nothing can be drawn"), sentence, {} });
    refused_ = true;
}

void PlotFrame::accept()
{
    if (refused_)
        setState({});
    refused_ = false;
}

void PlotFrame::showState()
{
    stateShown_ = state_.stage != PlotStage::Ready;
    if (state_.stage == PlotStage::Empty)
        panel_->showEmpty(
            state_.icon.isEmpty() ? QStringLiteral("chart-line") : state_.icon, state_.head, state_.line, state_.action);
    else if (state_.stage == PlotStage::Failed)
        panel_->showError(state_.head, state_.line, state_.action);
    panel_->setVisible(stateShown_);
    placeButtons();
    updateAccessibleText();
    refresh();
}

void PlotFrame::setSettingsButtonVisible(bool visible)
{
    settings_->setVisible(visible);
    placeButtons();
}

void PlotFrame::prepare(QSizeF, double, std::function<void()> ready)
{
    ready();
}

void PlotFrame::draw(QPainter& painter, QSizeF size, double ratio)
{
    painter.fillRect(QRectF({ 0, 0 }, size), theme_.colour(Role::Panel));
    const PlotPaint paint{ painter, geometryFor(size), ratio, true };
    paintHeader(paint);
    paintPicture(paint);
    paintOver(paint);
    paintCaption(paint);
}

PlotGeometry PlotFrame::geometryFor(QSizeF size) const
{
    PlotGeometry geometry;
    geometry.whole = { { 0, 0 }, size };
    geometry.header = { side, 0, size.width() - 2 * side, headerHeight };
    const double captionHeight = text_.caption.isEmpty() ? 0 : 22;
    geometry.caption = { side, size.height() - 22, size.width() - 2 * side, 16 };
    geometry.plot
        = { side, headerHeight, size.width() - 2 * side, std::max(1.0, size.height() - headerHeight - captionHeight - 8) };
    return geometry;
}

void PlotFrame::paintOver(const PlotPaint&) { }

void PlotFrame::refresh()
{
    stale_ = true;
    update();
}

void PlotFrame::setReadOutSentence(const QString& sentence)
{
    if (sentence == readOutSentence_)
        return;
    readOutSentence_ = sentence;
    updateAccessibleText();
}

void PlotFrame::updateAccessibleText()
{
    setAccessibleName(text_.title);
    QStringList sentences{ text_.description };
    if (stateShown_)
        sentences = { state_.head, state_.line };
    else
        sentences += { text_.caption, readOutSentence_ };
    sentences.removeAll(QString());
    setAccessibleDescription(sentences.join(QStringLiteral(" ")));
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void PlotFrame::renderPicture(double ratio)
{
    const QSize pixels(static_cast<int>(std::ceil(width() * ratio)), static_cast<int>(std::ceil(height() * ratio)));
    if (picture_.size() != pixels)
        picture_ = QPixmap(pixels);
    picture_.setDevicePixelRatio(ratio);
    picture_.fill(theme_.colour(Role::Panel));
    QPainter painter(&picture_);
    const PlotPaint paint{ painter, geometryFor(size()), ratio, false };
    paintHeader(paint);
    if (!stateShown_) {
        paintPicture(paint);
        paintCaption(paint);
    }
    stale_ = false;
}

void PlotFrame::paintEvent(QPaintEvent*)
{
    const double ratio = devicePixelRatioF();
    if (stale_ || picture_.devicePixelRatio() != ratio)
        renderPicture(ratio);
    QPainter painter(this);
    painter.drawPixmap(0, 0, picture_);
    if (!stateShown_)
        paintOver({ painter, geometryFor(size()), ratio, false });
    if (hasFocus() && keyboardFocus_) {
        painter.setPen(QPen(theme_.colour(Role::Focus), 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void PlotFrame::paintHeader(const PlotPaint& paint) const
{
    const QRectF& header = paint.geometry.header;
    double right = header.right();
    if (!paint.exporting)
        for (const IconButton* tool : tools_)
            if (!tool->isHidden())
                right = std::min(right, tool->x() - 6.0);
    const QFont titleFont = plotFont(theme_, TextSize::Body13, QFont::DemiBold);
    const QFont subFont = plotFont(theme_, TextSize::Small12);
    const double titleWidth = std::min(std::ceil(textWidth(titleFont, text_.title)), right - header.left());
    paint.painter.setFont(titleFont);
    paint.painter.setPen(theme_.colour(Role::Text));
    paint.painter.drawText(QRectF(header.left(), header.top(), titleWidth + 1, header.height()),
        Qt::AlignLeft | Qt::AlignVCenter, QFontMetricsF(titleFont).elidedText(text_.title, Qt::ElideRight, titleWidth + 1));
    const double left = header.left() + titleWidth + 10;
    if (right - left < 40)
        return;
    paint.painter.setFont(subFont);
    paint.painter.setPen(theme_.colour(Role::Secondary));
    paint.painter.drawText(QRectF(left, header.top(), right - left, header.height()), Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(subFont).elidedText(text_.subTitle, Qt::ElideRight, right - left));
}

void PlotFrame::paintCaption(const PlotPaint& paint) const
{
    const bool failed = !notice_.isEmpty() && !paint.exporting;
    const QFont font = plotFont(theme_, TextSize::Axis11);
    paint.painter.setFont(font);
    paint.painter.setPen(theme_.colour(failed ? Role::Error : Role::Secondary));
    paint.painter.drawText(paint.geometry.caption, Qt::AlignLeft | Qt::AlignVCenter,
        QFontMetricsF(font).elidedText(failed ? notice_ : text_.caption, Qt::ElideRight, paint.geometry.caption.width()));
}

} // namespace ui
