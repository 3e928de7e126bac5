// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/model_session_door.h"

#include "core/data/example.h"
#include "core/data/rows_snapshot.h"

#include <QtCore/QMetaObject>

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

namespace ui {

namespace {

using core::Json;
using core::jobs::SessionClient;

std::string absolutePath(const std::filesystem::path& path)
{
    return std::filesystem::absolute(path).lexically_normal().string();
}

/// A loss as the session writes it: a number, "nan" or null.
std::optional<double> lossIn(const Json& value)
{
    return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

TokenizedRow rowFrom(const Json& answer)
{
    TokenizedRow row;
    const Json& ids = answer.at("ids");
    const Json losses = answer.value("losses", Json::array());
    for (std::size_t i = 0; i < ids.size(); ++i) {
        TokenizedRow::Token token;
        token.id = ids.at(i);
        token.text = answer.at("pieces").at(i);
        token.response = answer.at("response").at(i).get<int>() != 0;
        if (i < losses.size())
            token.loss = lossIn(losses.at(i));
        row.tokens.push_back(std::move(token));
    }
    row.loss = answer.contains("loss") ? lossIn(answer.at("loss")) : std::nullopt;
    row.truncated = answer.at("truncated");
    row.dropped = answer.at("dropped");
    row.seam = answer.at("seam");
    row.fullLength = answer.at("fullLength");
    return row;
}

ModelInfo infoFrom(const Json& answer)
{
    ModelInfo info;
    info.folder = answer.at("folder").get<std::string>();
    info.config = answer.at("config");
    info.parameters = answer.at("parameters");
    info.weightBytes = answer.at("weightBytes");
    const Json& tokenizer = answer.at("tokenizer");
    if (tokenizer.contains("tokens"))
        info.vocabulary = tokenizer.at("tokens").get<std::int64_t>();
    else
        info.tokenizerProblem = tokenizer.value("problem", std::string());
    return info;
}

} // namespace

/// One thread that asks one question after another; of each kind only the newest waits.
class ModelSessionDoor::Asker {
public:
    /// What to do in the GUI thread with the answer.
    using Answer = std::function<void()>;
    /// In the asking thread.
    using Ask = std::function<Answer(SessionClient&, const core::CancelToken&)>;

    Asker(ModelSessionDoor& door, std::filesystem::path worker)
        : door_(door)
        , client_(std::move(worker))
        , thread_([this] { work(); })
    {
    }
    ~Asker()
    {
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
            current_.cancel();
        }
        wake_.notify_all();
        thread_.join();
    }

    quint64 post(ModelQuestion kind, std::function<Ask(quint64)> make)
    {
        const std::lock_guard lock(mutex_);
        const quint64 generation = ++generation_;
        newest_[kind] = generation;
        drop(kind);
        waiting_.push_back({ kind, generation, make(generation) });
        wake_.notify_all();
        return generation;
    }
    void forget(ModelQuestion kind)
    {
        const std::lock_guard lock(mutex_);
        newest_[kind] = ++generation_;
        drop(kind);
    }

private:
    struct Question {
        ModelQuestion kind = ModelQuestion::Row;
        quint64 generation = 0;
        Ask ask;
    };

    /// Questions of the kind that wait or are being asked; the mutex is held.
    void drop(ModelQuestion kind)
    {
        std::erase_if(waiting_, [kind](const Question& question) { return question.kind == kind; });
        if (asking_ == kind)
            current_.cancel();
    }
    bool takeNext(Question& question)
    {
        std::unique_lock lock(mutex_);
        asking_.reset();
        wake_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
        if (ending_)
            return false;
        question = std::move(waiting_.front());
        waiting_.pop_front();
        asking_ = question.kind;
        current_ = {};
        return true;
    }
    core::CancelToken token()
    {
        const std::lock_guard lock(mutex_);
        return current_;
    }
    void work()
    {
        for (Question question; takeNext(question);) {
            Answer answer;
            try {
                answer = question.ask(client_, token());
            } catch (const core::Error& error) {
                answer = failure(question.generation, error.message(), error.hint());
            } catch (const std::exception& error) {
                answer = failure(question.generation, error.what(), {});
            }
            QMetaObject::invokeMethod(
                &door_,
                [this, kind = question.kind, generation = question.generation, answer = std::move(answer)] {
                    if (isNewest(kind, generation))
                        answer();
                },
                Qt::QueuedConnection);
        }
    }
    Answer failure(quint64 generation, const std::string& sentence, const std::string& hint)
    {
        return [this, generation, sentence = QString::fromStdString(sentence), hint = QString::fromStdString(hint)] {
            Q_EMIT door_.failed(generation, sentence, hint);
        };
    }
    bool isNewest(ModelQuestion kind, quint64 generation)
    {
        const std::lock_guard lock(mutex_);
        return newest_[kind] == generation;
    }

    ModelSessionDoor& door_;
    SessionClient client_;
    std::mutex mutex_; ///< what follows
    std::condition_variable wake_;
    std::deque<Question> waiting_;
    std::map<ModelQuestion, quint64> newest_;
    std::optional<ModelQuestion> asking_;
    core::CancelToken current_;
    quint64 generation_ = 0;
    bool ending_ = false;
    std::thread thread_; // last
};

ModelSessionDoor::ModelSessionDoor(std::filesystem::path worker, QObject* parent)
    : QObject(parent)
    , asker_(std::make_unique<Asker>(*this, std::move(worker)))
{
}

ModelSessionDoor::~ModelSessionDoor() = default;

quint64 ModelSessionDoor::askRow(const std::filesystem::path& model, const core::protocol::TextSettings& text,
    const core::data::ExampleText& example, bool losses)
{
    const Json arguments{ { "folder", absolutePath(model) }, { "text", Json(core::protocol::toJson(text)) },
        { "example", Json(core::data::exampleJson(example)) } };
    return asker_->post(ModelQuestion::Row, [this, arguments, losses](quint64 generation) -> Asker::Ask {
        return [=, this](SessionClient& client, const core::CancelToken& cancel) -> Asker::Answer {
            auto row = rowFrom(client.ask(losses ? "token-losses" : "encode", arguments, cancel));
            return [this, generation, row = std::move(row)] { Q_EMIT rowReady(generation, row); };
        };
    });
}

quint64 ModelSessionDoor::askInfo(const std::filesystem::path& model)
{
    return asker_->post(ModelQuestion::Info, [this, folder = absolutePath(model)](quint64 generation) -> Asker::Ask {
        return [=, this](SessionClient& client, const core::CancelToken& cancel) -> Asker::Answer {
            auto info = infoFrom(client.ask("model-info", { { "folder", folder } }, cancel));
            return [this, generation, info = std::move(info)] { Q_EMIT infoReady(generation, info); };
        };
    });
}

quint64 ModelSessionDoor::askEstimate(
    std::shared_ptr<const core::store::ProjectSession> session, const core::jobs::RunRequest& request)
{
    return asker_->post(
        ModelQuestion::Estimate, [this, session = std::move(session), request](quint64 generation) -> Asker::Ask {
            return [=, this](SessionClient& client, const core::CancelToken& cancel) -> Asker::Answer {
                auto estimate = core::jobs::estimateRun(*session, client, request, cancel);
                return [this, generation, estimate = std::move(estimate)] { Q_EMIT estimateReady(generation, estimate); };
            };
        });
}

quint64 ModelSessionDoor::askNewModel(
    const Json& config, const std::filesystem::path& tokenizer, quint64 seed, const std::filesystem::path& out)
{
    const Json arguments{ { "config", config }, { "seed", std::to_string(seed) }, { "out", absolutePath(out) },
        { "tokenizer", tokenizer.empty() ? std::string("bytes") : absolutePath(tokenizer) } };
    return asker_->post(ModelQuestion::NewModel, [this, arguments](quint64 generation) -> Asker::Ask {
        return [=, this](SessionClient& client, const core::CancelToken& cancel) -> Asker::Answer {
            const Json answer = client.ask("model-new", arguments, cancel);
            const auto folder = QString::fromStdString(answer.at("folder"));
            const auto parameters = answer.at("parameters").get<qint64>();
            return [this, generation, folder, parameters] { Q_EMIT newModelReady(generation, folder, parameters); };
        };
    });
}

void ModelSessionDoor::forget(ModelQuestion kind)
{
    asker_->forget(kind);
}

} // namespace ui
