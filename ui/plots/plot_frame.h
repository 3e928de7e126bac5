// SPDX-License-Identifier: GPL-3.0-or-later
// What every plot has around its picture: title, caption, buttons, the states without a picture, export. It needs no window
// to be shown: savePlot() of plot_export.h works on a plot that is only constructed.
#pragma once

#include "ui/plots/file_door.h"
#include "ui/plots/plot_values.h"
#include "ui/theme/theme.h"

#include <QtCore/QTimer>
#include <QtGui/QPixmap>
#include <QtWidgets/QWidget>

#include <functional>
#include <memory>

class QPainter;

namespace ui {

class IconButton;
class StatePanel;

enum class PictureFormat;

/// Where the parts of a plot lie, in logical pixels.
struct PlotGeometry {
    QRectF whole;
    QRectF header; ///< title and sub-title
    QRectF measure; ///< label of the y axis
    QRectF plot; ///< inside the axes
    QRectF caption;
};

/// What a part of a plot is painted with.
struct PlotPaint {
    QPainter& painter;
    PlotGeometry geometry;
    double ratio = 1; ///< device pixels of one logical pixel
    bool exporting = false; ///< into a file: nothing of pointer and focus; what is missing is computed at once
};

class PlotFrame : public QWidget {
    Q_OBJECT

public:
    explicit PlotFrame(const Theme& theme, QWidget* parent = nullptr);
    ~PlotFrame() override;

    void setText(const PlotText& text);
    const PlotText& text() const { return text_; }
    /// Loading is shown after 150 ms; till then the old picture stays.
    void setState(const PlotState& state);
    const PlotState& state() const { return state_; }

    void setSettingsButtonVisible(bool visible);
    /// How the export button asks for a file; the default opens a file dialog.
    void setFileDoor(FileDoor door) { fileDoor_ = std::move(door); }

    /// The whole plot without buttons, on panel. `ratio`: device pixels of one logical pixel of the painter.
    void draw(QPainter& painter, QSizeF size, double ratio);
    /// Calls `ready` (on the GUI thread, perhaps at once) when draw() at that size would not have to compute.
    virtual void prepare(QSizeF size, double ratio, std::function<void()> ready);
    /// Writes the values behind the picture, first line names, C locale; on any thread, out of what it owns.
    virtual std::function<QString()> values() const = 0;
    QString csv() const { return values()(); }

    QSize sizeHint() const override { return { 480, 280 }; }
    QSize minimumSizeHint() const override { return { 180, 110 }; }

public Q_SLOTS:
    virtual void resetView() { }
    /// Asks where to and writes there.
    void exportTo(PictureFormat format);
    void copyPicture();
    void copyValues();

Q_SIGNALS:
    void settingsRequested();
    void stateActionTriggered();
    void exported(const QString& file);
    void exportFailed(const QString& sentence);

protected:
    virtual PlotGeometry geometryFor(QSizeF size) const;
    /// What changes rarely; kept in a pixmap between calls of refresh().
    virtual void paintPicture(const PlotPaint& paint) = 0;
    /// What follows the pointer, and brushes.
    virtual void paintOver(const PlotPaint& paint);
    /// The theme's colours are others.
    virtual void onThemeChanged() { }

    const Theme& theme() const { return theme_; }
    /// A tool button left of the reset button.
    IconButton* addTool(const QString& icon, const QString& name, const QString& objectName);
    /// The contents cannot be drawn: their failure is shown until accept() is called.
    void refuse(const QString& sentence);
    void accept();
    void refresh(); ///< paint the picture anew
    /// Read to those who do not see the picture, after the description.
    void setReadOutSentence(const QString& sentence);
    bool isReady() const { return !stateShown_; }

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    IconButton* makeTool(const QString& icon, const QString& name, const QString& objectName);
    void orderTools();
    void makeExportMenu();
    void write(PictureFormat format, const QString& file);
    void workElsewhere(std::function<QString()> work, std::function<void(const QString&)> done);
    void placeButtons();
    void retheme();
    void showState();
    void paintHeader(const PlotPaint& paint) const;
    void paintCaption(const PlotPaint& paint) const;
    void renderPicture(double ratio);
    void updateAccessibleText();

    const Theme& theme_;
    PlotText text_;
    PlotState state_;
    bool refused_ = false;
    bool stateShown_ = false; ///< in place of the picture
    QTimer loadingDelay_;
    FileDoor fileDoor_;
    QList<IconButton*> tools_; ///< left to right
    IconButton* settings_;
    IconButton* export_;
    StatePanel* panel_;
    QPixmap picture_;
    bool stale_ = true;
    bool keyboardFocus_ = false;
    QString notice_; ///< why the last export failed
    QString readOutSentence_;
};

} // namespace ui
