// SPDX-License-Identifier: GPL-3.0-or-later
// The Curate page: a recipe turns the hard set into a dataset, with controls of equal size.
#pragma once

#include "core/jobs/project_curation.h"
#include "ui/controls/file_dialogs.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

#include <array>

class QStackedWidget;

namespace ui {

class Button;
class CurateColumn;
class CuratePlots;
class MessageLine;
class OverlapCheck;
class RecipeFlow;
class StatePanel;

class CuratePage : public QWidget {
    Q_OBJECT

public:
    CuratePage(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);
    ~CuratePage() override;

    void setAskFile(AskFile askFile) { askFile_ = std::move(askFile); }
    /// Begins a recipe of the hard rows, where there is none.
    void offerHard();
    QByteArray saveLayout() const; ///< which controls are checked
    void restoreLayout(const QByteArray& layout);

Q_SIGNALS:
    void importRequested();
    void trajectoriesRequested();
    void selectionRequested(); ///< rows were selected: to be looked at
    void statusText(const QString& text);
    void logged(const QString& line);
    void saved(); ///< a curated dataset

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct SaveOutcome {
        QStringList names; ///< that are stored now
        bool allThere = true; ///< all of them were before, with the same rows
        std::optional<core::Error> error;
    };
    QWidget* makeBody();
    void makeHead();
    void connectParts();
    std::array<bool, 3> wantedControls() const;
    std::optional<core::jobs::CurateRequest> requestFor(const QString& name) const;
    std::vector<core::jobs::CurateRequest> requests(const QString& name) const;
    const core::store::CurationRecord* stored() const;
    QString whyNot() const;
    QString stateWords() const;
    void save(const QString& name);
    void onSaved(const QString& name, const SaveOutcome& outcome);
    void askName();
    void askRecipeName();
    void openCuration(const QString& name);
    void openExport();
    void openOverlap();
    void copyCommand();
    void refresh();
    void showPreview();
    void showProblem(const QString& sentence, const QString& wayOut);
    void tell(const QString& sentence);

    const Theme& theme_;
    Workspace& workspace_;
    AskFile askFile_;
    RecipeFlow* flow_;
    OverlapCheck* overlap_;
    QStackedWidget* stack_;
    StatePanel* state_;
    CurateColumn* column_ = nullptr;
    CuratePlots* plots_ = nullptr;
    MessageLine* problem_ = nullptr;
    Button* otherName_ = nullptr; ///< of the problem: save it under another name
    Button* export_ = nullptr;
    Button* copy_ = nullptr;
    Button* save_ = nullptr;
    bool saving_ = false;
};

} // namespace ui
