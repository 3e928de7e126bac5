// SPDX-License-Identifier: GPL-3.0-or-later
// Importing as a person does it: good files, odd ones and broken ones; and the mapping of a file changed later.
#include "tests/ui/session/open_workspace.h"

#include "ui/data/import_sheet.h"
#include "ui/data/mapping_sheet.h"
#include "ui/data/preview_table.h"

#include <QtGui/QClipboard>
#include <QtTest/QAbstractItemModelTester>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>

using fixture::OpenWorkspace;
using ui::ImportSheet;

namespace {

template <typename Widget> Widget* part(const QWidget& whole, const QString& name)
{
    auto* found = whole.findChild<Widget*>(name);
    if (found == nullptr)
        qWarning("there is no %s", qPrintable(name));
    return found;
}

/// Everything that can be read in a part that is visible.
QString words(const QWidget& whole, const QString& name)
{
    const auto* found = part<QWidget>(whole, name);
    if (found == nullptr || !found->isVisible())
        return {};
    QStringList texts;
    for (const auto* label : found->findChildren<QLabel*>())
        if (label->isVisible())
            texts.append(label->text());
    return texts.join(" ");
}

void choose(const QWidget& whole, const QString& box, const QString& text)
{
    auto* combo = part<QComboBox>(whole, box);
    const int index = combo->findText(text);
    QVERIFY2(index >= 0, qPrintable(text));
    combo->setCurrentIndex(index);
    Q_EMIT combo->activated(index);
}

std::string twoBad()
{
    return fixture::rowsFile(20) + "not json at all\n{\"instruction\": \"\", \"output\": \"x\"}\n";
}

} // namespace

class ImportSheetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aFileIsCountedShownAndImported();
    void refusedRowsAreNamedAndCopied();
    void fieldsAreChosenByHand();
    void aFileThatIsThereIsRecognised();
    void brokenFilesAreRefusedInWords_data();
    void brokenFilesAreRefusedInWords();
    void proseIsRefusedInWords_data();
    void proseIsRefusedInWords();
    void theSheetStartsEmptyForEachFile();
    void aMappingIsChangedLater();
    void aMappingThatNoRowFitsIsRefused();

private:
    ui::Theme theme_{ ui::ColourScheme::Light };
};

void ImportSheetTest::aFileIsCountedShownAndImported()
{
    OpenWorkspace open(0, false);
    QVERIFY(open.ready());
    ImportSheet sheet(theme_, open.workspace());
    sheet.resize(1000, 700);
    sheet.show();
    QSignalSpy closed(&sheet, &ImportSheet::closed);
    QSignalSpy imported(&sheet, &ImportSheet::imported);
    sheet.open(open.folder().write("sums.jsonl", fixture::rowsFile(20)));
    auto* table = part<QTableView>(sheet, "import preview");
    QTRY_COMPARE(table->model()->rowCount(), 20);
    QAbstractItemModelTester tester(table->model());
    QCOMPARE(table->model()->index(3, 1).data().toString(), QString("What is 3 plus one?"));
    QCOMPARE(table->model()->index(3, 3).data().toString(), QString("even"));
    QTRY_COMPARE(part<QLabel>(sheet, "import report head")->text(), QString("All 20 rows can be kept"));
    QCOMPARE(part<QLineEdit>(sheet, "import name")->text(), QString("sums"));
    QTest::mouseClick(part<QPushButton>(sheet, "import go"), Qt::LeftButton);
    QVERIFY(closed.wait(20000));
    QCOMPARE(imported.count(), 1);
    QCOMPARE(open.session().listDatasets().at(0).rows, std::int64_t{ 20 });
    QTRY_VERIFY(open.workspace().columns() && open.workspace().columns()->rows() == 20);
}

void ImportSheetTest::refusedRowsAreNamedAndCopied()
{
    OpenWorkspace open(0, false);
    ImportSheet sheet(theme_, open.workspace());
    sheet.show();
    QSignalSpy closed(&sheet, &ImportSheet::closed);
    sheet.open(open.folder().write("bad.jsonl", twoBad()));
    QTRY_COMPARE(part<QLabel>(sheet, "import report head")->text(), QString("20 rows can be kept, 2 would be refused"));
    auto* list = part<QPlainTextEdit>(sheet, "import refusals");
    QVERIFY2(list->toPlainText().contains("line 21"), qPrintable(list->toPlainText()));
    QVERIFY(list->toPlainText().contains("the prompt is empty"));
    part<QPushButton>(sheet, "copy refusals")->click();
    QVERIFY(QGuiApplication::clipboard()->text().contains("line 22"));
    part<QPushButton>(sheet, "import go")->click();
    QTRY_COMPARE(part<QPushButton>(sheet, "import go")->text(), QString("Show the examples"));
    QVERIFY(part<QLabel>(sheet, "import report head")->text().startsWith("20 rows kept, 2 refused"));
    QCOMPARE(closed.count(), 0); // the report is to be read
    part<QPushButton>(sheet, "import go")->click();
    QCOMPARE(closed.count(), 1);
}

void ImportSheetTest::fieldsAreChosenByHand()
{
    OpenWorkspace open(0, false);
    ImportSheet sheet(theme_, open.workspace());
    sheet.show();
    std::string rows;
    for (int i = 0; i < 4; ++i)
        rows += "{\"left\": \"l" + std::to_string(i) + "\", \"right\": \"r" + std::to_string(i) + "\"}\n";
    sheet.open(open.folder().write("odd.jsonl", rows));
    QTRY_VERIFY(part<QWidget>(sheet, "import problem")->isVisible());
    QVERIFY(!part<QPushButton>(sheet, "import go")->isEnabled());
    choose(sheet, "role prompt", "left");
    QTRY_VERIFY(words(sheet, "import problem").contains("Choose a field"));
    choose(sheet, "role response", "right");
    QTRY_VERIFY(part<QPushButton>(sheet, "import go")->isEnabled());
    auto* table = part<QTableView>(sheet, "import preview");
    QTRY_COMPARE(table->model()->rowCount(), 4);
    QCOMPARE(table->model()->index(2, 1).data().toString(), QString("l2"));
    part<QPushButton>(sheet, "import go")->click();
    QTRY_COMPARE(open.session().listDatasets().size(), std::size_t{ 1 });
    const core::ExampleId ids[] = { { 1 } };
    QCOMPARE(open.session().exampleTexts(ids).at(0).response, std::string("r0"));
}

void ImportSheetTest::aFileThatIsThereIsRecognised()
{
    OpenWorkspace open(20, false);
    QVERIFY(open.ready());
    ImportSheet sheet(theme_, open.workspace());
    sheet.show();
    QSignalSpy closed(&sheet, &ImportSheet::closed);
    sheet.open(open.folder().write("copy.jsonl", fixture::rowsFile(20)));
    QTRY_VERIFY(words(sheet, "same file").contains("in the project already"));
    QTRY_COMPARE(part<QPushButton>(sheet, "import go")->text(), QString("Import again"));
    part<QPushButton>(sheet, "show same file")->click();
    QCOMPARE(closed.count(), 1);
    QCOMPARE(open.session().listSources().size(), std::size_t{ 1 });
}

void ImportSheetTest::brokenFilesAreRefusedInWords_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("empty") << QByteArray() << "the file holds no rows";
    const QByteArray utf16 = QByteArray("\xff\xfe") + QByteArray("{\0\"\0a\0\"\0:\0001\0}\0\n\0", 16);
    QTest::newRow("utf-16") << utf16 << "UTF-16";
    QTest::newRow("compressed") << QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\3abcdef", 16) << "compressed";
    QTest::newRow("binary") << QByteArray("\0\1\2\3\4\5\6\7binary\0\0", 16) << "not text";
}

void ImportSheetTest::brokenFilesAreRefusedInWords()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, sentence);
    OpenWorkspace open(0, false);
    ImportSheet sheet(theme_, open.workspace());
    sheet.show();
    sheet.open(open.folder().write("broken.jsonl", bytes.toStdString()));
    QTRY_VERIFY2(words(sheet, "import state").contains(sentence), qPrintable(words(sheet, "import state")));
    QVERIFY(!part<QPushButton>(sheet, "import go")->isEnabled());
}

void ImportSheetTest::proseIsRefusedInWords_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("prose");
    QTest::addColumn<QString>("sentence");
    const QString plain = "It was late\nNobody came\nThe lamp went out\n";
    const QString commas = "Dear all,\nit was late, and nobody came.\nYours, me\n";
    const QString whatItIs = "A dataset has one JSON object a line, a list of objects, or a table with a header row.";
    QTest::newRow("text") << "prose.txt" << plain << "prose.txt: neither JSON nor a table with a header row " + whatItIs;
    QTest::newRow("text with commas") << "prose.txt" << commas << "(its fields are Dear all, column_2). Choose the fields";
    QTest::newRow("called lines") << "prose.jsonl" << plain << "prose.jsonl, line 1, byte 0: the row is not valid JSON";
    QTest::newRow("called a list") << "prose.json" << plain << "the file holds no list of objects";
    QTest::newRow("called a table") << "prose.csv" << plain << "(its fields are It was late). Choose the fields";
    QTest::newRow("one line, no ending") << "prose"
                                         << "Only one line"
                                         << "neither JSON nor a table with a header row";
}

void ImportSheetTest::proseIsRefusedInWords()
{
    QFETCH(QString, name);
    QFETCH(QString, prose);
    QFETCH(QString, sentence);
    OpenWorkspace open(0, false);
    ImportSheet sheet(theme_, open.workspace());
    sheet.show();
    sheet.open(open.folder().write(name.toStdString(), prose.toStdString()));
    const auto said = [&] { return words(sheet, "import state") + words(sheet, "import problem"); };
    QTRY_VERIFY2(said().contains(sentence), qPrintable(said()));
    QVERIFY(!part<QPushButton>(sheet, "import go")->isEnabled());
    if (name == "prose.jsonl") { // the format can be tried that the name did not say
        choose(sheet, "import format", "Table with commas (CSV)");
        QTRY_VERIFY2(said().contains("its fields are It was late"), qPrintable(said()));
    }
}

void ImportSheetTest::theSheetStartsEmptyForEachFile()
{
    OpenWorkspace open(0, false);
    ImportSheet sheet(theme_, open.workspace());
    sheet.show();
    sheet.open(open.folder().write("good.jsonl", fixture::rowsFile(20)));
    QTRY_VERIFY(part<QPushButton>(sheet, "import go")->isEnabled());
    auto* prompt = part<QComboBox>(sheet, "role prompt");
    QVERIFY(prompt->isVisible() && prompt->findText("instruction") >= 0);
    sheet.open(open.folder().write("bad.jsonl", std::string("\0\1\2\3\4\5\6\7binary\0\0", 16)));
    QTRY_VERIFY2(words(sheet, "import state").contains("not text"), qPrintable(words(sheet, "import state")));
    QVERIFY(!prompt->isVisible() && prompt->findText("instruction") < 0);
    QCOMPARE(part<ui::PreviewTable>(sheet, "import preview")->model()->rowCount(), 0);
    QVERIFY(!part<QWidget>(sheet, "import report")->isVisible());
}

void ImportSheetTest::aMappingIsChangedLater()
{
    OpenWorkspace open(20, false);
    QVERIFY(open.ready());
    ui::MappingSheet sheet(theme_, open.workspace());
    sheet.show();
    QSignalSpy closed(&sheet, &ui::MappingSheet::closed);
    QSignalSpy texts(&open.workspace(), &ui::Workspace::textsChanged);
    sheet.open({ 1 });
    QTRY_COMPARE(part<QTableView>(sheet, "import preview")->model()->rowCount(), 20);
    QVERIFY(!part<QPushButton>(sheet, "mapping go")->isEnabled()); // nothing is other yet
    choose(sheet, "role source", "Not used");
    QTRY_VERIFY(part<QPushButton>(sheet, "mapping go")->isEnabled());
    QCOMPARE(part<QLabel>(sheet, "mapping effect")->text(), QString("20 rows get another source."));
    part<QPushButton>(sheet, "mapping go")->click();
    QVERIFY(closed.wait(20000));
    QCOMPARE(texts.count(), 1);
    QTRY_VERIFY(open.workspace().undoState().undo.has_value());
    QCOMPARE(open.workspace().undoState().undo->kind, core::store::CommandKind::ChangeMapping);
    open.workspace().undo();
    QTRY_COMPARE(open.session().source({ 1 }).mapping.value("source", std::string()), std::string("source"));
}

void ImportSheetTest::aMappingThatNoRowFitsIsRefused()
{
    OpenWorkspace open(20, true); // a run has used the rows
    QVERIFY(open.ready());
    ui::MappingSheet sheet(theme_, open.workspace());
    sheet.show();
    sheet.open({ 1 });
    QTRY_COMPARE(part<QTableView>(sheet, "import preview")->model()->rowCount(), 20);
    choose(sheet, "role response", "source");
    QTRY_VERIFY(words(sheet, "mapping message").size() > 20);
    QVERIFY(!part<QPushButton>(sheet, "mapping go")->isEnabled());
}

QTEST_MAIN(ImportSheetTest)
#include "tst_import_sheet.moc"
