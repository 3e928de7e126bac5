// SPDX-License-Identifier: GPL-3.0-or-later
// What the model sees: the rows of the first step as tokens, with what is trained and where a row is cut.
#pragma once

#include "ui/controls/file_dialogs.h"
#include "ui/data/first_batch.h"
#include "ui/models/row_question.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

class QVBoxLayout;

namespace ui {

class Button;
class MessageLine;
class PageHeader;
class StatePanel;
class TextLabel;

class BatchPanel : public QWidget {
    Q_OBJECT

public:
    static constexpr std::int64_t mostRows = 32; ///< of a batch that are shown

    BatchPanel(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);

    void setAskFile(AskFile askFile) { askFile_ = std::move(askFile); }
    /// Asks for the batch of the run that is looked at, else of any run or count of tokens of the dataset.
    void open();

Q_SIGNALS:
    void closed();

private:
    const Theme& theme_;
    Workspace& workspace_;
    AskFile askFile_ = desktopFileDialog();
    RowQuestion question_;
    std::optional<ModelReading> reading_;
    std::vector<std::uint32_t> rows_;
    std::vector<core::data::ExampleText> texts_;
    std::size_t asked_ = 0; ///< the row that the model is asked about
    quint64 generation_ = 0;

    PageHeader* header_;
    StatePanel* state_;
    MessageLine* message_;
    QWidget* content_;
    QVBoxLayout* list_;

    void setUp();
    std::optional<ModelReading> likelyReading() const;
    void chooseTokenizer();
    void show(const ModelReading& reading);
    void setTexts(std::vector<core::data::ExampleText> texts);
    void askNext();
    void addRow(const TokenizedRow& row);
    void showFailure(const QString& sentence, const QString& wayOut);
    QString sentenceOf() const;
};

} // namespace ui
