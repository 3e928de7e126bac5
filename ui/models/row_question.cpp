// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/row_question.h"

namespace ui {

RowQuestion::RowQuestion(ModelSessionDoor& door, QObject* parent)
    : QObject(parent)
    , door_(door)
{
    connect(&door_, &ModelSessionDoor::rowReady, this, &RowQuestion::onAnswer);
    connect(&door_, &ModelSessionDoor::failed, this, &RowQuestion::onFailure);
}

void RowQuestion::ask(Content content)
{
    content_ = std::move(content);
    put();
}

void RowQuestion::forget()
{
    waiting_ = false;
}

void RowQuestion::put()
{
    waiting_ = true;
    generation_ = door_.askRow(content_.model, content_.text, content_.example, content_.losses);
}

void RowQuestion::onAnswer(quint64 generation, const TokenizedRow& row)
{
    if (!waiting_ || generation < generation_)
        return;
    if (generation > generation_) {
        put(); // a newer one took its place
        return;
    }
    waiting_ = false;
    Q_EMIT answered(row);
}

void RowQuestion::onFailure(quint64 generation, const QString& sentence, const QString& wayOut)
{
    if (!waiting_ || generation != generation_)
        return;
    waiting_ = false;
    Q_EMIT failed(sentence, wayOut);
}

} // namespace ui
