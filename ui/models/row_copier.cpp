// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/row_copier.h"

#include "core/data/prompt.h"
#include "ui/theme/number_text.h"

#include <QtCore/QMutex>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>

#include <algorithm>
#include <cmath>

namespace ui {

struct RowCopier::Mailbox {
    QMutex mutex;
    RowCopier* copier = nullptr;
};

namespace {

QString quoted(QString field)
{
    const bool plain = std::ranges::none_of(field, [](QChar letter) {
        return letter == QLatin1Char('\t') || letter == QLatin1Char('\n') || letter == QLatin1Char('\r')
            || letter == QLatin1Char('"');
    });
    if (plain)
        return field;
    return QLatin1Char('"') + field.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
}

QString plainNumber(double value)
{
    return std::isnan(value) ? QString() : QString::number(value, 'g', QLocale::FloatingPointShortest);
}

QString fieldOf(const core::data::Columns& columns, ExampleColumn column, std::uint32_t row)
{
    if (column == ExampleColumn::Trajectory) {
        QStringList losses;
        for (const float loss : trajectoryCell(columns, row).losses)
            losses.append(std::isnan(loss) ? QStringLiteral("–") : QString::number(loss, 'g', 7));
        return losses.join(QLatin1Char(' '));
    }
    if (isNumber(column))
        return plainNumber(measureValue(columns, *measureOf(columns, column), row));
    const QString text = cellText(columns, column, row);
    return text == QString::fromUtf8("–") ? QString() : text;
}

} // namespace

QString tabSeparated(const core::data::Columns& columns, const std::vector<std::uint32_t>& rows,
    const std::vector<ExampleColumn>& shown, const std::vector<core::data::ExampleText>& texts)
{
    QString all;
    const auto addLine = [&](const auto& field) {
        for (std::size_t i = 0; i < shown.size(); ++i)
            all += (i == 0 ? QString() : QStringLiteral("\t")) + quoted(field(shown[i]));
        all += QLatin1Char('\n');
    };
    addLine([&](ExampleColumn column) { return columnHelp(columns, column).section(QLatin1Char(','), 0, 0); });
    for (std::size_t i = 0; i < rows.size(); ++i)
        addLine([&](ExampleColumn column) {
            if (column == ExampleColumn::Prompt)
                return QString::fromStdString(core::data::promptText(texts[i]));
            if (column == ExampleColumn::Response)
                return QString::fromStdString(core::data::responseText(texts[i]));
            return fieldOf(columns, column, rows[i]);
        });
    return all;
}

RowCopier::RowCopier(TextSource source, QObject* parent)
    : QObject(parent)
    , source_(std::move(source))
    , mailbox_(std::make_shared<Mailbox>())
{
    mailbox_->copier = this;
}

RowCopier::~RowCopier()
{
    const QMutexLocker locker(&mailbox_->mutex);
    mailbox_->copier = nullptr;
}

void RowCopier::copy(const Snapshot& snapshot, std::vector<std::uint32_t> rows, const std::vector<ExampleColumn>& shown)
{
    ++generation_;
    if (rows.empty() || !snapshot)
        return;
    if (rows.size() > most) {
        Q_EMIT failed(tr("At most %1 rows are copied at once, and %2 are selected. Export the selection instead.")
                          .arg(countText(most), countText(static_cast<qint64>(rows.size()))));
        return;
    }
    std::vector<core::ExampleId> ids;
    for (const std::uint32_t row : rows)
        ids.push_back(snapshot->ids[row]);
    source_(std::move(ids),
        [mailbox = mailbox_, generation = generation_, snapshot, rows = std::move(rows), shown](const TextAnswer& answer) {
            const bool complete = answer.failure.isEmpty() && answer.texts.size() == rows.size();
            const QString text = complete ? tabSeparated(*snapshot, rows, shown, answer.texts) : QString();
            const QString failure = complete || !answer.failure.isEmpty()
                ? answer.failure
                : tr("The project gave fewer texts than were asked for.");
            const QMutexLocker locker(&mailbox->mutex);
            RowCopier* copier = mailbox->copier;
            if (copier != nullptr)
                QMetaObject::invokeMethod(
                    copier,
                    [copier, generation, text, count = static_cast<int>(rows.size()), failure] {
                        copier->finish(generation, text, count, failure);
                    },
                    Qt::QueuedConnection);
        });
}

void RowCopier::finish(std::uint64_t generation, const QString& text, int rows, const QString& failure)
{
    if (generation != generation_)
        return;
    if (!failure.isEmpty()) {
        Q_EMIT failed(failure);
        return;
    }
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT copied(rows);
}

} // namespace ui
