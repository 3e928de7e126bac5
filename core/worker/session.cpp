// SPDX-License-Identifier: Apache-2.0
#include "core/worker/session.h"

#include "core/models/device.h"
#include "core/models/model_files.h"
#include "core/protocol/exit_status.h"
#include "core/protocol/session_message.h"
#include "core/protocol/worker_record.h"
#include "core/text/tokenizer_file.h"
#include "core/worker/session_state.h"
#include "core/worker/translate_errors.h"

#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <thread>

namespace core::worker {

namespace {

constexpr std::size_t longestQuestion = std::size_t{ 256 } << 20U;

/// The questions that came, read by a thread of its own: the end of stdin must be noticed during a long answer too.
class QuestionQueue {
public:
    void start()
    {
        std::thread([this] { read(); }).detach();
    }
    std::string next()
    {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return !lines_.empty(); });
        std::string line = std::move(lines_.front());
        lines_.pop_front();
        return line;
    }

private:
    void read()
    {
        std::string pending;
        char buffer[65536];
        for (;;) {
            const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof(buffer));
            if (got < 0 && errno == EINTR)
                continue;
            if (got <= 0 || pending.size() > longestQuestion)
                ::_exit(protocol::exit_status::finished); // the host is gone
            pending.append(buffer, static_cast<std::size_t>(got));
            for (std::size_t end = pending.find('\n'); end != std::string::npos; end = pending.find('\n')) {
                const std::lock_guard lock(mutex_);
                lines_.push_back(pending.substr(0, end));
                pending.erase(0, end + 1);
                arrived_.notify_one();
            }
        }
    }

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::string> lines_;
};

/// False when the host no longer listens.
bool send(int descriptor, std::string_view line)
{
    while (!line.empty()) {
        const ssize_t written = ::write(descriptor, line.data(), line.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        line.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

protocol::SessionAnswer answerLine(Session& session, const std::string& line)
{
    protocol::SessionAnswer answer;
    try {
        const auto question = protocol::decodeQuestion(line, { "question" });
        answer.generation = question.generation;
        answer.result = session.answer(question.question, question.arguments);
    } catch (...) {
        answer.error = asError(std::current_exception());
    }
    return answer;
}

/// Names, sizes and times of the folder's files.
std::string stampOf(const std::filesystem::path& folder)
{
    std::string stamp = folder.string();
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(folder, code)) {
        std::error_code ignored;
        const auto size = entry.is_regular_file(ignored) ? entry.file_size(ignored) : 0;
        stamp += "|" + entry.path().filename().string() + " " + std::to_string(size) + " "
            + std::to_string(entry.last_write_time(ignored).time_since_epoch().count());
    }
    return stamp;
}

} // namespace

const text::Tokenizer& Session::State::tokenizerOf(const std::filesystem::path& folder)
{
    const std::string stamp = stampOf(folder);
    if (!tokenizer || tokenizer->stamp != stamp)
        tokenizer.emplace(Loaded<std::shared_ptr<const text::Tokenizer>>{ stamp, text::loadTokenizer(folder) });
    return *tokenizer->value;
}

const models::Decoder& Session::State::modelOf(const std::filesystem::path& folder)
{
    const std::string stamp = stampOf(folder);
    if (!model || model->stamp != stamp) {
        model.reset(); // before the next one is loaded: not two at once in memory
        model.emplace(Loaded<models::Decoder>{ stamp, models::Decoder(models::loadModel(folder)) });
    }
    return model->value;
}

Session::Session()
    : state_(std::make_unique<State>())
{
}

Session::~Session() = default;

Json Session::answer(std::string_view question, const Json& arguments)
{
    const JsonFields fields(arguments, std::string(question));
    if (question == "versions")
        return answerVersions();
    if (question == "matmul")
        return answerMatmul(fields);
    if (question == "model-info")
        return answerModelInfo(fields);
    if (question == "model-new")
        return answerModelNew(fields);
    if (question == "model-verify")
        return answerModelVerify(fields);
    if (question == "run-plan")
        return answerRunPlan(fields);
    if (question == "count-tokens")
        return answerCountTokens(state_->tokenizerOf(modelFolder(fields)), fields);
    if (question == "tokenize")
        return answerTokenize(state_->tokenizerOf(modelFolder(fields)), fields);
    if (question == "decode")
        return answerDecode(state_->tokenizerOf(modelFolder(fields)), fields);
    if (question == "encode")
        return answerEncode(state_->tokenizerOf(modelFolder(fields)), nullptr, fields);
    if (question == "token-losses")
        return answerEncode(state_->tokenizerOf(modelFolder(fields)), &state_->modelOf(modelFolder(fields)), fields);
    if (question == "generate")
        return answerGenerate(state_->tokenizerOf(modelFolder(fields)), state_->modelOf(modelFolder(fields)), fields);
    throw refusal(protocol::session_faults::unknownQuestion, { "session" }, std::string(question));
}

int runSession()
{
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGINT, SIG_IGN); // Ctrl+C in the host's terminal is the host's matter
    // What a library prints must not mix with the answers.
    const int answers = ::dup(STDOUT_FILENO);
    if (answers < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        return protocol::exit_status::failed;
    models::setUpTorch(protocol::availableThreads());
    QuestionQueue questions;
    questions.start();
    Session session;
    while (send(answers, protocol::encodeAnswer(answerLine(session, questions.next())))) { }
    ::_exit(protocol::exit_status::finished);
}

} // namespace core::worker
