// SPDX-License-Identifier: GPL-3.0-or-later
// The data page: look at the examples before anything is trained. Import, facets, lengths, search, table, what is said of
// rows, subsets; and what the model sees.
#pragma once

#include "ui/controls/file_dialogs.h"
#include "ui/models/example_view.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

#include <deque>

class QStackedWidget;
class QVBoxLayout;

namespace ui {

class BatchPanel;
class Button;
class ExamplePanel;
class FacetPanel;
class ImportSheet;
class MappingSheet;
class StatePanel;

class DataPage : public QWidget {
    Q_OBJECT

public:
    DataPage(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);
    ~DataPage() override;

    void setAskFile(AskFile askFile);
    QByteArray saveLayout() const; ///< the table's columns
    void restoreLayout(const QByteArray& layout);

public Q_SLOTS:
    void importDataset(); ///< asks for a file
    void importFile(const QString& file);
    void selectAllShown();
    void focusSearch();
    void copyTableCommand();
    void copyLastCommand();

Q_SIGNALS:
    void proxyRequested();
    void inspectRequested(std::uint32_t row);
    /// What the table shows now, in its order: for "next example".
    void orderChanged(std::shared_ptr<const ui::VisibleOrder> order);
    void statusText(const QString& text);
    void logged(const QString& line);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    const Theme& theme_;
    Workspace& workspace_;
    AskFile askFile_ = desktopFileDialog();
    std::deque<QString> waiting_; ///< files that were dropped together
    bool listsKnown_ = false;

    QStackedWidget* stack_;
    QWidget* examples_;
    QStackedWidget* body_;
    QWidget* columns_; ///< facets and examples beside each other
    StatePanel* state_;
    FacetPanel* facets_;
    ExamplePanel* panel_;
    ImportSheet* import_;
    MappingSheet* mapping_;
    BatchPanel* batch_;
    Button* seen_;
    Button* importButton_;
    Button* next_;

    void setUpExamples();
    void setUpHeader(QVBoxLayout& layout);
    void connectParts();
    void connectSheets();
    bool empty() const;
    void refresh();
    void showExamples();
    void openNextFile();
    void makeSubset();
    void countTokens();
    void onViewed(const ViewResult& view);
    void tell(const QString& sentence);
};

} // namespace ui
