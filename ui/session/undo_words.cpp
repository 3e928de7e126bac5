// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/undo_words.h"

#include "ui/session/recipe_words.h"
#include "ui/theme/number_text.h"

#include <QtCore/QCoreApplication>

namespace ui {

using core::store::CommandKind;
using core::store::CommandRecord;

namespace {

constexpr qsizetype longestText = 40; ///< of a label or file in a menu

QString translate(const char* text)
{
    return QCoreApplication::translate("ui::UndoWords", text);
}

QString quoted(const std::string& text)
{
    QString shown = QString::fromStdString(text).simplified();
    if (shown.size() > longestText)
        shown = shown.left(longestText - 1) + QChar(0x2026);
    return shown;
}

struct Words {
    const char* command;
    const char* done;
};

/// %1 is the rows, %2 the label, file or recipe.
Words wordsOf(const CommandRecord& command)
{
    switch (command.kind) {
    case CommandKind::Exclude:
        return { QT_TRANSLATE_NOOP("ui::UndoWords", "Exclude %1"), QT_TRANSLATE_NOOP("ui::UndoWords", "%1 excluded") };
    case CommandKind::Include:
        return { QT_TRANSLATE_NOOP("ui::UndoWords", "Include %1 again"),
            QT_TRANSLATE_NOOP("ui::UndoWords", "%1 included again") };
    case CommandKind::PinEasy:
        return { QT_TRANSLATE_NOOP("ui::UndoWords", "Pin %1 as easy"),
            QT_TRANSLATE_NOOP("ui::UndoWords", "%1 pinned as easy") };
    case CommandKind::PinHard:
        return { QT_TRANSLATE_NOOP("ui::UndoWords", "Pin %1 as hard"),
            QT_TRANSLATE_NOOP("ui::UndoWords", "%1 pinned as hard") };
    case CommandKind::Unpin:
        return { QT_TRANSLATE_NOOP("ui::UndoWords", "Unpin %1"), QT_TRANSLATE_NOOP("ui::UndoWords", "%1 unpinned") };
    case CommandKind::AddLabel:
        return { QT_TRANSLATE_NOOP("ui::UndoWords", "Label %1 “%2”"),
            QT_TRANSLATE_NOOP("ui::UndoWords", "%1 labelled “%2”") };
    case CommandKind::RemoveLabel:
        return { QT_TRANSLATE_NOOP("ui::UndoWords", "Take the label “%2” off %1"),
            QT_TRANSLATE_NOOP("ui::UndoWords", "Label “%2” taken off %1") };
    case CommandKind::SetNote:
        if (command.text.empty())
            return { QT_TRANSLATE_NOOP("ui::UndoWords", "Delete the note on %1"),
                QT_TRANSLATE_NOOP("ui::UndoWords", "Note on %1 deleted") };
        return { QT_TRANSLATE_NOOP("ui::UndoWords", "Write a note on %1"),
            QT_TRANSLATE_NOOP("ui::UndoWords", "Note on %1 written") };
    case CommandKind::ChangeMapping:
        return { QT_TRANSLATE_NOOP("ui::UndoWords", "Change the mapping of %2"),
            QT_TRANSLATE_NOOP("ui::UndoWords", "Mapping of %2 changed") };
    case CommandKind::AddRecipe:
        return { QT_TRANSLATE_NOOP("ui::UndoWords", "Add the recipe “%2”"),
            QT_TRANSLATE_NOOP("ui::UndoWords", "Recipe “%2” added") };
    case CommandKind::ChangeRecipe:
        return { QT_TRANSLATE_NOOP("ui::UndoWords", "Change the recipe “%2”"),
            QT_TRANSLATE_NOOP("ui::UndoWords", "Recipe “%2” changed") };
    case CommandKind::RemoveRecipe:
        return { QT_TRANSLATE_NOOP("ui::UndoWords", "Remove the recipe “%2”"),
            QT_TRANSLATE_NOOP("ui::UndoWords", "Recipe “%2” removed") };
    }
    return { "", "" };
}

/// Of another import than the one that is looked at: with its name.
QString rowsOf(const CommandRecord& command, const QString& shownImport)
{
    const QString import = quoted(command.source);
    if (import.isEmpty() || shownImport.isEmpty() || command.source == shownImport.toStdString())
        return rowsText(command.rows);
    return translate(QT_TRANSLATE_NOOP("ui::UndoWords", "%1 of %2")).arg(rowsText(command.rows), import);
}

QString filledIn(const char* pattern, const CommandRecord& command, const QString& shownImport)
{
    const std::string& text = command.kind == CommandKind::ChangeMapping ? command.source : command.text;
    QString words = translate(pattern);
    words.replace("%1", rowsOf(command, shownImport)); // not arg(): a label may hold "%1"
    return words.replace("%2", quoted(text));
}

/// What was changed about a recipe; empty where that is not known.
RecipeChangeWords recipeWords(const CommandRecord& command)
{
    if (command.kind != CommandKind::ChangeRecipe || command.recipe.empty() || command.recipeBefore.empty())
        return {};
    try {
        const auto words
            = recipeChangeWords(core::curate::parseRecipe(command.recipeBefore), core::curate::parseRecipe(command.recipe));
        if (!words.command.isEmpty() || command.textBefore.empty())
            return words;
    } catch (const core::Error&) { // of a version that knows other steps
        return {};
    }
    const auto names = [&](const char* pattern) {
        return translate(pattern).replace("%1", quoted(command.textBefore)).replace("%2", quoted(command.text));
    };
    return { names(QT_TRANSLATE_NOOP("ui::UndoWords", "Rename the recipe “%1” to “%2”")),
        names(QT_TRANSLATE_NOOP("ui::UndoWords", "Recipe “%1” renamed to “%2”")) };
}

} // namespace

QString rowsText(qint64 rows)
{
    return rows == 1 ? translate(QT_TRANSLATE_NOOP("ui::UndoWords", "1 row"))
                     : translate(QT_TRANSLATE_NOOP("ui::UndoWords", "%1 rows")).arg(countText(rows));
}

QString commandWords(const CommandRecord& command, const QString& shownImport)
{
    const QString words = recipeWords(command).command;
    return words.isEmpty() ? filledIn(wordsOf(command).command, command, shownImport) : words;
}

QString doneWords(const CommandRecord& command, const QString& shownImport)
{
    const QString words = recipeWords(command).done;
    return words.isEmpty() ? filledIn(wordsOf(command).done, command, shownImport) : words;
}

} // namespace ui
