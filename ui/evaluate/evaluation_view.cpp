// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/evaluation_view.h"

#include "ui/runs/seed_words.h"
#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cmath>

namespace ui {

using namespace core::analysis;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::EvaluationView)
};

constexpr double pointsPerShare = 100;

QString text(const std::string& words)
{
    return QString::fromStdString(words);
}

QString withSign(double value, int decimals)
{
    const QString words = numberText(value, decimals);
    return value > 0 && words != numberText(0, decimals) ? '+' + words : words;
}

/// What a column's differences are told in.
struct Scale {
    double factor = 1;
    int decimals = 3;
    QString unit;
};

Scale scaleOf(const SummaryColumn& column)
{
    if (column.scoreKind == ScoreKind::Loss)
        return { 1, 3, Words::tr("nats") };
    return { pointsPerShare, 1, Words::tr("points") };
}

std::optional<std::size_t> placeOf(const std::vector<std::string>& names, const std::string& name)
{
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - names.begin()));
}

/// "all" where there is one, else the first arm.
std::size_t usualAgainst(const std::vector<std::string>& arms)
{
    return placeOf(arms, "all").value_or(0);
}

/// A hard arm where there is one, else the last.
std::size_t usualArm(const std::vector<std::string>& arms, std::size_t against)
{
    for (std::size_t arm = 0; arm < arms.size(); ++arm)
        if (arm != against && arms[arm].find("hard") != std::string::npos)
            return arm;
    for (std::size_t arm = arms.size(); arm-- > 0;)
        if (arm != against && arms[arm] != "base")
            return arm;
    return against == 0 && arms.size() > 1 ? 1 : 0;
}

/// Makes the view of one choice.
class Maker {
public:
    Maker(const ExperimentData& data, const EvaluationChoice& choice)
        : data_(data)
    {
        against_ = placeOf(data.arms, choice.against).value_or(usualAgainst(data.arms));
        first_ = placeOf(data.arms, choice.arm).value_or(usualArm(data.arms, against_));
        if (first_ == against_)
            first_ = usualArm(data.arms, against_);
        SummarySettings settings;
        settings.against = against_;
        summary_ = std::make_shared<const ExperimentSummary>(summarize(data, settings));
        column_ = summary_->headlineColumn();
        for (std::size_t column = 0; column < summary_->columns.size(); ++column)
            if (summary_->columns[column].name == choice.column && summary_->columns[column].kind != ColumnKind::Source)
                column_ = column;
    }

    EvaluationView make()
    {
        EvaluationView view;
        view.summary = summary_;
        view.choice = { data_.arms.at(first_), data_.arms.at(against_), {} };
        for (const SummaryColumn& column : summary_->columns)
            if (column.kind != ColumnKind::Source)
                view.columns << text(column.name);
        addScores(view);
        if (column_) {
            view.choice.column = summary_->columns[*column_].name;
            addSentence(view);
            addDifferences(view);
            addGroups(view);
            addBenchmark(view);
        }
        addLearning(view);
        addStatus(view);
        return view;
    }

private:
    const SummaryColumn& column() const { return summary_->columns[*column_]; }

    void addScores(EvaluationView& view) const
    {
        for (const std::string& arm : summary_->arms)
            view.scores.arms << text(arm);
        for (std::size_t number = 0; number < summary_->columns.size(); ++number) {
            const SummaryColumn& from = summary_->columns[number];
            if (from.kind == ColumnKind::Source)
                continue;
            ScoreColumn to;
            to.name = text(from.name);
            addOverlap(to, from);
            for (const auto& columns : summary_->scores) {
                const ArmScore& score = columns[number];
                std::optional<ArmEstimate> estimate;
                if (score.mean) {
                    estimate = ArmEstimate{ score.mean->mean, std::nullopt, score.mean->count };
                    if (score.mean->count > 1)
                        estimate->interval = AxisRange{ score.mean->interval.low, score.mean->interval.high };
                }
                to.arms.push_back(estimate);
            }
            view.scores.columns.push_back(std::move(to));
        }
    }

    void addOverlap(ScoreColumn& to, const SummaryColumn& from) const
    {
        if (!from.benchmark)
            return;
        const SummaryBenchmark& benchmark = summary_->benchmarks[*from.benchmark];
        if (!benchmark.equalRows)
            return;
        const std::int64_t shared = benchmark.overlappingRows.value_or(0);
        to.warned = *benchmark.equalRows > 0 || shared > 0;
        to.overlap = to.warned ? Words::tr("%1 training rows ask an item's question, %2 share 13 words with one.")
                                     .arg(countText(*benchmark.equalRows), countText(shared))
                               : Words::tr("No training row gives an item away.");
    }

    const ArmComparison* comparison(std::size_t arm) const { return summary_->comparison(arm, against_, *column_); }

    void addSentence(EvaluationView& view) const
    {
        const ArmComparison* found = comparison(first_);
        if (found == nullptr || !found->verdict)
            return;
        const QString whole = text(found->sentence);
        const auto end = whole.indexOf(QStringLiteral(". "));
        view.sentence = end < 0 ? whole : whole.left(end + 1);
        QStringList rest;
        if (end >= 0)
            rest << whole.mid(end + 2);
        rest << howSure(*found);
        for (const std::string& caution : summary_->cautions)
            rest << text(caution);
        view.caution = rest.join(' ');
        view.claims = claims(*found);
    }

    /// What the sentence stands on.
    QString howSure(const ArmComparison& found) const
    {
        const Verdict& verdict = *found.verdict;
        const Scale scale = scaleOf(column());
        QString words = Words::tr("Paired by seed, %1").arg(seedCountText(verdict.comparison.seeds));
        if (verdict.detectable > 0)
            words += Words::tr("; the smallest difference that is found 4 times in 5: %1 %2")
                         .arg(numberText(verdict.detectable * scale.factor, scale.decimals), scale.unit);
        return words + '.';
    }

    static bool claims(const ArmComparison& comparison)
    {
        return comparison.verdict->kind == VerdictKind::Better || comparison.verdict->kind == VerdictKind::Worse;
    }

    void addDifferences(EvaluationView& view) const
    {
        IntervalContent& content = view.differences;
        const Scale scale = scaleOf(column());
        const auto looks = armLooks(view.scores.arms);
        content.decimals = scale.decimals;
        content.zeroLine = true;
        content.noteName = Words::tr("seeds above 0");
        content.xAxis.label = scale.unit;
        content.text.title = Words::tr("Difference in %1").arg(text(column().name));
        content.text.subTitle = Words::tr("paired by seed, 95 % interval, %1").arg(scale.unit);
        for (std::size_t arm = 0; arm < summary_->arms.size(); ++arm) {
            const ArmComparison* found = arm == against_ ? nullptr : comparison(arm);
            if (found != nullptr && found->verdict)
                content.rows.push_back(rowOf(*found, looks[arm], scale));
        }
        std::ranges::stable_partition(
            content.rows, [&](const IntervalRow& row) { return row.name.startsWith(text(summary_->arms[first_]) + ' '); });
        addZone(content, scale);
        content.text.caption = Words::tr("Filled: told from no difference; open: not.");
        content.text.description = view.sentence;
    }

    IntervalRow rowOf(const ArmComparison& found, const SeriesLook& look, const Scale& scale) const
    {
        const SeedComparison& seeds = found.verdict->comparison;
        IntervalRow row;
        row.name = Words::tr("%1 − %2").arg(text(summary_->arms[found.first]), text(summary_->arms[found.second]));
        row.strong = claims(found);
        IntervalMark mark{ row.name, seeds.difference.mean * scale.factor, std::nullopt, look, !row.strong };
        row.text = withSign(mark.value, scale.decimals);
        if (seeds.difference.count > 1) {
            mark.interval
                = AxisRange{ seeds.difference.interval.low * scale.factor, seeds.difference.interval.high * scale.factor };
            row.text = Words::tr("%1 ± %2").arg(row.text, numberText(mark.interval->span() / 2, scale.decimals));
        }
        row.marks = { mark };
        row.note = Words::tr("%1 of %2").arg(seeds.positive).arg(seeds.seeds);
        return row;
    }

    void addZone(IntervalContent& content, const Scale& scale) const
    {
        const ArmComparison* found = comparison(first_);
        if (found == nullptr || !found->verdict || found->verdict->detectable <= 0)
            return;
        const double edge = found->verdict->detectable * scale.factor;
        content.zone = IntervalZone{ { -edge, edge },
            Words::tr("too small to find with %1").arg(seedCountText(found->verdict->comparison.seeds)) };
    }

    /// Sources of the chosen benchmark, or of all that are right or wrong.
    void addGroups(EvaluationView& view) const
    {
        IntervalContent& content = view.groups;
        const auto looks = armLooks(view.scores.arms);
        const bool loss = column().scoreKind == ScoreKind::Loss;
        for (std::size_t number = 0; number < summary_->columns.size(); ++number) {
            const SummaryColumn& source = summary_->columns[number];
            const bool asked
                = column().benchmark ? source.benchmark == column().benchmark : source.scoreKind != ScoreKind::Loss;
            if (source.kind != ColumnKind::Source || !asked)
                continue;
            const ArmScore& before = summary_->scores[against_][number];
            const ArmScore& after = summary_->scores[first_][number];
            if (!before.mean || !after.mean)
                continue;
            IntervalRow row;
            row.name = text(source.name);
            row.marks = { { text(summary_->arms[against_]), before.mean->mean, std::nullopt, looks[against_], false },
                { text(summary_->arms[first_]), after.mean->mean, std::nullopt, looks[first_], false } };
            const double change = after.mean->mean - before.mean->mean;
            row.text = loss ? withSign(change, 3) : withSign(change * pointsPerShare, 0);
            content.rows.push_back(std::move(row));
        }
        content.decimals = 3;
        content.nameMarks = true;
        content.xAxis.label = loss ? Words::tr("mean loss") : Words::tr("accuracy");
        content.text.title = Words::tr("By skill");
        content.text.subTitle = Words::tr("means over seeds");
        content.text.caption
            = loss ? Words::tr("Beside a row: the change in nats.") : Words::tr("Beside a row: the change in points.");
        content.text.description = Words::tr("Skills: %1").arg(content.rows.size());
    }

    void addBenchmark(EvaluationView& view) const
    {
        const auto hasAnswers
            = [this](std::size_t benchmark) { return summary_->benchmarks[benchmark].kind == ScoreKind::Share; };
        if (column().benchmark) {
            if (hasAnswers(*column().benchmark))
                view.benchmark = summary_->benchmarks[*column().benchmark].name;
            return;
        }
        for (std::size_t benchmark = 0; benchmark < summary_->benchmarks.size() && !view.benchmark; ++benchmark)
            if (hasAnswers(benchmark))
                view.benchmark = summary_->benchmarks[benchmark].name;
    }

    void addLearning(EvaluationView& view) const
    {
        if (!summary_->learning)
            return;
        view.learning = std::make_shared<const ArmsLearning>(*summary_->learning);
        for (const EntropyComparison& entropy : summary_->entropies)
            if (entropy.first == first_ && entropy.second == against_) {
                const auto& difference = entropy.comparison.difference;
                view.learningComparison
                    = Words::tr("Entropy of %1 minus that of %2: %3 (%4 to %5), 95 %, %6 seeds.")
                          .arg(text(summary_->arms[first_]), text(summary_->arms[against_]), withSign(difference.mean, 3),
                              numberText(difference.interval.low, 3), numberText(difference.interval.high, 3))
                          .arg(entropy.comparison.seeds);
            }
    }

    void addStatus(EvaluationView& view) const
    {
        std::int64_t items = 0;
        for (const SummaryBenchmark& benchmark : summary_->benchmarks)
            items += static_cast<std::int64_t>(benchmark.sources.size());
        view.status = Words::tr("%1 items, %2 of %3 cells finished, every answer is stored")
                          .arg(countText(items), countText(static_cast<qint64>(data_.cells.size())),
                              countText(static_cast<qint64>(data_.plannedCells)));
    }

    const ExperimentData& data_;
    std::size_t against_ = 0;
    std::size_t first_ = 0;
    std::shared_ptr<const ExperimentSummary> summary_;
    std::optional<std::size_t> column_;
};

} // namespace

EvaluationView evaluationView(const ExperimentData& data, const EvaluationChoice& choice)
{
    return Maker(data, choice).make();
}

} // namespace ui
