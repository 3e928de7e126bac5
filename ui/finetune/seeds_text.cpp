// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/finetune/seeds_text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include <algorithm>

namespace ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ui::SeedsText)
};

constexpr std::size_t mostSeeds = 1000;

SeedsReading refused(const QString& sentence)
{
    return { {}, sentence };
}

} // namespace

SeedsReading readSeeds(const QString& text)
{
    static const QRegularExpression separators(QStringLiteral("[,;\\s]+"));
    static const QRegularExpression range(QStringLiteral("^(\\d{1,19})(?:-(\\d{1,19}))?$"));
    const QStringList parts = text.trimmed().split(separators, Qt::SkipEmptyParts);
    if (parts.isEmpty())
        return refused(Words::tr("Give a count of seeds, or a list such as 1, 2, 7-9."));
    SeedsReading reading;
    for (const QString& part : parts) {
        const auto match = range.match(part);
        if (!match.hasMatch())
            return refused(Words::tr("“%1” is neither a number nor a range such as 7-9.").arg(part));
        std::uint64_t first = match.captured(1).toULongLong();
        std::uint64_t last = match.captured(2).isEmpty() ? first : match.captured(2).toULongLong();
        if (parts.size() == 1 && match.captured(2).isEmpty())
            first = 1; // a count
        if (last < first)
            return refused(Words::tr("“%1” holds no seed.").arg(part));
        if (last - first >= mostSeeds || reading.seeds.size() + (last - first) >= mostSeeds)
            return refused(Words::tr("At most 1000 seeds are possible."));
        for (std::uint64_t seed = first; seed <= last; ++seed)
            if (std::ranges::find(reading.seeds, seed) == reading.seeds.end())
                reading.seeds.push_back(seed);
    }
    return reading;
}

QString seedsWords(const std::vector<std::uint64_t>& seeds)
{
    QStringList words;
    for (std::size_t i = 0; i < seeds.size();) {
        std::size_t end = i + 1;
        while (end < seeds.size() && seeds[end] == seeds[end - 1] + 1)
            ++end;
        const QString first = QString::number(seeds[i]);
        if (end - i > 2)
            words << Words::tr("%1 to %2").arg(first, QString::number(seeds[end - 1]));
        else
            for (std::size_t k = i; k < end; ++k)
                words << QString::number(seeds[k]);
        i = end;
    }
    return words.join(QStringLiteral(", "));
}

} // namespace ui
