// SPDX-License-Identifier: GPL-3.0-or-later
// An example as text: its parts with their token counts, the other fields of its row, file and line.
#pragma once

#include "core/data/columns.h"
#include "ui/inspector/example_details.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QScrollArea>

class QVBoxLayout;

namespace ui {

class TextBlock;
class TextLabel;
struct TokenizedRow;

class TextTab : public QScrollArea {
    Q_OBJECT

public:
    explicit TextTab(const Theme& theme, QWidget* parent = nullptr);

    /// `promptIsCut`: where the row is longer than the run's limit, the prompt was cut at its start; else the end was.
    void setDetails(
        const ExampleDetails& details, const core::data::Columns& columns, std::size_t row, bool promptIsCut = false);
    /// The example as the run reads it, once that is known: says how much was cut, and greys it.
    void setTokenized(const TokenizedRow& row);
    void setWords(const QStringList& words);
    void clear();

Q_SIGNALS:
    void wholeTextRequested(); ///< the sections are cut, and all of them is wanted

private:
    const Theme& theme_;
    QStringList words_;
    QList<TextBlock*> blocks_;
    TextBlock* cutBlock_ = nullptr; ///< whose text the run read the beginning of; null: none
    TextLabel* cutCount_ = nullptr;

    void addSection(QVBoxLayout& layout, const TextSection& section, const QString& count, bool cut);
    void addFields(QVBoxLayout& layout, const ExampleDetails& details);
};

} // namespace ui
