// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/row_loader.h"

#include <QtCore/QMutex>

#include <algorithm>

namespace ui {

/// Where answers of other threads are left: it knows whether the loader still lives.
struct RowLoader::Mailbox {
    QMutex mutex;
    RowLoader* loader = nullptr;
};

RowLoader::RowLoader(TextSource source, QObject* parent)
    : QObject(parent)
    , source_(std::move(source))
    , mailbox_(std::make_shared<Mailbox>())
{
    mailbox_->loader = this;
}

RowLoader::~RowLoader()
{
    const QMutexLocker locker(&mailbox_->mutex);
    mailbox_->loader = nullptr;
}

void RowLoader::request(std::vector<core::ExampleId> ids)
{
    // as many as the cache holds: more would push out what was wanted most
    auto missing = cache_.gaps(std::span(ids).first(std::min(ids.size(), cache_.capacity())));
    if (running_)
        waiting_ = std::move(missing);
    else if (!missing.empty())
        start(std::move(missing));
}

void RowLoader::clear()
{
    cache_.clear();
    waiting_.clear();
    running_ = false;
}

void RowLoader::start(std::vector<core::ExampleId> ids)
{
    running_ = true;
    const std::uint64_t generation = cache_.generation();
    source_(ids, [mailbox = mailbox_, generation, ids](const TextAnswer& answer) {
        std::vector<RowLines> texts; // cut here, where the answer is given, and not on the GUI thread
        for (const auto& text : answer.texts)
            texts.push_back(rowLines(text));
        const QMutexLocker locker(&mailbox->mutex);
        RowLoader* loader = mailbox->loader;
        if (loader != nullptr)
            QMetaObject::invokeMethod(
                loader,
                [loader, generation, ids, texts = std::move(texts), failure = answer.failure] {
                    loader->onAnswer(generation, ids, texts, failure);
                },
                Qt::QueuedConnection);
    });
}

void RowLoader::onAnswer(std::uint64_t generation, const std::vector<core::ExampleId>& ids,
    const std::vector<RowLines>& texts, const QString& failure)
{
    if (generation != cache_.generation())
        return;
    running_ = false;
    const bool complete = failure.isEmpty() && texts.size() == ids.size();
    for (std::size_t i = ids.size(); i-- > 0;) // the most wanted last, so that they stay longest
        cache_.insert(ids[i], complete ? texts[i] : RowLines{ {}, {}, false });
    if (auto next = cache_.gaps(std::exchange(waiting_, {})); !next.empty())
        start(std::move(next));
    Q_EMIT textsArrived();
    if (!complete)
        Q_EMIT loadingFailed(failure.isEmpty() ? tr("The project gave fewer texts than were asked for.") : failure);
}

} // namespace ui
