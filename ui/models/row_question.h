// SPDX-License-Identifier: GPL-3.0-or-later
// One row put to the model session, by one of several who ask: a question that another one pushed out is asked again.
#pragma once

#include "ui/session/model_session_door.h"

namespace ui {

class RowQuestion : public QObject {
    Q_OBJECT

public:
    explicit RowQuestion(ModelSessionDoor& door, QObject* parent = nullptr);

    struct Content {
        std::filesystem::path model;
        core::protocol::TextSettings text;
        core::data::ExampleText example;
        bool losses = false;
    };
    /// In the place of what was asked before; its answer never comes.
    void ask(Content content);
    void forget();
    bool waiting() const { return waiting_; }

Q_SIGNALS:
    void answered(const ui::TokenizedRow& row);
    void failed(const QString& sentence, const QString& wayOut);

private:
    ModelSessionDoor& door_;
    Content content_;
    quint64 generation_ = 0;
    bool waiting_ = false;

    void put();
    void onAnswer(quint64 generation, const TokenizedRow& row);
    void onFailure(quint64 generation, const QString& sentence, const QString& wayOut);
};

} // namespace ui
