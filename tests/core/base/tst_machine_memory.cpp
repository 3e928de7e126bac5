// SPDX-License-Identifier: Apache-2.0
// What is free is less than what there is.
#include "core/base/machine_memory.h"

#include <QtTest/QTest>

#include <vector>

class TestMachineMemory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void availableIsAPartOfTotal()
    {
        const core::MachineMemory memory = core::machineMemory();
        QVERIFY(memory.total >= std::uint64_t{ 1 } << 28U);
        QVERIFY(memory.available > 0);
        QVERIFY(memory.available <= memory.total);
    }
};

QTEST_APPLESS_MAIN(TestMachineMemory)

#include "tst_machine_memory.moc"
