// SPDX-License-Identifier: GPL-3.0-or-later
// What a chosen model or tokenizer folder is, or why it is none: looked at away from the GUI thread, and by the worker's
// session.
#pragma once

#include "ui/runs/model_facts.h"
#include "ui/session/workspace.h"

#include <QtCore/QObject>
#include <QtCore/QString>

#include <optional>

namespace ui {

class ModelInquiry : public QObject {
    Q_OBJECT

public:
    explicit ModelInquiry(Workspace& workspace, QObject* parent = nullptr);

    /// Looks anew where it is another folder than before. Empty: none is chosen.
    void setModelFolder(const QString& folder);
    void setTokenizerFolder(const QString& folder);

    QString modelInfo() const { return modelInfo_; }
    QString modelProblem() const { return modelProblem_; } ///< empty while it is fine or being looked at
    QString tokenizerProblem() const { return tokenizerProblem_; }
    bool untrained() const { return modelFacts_ && modelFacts_->untrained; } ///< nothing was trained in the model folder

Q_SIGNALS:
    void changed();

private:
    Workspace& workspace_;
    QString modelFolder_;
    QString tokenizerFolder_;
    quint64 modelGeneration_ = 0;
    quint64 infoGeneration_ = 0;
    quint64 tokenizerGeneration_ = 0;
    QString modelInfo_;
    QString modelProblem_;
    QString tokenizerProblem_;
    std::optional<ModelFacts> modelFacts_;
};

} // namespace ui
