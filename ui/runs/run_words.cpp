// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_words.h"

#include "core/protocol/job_spec.h"
#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

using namespace core::protocol;
using core::store::RunRecord;
using core::store::RunState;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::RunWords)
};

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

} // namespace

QString templateWords(const TextSettings& settings)
{
    return settings.promptTemplate == "plain" ? Words::tr("plain")
        : settings.promptTemplate == "alpaca" ? Words::tr("Alpaca")
                                              : text(settings.promptTemplate);
}

bool isActive(RunState state)
{
    return state == RunState::Queued || state == RunState::Running || state == RunState::Paused;
}

QString stateWords(RunState state)
{
    switch (state) {
    case RunState::Queued:
        return Words::tr("queued");
    case RunState::Running:
        return Words::tr("running");
    case RunState::Paused:
        return Words::tr("paused");
    case RunState::Interrupted:
        return Words::tr("interrupted");
    case RunState::Finished:
        return Words::tr("done");
    case RunState::Failed:
        return Words::tr("failed");
    }
    return {};
}

QString phaseWords(Phase phase)
{
    switch (phase) {
    case Phase::Queued:
        return Words::tr("waiting for another run on this machine");
    case Phase::Loading:
        return Words::tr("loading the model");
    case Phase::Tokenizing:
        return Words::tr("counting tokens");
    case Phase::Scoring:
        return Words::tr("scoring examples");
    case Phase::Training:
        return Words::tr("training");
    case Phase::Paused:
        return Words::tr("paused");
    }
    return {};
}

QString overlongWords(OverlongPolicy policy)
{
    switch (policy) {
    case OverlongPolicy::TruncateEnd:
        return Words::tr("cut at the end");
    case OverlongPolicy::Drop:
        return Words::tr("left out");
    case OverlongPolicy::TruncatePrompt:
        return Words::tr("cut in the prompt");
    }
    return {};
}

QString precisionWords(Precision precision)
{
    switch (precision) {
    case Precision::Auto:
        return Words::tr("measured");
    case Precision::Float32:
        return QStringLiteral("fp32");
    case Precision::BFloat16:
        return QStringLiteral("bf16");
    }
    return {};
}

QString rateText(double rate)
{
    if (!(rate > 0) || !std::isfinite(rate))
        return numberText(rate, 0);
    const int exponent = static_cast<int>(std::floor(std::log10(rate) + 1e-12));
    const double mantissa = rate / std::pow(10, exponent);
    static const QString digits = QString::fromUtf8("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString raised = exponent < 0 ? QString::fromUtf8("⁻") : QString();
    for (const QChar digit : QString::number(std::abs(exponent)))
        raised += digits[digit.digitValue()];
    return QString::fromUtf8("%1 × 10%2").arg(shortNumberText(std::round(mantissa * 1000) / 1000), raised);
}

std::optional<core::jobs::RunRequest> requestOf(const RunRecord& run)
{
    try {
        const JobSpec spec = parseJobSpec(run.spec.dump(), run.name);
        core::jobs::RunRequest request;
        request.kind = spec.kind;
        request.name = run.name;
        request.dataset = run.dataset;
        request.model = spec.model.path;
        request.text = spec.text;
        request.train = spec.train;
        request.recordingPoints = spec.recordingPoints;
        request.keepRecordingWeights = spec.keepRecordingWeights;
        request.resources = spec.resources;
        return request;
    } catch (const core::Error&) {
        return std::nullopt;
    }
}

} // namespace ui
