// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/view_query.h"

#include "core/base/error.h"

#include <QtCore/QMutex>

#include <algorithm>

namespace ui {

/// Where searches leave their answers: it knows whether the query still lives.
struct ViewQuery::Mailbox {
    QMutex mutex;
    ViewQuery* query = nullptr;
};

namespace {

using FoundTexts = std::vector<std::pair<core::data::TextFilter, core::data::Selection>>;

/// Nothing where the request was cancelled.
std::optional<ViewResult> compute(
    ExampleView& view, const ViewRequest& request, const FoundTexts& texts, const core::CancelToken& cancel)
{
    const auto found = [&](const core::data::TextFilter& filter) {
        const auto text = std::ranges::find(texts, filter, &FoundTexts::value_type::first);
        return text != texts.end() && text->second.size() == request.snapshot->rows()
            ? text->second
            : core::data::Selection(request.snapshot->rows());
    };
    try {
        return view.answer(request, found, cancel);
    } catch (const core::Error& error) {
        if (error.kind() != core::ErrorKind::Cancelled)
            throw;
        return {};
    }
}

} // namespace

ViewQuery::ViewQuery(SearchSource search, QObject* parent)
    : QObject(parent)
    , search_(std::move(search))
    , mailbox_(std::make_shared<Mailbox>())
{
    mailbox_->query = this;
    pool_.setMaxThreadCount(1);
}

ViewQuery::~ViewQuery()
{
    {
        const QMutexLocker locker(&mailbox_->mutex);
        mailbox_->query = nullptr;
    }
    cancel_.cancel();
    for (const Search& search : searches_)
        search.cancel.cancel();
    pool_.waitForDone();
}

std::uint64_t ViewQuery::ask(const ViewRequest& request)
{
    if (!request.snapshot)
        return 0;
    ViewRequest next = request;
    if (next.selection.size() != next.snapshot->rows())
        next.selection = core::data::Selection(next.snapshot->rows());
    const bool otherTexts = !sameRows(request_.snapshot, next.snapshot);
    request_ = std::move(next);
    ++generation_;
    cancel_.cancel();
    if (otherTexts)
        forgetSearches();
    renewSearches();
    run();
    return generation_;
}

void ViewQuery::forget()
{
    ++generation_;
    cancel_.cancel();
    waiting_ = false;
    request_ = {};
    forgetSearches();
}

void ViewQuery::forgetSearches()
{
    for (const Search& search : searches_)
        search.cancel.cancel();
    searches_.clear();
}

/// Ends the searches that the request does not need, starts those that it needs first.
void ViewQuery::renewSearches()
{
    std::erase_if(searches_, [&](const Search& search) {
        const bool needed = std::ranges::find(request_.filter.rows.texts, search.filter) != request_.filter.rows.texts.end();
        if (!needed)
            search.cancel.cancel();
        return !needed;
    });
    for (const core::data::TextFilter& filter : request_.filter.rows.texts)
        if (std::ranges::find(searches_, filter, &Search::filter) == searches_.end())
            startSearch(filter);
}

void ViewQuery::startSearch(const core::data::TextFilter& filter)
{
    searches_.push_back({ filter, core::data::Selection(request_.snapshot->rows()), false, false, {} });
    const core::CancelToken cancel = searches_.back().cancel;
    search_(filter, cancel, [mailbox = mailbox_, filter, cancel](const SearchAnswer& answer) {
        const QMutexLocker locker(&mailbox->mutex);
        ViewQuery* query = mailbox->query;
        if (query == nullptr)
            return;
        const auto deliver = [query, filter, cancel, answer] {
            if (!cancel.cancelled())
                query->onSearchAnswer(filter, answer);
        };
        QMetaObject::invokeMethod(query, deliver, Qt::QueuedConnection);
    });
}

void ViewQuery::onSearchAnswer(const core::data::TextFilter& filter, const SearchAnswer& answer)
{
    const auto search = std::ranges::find(searches_, filter, &Search::filter);
    if (search == searches_.end())
        return;
    if (answer.found.size() == request_.snapshot->rows())
        search->found = answer.found;
    search->answered = true;
    search->finished = answer.finished || !answer.failure.isEmpty();
    run();
    if (!answer.failure.isEmpty())
        Q_EMIT searchFailed(answer.failure);
}

bool ViewQuery::searching() const
{
    return !std::ranges::all_of(searches_, &Search::finished);
}

void ViewQuery::run()
{
    if (!std::ranges::all_of(searches_, &Search::answered))
        return; // until all searches have found something, or nothing
    waiting_ = running_;
    if (running_)
        return;
    running_ = true;
    cancel_ = core::CancelToken();
    FoundTexts texts;
    for (const Search& search : searches_)
        texts.emplace_back(search.filter, search.found);
    pool_.start([this, view = view_, request = request_, texts = std::move(texts), cancel = cancel_,
                    generation = generation_, searching = searching()] {
        std::optional<ViewResult> result = compute(*view, request, texts, cancel);
        if (result)
            result->searching = searching;
        QMetaObject::invokeMethod( // the pool ends before this object does
            this, [this, generation, result = std::move(result)] { onAnswer(generation, result); }, Qt::QueuedConnection);
    });
}

void ViewQuery::onAnswer(std::uint64_t generation, const std::optional<ViewResult>& result)
{
    running_ = false;
    if (waiting_)
        run();
    if (result && generation == generation_)
        Q_EMIT answered(generation, *result);
}

} // namespace ui
