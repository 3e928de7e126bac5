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

class TextTab : public QScrollArea {
    Q_OBJECT

public:
    explicit TextTab(const Theme& theme, QWidget* parent = nullptr);

    void setDetails(const ExampleDetails& details, const core::data::Columns& columns, std::size_t row);
    void setWords(const QStringList& words);

Q_SIGNALS:
    void wholeTextRequested(); ///< the sections are cut, and all of them is wanted

private:
    const Theme& theme_;
    QStringList words_;
    QList<TextBlock*> blocks_;

    void addSection(QVBoxLayout& layout, const TextSection& section, const QString& count);
    void addFields(QVBoxLayout& layout, const ExampleDetails& details);
};

} // namespace ui
