// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/proxy/page_fixture.h"

#include "core/protocol/job_spec.h"
#include "core/protocol/worker_record.h"
#include "tests/core/store/project_fixture.h"
#include "ui/controls/text_label.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLineEdit>

#include <cmath>

namespace support {

namespace {

/// A POSIX shell that speaks the session's protocol.
constexpr const char* sessionScript = R"sh(#!/bin/sh
[ "$1" = --session ] || { echo "this worker does not work" >&2; exit 3; }
while read -r line; do
  number=$(printf '%s' "$line" | sed 's/.*"generation":\([0-9]*\).*/\1/')
  folder=$(printf '%s' "$line" | sed 's/.*"\(folder\|out\)":"\([^"]*\)".*/\2/')
  head='{"protocol":"datalever-session","version":1,"generation":'$number
  result='{}'
  case "$line" in
  *'"ask":"model-new"'*)
    mkdir -p "$folder"
    echo '{"model_type": "gpt_neox"}' > "$folder/config.json"
    echo '{}' > "$folder/tokenizer.json"
    echo weights > "$folder/model.safetensors"
    echo '{"untrained": true}' > "$folder/datalever.json"
    result='{"folder":"'$folder'","parameters":500000,"sha256":"0"}' ;;
  *'"ask":"model-info"'*)
    if [ ! -e "$folder/config.json" ]; then
      echo "$head"',"error":{"kind":"BadFile","message":"'$folder'/config.json: the file is missing","hint":"Choose a model folder.","code":""}}'
      continue
    fi
    result='{"folder":"'$folder'","config":{},"parameters":1234567,"weightBytes":8,"tokenizer":{"tokens":257}}' ;;
  *'"ask":"count-tokens"'*)
    counts=$(printf '%s' "$line" | grep -o '"instruction":' | sed 's/.*/[100,40,0]/' | paste -s -d , -)
    result='{"counts":['$counts']}' ;;
  *'"ask":"run-plan"'*)
    [ -z "@GATE@" ] || { echo waiting >> "@GATE@.waiting"; read -r pass < "@GATE@"; }
    result='{"weightBytes":1000000,"packBytes":2000000,"budgetBytes":4000000000,"trainingTokensPerSecond":100,"scoringTokensPerSecond":1000,"measuredAt":1700000000000,"threads":2}' ;;
  esac
  echo "$head"',"result":'$result'}'
done
)sh";

} // namespace

PageProject::PageProject()
    : file_(folder_.path() / "p.datalever")
{
    auto session = core::store::ProjectSession::create(file_);
    dataset_ = fixture::importRows(session, folder_, pageRows).dataset.id;
    session.close();
}

core::RunId PageProject::addRun(const std::string& name, double epochs) const
{
    core::protocol::JobSpec spec;
    spec.name = name;
    spec.model = { model("model-of-" + name, true).string(), std::string(64, 'a') };
    spec.rows = { std::string(64, 'b'), "/r" };
    spec.list = { std::string(64, 'c'), "/l" };
    spec.train.epochs = epochs;
    core::store::RunRecord run;
    run.name = name;
    run.kind = "proxy";
    run.dataset = dataset_;
    run.folder = "runs/" + name;
    run.spec = core::Json(toJson(spec));
    core::createFolders(sideFolder() / run.folder);
    core::writeFileAtomically(sideFolder() / run.folder / "job.json", toJson(spec).dump());
    auto session = core::store::ProjectSession::open(file_, core::store::OpenMode::ReadWrite);
    const auto id = session.insertRun(run);
    session.close();
    return id;
}

std::filesystem::path PageProject::model(const std::string& name, bool untrained) const
{
    folder_.write(name + "/config.json",
        R"({"model_type": "gpt_neox", "num_hidden_layers": 6, "hidden_size": 128, "vocab_size": 257})");
    folder_.write(name + "/tokenizer.json", "{}");
    folder_.write(name + "/model.safetensors", "weights");
    if (untrained)
        folder_.write(name + "/datalever.json", R"({"untrained": true})");
    return folder_.path() / name;
}

std::filesystem::path PageProject::worker(const std::filesystem::path& gate) const
{
    std::string script = sessionScript;
    for (std::size_t place = script.find("@GATE@"); place != std::string::npos; place = script.find("@GATE@"))
        script.replace(place, 6, gate.string());
    const auto file = folder_.write("worker.sh", script);
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    return file;
}

PlayedWorker::PlayedWorker(const PageProject& project, const std::string& name)
    : writer_(project.sideFolder() / "runs" / name)
    , lock_(core::FileLock::tryAcquire(writer_.folder().lock()))
{
}

void PlayedWorker::start(std::int64_t generation, std::int64_t fromStep)
{
    auto identity = core::protocol::thisWorker();
    identity.processId = (std::int64_t{ 1 } << 22U) + 1; // beyond every process, for whoever wants to end it
    identity.generation = generation;
    core::writeFileAtomically(writer_.folder().worker(), toJson(identity).dump());
    writer_.started(generation, fromStep);
}

void PlayedWorker::plan(std::int64_t steps)
{
    core::protocol::PlanEvent event;
    event.rows = pageRows;
    event.heldOut = 2;
    event.steps = steps;
    event.unscored = 3;
    event.recordingSteps = { 0, 6, steps };
    writer_.event(event);
}

void PlayedWorker::steps(std::int64_t from, std::int64_t to)
{
    for (std::int64_t step = from; step <= to; ++step)
        writer_.step(step, 5.0 - 0.1 * static_cast<double>(step));
}

void PlayedWorker::staircase(std::int64_t steps)
{
    for (std::int64_t step = 1; step <= steps; ++step) {
        const double along = static_cast<double>(step) / static_cast<double>(steps);
        writer_.step(step, 6 - 4 / (1 + std::exp(-(along - 0.5) * 60)));
    }
}

void PlayedWorker::point(std::int64_t point, std::int64_t step, float loss)
{
    writer_.event(core::protocol::PhaseEvent{ core::protocol::Phase::Scoring });
    writer_.lossPart(point, step, std::vector<float>(pageRows, loss));
    writer_.event(core::protocol::RecordingPointEvent{ point, step, "" });
}

OpenPage::OpenPage(const PageProject& project, const std::filesystem::path& worker)
    : OpenPage(project.file(), worker)
{
}

OpenPage::OpenPage(const std::filesystem::path& file, const std::filesystem::path& worker)
    : theme_(ui::ColourScheme::Light)
{
    QSignalSpy opened(&door_, &ui::ProjectDoor::opened);
    door_.open(file);
    if (opened.isEmpty() && !opened.wait(patience))
        qFatal("the project was not opened");
    workspace_ = std::make_unique<ui::Workspace>(door_, worker.empty() ? "/no/such/worker" : worker);
    const ui::AskFile ask = [this](QWidget*, const ui::FileRequest&, const std::function<void(const QString&)>& answer) {
        if (!nextFolder.isEmpty())
            answer(nextFolder);
    };
    page_ = std::make_unique<ui::ProxyPage>(theme_, *workspace_, ask);
    page_->resize(1129, 689);
    page_->show();
    if (!QTest::qWaitForWindowActive(page_.get()))
        qFatal("the page did not show");
}

OpenPage::~OpenPage()
{
    page_.reset();
    workspace_.reset();
    QSignalSpy closed(&door_, &ui::ProjectDoor::closed);
    door_.close();
    if (closed.isEmpty())
        closed.wait(patience);
}

void OpenPage::click(const char* button) const
{
    auto* found = find<QAbstractButton>(button);
    if (!found->isVisible() || !found->isEnabled())
        qWarning("%s cannot be pressed", button);
    QTest::mouseClick(found, Qt::LeftButton);
}

void OpenPage::type(const char* field, const QString& text, bool enter) const
{
    auto* line = find<QLineEdit>(field);
    line->setFocus();
    line->selectAll();
    for (const QChar key : text)
        QTest::keyClick(line, key.toLatin1());
    if (enter)
        QTest::keyClick(line, Qt::Key_Return);
}

QString OpenPage::beside() const
{
    return find<ui::TextLabel>("besideStart")->text();
}

bool OpenPage::canStart() const
{
    return find<QAbstractButton>("startRun")->isEnabled();
}

} // namespace support
