// SPDX-License-Identifier: GPL-3.0-or-later
// Fetches texts for the rows on screen: at most one request runs and one waits; a newer one replaces the one that waits,
// and answers from before the last clear() are dropped.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QString>

#include "ui/models/row_cache.h"

#include <functional>
#include <memory>

namespace ui {

/// Texts in the order of the ids, or why there are none.
struct TextAnswer {
    std::vector<core::data::ExampleText> texts;
    QString failure; ///< a sentence; empty = all went well
};

/// Asks the project for texts. The answer is given once, later, from any thread, or never (a closed project).
using TextSource = std::function<void(std::vector<core::ExampleId> ids, std::function<void(TextAnswer)> answer)>;

class RowLoader : public QObject {
    Q_OBJECT

public:
    explicit RowLoader(TextSource source, QObject* parent = nullptr);
    ~RowLoader() override;

    /// Null while the text is not here. Looking asks for nothing; request() does.
    const RowLines* text(core::ExampleId id) { return cache_.find(id); }
    /// The rows that are wanted now, most wanted first. What is not held is fetched; not every request is answered: a
    /// newer one takes the place of one that waits.
    void request(std::vector<core::ExampleId> ids);
    /// Forgets all texts, and the answers on the way.
    void clear();

    const RowCache& cache() const { return cache_; }

Q_SIGNALS:
    void textsArrived();
    /// The rows stay unreadable until clear().
    void loadingFailed(const QString& sentence);

private:
    struct Mailbox;

    void start(std::vector<core::ExampleId> ids);
    void onAnswer(std::uint64_t generation, const std::vector<core::ExampleId>& ids, const std::vector<RowLines>& texts,
        const QString& failure);

    TextSource source_;
    RowCache cache_{ 4096 };
    bool running_ = false;
    std::vector<core::ExampleId> waiting_;
    std::shared_ptr<Mailbox> mailbox_; ///< outlives this object in the answers that are on the way
};

} // namespace ui
