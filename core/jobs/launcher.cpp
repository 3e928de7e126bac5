// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/launcher.h"

#include "core/base/files.h"
#include "core/base/hash.h"
#include "core/jobs/spawn.h"
#include "core/protocol/exit_status.h"
#include "core/protocol/worker_record.h"

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace core::jobs {

namespace {

void addInput(const std::filesystem::path& inputs, const std::filesystem::path& file)
{
    const auto target = inputs / (sha256OfFile(file) + ".jsonl");
    std::error_code code;
    std::filesystem::create_hard_link(file, target, code);
    if (!code)
        return;
    code.clear();
    std::filesystem::copy_file(file, target, std::filesystem::copy_options::overwrite_existing, code);
    if (code)
        throw Error(ErrorKind::Storage, target.string() + ": the input could not be copied (" + code.message() + ")",
            "Free some space on that disk, then try again.");
}

/// A folder that is removed again unless it was moved to its place.
class NewFolder {
public:
    explicit NewFolder(const std::filesystem::path& target)
        : target_(target)
        , temporary_(target.parent_path() / (".new-" + target.filename().string() + "-" + std::to_string(::getpid())))
    {
        createFolders(temporary_);
    }
    ~NewFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(temporary_, ignored);
    }
    NewFolder(const NewFolder&) = delete;
    NewFolder& operator=(const NewFolder&) = delete;

    const std::filesystem::path& path() const { return temporary_; }
    void publish()
    {
        syncFolder(temporary_);
        std::error_code code;
        std::filesystem::rename(temporary_, target_, code);
        if (code)
            throw Error(ErrorKind::Storage,
                target_.string() + ": the run folder could not be put in place (" + code.message() + ")");
        syncFolder(target_.parent_path());
    }

private:
    std::filesystem::path target_;
    std::filesystem::path temporary_;
};

std::int64_t threadsFor(const protocol::RunFolder& folder)
{
    std::error_code code;
    if (std::filesystem::exists(folder.resolved(), code))
        return protocol::readResolvedSettings(folder.resolved()).threads;
    const std::int64_t asked = protocol::readJobSpec(folder.job()).resources.threads;
    return asked > 0 ? asked : protocol::availableThreads();
}

} // namespace

std::filesystem::path workerProgram()
{
    if (const char* chosen = std::getenv("DATALEVER_WORKER"); chosen != nullptr && *chosen != '\0')
        return chosen;
    std::error_code code;
    const auto here = std::filesystem::read_symlink("/proc/self/exe", code).parent_path() / "datalever-worker";
    if (!code && std::filesystem::exists(here))
        return here;
    throw Error(ErrorKind::Unsupported, "The program datalever-worker is not beside this one (" + here.string() + ").",
        "Install both into one folder, or name it by the environment variable DATALEVER_WORKER.");
}

protocol::RunFolder createRunFolder(const std::filesystem::path& folder, const protocol::JobSpec& spec,
    const std::vector<std::filesystem::path>& inputs, const std::optional<RunOrigin>& origin)
{
    if (const auto problems = protocol::validate(spec); !problems.empty())
        throw Error(ErrorKind::BadInput, "The run cannot be started: " + problems.front() + ".");
    const protocol::RunFolder target(std::filesystem::absolute(folder));
    if (std::filesystem::exists(target.path()))
        throw Error(ErrorKind::BadInput, target.path().string() + ": there is such a run already", "Choose another name.");
    NewFolder made(target.path());
    const protocol::RunFolder draft(made.path());
    createFolders(draft.inputs());
    for (const auto& input : inputs)
        addInput(draft.inputs(), input);
    if (origin)
        writeFileAtomically(draft.origin(), toJson(*origin).dump(2) + "\n");
    protocol::writeJobSpec(draft.job(), spec);
    made.publish();
    return target;
}

WorkerProcess launchWorker(const protocol::RunFolder& folder, const LaunchSettings& settings)
{
    SpawnRequest request;
    request.program = settings.program.empty() ? workerProgram() : settings.program;
    request.arguments = { folder.path().string() };
    if (settings.allowDifferentMachine)
        request.arguments.push_back("--allow-different-machine");
    request.environment = threadEnvironment(threadsFor(folder));
    request.newSession = true;
    request.log = folder.log();
    return WorkerProcess(spawn(request));
}

std::optional<std::string> WorkerProcess::ended()
{
    int status = 0;
    if (end_ || ::waitpid(process_, &status, WNOHANG) != process_)
        return end_;
    if (WIFSIGNALED(status)) {
        const int number = WTERMSIG(status);
        end_ = "signal " + std::to_string(number) + " (" + ::strsignal(number) + ")";
        if (number == SIGKILL)
            *end_ += ", perhaps because the machine's memory was full";
    } else {
        end_ = "exit status " + std::to_string(WEXITSTATUS(status));
        if (const auto meaning = protocol::exit_status::meaning(WEXITSTATUS(status)); !meaning.empty())
            *end_ += ": " + std::string(meaning);
    }
    return end_;
}

std::string logTail(const protocol::RunFolder& folder)
{
    constexpr std::uint64_t most = 2000;
    std::error_code code;
    if (!std::filesystem::exists(folder.log(), code))
        return {};
    const InputFile input(folder.log());
    std::string text(static_cast<std::size_t>(std::min(most, input.size())), '\0');
    input.readAt(input.size() - text.size(), text.data(), text.size());
    if (text.size() == most && text.find('\n') != std::string::npos)
        text.erase(0, text.find('\n') + 1);
    return text;
}

} // namespace core::jobs
