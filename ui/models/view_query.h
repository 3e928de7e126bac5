// SPDX-License-Identifier: GPL-3.0-or-later
// Sorting, filtering, facets and search away from the GUI thread: a request goes in, the rows to show and the counts come
// out through a signal. At most one request runs and one waits; the newest wins.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QThreadPool>

#include "ui/models/example_view.h"

#include <vector>

namespace ui {

/// Rows of the snapshot that hold the words, so far.
struct SearchAnswer {
    core::data::Selection found;
    bool finished = false;
    QString failure; ///< a sentence; the search ends with it
};

/// Searches the texts of the current dataset. Answers come any number of times until `finished`, from any thread, the first
/// one soon (rows stay as they are until then); after the token was cancelled none is needed.
using SearchSource
    = std::function<void(const core::data::TextFilter&, const core::CancelToken&, std::function<void(SearchAnswer)> answer)>;

class ViewQuery : public QObject {
    Q_OBJECT

public:
    explicit ViewQuery(SearchSource search, QObject* parent = nullptr);
    ~ViewQuery() override; ///< cancels, and waits for the step that runs (milliseconds)

    /// Returns the request's generation, which counts up. Without a snapshot it is ignored and returns 0.
    std::uint64_t ask(const ViewRequest& request);
    /// No answer comes to what was asked so far: the dataset is gone.
    void forget();
    /// Texts may be others now: searches start anew with the next request.
    void forgetSearches();

Q_SIGNALS:
    /// Of the newest request only. Repeated while a search finds more rows.
    void answered(std::uint64_t generation, const ui::ViewResult& result);
    void searchFailed(const QString& sentence);

private:
    struct Search {
        core::data::TextFilter filter;
        core::data::Selection found;
        bool answered = false;
        bool finished = false;
        core::CancelToken cancel;
    };
    struct Mailbox;

    SearchSource search_;
    QThreadPool pool_; ///< one thread
    std::shared_ptr<ExampleView> view_ = std::make_shared<ExampleView>(); ///< used by that thread only
    std::shared_ptr<Mailbox> mailbox_;
    std::uint64_t generation_ = 0;
    ViewRequest request_;
    core::CancelToken cancel_;
    bool running_ = false;
    bool waiting_ = false;
    std::vector<Search> searches_; ///< those that the request needs

    void renewSearches();
    void startSearch(const core::data::TextFilter& filter);
    void onSearchAnswer(const core::data::TextFilter& filter, const SearchAnswer& answer);
    bool searching() const;
    void run();
    void onAnswer(std::uint64_t generation, const std::optional<ViewResult>& result);
};

} // namespace ui
