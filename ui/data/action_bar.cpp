// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/action_bar.h"

#include "ui/controls/button.h"
#include "ui/models/label_popup.h"
#include "ui/session/read_only_words.h"
#include "ui/session/undo_words.h"
#include "ui/theme/number_text.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>

#include <chrono>
#include <set>

namespace ui {

using core::data::RowMark;
using core::data::Selection;
using core::store::AnnotationKind;

namespace {

constexpr std::chrono::milliseconds typingPause{ 150 };

qint64 countOf(const Selection& rows)
{
    return static_cast<qint64>(rows.count());
}

Selection marked(const core::data::Columns& columns, const Selection& among, RowMark mark)
{
    return among & Selection::where(columns.rows(), [&](std::size_t row) { return columns.hasMark(row, mark); });
}

QStringList labelsOf(const core::data::Columns& columns, const Selection& rows)
{
    std::vector<bool> used(columns.labels.sets.size());
    if (!columns.labels.empty())
        rows.forEach([&](std::size_t row) { used[columns.labels.codes[row]] = true; });
    std::set<QString> names;
    for (std::size_t set = 0; set < used.size(); ++set)
        if (used[set])
            for (const std::uint32_t label : columns.labels.sets[set])
                names.insert(QString::fromStdString(columns.labels.names[label]));
    return { names.begin(), names.end() };
}

} // namespace

ActionBar::ActionBar(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , search_(new QLineEdit(this))
    , columns_(new IconButton(theme, "layout-columns", tr("Columns"), this))
    , command_(new IconButton(theme, "terminal-2", tr("Copy as command"), this))
    , exclude_(new Button(theme, ButtonKind::Outlined, tr("Exclude"), "ban", this))
    , label_(new Button(theme, ButtonKind::Outlined, tr("Label"), "tag", this))
    , pin_(new Button(theme, ButtonKind::Outlined, tr("Pin"), "pin", this))
{
    setUp();
    SelectionState& selection = workspace_.selection();
    connect(&selection, &SelectionState::filterChanged, this, &ActionBar::followFilter);
    connect(&selection, &SelectionState::selectionChanged, this, &ActionBar::refreshButtons);
    connect(&selection, &SelectionState::currentRowChanged, this, &ActionBar::refreshButtons);
    connect(&typing_, &QTimer::timeout, this, &ActionBar::applySearch);
    connect(search_, &QLineEdit::textEdited, &typing_, qOverload<>(&QTimer::start));
    connect(search_, &QLineEdit::returnPressed, this, &ActionBar::applySearch);
    connect(columns_, &IconButton::clicked, this,
        [this] { Q_EMIT columnsRequested(columns_->mapToGlobal(QPoint(0, columns_->height()))); });
    refreshButtons();
}

void ActionBar::setUp()
{
    search_->setObjectName("search");
    search_->setPlaceholderText(tr("Search all text"));
    search_->setAccessibleName(tr("Search all text"));
    search_->setClearButtonEnabled(true);
    columns_->setObjectName("columns");
    command_->setObjectName("copy as command");
    exclude_->setObjectName("exclude");
    label_->setObjectName("label");
    pin_->setObjectName("pin");
    typing_.setSingleShot(true);
    typing_.setInterval(typingPause);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 6, 0, 6);
    layout->setSpacing(8);
    layout->addWidget(search_, 1);
    for (QWidget* widget : { static_cast<QWidget*>(columns_), static_cast<QWidget*>(command_),
             static_cast<QWidget*>(exclude_), static_cast<QWidget*>(label_), static_cast<QWidget*>(pin_) })
        layout->addWidget(widget);
    const auto menuFor = [this](Button* button, void (ActionBar::*add)(QMenu&, const Scope&)) {
        auto* menu = new QMenu(button);
        menu->setObjectName(button->objectName() + " menu");
        button->setMenu(menu);
        connect(menu, &QMenu::aboutToShow, this, [this, menu, add] {
            fillMenu(*menu, [this, add](QMenu& into, const Scope& scope) { (this->*add)(into, scope); });
        });
    };
    setUpCommandMenu();
    menuFor(exclude_, &ActionBar::addExclusions);
    menuFor(label_, &ActionBar::addLabelling);
    menuFor(pin_, &ActionBar::addPins);
}

void ActionBar::setUpCommandMenu()
{
    auto* menu = new QMenu(command_);
    menu->setObjectName("command menu");
    QAction* table = menu->addAction(tr("Copy the table as a command"), this, &ActionBar::copyTableCommand);
    table->setObjectName("copy table command");
    QAction* last = menu->addAction(tr("Copy the last action as a command"), this, &ActionBar::copyLastCommand);
    last->setObjectName("copy last command");
    connect(command_, &IconButton::clicked, this, [this, menu, last] {
        const CommandAnswer& command = workspace_.commandOfLastAction();
        last->setEnabled(!command.text.isEmpty() || !command.problem.isEmpty());
        menu->popup(command_->mapToGlobal(QPoint(0, command_->height())));
    });
}

void ActionBar::copyTableCommand()
{
    if (workspace_.columns())
        copy(workspace_.commandOfTable(sort_));
}

void ActionBar::copyLastCommand()
{
    const CommandAnswer& command = workspace_.commandOfLastAction();
    copy(command.text.isEmpty() && command.problem.isEmpty() ? CommandAnswer{ {}, tr("Nothing was done here yet.") }
                                                             : command);
}

void ActionBar::copy(const CommandAnswer& command)
{
    if (!command.text.isEmpty())
        QGuiApplication::clipboard()->setText(command.text);
    Q_EMIT told(command.text.isEmpty() ? command.problem : tr("Command copied"));
}

void ActionBar::focusSearch()
{
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void ActionBar::applySearch()
{
    typing_.stop();
    ExampleFilter filter = workspace_.selection().filter();
    filter.setWords(core::data::TextField::Any, search_->text().trimmed().toStdString());
    workspace_.selection().setFilter(filter);
}

void ActionBar::followFilter()
{
    const QString words = QString::fromStdString(workspace_.selection().filter().words(core::data::TextField::Any));
    if (words != search_->text().trimmed() && !typing_.isActive())
        search_->setText(words);
}

void ActionBar::setView(const ViewResult& view)
{
    order_ = view.order;
    filter_ = view.filter;
    sort_ = view.sort;
    refreshButtons();
}

void ActionBar::refreshButtons()
{
    const bool able = workspace_.columns() && !workspace_.readOnly() && order_;
    for (Button* button : { exclude_, label_, pin_ }) {
        button->setEnabled(able);
        button->setToolTip(readOnlyWords(workspace_));
    }
}

std::vector<ActionBar::Scope> ActionBar::scopes() const
{
    std::vector<Scope> scopes;
    const SelectionState& selection = workspace_.selection();
    const std::size_t rows = workspace_.columns()->rows();
    if (selection.rows() != rows)
        return scopes;
    if (selection.selectedCount() > 0)
        scopes.push_back({ selection.selectedCount() == 1
                ? tr("the selected row")
                : tr("the %1 selected rows").arg(countText(static_cast<qint64>(selection.selectedCount()))),
            selection.selection(), {} });
    else if (const RowChoice row = selection.currentRow()) {
        Selection current(rows);
        current.set(*row, true);
        scopes.push_back({ tr("row %1").arg(countText(*row + 1)), current, {} });
    }
    Selection shown(rows);
    for (const std::uint32_t row : order_->rows)
        if (row < rows)
            shown.set(row, true);
    scopes.push_back({ tr("all %1 rows shown").arg(countText(countOf(shown))), shown, filter_ });
    return scopes;
}

void ActionBar::fillMenu(QMenu& menu, const std::function<void(QMenu&, const Scope&)>& add)
{
    menu.clear();
    if (!workspace_.columns() || !order_)
        return;
    for (const Scope& scope : scopes()) {
        add(menu, scope);
        menu.addSeparator();
    }
}

void ActionBar::addAction(
    QMenu& menu, const QString& words, AnnotationKind kind, Selection rows, const std::optional<ExampleFilter>& shown)
{
    QAction* action = menu.addAction(words);
    action->setEnabled(rows.count() > 0);
    connect(
        action, &QAction::triggered, this, [this, kind, rows = std::move(rows), shown] { annotate(kind, rows, {}, shown); });
}

void ActionBar::addExclusions(QMenu& menu, const Scope& scope)
{
    const Selection excluded = marked(*workspace_.columns(), scope.rows, RowMark::Excluded);
    Selection included = ~excluded;
    included &= scope.rows;
    addAction(menu, tr("Exclude %1").arg(scope.words), AnnotationKind::Exclude, included, scope.shown);
    if (excluded.count() > 0)
        addAction(menu, tr("Include %1 of them again").arg(rowsText(countOf(excluded))), AnnotationKind::Include, excluded,
            scope.shown);
}

void ActionBar::addLabelling(QMenu& menu, const Scope& scope)
{
    QAction* action = menu.addAction(tr("Label %1…").arg(scope.words));
    action->setEnabled(scope.rows.count() > 0);
    connect(action, &QAction::triggered, this, [this, rows = scope.rows, shown = scope.shown] { labelRows(rows, shown); });
}

void ActionBar::addPins(QMenu& menu, const Scope& scope)
{
    const auto& columns = *workspace_.columns();
    addAction(menu, tr("Pin %1 as hard").arg(scope.words), AnnotationKind::PinHard, scope.rows, scope.shown);
    addAction(menu, tr("Pin %1 as easy").arg(scope.words), AnnotationKind::PinEasy, scope.rows, scope.shown);
    Selection pinned = marked(columns, scope.rows, RowMark::PinnedEasy);
    pinned |= marked(columns, scope.rows, RowMark::PinnedHard);
    if (pinned.count() > 0)
        addAction(menu, tr("Unpin %1 of them").arg(rowsText(countOf(pinned))), AnnotationKind::Unpin, pinned, scope.shown);
}

void ActionBar::annotate(
    AnnotationKind kind, const Selection& rows, const QString& text, const std::optional<ExampleFilter>& shown)
{
    if (!workspace_.readOnly())
        workspace_.annotate({ kind, text.toStdString() }, rows, shown);
}

void ActionBar::labelRows(const Selection& rows, const std::optional<ExampleFilter>& shown)
{
    if (workspace_.readOnly() || !workspace_.columns() || rows.count() == 0)
        return;
    QStringList known;
    for (const auto& label : workspace_.labels())
        known.append(QString::fromStdString(label.name));
    auto* popup = new LabelPopup(theme_, countOf(rows), known, labelsOf(*workspace_.columns(), rows), this);
    connect(popup, &LabelPopup::added, this,
        [this, rows, shown](const QString& label) { annotate(AnnotationKind::AddLabel, rows, label, shown); });
    connect(popup, &LabelPopup::removed, this,
        [this, rows, shown](const QString& label) { annotate(AnnotationKind::RemoveLabel, rows, label, shown); });
    popup->popUp(label_->mapToGlobal(QPoint(0, label_->height() + 4)));
}

} // namespace ui
