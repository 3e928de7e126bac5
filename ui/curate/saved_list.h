// SPDX-License-Identifier: GPL-3.0-or-later
// The curated datasets of the project, the newest first: how many rows, by what recipe; each can be opened again.
#pragma once

#include "core/store/curation_records.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

#include <vector>

class QFrame;
class QVBoxLayout;

namespace ui {

class TextLabel;

class SavedList : public QWidget {
    Q_OBJECT

public:
    explicit SavedList(const Theme& theme, QWidget* parent = nullptr);

    void setCurations(const std::vector<core::store::CurationRecord>& curations);

Q_SIGNALS:
    void openRequested(const QString& name);

private:
    void addRow(const core::store::CurationRecord& curation);

    const Theme& theme_;
    QFrame* card_;
    QVBoxLayout* rows_;
    TextLabel* none_;
    std::vector<std::pair<std::int64_t, std::string>> shown_; ///< ids and names
};

/// Copies to train on in the end, as the record says it.
std::uint64_t copiesOf(const core::store::CurationRecord& curation);

} // namespace ui
