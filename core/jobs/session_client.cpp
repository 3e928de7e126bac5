// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/session_client.h"

#include "core/base/files.h"
#include "core/jobs/launcher.h"
#include "core/jobs/spawn.h"
#include "core/protocol/session_message.h"
#include "core/protocol/worker_record.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>
#include <string>
#include <thread>

namespace core::jobs {

namespace {

using Clock = std::chrono::steady_clock;

[[noreturn]] void throwDied()
{
    throw Error(ErrorKind::Internal,
        "The worker's session ended before it answered, perhaps because the machine's memory was full.",
        "Ask again: another one is started.");
}

} // namespace

/// The child process and the one socket to its stdin and stdout.
struct SessionClient::Process {
    std::filesystem::path program;
    std::mutex mutex;
    pid_t id = 0;
    FileDescriptor socket;
    std::string received;
    std::uint64_t generation = 0;

    void start();
    void end();
    void send(const std::string& line);
    std::string receive(Clock::time_point deadline, const CancelToken& cancel);
};

void SessionClient::Process::start()
{
    int ends[2] = { -1, -1 };
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        throw Error(ErrorKind::Internal, "no connection to a worker session could be made");
    socket = FileDescriptor(ends[0]);
    const FileDescriptor theirs(ends[1]);
    SpawnRequest request;
    request.program = program.empty() ? workerProgram() : program;
    request.arguments = { "--session" };
    request.environment = threadEnvironment(protocol::availableThreads());
    request.standardInput = theirs.get();
    request.standardOutput = theirs.get();
    received.clear();
    id = spawn(request);
}

void SessionClient::Process::end()
{
    socket.reset();
    if (id == 0)
        return;
    const auto deadline = Clock::now() + std::chrono::seconds(1);
    while (::waitpid(id, nullptr, WNOHANG) == 0) {
        if (Clock::now() >= deadline)
            ::kill(id, SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    id = 0;
}

void SessionClient::Process::send(const std::string& line)
{
    std::string_view rest = line;
    while (!rest.empty()) {
        const ssize_t sent = ::send(socket.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            throwDied();
        rest.remove_prefix(static_cast<std::size_t>(sent));
    }
}

std::string SessionClient::Process::receive(Clock::time_point deadline, const CancelToken& cancel)
{
    for (;;) {
        if (const auto end = received.find('\n'); end != std::string::npos) {
            std::string line = received.substr(0, end);
            received.erase(0, end + 1);
            return line;
        }
        cancel.check();
        if (Clock::now() >= deadline)
            throw Error(ErrorKind::Internal, "The worker's session did not answer in time.", "Ask for less at once.");
        pollfd waiting{ socket.get(), POLLIN, 0 };
        if (::poll(&waiting, 1, 50) <= 0)
            continue;
        char buffer[65536];
        const ssize_t got = ::recv(socket.get(), buffer, sizeof(buffer), 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            throwDied();
        received.append(buffer, static_cast<std::size_t>(got));
    }
}

SessionClient::SessionClient(std::filesystem::path program)
    : process_(std::make_unique<Process>())
{
    process_->program = std::move(program);
}

SessionClient::~SessionClient()
{
    process_->end();
}

Json SessionClient::ask(
    std::string_view question, const Json& arguments, const CancelToken& cancel, std::chrono::milliseconds deadline)
{
    const std::lock_guard lock(process_->mutex);
    const auto last = Clock::now() + deadline;
    const std::uint64_t generation = ++process_->generation;
    try {
        if (process_->id == 0)
            process_->start();
        process_->send(protocol::encodeQuestion({ generation, std::string(question), arguments }));
        for (;;) {
            const auto answer = protocol::decodeAnswer(process_->receive(last, cancel), { "worker session" });
            if (answer.generation != generation)
                continue; // of a question that was given up
            if (answer.error)
                throw *answer.error;
            return answer.result;
        }
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Internal || error.code().rfind("session/", 0) == 0)
            process_->end();
        throw;
    }
}

} // namespace core::jobs
