// SPDX-License-Identifier: GPL-3.0-or-later
// A window at which a test sits: its settings lie in a folder, its questions for files are answered with what was put there,
// and its controls are pressed by their names.
#pragma once

#include <QtTest> // first: moc 6.4 stumbles over <compare> otherwise

#include "ui/shell/main_window.h"

#ifndef Q_MOC_RUN
#include "tests/support/support.h"
#include "ui/data/import_sheet.h"
#include "ui/shell/project_view.h"
#include "ui/theme/style_sheet.h"
#endif

#include <QtGui/QAction>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>

namespace support {

inline constexpr int patience = 120000; ///< milliseconds until a fact that does not come is a failure

inline QString text(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

inline ui::Theme* applicationTheme = nullptr; ///< there is one style sheet in an application

class Desk {
public:
    explicit Desk(const std::filesystem::path& folder, const std::filesystem::path& worker = {})
        : settings(text(folder / "state"))
        , window({ theme, settings,
              [this](QWidget*, const ui::FileRequest&, const std::function<void(const QString&)>& answer) {
                  if (!answers.isEmpty())
                      answer(answers.takeFirst());
              },
              "1.0", worker })
    {
        window.resize(1280, 800); // more than the screen of these tests has
        window.show();
    }

    ui::WindowSettings settings;
    ui::Theme& theme = *applicationTheme;
    QStringList answers; ///< to the next questions for files
    ui::MainWindow window;

    /// The one that is seen, where pages have parts of the same name.
    template <typename Kind> Kind* find(const QString& name) const
    {
        const auto all = window.findChildren<Kind*>(name);
        if constexpr (std::is_base_of_v<QWidget, Kind>) {
            for (Kind* part : all)
                if (part->isVisible())
                    return part;
        }
        return all.value(0, nullptr);
    }
    ui::Workspace& workspace() const { return *window.workspace(); }

    /// Of what cannot be pressed it is said why the test will fail.
    void click(const QString& name) const
    {
        auto* button = find<QAbstractButton>(name);
        if (button == nullptr || !button->isVisible() || !button->isEnabled())
            qWarning("%s cannot be pressed", qPrintable(name));
        if (button != nullptr)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    bool canPress(const QString& name) const
    {
        const auto* button = find<QAbstractButton>(name);
        return button != nullptr && button->isVisible() && button->isEnabled();
    }
    void type(const QString& field, const QString& keys) const
    {
        auto* line = find<QLineEdit>(field);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, keys);
        QTest::keyClick(line, Qt::Key_Return);
    }
    /// Opens the menu of the bar and clicks the entry. False when it cannot be chosen.
    bool chooseFromMenu(const QString& title, const QString& actionName) const
    {
        QMenuBar* bar = window.menuBar();
        auto* action = find<QAction>(actionName);
        for (QAction* entry : bar->actions()) {
            if (QString(entry->text()).remove('&') != title)
                continue;
            QTest::mouseClick(bar, Qt::LeftButton, {}, bar->actionGeometry(entry).center());
            QMenu* menu = entry->menu();
            const bool chosen = QTest::qWaitFor([menu] { return menu->isVisible(); }) && action->isEnabled();
            if (chosen)
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
            menu->hide();
            return chosen;
        }
        return false;
    }
    /// Everything that can be read in a part that is visible; empty where it is not.
    QString words(const QString& name) const { return wordsOf(find<QWidget>(name)); }
    static QString wordsOf(const QWidget* part)
    {
        QStringList texts;
        if (part != nullptr && part->isVisible())
            for (const auto* label : part->findChildren<QLabel*>())
                if (label->isVisible() && !label->text().isEmpty())
                    texts.append(label->text());
        return texts.join(" ");
    }

    bool loaded() const
    {
        return window.workspace() != nullptr && workspace().columns() != nullptr && workspace().columns()->rows() > 0;
    }
    /// As the cross in the corner does; the file is whole then.
    bool close()
    {
        window.close();
        return QTest::qWaitFor([this] { return !window.isVisible(); }, patience);
    }
};

/// `count` short sums of two sources in one JSONL file.
inline std::string sums(int count)
{
    std::string rows;
    for (int i = 0; i < count; ++i)
        rows += R"({"instruction":"Add )" + std::to_string(i) + R"( and 1","output":")" + std::to_string(i + 1)
            + R"(","source":")" + (i % 3 == 0 ? "a" : "b") + "\"}\n";
    return rows;
}

template <typename Test> int runAtDesk(int count, char** arguments)
{
    QApplication application(count, arguments);
    ui::Theme theme(ui::ColourScheme::Light);
    applicationTheme = &theme;
    ui::applyLook(application, theme);
    Test test;
    return QTest::qExec(&test, count, arguments);
}

} // namespace support
