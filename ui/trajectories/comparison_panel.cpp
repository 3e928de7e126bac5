// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trajectories/comparison_panel.h"

#include "ui/controls/button.h"
#include "ui/controls/field.h"
#include "ui/controls/section_heading.h"
#include "ui/controls/text_label.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace ui {

namespace {

QString count(std::uint64_t number)
{
    return countText(static_cast<qint64>(number));
}

QComboBox* addBox(QVBoxLayout& column, const Theme& theme, const QString& label, const QString& name, QWidget* parent)
{
    auto* box = new QComboBox(parent);
    box->setObjectName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    column.addWidget(new Field(theme, label, box, parent));
    return box;
}

} // namespace

ComparisonPanel::ComparisonPanel(const Theme& theme, Workspace& workspace, QWidget* parent)
    : QWidget(parent)
    , workspace_(workspace)
    , answer_(new TextLabel({}, TextKind::Small, this))
    , show_(new Button(theme, ButtonKind::Outlined, tr("Show changed rows"), this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(new SectionHeading(theme, tr("What changed"), this));
    left_ = addBox(*column, theme, tr("From"), QStringLiteral("compareFrom"), this);
    right_ = addBox(*column, theme, tr("To"), QStringLiteral("compareTo"), this);
    answer_->setObjectName(QStringLiteral("changedWords"));
    answer_->setWordWrap(true);
    column->addWidget(answer_);
    show_->setObjectName(QStringLiteral("showChanged"));
    show_->setToolTip(tr("Selects the rows that changed and shows only them in the table."));
    column->addWidget(show_);
    show_->setVisible(false);
    for (QComboBox* box : { left_, right_ })
        connect(box, &QComboBox::activated, this, &ComparisonPanel::ask);
    connect(show_, &QPushButton::clicked, this, &ComparisonPanel::showChanged);
    refreshChoices();
}

ComparisonPanel::~ComparisonPanel()
{
    cancel_.cancel();
}

ComparedClustering ComparisonPanel::chosenIn(const QComboBox& box) const
{
    const auto index = static_cast<std::size_t>(std::max(0, box.currentIndex()));
    return index < choices_.size() ? choices_[index] : ComparedClustering(ThisClustering());
}

void ComparisonPanel::fill(QComboBox& box, const ComparedClustering& chosen)
{
    box.clear();
    for (const ComparedClustering& choice : choices_) {
        if (std::holds_alternative<ThisClustering>(choice)) {
            box.addItem(tr("The one shown"));
        } else if (const auto* upTo = std::get_if<UpToPoint>(&choice)) {
            const std::size_t first = clusters_->choice.windowOf(clusters_->points).first;
            box.addItem(tr("Points %1 to %2").arg(first + 1).arg(upTo->last + 1));
        } else {
            for (const auto& record : workspace_.clusterings())
                if (record.id == std::get<core::ClusteringId>(choice))
                    box.addItem(QString::fromStdString(record.name));
        }
    }
    const auto found = std::find(choices_.begin(), choices_.end(), chosen);
    box.setCurrentIndex(found == choices_.end() ? 0 : static_cast<int>(found - choices_.begin()));
}

void ComparisonPanel::refreshChoices()
{
    const ComparedClustering left = chosenIn(*left_);
    const ComparedClustering right = chosenIn(*right_);
    choices_ = { ThisClustering() };
    if (clusters_ && !clusters_->choice.boundary) {
        const auto window = clusters_->choice.windowOf(clusters_->points);
        const bool single = clusters_->choice.features == core::analysis::FeatureKind::Last;
        for (std::size_t last = window.first + (single ? 0 : 1); last <= window.last; ++last)
            choices_.push_back(UpToPoint{ last });
    }
    for (const auto& record : workspace_.clusterings())
        if (record.run == workspace_.run())
            choices_.push_back(record.id);
    fill(*left_, left);
    fill(*right_, right);
}

void ComparisonPanel::setClusters(const ClustersPointer& clusters)
{
    const bool same = clusters_ && clusters && clusters_->columns == clusters->columns;
    clusters_ = clusters;
    if (same)
        return; // one figure more
    refreshChoices();
    ask();
}

void ComparisonPanel::compareWithWindow(std::size_t lastPoint)
{
    refreshChoices();
    const auto found = std::find(choices_.begin(), choices_.end(), ComparedClustering(UpToPoint{ lastPoint }));
    if (found == choices_.end())
        return;
    left_->setCurrentIndex(static_cast<int>(found - choices_.begin()));
    right_->setCurrentIndex(0);
    ask();
}

void ComparisonPanel::ask()
{
    cancel_.cancel();
    cancel_ = core::CancelToken();
    const quint64 generation = ++generation_;
    show_->setVisible(false);
    const ComparedClustering left = chosenIn(*left_);
    const ComparedClustering right = chosenIn(*right_);
    if (!clusters_ || left == right) {
        answer_->setText(tr("Choose two clusterings, or two windows, to see which rows lie elsewhere."));
        return;
    }
    if (clusters_->preview) {
        answer_->setText(tr("Compared when the control is let go."));
        return;
    }
    answer_->setText(tr("Comparing…"));
    workspace_.background().run(
        this,
        [session = workspace_.session(), clusters = clusters_, left, right, cancel = cancel_] {
            return compareClusterings(*session, *clusters, left, right, cancel);
        },
        [this, generation](const ClusterChanges& changes) {
            if (generation == generation_)
                take(changes);
        },
        [this, generation](const core::Error& error) {
            if (generation != generation_)
                return;
            answer_->clear();
            if (error.kind() != core::ErrorKind::Cancelled)
                Q_EMIT failed(QString::fromStdString(error.message()), QString::fromStdString(error.hint()));
        });
}

void ComparisonPanel::take(const ClusterChanges& changes)
{
    changes_ = changes;
    const std::size_t changed = changes.rows.count();
    const double share = changes.compared > 0 ? static_cast<double>(changed) / static_cast<double>(changes.compared) : 0;
    QString text = tr("%1 of %2 rows changed (%3): %4 to hard, %5 to easy.")
                       .arg(count(changed), count(changes.compared), percentText(share), count(changes.toHard),
                           count(changes.toEasy));
    if (changes.between > 0)
        text += ' ' + tr("%1 changed between clusters on one side.").arg(count(changes.between));
    text += ' ' + tr("Agreement %1, adjusted Rand index.").arg(numberText(changes.agreement, 2));
    answer_->setText(text);
    show_->setVisible(changed > 0);
}

void ComparisonPanel::showChanged()
{
    SelectionState& state = workspace_.selection();
    if (state.rows() != changes_.rows.size())
        return;
    state.setSelection(changes_.rows);
    ExampleFilter filter = state.filter();
    filter.rows.onlyBrushed = true;
    state.setFilter(filter);
}

} // namespace ui
