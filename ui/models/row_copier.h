// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a table as tab-separated values on the clipboard, with whole texts, fetched without waiting.
#pragma once

#include <QtCore/QObject>

#include "ui/models/example_cells.h"
#include "ui/models/example_view.h"
#include "ui/models/row_loader.h"

namespace ui {

/// A line of heads, then one a row. Fields with tabs, line ends or quotes are quoted as spreadsheets do; numbers are plain
/// (C locale, unrounded), missing values empty.
QString tabSeparated(const core::data::Columns& columns, const std::vector<std::uint32_t>& rows,
    const std::vector<ExampleColumn>& shown, const std::vector<core::data::ExampleText>& texts);

class RowCopier : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t most = 20000; ///< rows at once

    explicit RowCopier(TextSource source, QObject* parent = nullptr);
    ~RowCopier() override;

    /// A newer copy takes the place of one that is on its way.
    void copy(const Snapshot& snapshot, std::vector<std::uint32_t> rows, const std::vector<ExampleColumn>& shown);

Q_SIGNALS:
    void copied(int rows);
    void failed(const QString& sentence);

private:
    struct Mailbox;

    TextSource source_;
    std::shared_ptr<Mailbox> mailbox_;
    std::uint64_t generation_ = 0;

    void finish(std::uint64_t generation, const QString& text, int rows, const QString& failure);
};

} // namespace ui
