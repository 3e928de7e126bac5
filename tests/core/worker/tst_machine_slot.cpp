// SPDX-License-Identifier: Apache-2.0
#include "core/worker/machine_slot.h"
#include "tests/support/support.h"

#include <QtTest/QTest>

#include <memory>
#include <optional>

using core::worker::MachineSlot;

class TestMachineSlot : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void firstComeFirstServed()
    {
        const support::TemporaryFolder folder;
        auto first = std::make_unique<MachineSlot>(folder.path());
        auto second = std::make_unique<MachineSlot>(folder.path());
        auto third = std::make_unique<MachineSlot>(folder.path());
        QVERIFY(first->isOurs());
        QVERIFY(!third->isOurs());
        QVERIFY(!second->isOurs());
        first.reset();
        QVERIFY(!third->isOurs());
        QVERIFY(second->isOurs());
        auto fourth = std::make_unique<MachineSlot>(folder.path());
        second.reset();
        QVERIFY(!fourth->isOurs());
        QVERIFY(third->isOurs());
    }

    void whoGivesUpInTheQueueIsPassedOver()
    {
        const support::TemporaryFolder folder;
        auto first = std::make_unique<MachineSlot>(folder.path());
        auto second = std::make_unique<MachineSlot>(folder.path());
        MachineSlot third(folder.path());
        second.reset();
        QVERIFY(!third.isOurs());
        first.reset();
        QVERIFY(third.isOurs());
    }

    void ticketsOfDeadWorkersCountNothing()
    {
        const support::TemporaryFolder folder;
        folder.write("1", "");
        folder.write("notes", "");
        MachineSlot slot(folder.path());
        QVERIFY(slot.isOurs());
        QVERIFY(!std::filesystem::exists(folder.path() / "1"));
        QVERIFY(std::filesystem::exists(folder.path() / "notes"));
    }
};

QTEST_GUILESS_MAIN(TestMachineSlot)
#include "tst_machine_slot.moc"
