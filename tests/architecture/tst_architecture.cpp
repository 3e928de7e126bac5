// SPDX-License-Identifier: Apache-2.0
// Every rule on this project's own tree, and on a tree that breaks it.
#include "tests/architecture/layers.h"
#include "tests/architecture/rules.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <set>

using namespace architecture;

using Rule = Violations (*)(const Tree&);
Q_DECLARE_METATYPE(Rule)

class TestArchitecture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void layersKnowOnlyThoseAbove();
    void theTreeKeepsTheRules_data();
    void theTreeKeepsTheRules();
    void aBrokenRuleIsSeen_data();
    void aBrokenRuleIsSeen();
    void whatIsAllowedIsNotAViolation();
};

void TestArchitecture::layersKnowOnlyThoseAbove()
{
    std::set<std::string> above;
    for (const Layer& layer : layers()) {
        for (const std::string& other : layer.mayUse)
            QVERIFY2(above.contains(other), (layer.folder + " before " + other).c_str());
        above.insert(layer.folder);
    }
}

void TestArchitecture::theTreeKeepsTheRules_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::newRow("folders") << &foldersKeepTheirOrder;
    QTest::newRow("libraries") << &librariesKeepTheirPlace;
    QTest::newRow("torch headers") << &torchIsIncludedByOperator;
    QTest::newRow("link lists") << &linkListsAgree;
    QTest::newRow("sources") << &everySourceIsBuilt;
    QTest::newRow("licences") << &everySourceNamesItsLicence;
    QTest::newRow("words") << &forbiddenWordsAreAbsent;
}

void TestArchitecture::theTreeKeepsTheRules()
{
    QFETCH(Rule, rule);
    const Tree tree = readTree(DATALEVER_SOURCE_FOLDER);
    QVERIFY(tree.size() > 100);
    const Violations violations = rule(tree);
    for (const std::string& violation : violations)
        qWarning("%s", violation.c_str());
    QCOMPARE(violations.size(), std::size_t{ 0 });
}

void TestArchitecture::aBrokenRuleIsSeen_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, Rule rule, const char* path, const char* text) {
        QTest::newRow(name) << rule << QString(path) << QString(text);
    };
    row("upwards", &foldersKeepTheirOrder, "core/data/a.cpp", "#include \"core/store/b.h\"\n");
    row("host to worker side", &foldersKeepTheirOrder, "core/jobs/a.h", "#include \"core/training/b.h\"\n");
    row("worker to host side", &foldersKeepTheirOrder, "core/text/a.h", "#  include \"core/store/b.h\"\n");
    row("siblings", &foldersKeepTheirOrder, "core/theory/a.h", "#include \"core/store/b.h\"\n");
    row("core to app", &foldersKeepTheirOrder, "core/jobs/a.h", "#include \"app/cli/b.h\"\n");
    row("core to ui", &foldersKeepTheirOrder, "core/jobs/a.h", "#include \"ui/plots/b.h\"\n");
    row("cli to worker side", &foldersKeepTheirOrder, "app/cli/a.cpp", "#include \"core/models/b.h\"\n");
    row("product to tests", &foldersKeepTheirOrder, "core/base/a.cpp", "#include \"tests/support/support.h\"\n");
    row("unknown folder", &foldersKeepTheirOrder, "core/misc/a.cpp", "");
    row("Qt in core", &librariesKeepTheirPlace, "core/base/a.cpp", "#include <QtCore/QString>\n");
    row("Qt class in core", &librariesKeepTheirPlace, "core/base/a.cpp", "#include <QString>\n");
    row("Qt linked by cli", &librariesKeepTheirPlace, "app/cli/CMakeLists.txt",
        "datalever_program(c SOURCES a.cpp LINK Qt6::Core)\n");
    row("torch in text", &librariesKeepTheirPlace, "core/text/a.cpp", "#include <ATen/core/Tensor.h>\n");
    row("torch in cli", &librariesKeepTheirPlace, "app/cli/a.cpp", "#include <torch/torch.h>\n");
    row("torch linked by jobs", &librariesKeepTheirPlace, "core/jobs/CMakeLists.txt",
        "datalever_library(core_jobs\n  PRIVATE LibTorch::LibTorch)\n");
    row("SQLite in data", &librariesKeepTheirPlace, "core/data/a.cpp", "#include <sqlite3.h>\n");
    row("SQLite in ui", &librariesKeepTheirPlace, "ui/data/a.cpp", "#include <SQLiteCpp/Database.h>\n");
    row("SQLite linked late", &librariesKeepTheirPlace, "app/worker/CMakeLists.txt",
        "target_link_libraries(w PRIVATE SQLiteCpp)\n");
    row("OpenMP in data", &librariesKeepTheirPlace, "core/data/a.cpp", "#include <omp.h>\n");
    row("fmt", &librariesKeepTheirPlace, "core/base/a.cpp", "#include <fmt/format.h>\n");
    row("torch.h", &torchIsIncludedByOperator, "core/training/a.cpp", "#include <torch/torch.h>\n");
    row("torch.h in a test", &torchIsIncludedByOperator, "tests/core/training/a.cpp", "#include <torch/torch.h>\n");
    row("ATen.h", &torchIsIncludedByOperator, "core/models/a.cpp", "#include <ATen/ATen.h>\n");
    row("module.h", &torchIsIncludedByOperator, "core/models/a.cpp", "#include <torch/nn/module.h>\n");
    row("operator in a header", &torchIsIncludedByOperator, "core/models/a.h", "#include <ATen/ops/mm.h>\n");
    row("link upwards", &linkListsAgree, "core/data/CMakeLists.txt",
        "datalever_library(core_data SOURCES a.cpp PUBLIC core_store)\n");
    row("window link upwards", &linkListsAgree, "ui/theme/CMakeLists.txt",
        "datalever_window_library(ui_theme SOURCES a.cpp PUBLIC ui_controls)\n");
    row("include without link", &linkListsAgree, "core/data/a.cpp", "#include \"core/base/b.h\"\n");
    row("not built", &everySourceIsBuilt, "core/data/a.cpp", "");
    row("no licence", &everySourceNamesItsLicence, "core/data/a.cpp", "#include <vector>\n");
    row("window not under the GPL", &everySourceNamesItsLicence, "ui/a.cpp", "// SPDX-License-Identifier: Apache-2.0\n");
    row("script without licence", &everySourceNamesItsLicence, "packaging/a", "#!/bin/sh\ntrue\n");
    row("regex", &forbiddenWordsAreAbsent, "core/jobs/a.cpp", "#include <regex>\n");
    row("assert", &forbiddenWordsAreAbsent, "core/formats/a.cpp", "int f(int x)\n{\n    assert(x > 0);\n}\n");
    row("source_location", &forbiddenWordsAreAbsent, "core/text/a.cpp", "auto f(std::source_location);\n");
}

void TestArchitecture::aBrokenRuleIsSeen()
{
    QFETCH(Rule, rule);
    QFETCH(QString, path);
    QFETCH(QString, text);
    const support::TemporaryFolder root;
    root.write(path.toStdString(), text.toStdString());
    const Violations violations = rule(readTree(root.path()));
    QCOMPARE(violations.size(), std::size_t{ 1 });
    const std::string folder = path.left(path.lastIndexOf('/')).toStdString();
    QVERIFY2(violations[0].starts_with(folder), violations[0].c_str());
}

void TestArchitecture::whatIsAllowedIsNotAViolation()
{
    const support::TemporaryFolder root;
    const std::string licence = "SPDX-License-Identifier: Apache-2.0\n";
    root.write("core/base/b.h", "// " + licence);
    root.write(
        "core/base/b.cpp", "// " + licence + "#include \"core/base/b.h\"\nstatic_assert(true); // assert(x), <regex>\n");
    root.write("core/base/CMakeLists.txt", "# " + licence + "datalever_library(core_base SOURCES b.cpp)\n");
    root.write("core/models/a.h", "// " + licence + "#include <ATen/core/Tensor.h>\n");
    root.write(
        "core/models/a.cpp", "// " + licence + "#include \"core/base/b.h\"\n#include <ATen/ops/mm.h>\n#include <ranges>\n");
    root.write("core/models/CMakeLists.txt",
        "# " + licence
            + "datalever_library(core_models # core_store\n  SOURCES a.cpp\n  PUBLIC core_formats LibTorch::LibTorch)\n");
    root.write("core/formats/CMakeLists.txt", "# " + licence + "datalever_library(core_formats SOURCES PUBLIC core_base)\n");
    root.write("packaging/run", "#!/bin/sh\n# " + licence);
    const Tree tree = readTree(root.path());
    QCOMPARE(tree.size(), std::size_t{ 8 });
    for (const Rule rule : { &foldersKeepTheirOrder, &librariesKeepTheirPlace, &torchIsIncludedByOperator, &linkListsAgree,
             &everySourceIsBuilt, &everySourceNamesItsLicence, &forbiddenWordsAreAbsent }) {
        const Violations violations = rule(tree);
        QVERIFY2(violations.empty(), violations.empty() ? "" : violations[0].c_str());
    }
}

QTEST_GUILESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
