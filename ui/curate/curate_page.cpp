// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/curate/curate_page.h"

#include "ui/controls/button.h"
#include "ui/controls/message_line.h"
#include "ui/controls/page_header.h"
#include "ui/controls/panes.h"
#include "ui/controls/state_panel.h"
#include "ui/curate/controls_panel.h"
#include "ui/curate/curate_column.h"
#include "ui/curate/curate_plots.h"
#include "ui/curate/overlap_check.h"
#include "ui/curate/recipe_flow.h"
#include "ui/session/read_only_words.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

CuratePage::CuratePage(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , theme_(theme)
    , workspace_(workspace)
    , askFile_(desktopFileDialog())
    , flow_(new RecipeFlow(workspace, this))
    , overlap_(new OverlapCheck(workspace, this))
    , stack_(new QStackedWidget(this))
    , state_(new StatePanel(theme, stack_))
{
    setObjectName(QStringLiteral("curatePage"));
    state_->setObjectName(QStringLiteral("curateState"));
    markPane(*state_, Pane::Plot);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    makeHead();
    stack_->addWidget(state_);
    stack_->addWidget(makeBody());
    layout->addWidget(stack_, 1);
    connectParts();
    refresh();
}

CuratePage::~CuratePage() = default;

void CuratePage::makeHead()
{
    auto* head = new PageHeader(tr("Curate"), tr("Turn the hard set into a dataset, with controls of equal size."), this);
    export_ = new Button(theme_, ButtonKind::Outlined, tr("Export…"), QStringLiteral("file-export"), head);
    export_->setObjectName(QStringLiteral("exportCuration"));
    copy_ = new Button(theme_, ButtonKind::Outlined, tr("Copy as command"), QStringLiteral("terminal-2"), head);
    copy_->setObjectName(QStringLiteral("copyCurateCommand"));
    save_ = new Button(theme_, ButtonKind::Primary, tr("Save"), head);
    save_->setObjectName(QStringLiteral("saveCuration"));
    for (Button* button : { export_, copy_, save_ })
        head->addWidget(button);
    layout()->addWidget(head);
    connect(export_, &QPushButton::clicked, this, &CuratePage::openExport);
    connect(copy_, &QPushButton::clicked, this, &CuratePage::copyCommand);
    connect(save_, &QPushButton::clicked, this, [this] {
        flow_->settle(); // its name may follow
        save(flow_->name());
    });
}

QWidget* CuratePage::makeBody()
{
    auto* body = new QWidget(stack_);
    column_ = new CurateColumn(theme_, workspace_, *flow_, body);
    problem_ = new MessageLine(theme_, MessageKind::Error, {}, body);
    problem_->setObjectName(QStringLiteral("curateProblem"));
    otherName_ = problem_->addAction(tr("Save under another name…"));
    otherName_->setObjectName(QStringLiteral("saveOtherName"));
    problem_->setDismissable();
    problem_->setVisible(false);
    plots_ = new CuratePlots(theme_, body);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(problem_);
    right->addWidget(plots_, 1);
    auto* row = new QHBoxLayout(body);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    row->addWidget(column_);
    row->addLayout(right, 1);
    return body;
}

void CuratePage::connectParts()
{
    connect(problem_, &MessageLine::dismissed, problem_, &QWidget::hide);
    connect(otherName_, &QPushButton::clicked, this, &CuratePage::askName);
    connect(flow_, &RecipeFlow::recipeChanged, this, &CuratePage::refresh);
    connect(flow_, &RecipeFlow::previewChanged, this, &CuratePage::refresh);
    connect(flow_, &RecipeFlow::failed, this, &CuratePage::showProblem);
    connect(overlap_, &OverlapCheck::changed, this, &CuratePage::showPreview);
    connect(&workspace_, &Workspace::listsChanged, this, &CuratePage::refresh);
    connect(&workspace_, &Workspace::choiceChanged, this, &CuratePage::refresh);
    connect(&workspace_, &Workspace::loadingChanged, this, &CuratePage::refresh);
    connect(&column_->controls(), &ControlsPanel::wantedChanged, this, &CuratePage::showPreview);
    connect(column_, &CurateColumn::trajectoriesRequested, this, &CuratePage::trajectoriesRequested);
    connect(column_, &CurateColumn::openRequested, this, &CuratePage::openCuration);
    connect(column_, &CurateColumn::renameRequested, this, &CuratePage::askRecipeName);
    connect(plots_, &CuratePlots::trajectoriesRequested, this, &CuratePage::trajectoriesRequested);
    connect(plots_, &CuratePlots::overlapRequested, this, &CuratePage::openOverlap);
    connect(plots_, &CuratePlots::exported, this,
        [this](const QString& file) { Q_EMIT logged(tr("Plot written to %1.").arg(file)); });
    connect(plots_, &CuratePlots::exportFailed, this, [this](const QString& sentence) { showProblem(sentence, {}); });
    connect(state_, &StatePanel::buttonClicked, this, &CuratePage::importRequested);
}

void CuratePage::showEvent(QShowEvent* event)
{
    flow_->setWatched(true);
    QWidget::showEvent(event);
}

void CuratePage::hideEvent(QHideEvent* event)
{
    flow_->settle();
    flow_->setWatched(false);
    QWidget::hideEvent(event);
}

std::array<bool, 3> CuratePage::wantedControls() const
{
    std::array<bool, 3> wanted{};
    for (std::size_t i = 0; i < wanted.size(); ++i)
        wanted[i] = column_->controls().isWanted(i);
    return wanted;
}

/// What is worked on, as the command line would be asked for it.
std::optional<core::jobs::CurateRequest> CuratePage::requestFor(const QString& name) const
{
    core::jobs::CurateRequest request;
    request.recipe = flow_->recipe();
    request.name = name.toStdString();
    if (const auto* clustering = flow_->clustering())
        request.clustering = clustering->name;
    else if (const auto* dataset = workspace_.datasetRecord())
        request.dataset = dataset->name;
    else
        return std::nullopt;
    return request;
}

/// With the controls that are checked.
std::vector<core::jobs::CurateRequest> CuratePage::requests(const QString& name) const
{
    const auto first = requestFor(name);
    if (!first)
        return {};
    std::vector<core::jobs::CurateRequest> all{ *first };
    const auto wanted = wantedControls();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto kind = core::curate::controlKinds[i];
        const auto recipe = core::curate::controlOf(first->recipe, kind);
        if (!wanted[i] || !recipe)
            continue;
        core::jobs::CurateRequest control = *first;
        control.recipe = *recipe;
        control.name += core::curate::controlSuffix(kind);
        all.push_back(std::move(control));
    }
    return all;
}

/// The curated dataset that was made of the recipe and clustering that are shown, first of the same name; null: none.
const core::store::CurationRecord* CuratePage::stored() const
{
    const auto* clustering = flow_->clustering();
    const std::int64_t id = clustering != nullptr ? clustering->id.value : 0;
    const std::string name = flow_->name().toStdString();
    const core::store::CurationRecord* found = nullptr;
    for (const core::store::CurationRecord& each : workspace_.curations())
        if (each.recipe == flow_->recipe() && (each.clustering ? each.clustering->value : 0) == id
            && (found == nullptr || each.name == name))
            found = &each;
    return found;
}

/// Why nothing can be saved now; empty: it can.
QString CuratePage::whyNot() const
{
    const auto& preview = flow_->preview();
    if (workspace_.readOnly())
        return readOnlyWords(workspace_);
    if (saving_)
        return tr("It is being saved.");
    if (!preview || !(preview->recipe == flow_->recipe()))
        return tr("The rows are being counted.");
    if (preview->problem)
        return preview->problem->sentence + '.';
    if (core::curate::needsOf(flow_->recipe()).clusters && flow_->clustering() == nullptr)
        return tr("The clusters shown are a preview that is not stored: choose or store a clustering on Trajectories.");
    return {};
}

void CuratePage::refresh()
{
    const bool rows = workspace_.datasetRecord() != nullptr;
    stack_->setCurrentIndex(rows ? 1 : 0);
    if (!rows && workspace_.loading())
        state_->showLoading(tr("Reading the project"));
    else if (!rows)
        state_->showEmpty(QStringLiteral("adjustments"), tr("No examples yet."),
            tr("A recipe begins with a dataset, and with a clustering of a proxy's trajectories."), tr("Import…"));
    const QString problem = whyNot();
    save_->setText(saving_ ? tr("Saving…") : tr("Save as %1").arg(flow_->name()));
    save_->setEnabled(problem.isEmpty());
    save_->setToolTip(problem.isEmpty() ? tr("Stores the rows and their copies as a dataset, with the controls that are "
                                             "checked")
                                        : problem);
    export_->setEnabled(rows && (problem.isEmpty() || !workspace_.curations().empty()) && !workspace_.readOnly());
    export_->setToolTip(workspace_.readOnly() ? readOnlyWords(workspace_) : tr("A file with a card and a manifest"));
    copy_->setEnabled(rows && (problem.isEmpty() || workspace_.readOnly()));
    copy_->setToolTip(problem.isEmpty() ? tr("The commands that save the same datasets") : problem);
    if (rows)
        Q_EMIT statusText(stateWords());
    showPreview();
}

QString CuratePage::stateWords() const
{
    const auto* saved = stored();
    if (saved == nullptr)
        return tr("Recipe %1: not saved yet").arg(flow_->name());
    const QString as = QString::fromStdString(saved->name);
    return as == flow_->name() ? tr("Recipe %1: saved").arg(as) : tr("Recipe %1: saved as %2").arg(flow_->name(), as);
}

void CuratePage::showPreview()
{
    const auto& preview = flow_->preview();
    plots_->setPreview(preview, flow_->name(), wantedControls());
    plots_->setOverlap(overlap_->figures(preview));
}

void CuratePage::showProblem(const QString& sentence, const QString& wayOut)
{
    QString text = sentence;
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    otherName_->setVisible(false);
    problem_->setMessage(MessageKind::Error, wayOut.isEmpty() ? text : text + QStringLiteral(". ") + wayOut);
    problem_->setVisible(true);
    Q_EMIT logged(text);
}

void CuratePage::tell(const QString& sentence)
{
    Q_EMIT logged(sentence);
}

QByteArray CuratePage::saveLayout() const
{
    return QByteArray::number(column_->controls().checked());
}

void CuratePage::restoreLayout(const QByteArray& layout)
{
    bool known = false;
    const auto bits = layout.toUInt(&known);
    if (known)
        column_->controls().setChecked(bits);
}

} // namespace ui
