// SPDX-License-Identifier: GPL-3.0-or-later
// The window's door to the worker's session: short questions about models and rows, and the plan of a run. Asked in the GUI
// thread, answered there later; the worker starts with the first question, is the only one, and ends with the door.
#pragma once

#include "core/jobs/run_estimate.h"

#include <QtCore/QObject>
#include <QtCore/QString>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace core::data {
struct ExampleText;
}

namespace ui {

/// A row as the model sees it.
struct TokenizedRow {
    struct Token {
        std::int64_t id = 0;
        std::string text; ///< UTF-8; bytes of a broken character as U+FFFD
        bool response = false;
        std::optional<double> loss; ///< where losses were asked for and the token has a predecessor
    };
    std::vector<Token> tokens;
    std::optional<double> loss; ///< the row's: mean over the response tokens; absent: not asked for, or unscored
    bool truncated = false;
    bool dropped = false;
    bool seam = false; ///< a token spans the border of prompt and response
    std::int64_t fullLength = 0; ///< tokens before the over-long policy
};

struct ModelInfo {
    std::filesystem::path folder;
    core::Json config;
    std::int64_t parameters = 0;
    std::uint64_t weightBytes = 0;
    std::optional<std::int64_t> vocabulary; ///< of its tokenizer
    std::string tokenizerProblem; ///< why there is none
};

/// The answers to one kind of question: only the newest question of a kind counts, whatever was asked before is dropped.
enum class ModelQuestion { Row, Info, Estimate, NewModel };

class ModelSessionDoor : public QObject {
    Q_OBJECT

public:
    /// `worker` empty: core::jobs::workerProgram(). Starts nothing yet.
    explicit ModelSessionDoor(std::filesystem::path worker = {}, QObject* parent = nullptr);
    ~ModelSessionDoor() override; ///< ends the worker

    // Each returns a generation number; exactly one answer or failure of that number follows, or none when a newer question
    // of the same kind was asked.

    /// `model`: a model folder or a recording point's weights. `losses` also runs the model.
    quint64 askRow(const std::filesystem::path& model, const core::protocol::TextSettings& text,
        const core::data::ExampleText& example, bool losses);
    quint64 askInfo(const std::filesystem::path& model);
    quint64 askEstimate(std::shared_ptr<const core::store::ProjectSession> session, const core::jobs::RunRequest& request);
    /// Makes a new model folder. `tokenizer`: a folder, or empty for bytes.
    quint64 askNewModel(
        const core::Json& config, const std::filesystem::path& tokenizer, quint64 seed, const std::filesystem::path& out);
    /// No answer to what was asked of this kind is wanted any more.
    void forget(ModelQuestion kind);

Q_SIGNALS:
    void rowReady(quint64 generation, const ui::TokenizedRow& row);
    void infoReady(quint64 generation, const ui::ModelInfo& info);
    void estimateReady(quint64 generation, const core::jobs::RunEstimate& estimate);
    void newModelReady(quint64 generation, const QString& folder, qint64 parameters);
    void failed(quint64 generation, const QString& sentence, const QString& wayOut);

private:
    class Asker;
    std::unique_ptr<Asker> asker_;
};

} // namespace ui
