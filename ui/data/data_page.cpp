// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_page.h"

#include "ui/controls/button.h"
#include "ui/controls/page_header.h"
#include "ui/controls/panes.h"
#include "ui/controls/state_panel.h"
#include "ui/data/batch_panel.h"
#include "ui/data/example_panel.h"
#include "ui/data/facet_panel.h"
#include "ui/data/import_sheet.h"
#include "ui/data/mapping_sheet.h"
#include "ui/data/subset_dialog.h"
#include "ui/data/token_count_dialog.h"
#include "ui/session/read_only_words.h"
#include "ui/session/undo_words.h"
#include "ui/theme/number_text.h"

#include <QtCore/QFileInfo>
#include <QtCore/QMimeData>
#include <QtGui/QDropEvent>
#include <QtGui/QShortcut>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

namespace ui {

namespace {

QStringList droppedFiles(const QMimeData& data)
{
    QStringList files;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile() && QFileInfo(url.toLocalFile()).isFile() && !url.toLocalFile().endsWith(".datalever"))
            files.append(url.toLocalFile());
    return files;
}

} // namespace

DataPage::DataPage(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , stack_(new QStackedWidget(this))
    , examples_(new QWidget(stack_))
    , body_(new QStackedWidget(examples_))
    , columns_(new QWidget(body_))
    , state_(new StatePanel(theme, body_))
    , facets_(new FacetPanel(theme, workspace, columns_))
    , panel_(new ExamplePanel(theme, workspace, columns_))
    , import_(new ImportSheet(theme, workspace, stack_))
    , mapping_(new MappingSheet(theme, workspace, stack_))
    , batch_(new BatchPanel(theme, workspace, stack_))
    , seen_(new Button(theme, ButtonKind::Outlined, tr("What the model sees"), "eye"))
    , importButton_(new Button(theme, ButtonKind::Outlined, tr("Import…"), "file-import"))
    , next_(new Button(theme, ButtonKind::Primary, {}))
{
    setObjectName("data page");
    setAcceptDrops(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(stack_);
    setUpExamples();
    for (QWidget* part :
        { examples_, static_cast<QWidget*>(import_), static_cast<QWidget*>(mapping_), static_cast<QWidget*>(batch_) })
        stack_->addWidget(part);
    connectParts();
    connectSheets();
    refresh();
}

DataPage::~DataPage() = default;

void DataPage::setUpExamples()
{
    auto* layout = new QVBoxLayout(examples_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    setUpHeader(*layout);
    auto* row = new QHBoxLayout(columns_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* line = new QFrame(columns_);
    line->setFixedWidth(1);
    line->setProperty("look", "line");
    row->addWidget(facets_);
    row->addWidget(line);
    row->addWidget(panel_, 1);
    state_->setObjectName("data state");
    markPane(*state_, Pane::Plot);
    body_->addWidget(columns_);
    body_->addWidget(state_);
    layout->addWidget(body_, 1);
}

void DataPage::setUpHeader(QVBoxLayout& layout)
{
    auto* header = new PageHeader(tr("Data"), tr("Look at the examples before anything is trained."), examples_);
    seen_->setObjectName("what the model sees");
    importButton_->setObjectName("import");
    next_->setObjectName("data next");
    header->addWidget(seen_);
    header->addWidget(importButton_);
    header->addWidget(next_);
    layout.addWidget(header);
}

void DataPage::connectParts()
{
    connect(&workspace_, &Workspace::listsChanged, this, [this] {
        listsKnown_ = listsKnown_ || !workspace_.datasets().empty();
        refresh();
    });
    connect(&workspace_, &Workspace::loadingChanged, this, &DataPage::refresh);
    connect(&workspace_, &Workspace::columnsChanged, this, &DataPage::refresh);
    connect(&workspace_, &Workspace::commandDone, this, [this](const core::store::CommandRecord& command, CommandTurn turn) {
        tell(turn == CommandTurn::Undone ? tr("Undone: %1").arg(commandWords(command, workspace_.shownImport()))
                                         : tr("%1. Ctrl+Z undoes it.").arg(doneWords(command, workspace_.shownImport())));
    });
    connect(importButton_, &Button::clicked, this, &DataPage::importDataset);
    connect(next_, &Button::clicked, this, [this] {
        if (empty())
            importDataset();
        else
            Q_EMIT proxyRequested();
    });
    connect(state_, &StatePanel::buttonClicked, this, &DataPage::importDataset);
    connect(seen_, &Button::clicked, this, [this] {
        stack_->setCurrentWidget(batch_);
        batch_->open();
    });
    connect(facets_, &FacetPanel::subsetRequested, this, &DataPage::makeSubset);
    connect(panel_, &ExamplePanel::viewed, this, &DataPage::onViewed);
    connect(panel_, &ExamplePanel::inspectRequested, this, &DataPage::inspectRequested);
    connect(panel_, &ExamplePanel::countTokensRequested, this, &DataPage::countTokens);
    connect(panel_, &ExamplePanel::copied, this, [this](int rows) { tell(tr("%1 copied").arg(rowsText(rows))); });
    connect(panel_, &ExamplePanel::told, this, &DataPage::tell);
    auto* find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, &DataPage::focusSearch);
    workspace_.project().read<std::size_t>(
        [](const core::store::ProjectSession& session) { return session.listDatasets().size(); },
        { this, [this](std::size_t) {
             listsKnown_ = true;
             refresh();
         } });
}

void DataPage::connectSheets()
{
    connect(import_, &ImportSheet::closed, this, &DataPage::openNextFile);
    connect(import_, &ImportSheet::imported, this, [this](core::DatasetId, const QString& sentence) {
        tell(sentence);
        Q_EMIT logged(sentence);
    });
    connect(facets_, &FacetPanel::mappingRequested, this, [this](core::SourceId source) {
        stack_->setCurrentWidget(mapping_);
        mapping_->open(source);
    });
    connect(mapping_, &MappingSheet::closed, this, &DataPage::showExamples);
    connect(batch_, &BatchPanel::closed, this, &DataPage::showExamples);
}

void DataPage::setAskFile(AskFile askFile)
{
    askFile_ = std::move(askFile);
    batch_->setAskFile(askFile_);
}

QByteArray DataPage::saveLayout() const
{
    return panel_->saveLayout();
}

void DataPage::restoreLayout(const QByteArray& layout)
{
    panel_->restoreLayout(layout);
}

bool DataPage::empty() const
{
    return workspace_.datasets().empty();
}

void DataPage::refresh()
{
    const bool none = empty();
    body_->setCurrentIndex(none ? 1 : 0);
    if (none && !listsKnown_)
        state_->showLoading(tr("The project is being read"));
    else if (none)
        state_->showEmpty(
            "database", tr("No examples yet"), tr("Drop a file here, or choose one. JSONL, JSON, CSV, TSV."), {});
    seen_->setVisible(!none);
    importButton_->setVisible(!none);
    next_->setText(none ? tr("Import…") : tr("Set up a proxy"));
    for (Button* button : { importButton_, next_ }) {
        const bool imports = button == importButton_ || none;
        button->setEnabled(!imports || !workspace_.readOnly());
        button->setToolTip(imports ? readOnlyWords(workspace_) : QString());
    }
    seen_->setEnabled(workspace_.columns() != nullptr);
}

void DataPage::showExamples()
{
    stack_->setCurrentWidget(examples_);
}

void DataPage::importDataset()
{
    if (workspace_.readOnly() || import_->importing())
        return;
    FileRequest request;
    request.kind = FileRequest::Kind::OpenFile;
    request.title = tr("Import a dataset");
    request.filters = { tr("Datasets (*.jsonl *.ndjson *.json *.csv *.tsv)"), tr("All files (*)") };
    askFile_(this, request, [this](const QString& file) { importFile(file); });
}

void DataPage::importFile(const QString& file)
{
    waiting_.push_front(file);
    if (!import_->importing())
        openNextFile();
}

void DataPage::openNextFile()
{
    if (waiting_.empty()) {
        showExamples();
        return;
    }
    const QString file = waiting_.front();
    waiting_.pop_front();
    tell({}); // what was said of the file before
    stack_->setCurrentWidget(import_);
    import_->open(file.toStdString());
}

void DataPage::selectAllShown()
{
    panel_->selectAllShown();
}

void DataPage::copyTableCommand()
{
    panel_->copyTableCommand();
}

void DataPage::copyLastCommand()
{
    panel_->copyLastCommand();
}

void DataPage::focusSearch()
{
    showExamples();
    panel_->focusSearch();
}

void DataPage::makeSubset()
{
    const auto& columns = workspace_.columns();
    if (!columns || !panel_->order())
        return;
    std::vector<SubsetPool> pools{ { tr("all rows"), core::data::Selection(columns->rows(), true),
        workspace_.commandRows(core::data::Selection()) } };
    const auto& shown = panel_->order()->rows;
    if (shown.size() < columns->rows()) {
        core::data::Selection rows(columns->rows());
        for (const std::uint32_t row : shown)
            rows.set(row, true);
        pools.push_back({ tr("the rows shown"), std::move(rows), workspace_.commandRows(workspace_.selection().filter()) });
    }
    if (workspace_.selection().selectedCount() > 0)
        pools.push_back({ tr("the selected rows"), workspace_.selection().selection(),
            workspace_.commandRows(workspace_.selection().selection()) });
    auto* dialog = new SubsetDialog(theme_, workspace_, std::move(pools), this);
    connect(dialog, &SubsetDialog::made, this, [this](core::DatasetId dataset, qint64 rows) {
        workspace_.reload();
        workspace_.chooseDataset(dataset);
        tell(tr("Subset of %1 made").arg(rowsText(rows)));
    });
    dialog->open();
}

void DataPage::countTokens()
{
    auto* dialog = new TokenCountDialog(theme_, workspace_, askFile_, this);
    connect(dialog, &TokenCountDialog::started, this, &DataPage::tell);
    dialog->open();
}

void DataPage::onViewed(const ViewResult& view)
{
    facets_->setView(view);
    Q_EMIT orderChanged(view.order);
}

void DataPage::tell(const QString& sentence)
{
    Q_EMIT statusText(sentence);
}

void DataPage::dragEnterEvent(QDragEnterEvent* event)
{
    if (!workspace_.readOnly() && !import_->importing() && !droppedFiles(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void DataPage::dropEvent(QDropEvent* event)
{
    for (const QString& file : droppedFiles(*event->mimeData()))
        waiting_.push_back(file);
    event->acceptProposedAction();
    if (!import_->importing())
        openNextFile();
}

} // namespace ui
