// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/command_text.h"

#include "core/base/shell_word.h"
#include "core/data/query_text.h"

#include <QtCore/QCoreApplication>

namespace ui {

namespace {

using namespace core::protocol;

QString text(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

QString number(double value)
{
    return QString::number(value, 'g', 17).toDouble() == QString::number(value, 'g', 6).toDouble()
        ? QString::number(value, 'g', 6)
        : QString::number(value, 'g', 17);
}

QString nameOf(OverlongPolicy policy)
{
    switch (policy) {
    case OverlongPolicy::TruncateEnd:
        return QStringLiteral("truncate-end");
    case OverlongPolicy::Drop:
        return QStringLiteral("drop");
    case OverlongPolicy::TruncatePrompt:
        return QStringLiteral("truncate-prompt");
    }
    return {};
}

/// As the command line writes it.
QString precisionName(Precision precision)
{
    return precision == Precision::Auto    ? QStringLiteral("auto")
        : precision == Precision::BFloat16 ? QStringLiteral("bfloat16")
                                           : QStringLiteral("float32");
}

/// Collects the options that differ from their defaults.
class Words {
public:
    explicit Words(QStringList verb)
        : words_(std::move(verb))
    {
    }
    const QStringList& all() const { return words_; }

    void say(const QString& option, const QString& value)
    {
        if (value.startsWith(QLatin1Char('-'))) // not an option of its own
            words_ << option + QLatin1Char('=') + value;
        else
            words_ << option << value;
    }
    void flag(const QString& option, bool set)
    {
        if (set)
            words_ << option;
    }
    void differing(const QString& option, const QString& value, const QString& usual)
    {
        if (value != usual)
            say(option, value);
    }
    void differing(const QString& option, double value, double usual)
    {
        if (value != usual)
            say(option, number(value));
    }
    void differing(const QString& option, std::int64_t value, std::int64_t usual)
    {
        if (value != usual)
            say(option, QString::number(value));
    }

private:
    QStringList words_;
};

void addTextOptions(Words& words, const core::jobs::RunRequest& request)
{
    const TextSettings usual;
    if (!request.name.empty())
        words.say(QStringLiteral("--name"), QString::fromStdString(request.name));
    words.differing(QStringLiteral("--template"), QString::fromStdString(request.text.promptTemplate),
        QString::fromStdString(usual.promptTemplate));
    words.differing(QStringLiteral("--max-tokens"), request.text.maximumTokens, usual.maximumTokens);
    words.differing(QStringLiteral("--overlong"), nameOf(request.text.overlong), nameOf(usual.overlong));
    words.differing(QStringLiteral("--threads"), request.resources.threads, std::int64_t{ 0 });
}

void addOptimizerOptions(Words& words, const TrainSettings& train)
{
    const TrainSettings usual;
    words.differing(QStringLiteral("--schedule"), QString::fromStdString(train.schedule.name),
        QString::fromStdString(usual.schedule.name));
    words.differing(QStringLiteral("--warmup"), train.schedule.warmupShare, usual.schedule.warmupShare);
    words.differing(QStringLiteral("--beta1"), train.optimizer.beta1, usual.optimizer.beta1);
    words.differing(QStringLiteral("--beta2"), train.optimizer.beta2, usual.optimizer.beta2);
    words.differing(QStringLiteral("--weight-decay"), train.optimizer.weightDecay, usual.optimizer.weightDecay);
    words.flag(QStringLiteral("--no-decay-1d"), !train.optimizer.decayOneDimensional);
    words.differing(QStringLiteral("--clip"), train.optimizer.clipNorm, usual.optimizer.clipNorm);
    if (train.weighting == GradientWeighting::Rows)
        words.say(QStringLiteral("--weighting"), QStringLiteral("rows"));
}

/// What one word of a command line may hold is limited by the system (128 KiB).
constexpr std::size_t longestWord = 100'000;

QString text(const std::string& words)
{
    return QString::fromStdString(words);
}

/// Says which rows; a sentence where it cannot be said.
QString addRows(Words& words, const RowsCommand& rows, const core::data::SortKey& sort = {})
{
    words.say(QStringLiteral("--project"), text(rows.project));
    words.say(QStringLiteral("--dataset"), rows.dataset);
    if (!rows.run.isEmpty())
        words.say(QStringLiteral("--run"), rows.run);
    if (!rows.clustering.isEmpty())
        words.say(QStringLiteral("--clustering"), rows.clustering);
    if (!rows.tokens.isEmpty())
        words.say(QStringLiteral("--tokens"), rows.tokens);
    if (rows.rows.size() > 0) {
        const std::string numbers = core::data::writeRowNumbers(rows.rows);
        if (numbers.empty())
            return QCoreApplication::translate("ui::CommandText", "No row is meant: there is no command for that.");
        if (numbers.size() > longestWord)
            return QCoreApplication::translate("ui::CommandText",
                "So many single rows do not fit into a command line. Filter them, or store them as a selection.");
        words.say(QStringLiteral("--rows"), text(numbers));
    }
    const auto query = core::data::queryWords(rows.filter, sort);
    for (std::size_t i = 0; i < query.size(); ++i) {
        if (query[i] == "--descending")
            words.flag(text(query[i]), true);
        else {
            words.say(text(query[i]), text(query[i + 1]));
            ++i;
        }
    }
    return {};
}

void addResourceOptions(Words& words, const ResourceSettings& resources)
{
    const ResourceSettings usual;
    words.differing(QStringLiteral("--precision"), precisionName(resources.precision), precisionName(usual.precision));
    words.differing(
        QStringLiteral("--device"), QString::fromStdString(resources.device), QString::fromStdString(usual.device));
    if (resources.memoryBytes > 0)
        words.say(QStringLiteral("--memory"), QString::number(resources.memoryBytes));
    words.differing(QStringLiteral("--checkpoint-seconds"), resources.checkpointSeconds, usual.checkpointSeconds);
}

} // namespace

QString shellWord(const QString& word)
{
    return QString::fromStdString(core::shellWord(word.toStdString()));
}

QString commandText(const QStringList& words)
{
    constexpr int widest = 100;
    QString text = QStringLiteral("datalever-cli");
    qsizetype column = text.size();
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString word = shellWord(words[i]);
        const qsizetype value = i + 1 < words.size() ? shellWord(words[i + 1]).size() + 1 : 0;
        if (words[i].startsWith(QStringLiteral("--")) && column + word.size() + value + 1 > widest) {
            text += QStringLiteral(" \\\n   ");
            column = 3;
        }
        text += QLatin1Char(' ') + word;
        column += word.size() + 1;
    }
    return text;
}

QString newModelCommand(const NewModelCommand& model)
{
    Words words({ QStringLiteral("model"), QStringLiteral("new") });
    words.say(QStringLiteral("--preset"), model.preset);
    if (!model.tokenizer.empty())
        words.say(QStringLiteral("--tokenizer"), text(model.tokenizer));
    if (model.seed != 0)
        words.say(QStringLiteral("--seed"), QString::number(model.seed));
    words.say(QStringLiteral("--out"), text(model.out));
    return commandText(words.all());
}

QString proxyRunCommand(const std::filesystem::path& project, const QString& dataset, const core::jobs::RunRequest& request)
{
    const core::jobs::RunRequest usual;
    Words words({ QStringLiteral("proxy"), QStringLiteral("run") });
    words.say(QStringLiteral("--project"), text(project));
    words.say(QStringLiteral("--dataset"), dataset);
    words.say(QStringLiteral("--model"), text(request.model));
    words.differing(QStringLiteral("--epochs"), request.train.epochs, usual.train.epochs);
    words.differing(QStringLiteral("--checkpoints"), request.recordingPoints, usual.recordingPoints);
    words.say(QStringLiteral("--lr"), number(request.train.optimizer.learningRate));
    words.differing(QStringLiteral("--batch-size"), request.train.batchSize, usual.train.batchSize);
    if (request.train.seed != 0)
        words.say(QStringLiteral("--seed"), QString::number(request.train.seed));
    addTextOptions(words, request);
    addOptimizerOptions(words, request.train);
    addResourceOptions(words, request.resources);
    words.flag(QStringLiteral("--prune-weights"), !request.keepRecordingWeights);
    return commandText(words.all());
}

QString experimentRunCommand(const std::filesystem::path& project, const QString& name, const QString& written)
{
    const QString file = name + QStringLiteral(".json");
    Words words({ QStringLiteral("experiment"), QStringLiteral("run"), file });
    words.say(QStringLiteral("--project"), text(project));
    return QStringLiteral("cat > %1 <<'EXPERIMENT'\n%2\nEXPERIMENT\n").arg(shellWord(file), written)
        + commandText(words.all());
}

QString tokenCountCommand(
    const std::filesystem::path& project, const QString& dataset, const core::jobs::RunRequest& request)
{
    Words words({ QStringLiteral("data"), QStringLiteral("tokens") });
    words.say(QStringLiteral("--project"), text(project));
    words.say(QStringLiteral("--dataset"), dataset);
    words.say(QStringLiteral("--tokenizer"), text(request.model));
    addTextOptions(words, request);
    return commandText(words.all());
}

CommandAnswer listCommand(const RowsCommand& rows, const core::data::SortKey& sort)
{
    Words words({ QStringLiteral("data"), QStringLiteral("list") });
    const QString problem = addRows(words, rows, sort);
    words.say(QStringLiteral("--limit"), QStringLiteral("0"));
    return problem.isEmpty() ? CommandAnswer{ commandText(words.all()), {} } : CommandAnswer{ {}, problem };
}

CommandAnswer annotateCommand(const RowsCommand& rows, const core::store::AnnotationChange& change)
{
    using core::store::AnnotationKind;
    Words words({ QStringLiteral("data"), QStringLiteral("annotate") });
    const QString problem = addRows(words, rows);
    switch (change.kind) {
    case AnnotationKind::Exclude:
        words.flag(QStringLiteral("--exclude"), true);
        break;
    case AnnotationKind::Include:
        words.flag(QStringLiteral("--include"), true);
        break;
    case AnnotationKind::PinEasy:
        words.say(QStringLiteral("--pin"), QStringLiteral("easy"));
        break;
    case AnnotationKind::PinHard:
        words.say(QStringLiteral("--pin"), QStringLiteral("hard"));
        break;
    case AnnotationKind::Unpin:
        words.flag(QStringLiteral("--unpin"), true);
        break;
    case AnnotationKind::AddLabel:
        words.say(QStringLiteral("--label"), text(change.text));
        break;
    case AnnotationKind::RemoveLabel:
        words.say(QStringLiteral("--unlabel"), text(change.text));
        break;
    case AnnotationKind::SetNote:
        words.say(QStringLiteral("--note"), text(change.text));
        break;
    }
    return problem.isEmpty() ? CommandAnswer{ commandText(words.all()), {} } : CommandAnswer{ {}, problem };
}

CommandAnswer subsetCommand(const RowsCommand& rows, const core::store::SubsetWish& wish)
{
    Words words({ QStringLiteral("data"), QStringLiteral("subset") });
    const QString problem = addRows(words, rows);
    if (wish.count > 0)
        words.say(QStringLiteral("--count"), QString::number(wish.count));
    words.say(QStringLiteral("--seed"), QString::number(wish.seed));
    words.flag(QStringLiteral("--any-source"), !wish.bySource);
    words.flag(QStringLiteral("--without-excluded"), wish.withoutExcluded);
    words.say(QStringLiteral("--name"), text(wish.name));
    return problem.isEmpty() ? CommandAnswer{ commandText(words.all()), {} } : CommandAnswer{ {}, problem };
}

QString undoCommand(const std::filesystem::path& project)
{
    return commandText({ QStringLiteral("project"), QStringLiteral("undo"), text(project) });
}

QString redoCommand(const std::filesystem::path& project)
{
    return commandText({ QStringLiteral("project"), QStringLiteral("redo"), text(project) });
}

QString mappingCommand(const std::filesystem::path& project, const core::store::CommandRecord& change)
{
    Words words({ QStringLiteral("data"), QStringLiteral("mapping"), QStringLiteral("set") });
    words.say(QStringLiteral("--project"), text(project));
    words.say(QStringLiteral("--file"), text(change.source));
    words.say(QStringLiteral("--map"), text(change.text));
    return commandText(words.all());
}

QString importCommand(const std::filesystem::path& project, const std::filesystem::path& file, const QString& name)
{
    Words words({ QStringLiteral("data"), QStringLiteral("import"), text(file) });
    words.say(QStringLiteral("--project"), text(project));
    if (!name.isEmpty())
        words.say(QStringLiteral("--name"), name);
    return commandText(words.all());
}

} // namespace ui
