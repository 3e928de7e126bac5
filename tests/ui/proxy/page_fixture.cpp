// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "tests/ui/proxy/page_fixture.h"

#include "core/protocol/job_spec.h"
#include "tests/core/store/project_fixture.h"

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QLineEdit>

namespace support {

namespace {

/// A POSIX shell that speaks the session's protocol.
constexpr const char* sessionScript = R"(#!/bin/sh
[ "$1" = --session ] || { echo "this worker does not work" >&2; exit 3; }
while read -r line; do
  number=$(printf '%s' "$line" | sed 's/.*"generation":\([0-9]*\).*/\1/')
  folder=$(printf '%s' "$line" | sed 's/.*"\(folder\|out\)":"\([^"]*\)".*/\2/')
  result='{}'
  case "$line" in
  *'"ask":"model-new"'*)
    mkdir -p "$folder"
    echo '{"model_type": "gpt_neox"}' > "$folder/config.json"
    echo '{}' > "$folder/tokenizer.json"
    echo weights > "$folder/model.safetensors"
    echo '{"untrained": true}' > "$folder/datalever.json"
    result='{"folder":"'$folder'","parameters":500000,"sha256":"0"}' ;
;
  *'"ask":"model-info"'*)
    if [ ! -e "$folder/config.json" ];
  then
      echo '{"protocol":"datalever-session","version":1,"generation":' $number ',"error":{"kind":"BadFile","message":"' $folder '/config.json: the file is missing","hint":"Choose a model folder.","code":""}}' continue fi
          result
      = '{"folder":"' $folder '","config":{},"parameters":1234567,"weightBytes":8,"tokenizer":{"tokens":257}}';
  ;
  *'"ask":"count-tokens"'*)
    counts=''
    for row in $(printf '%s' "$line" | grep -o '"instruction":' | sed 's/.*/x/');
  do
      counts = "$counts,[100,40,0]";
  done result = '{"counts":[' $
  {
      counts #,
  }
  ']}';
  ;
  *'"ask":"run-plan"'*)
    sleep @DELAY@
    result='{"weightBytes":1000000,"packBytes":2000000,"budgetBytes":4000000000,"trainingTokensPerSecond":100,"scoringTokensPerSecond":1000,"measuredAt":1700000000000,"threads":2}' ;
  ;
  esac
  echo '{"protocol":"datalever-session","version":1,"generation":'$number',"result":'$result'}'
done
)";

  } // namespace

  PageProject::PageProject()
      : file_(folder_.path() / "p.datalever")
  {
      auto session = core::store::ProjectSession::create(file_);
      dataset_ = fixture::importRows(session, folder_, pageRows).dataset.id;
  }

  core::RunId PageProject::addRun(const std::string& name, double epochs)
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
      auto session = core::store::ProjectSession::open(file_, core::store::OpenMode::ReadWrite);
      return session.insertRun(run);
  }

  std::filesystem::path PageProject::model(const std::string& name, bool untrained) const
  {
      std::filesystem::create_directories(folder_.path() / name);
      folder_.write(name + "/config.json",
          R"({"model_type": "gpt_neox", "num_hidden_layers": 6, "hidden_size": 128, "vocab_size": 257})");
      folder_.write(name + "/tokenizer.json", "{}");
      folder_.write(name + "/model.safetensors", "weights");
      if (untrained)
          folder_.write(name + "/datalever.json", R"({"untrained": true})");
      return folder_.path() / name;
  }

  std::filesystem::path PageProject::worker(const std::string& estimateDelay) const
  {
      std::string script = sessionScript;
      script.replace(script.find("@DELAY@"), 7, estimateDelay);
      const auto file = folder_.write("worker.sh", script);
      std::filesystem::permissions(file, std::filesystem::perms::owner_all);
      return file;
  }

  OpenPage::OpenPage(const PageProject& project, const std::filesystem::path& worker)
      : theme_(ui::ColourScheme::Light)
  {
      QSignalSpy opened(&door_, &ui::ProjectDoor::opened);
      door_.open(project.file());
      if (opened.isEmpty() && !opened.wait(20000))
          qFatal("the project was not opened");
      workspace_ = std::make_unique<ui::Workspace>(door_, worker.empty() ? "/no/such/worker" : worker);
      const ui::AskFile ask = [this](QWidget*, const ui::FileRequest&, const std::function<void(const QString&)>& answer) {
          if (!nextFolder.isEmpty())
              answer(nextFolder);
      };
      page_ = std::make_unique<ui::ProxyPage>(theme_, *workspace_, ask);
      page_->resize(1129, 689);
      page_->show();
  }

  OpenPage::~OpenPage()
  {
      page_.reset();
      workspace_.reset();
      QSignalSpy closed(&door_, &ui::ProjectDoor::closed);
      door_.close();
      if (closed.isEmpty())
          closed.wait(20000);
  }

  void OpenPage::click(const char* button) const
  {
      auto* found = find<QAbstractButton>(button);
      if (!found->isVisible() || !found->isEnabled())
          qWarning("%s cannot be pressed", button);
      QTest::mouseClick(found, Qt::LeftButton);
  }

  void OpenPage::type(const char* field, const QString& text) const
  {
      auto* line = find<QLineEdit>(field);
      line->setFocus();
      line->selectAll();
      QTest::keyClicks(line, text);
      QTest::keyClick(line, Qt::Key_Return);
  }

  } // namespace support
