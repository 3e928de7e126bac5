// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_report.h"

#include "core/data/mapping.h"
#include "core/data/row_reader.h"
#include "ui/controls/button.h"
#include "ui/controls/text_label.h"
#include "ui/session/undo_words.h"
#include "ui/theme/number_text.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QVBoxLayout>

#include <span>

namespace ui {

namespace {

QString count(std::uint64_t value)
{
    return countText(static_cast<qint64>(value));
}

QString sentenceOf(const std::string& code)
{
    using namespace core::data;
    for (const std::span<const core::Fault> faults : { std::span<const core::Fault>(json_rows_faults::all),
             std::span<const core::Fault>(csv_rows_faults::all), std::span<const core::Fault>(mapping_faults::all) })
        for (const core::Fault& fault : faults)
            if (fault.code == code)
                return QString::fromUtf8(fault.sentence.data(), static_cast<qsizetype>(fault.sentence.size()));
    return QString::fromStdString(code);
}

QStringList repairs(const core::data::ImportReport& report)
{
    QStringList lines;
    if (report.rowsWithDuplicateKeys > 0)
        lines.append(report.rowsWithDuplicateKeys == 1
                ? ImportReportView::tr("1 row names a field twice: the last one counts")
                : ImportReportView::tr("%1 rows name a field twice: the last one counts")
                      .arg(count(report.rowsWithDuplicateKeys)));
    if (report.rowsWithReplacedSurrogates > 0)
        lines.append(report.rowsWithReplacedSurrogates == 1
                ? ImportReportView::tr("1 row holds half a character, shown as U+FFFD")
                : ImportReportView::tr("%1 rows hold half a character, shown as U+FFFD")
                      .arg(count(report.rowsWithReplacedSurrogates)));
    if (report.rowsWithUnreadableMetadata > 0)
        lines.append(report.rowsWithUnreadableMetadata == 1
                ? ImportReportView::tr("1 row has a list where source, name or answer was expected: left empty")
                : ImportReportView::tr("%1 rows have a list where source, name or answer was expected: left empty")
                      .arg(count(report.rowsWithUnreadableMetadata)));
    return lines;
}

} // namespace

QString reportSentence(const core::data::ImportReport& report, bool planned)
{
    const QString kept = rowsText(static_cast<qint64>(report.kept));
    const QString refused = count(report.refused);
    if (planned && report.refused == 0 && report.kept > 1)
        return ImportReportView::tr("All %1 can be kept").arg(kept);
    if (planned)
        return report.refused == 0 ? ImportReportView::tr("%1 can be kept").arg(kept)
                                   : ImportReportView::tr("%1 can be kept, %2 would be refused").arg(kept, refused);
    return ImportReportView::tr("%1 kept, %2 refused, %3").arg(kept, refused, durationText(report.seconds));
}

QStringList refusalReasons(const core::data::ImportReport& report)
{
    QStringList reasons;
    for (const auto& [code, rows] : report.refusedByCode)
        reasons.append(ImportReportView::tr("%1 × %2").arg(count(rows), sentenceOf(code)));
    return reasons + repairs(report);
}

ImportReportView::ImportReportView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , head_(new TextLabel({}, TextKind::Head, this))
    , reasons_(new TextLabel({}, TextKind::Small, this))
    , list_(new QPlainTextEdit(this))
    , copy_(new Button(theme, ButtonKind::Outlined, tr("Copy"), "copy", this))
{
    setObjectName("import report");
    head_->setObjectName("import report head");
    reasons_->setObjectName("import report reasons");
    reasons_->setWordWrap(true);
    list_->setObjectName("import refusals");
    list_->setAccessibleName(tr("Refused rows"));
    list_->setReadOnly(true);
    list_->setTabChangesFocus(true);
    list_->setLineWrapMode(QPlainTextEdit::NoWrap);
    list_->setMaximumHeight(150);
    copy_->setObjectName("copy refusals");
    auto* line = new QHBoxLayout;
    line->addWidget(head_, 1);
    line->addWidget(copy_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(reasons_);
    layout->addWidget(list_);
    connect(copy_, &Button::clicked, this,
        [this] { QGuiApplication::clipboard()->setText(head_->text() + "\n" + list_->toPlainText()); });
    clear();
}

void ImportReportView::clear()
{
    hide();
}

void ImportReportView::setReport(const core::data::ImportReport& report, bool planned)
{
    head_->setText(reportSentence(report, planned));
    const QStringList reasons = refusalReasons(report);
    reasons_->setText(reasons.join("\n"));
    reasons_->setVisible(!reasons.isEmpty());
    QString text;
    for (const core::data::RefusedRow& row : report.refusals)
        text += QString::fromStdString(row.sentence) + "\n";
    if (report.refused > report.refusals.size())
        text += tr("… and %1 more").arg(count(report.refused - report.refusals.size()));
    list_->setPlainText(text);
    list_->setVisible(report.refused > 0);
    copy_->setVisible(report.refused > 0);
    show();
}

} // namespace ui
