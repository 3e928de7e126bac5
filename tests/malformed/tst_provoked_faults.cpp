// SPDX-License-Identifier: Apache-2.0
// Every fault that a header of core declares was provoked by a file that one of the tests before this one gave its reader.
#include "core/base/files.h"
#include "tests/support/support.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

class TestProvokedFaults : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyFaultWasProvoked()
    {
        const QRegularExpression fault(QStringLiteral("constexpr Fault (\\w+)\\{\\s*\"([^\"]+)\""));
        int declared = 0;
        std::string missing;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(DATALEVER_SOURCE_FOLDER "/core")) {
            if (entry.path().extension() != ".h")
                continue;
            const QString text = QString::fromStdString(core::readFile(entry.path(), 1 << 20));
            for (auto found = fault.globalMatch(text); found.hasNext(); ++declared) {
                const std::string code = found.next().captured(2).toStdString();
                std::string name = code;
                std::replace(name.begin(), name.end(), '/', '.');
                if (!std::filesystem::exists(support::provokedFaults() / name))
                    missing += " " + code;
            }
        }
        QVERIFY2(missing.empty(), ("no test provokes" + missing).c_str());
        QVERIFY(declared > 100);
    }

    /// The next run of the tests must provoke them again.
    void cleanupTestCase() { std::filesystem::remove_all(support::provokedFaults()); }
};

QTEST_GUILESS_MAIN(TestProvokedFaults)
#include "tst_provoked_faults.moc"
