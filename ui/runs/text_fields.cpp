// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/text_fields.h"

#include "ui/controls/field.h"
#include "ui/controls/number_box.h"
#include "ui/controls/segmented_choice.h"
#include "ui/theme/number_text.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

using namespace core::protocol;

constexpr OverlongPolicy policies[] = { OverlongPolicy::TruncateEnd, OverlongPolicy::Drop, OverlongPolicy::TruncatePrompt };

} // namespace

TextFields::TextFields(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , template_(new SegmentedChoice(theme, { tr("Alpaca"), tr("Plain") }))
    , longest_(new NumberBox({ .lowest = 2,
          .highest = 1 << 20,
          .step = 16,
          .initial = double(TextSettings().maximumTokens),
          .wholeNumbers = true }))
    , longestField_(new Field(theme, tr("Longest row, tokens"), longest_))
    , overlong_(new QComboBox)
    , overlongField_(new Field(theme, tr("Longer rows"), overlong_))
{
    template_->setObjectName("template");
    longest_->setObjectName("maximumTokens");
    longest_->setValue(double(TextSettings().maximumTokens));
    overlong_->setObjectName("overlong");
    overlong_->addItems({ tr("Cut at the end"), tr("Leave out"), tr("Cut the prompt") });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(8);
    column->addWidget(new Field(theme, tr("Prompt template"), template_));
    column->addWidget(longestField_);
    column->addWidget(overlongField_);
    connect(overlong_, &QComboBox::activated, this, &TextFields::edited);
    connect(template_, &SegmentedChoice::chosen, this, &TextFields::edited);
    connect(longest_, &NumberBox::edited, this, &TextFields::edited);
    connect(longest_, &NumberBox::problemChanged, this, &TextFields::edited);
}

TextSettings TextFields::settings() const
{
    TextSettings settings;
    settings.promptTemplate = template_->current() == 1 ? "plain" : "alpaca";
    settings.maximumTokens = std::llround(longest_->value());
    settings.overlong = policies[std::max(0, overlong_->currentIndex())];
    return settings;
}

void TextFields::setSettings(const TextSettings& settings)
{
    template_->setCurrent(settings.promptTemplate == "plain" ? 1 : 0);
    longest_->setValue(double(settings.maximumTokens));
    for (int i = 0; i < overlong_->count(); ++i)
        if (policies[i] == settings.overlong)
            overlong_->setCurrentIndex(i);
}

QString TextFields::wrongField() const
{
    return longest_->problem().isEmpty() ? QString() : longest_->accessibleName() + ": " + longest_->problem();
}

void TextFields::setTextFigures(const std::optional<core::jobs::TextFigures>& figures)
{
    if (!figures) {
        overlongField_->setHelp({});
        return;
    }
    const QString about = figures->sampledRows > 0 && figures->sampledRows < figures->rows ? tr("about ") : QString();
    const qint64 longer = figures->truncated + figures->dropped;
    overlongField_->setHelp(
        tr("%1%2 rows are longer; %3 are unscored.").arg(about, countText(longer), countText(figures->unscored)));
}

} // namespace ui
