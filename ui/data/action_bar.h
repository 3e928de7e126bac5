// SPDX-License-Identifier: GPL-3.0-or-later
// Above the table of the data page: search over all text, columns, and what can be done with the selected rows or with all
// that are shown.
#pragma once

#include "core/store/annotation_records.h"
#include "ui/models/example_view.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QLineEdit;
class QMenu;

namespace ui {

class Button;
class IconButton;

class ActionBar : public QWidget {
    Q_OBJECT

public:
    ActionBar(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);

    /// What the table shows: "all rows shown" are these.
    void setView(const ViewResult& view);
    void focusSearch();

    /// Carries out what the table asked for.
    void annotate(core::store::AnnotationKind kind, const core::data::Selection& rows, const QString& text = {},
        const std::optional<ExampleFilter>& shown = std::nullopt);
    /// Opens the small window below the button.
    void labelRows(const core::data::Selection& rows, const std::optional<ExampleFilter>& shown = std::nullopt);

    /// What the table shows, or what was done last, as a command on the clipboard; a sentence about it follows.
    void copyTableCommand();
    void copyLastCommand();

Q_SIGNALS:
    void columnsRequested(QPoint place);
    void told(const QString& sentence);

private:
    /// Rows that an action may be about, with the words for them.
    struct Scope {
        QString words;
        core::data::Selection rows;
        std::optional<ExampleFilter> shown; ///< the filter that shows just these
    };
    const Theme& theme_;
    Workspace& workspace_;
    std::shared_ptr<const VisibleOrder> order_;
    ExampleFilter filter_; ///< of the order
    SortKey sort_;
    QTimer typing_;

    QLineEdit* search_;
    IconButton* columns_;
    IconButton* command_;
    Button* exclude_;
    Button* label_;
    Button* pin_;

    void setUp();
    void followFilter();
    void applySearch();
    std::vector<Scope> scopes() const;
    void fillMenu(QMenu& menu, const std::function<void(QMenu&, const Scope&)>& add);
    void addExclusions(QMenu& menu, const Scope& scope);
    void addLabelling(QMenu& menu, const Scope& scope);
    void addPins(QMenu& menu, const Scope& scope);
    void addAction(QMenu& menu, const QString& words, core::store::AnnotationKind kind, core::data::Selection rows,
        const std::optional<ExampleFilter>& shown);
    void setUpCommandMenu();
    void copy(const CommandAnswer& command);
    void refreshButtons();
};

} // namespace ui
