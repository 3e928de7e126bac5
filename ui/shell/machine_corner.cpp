// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/machine_corner.h"

#include "ui/controls/text_label.h"
#include "ui/theme/number_text.h"

#include "core/base/machine_memory.h"
#include "core/protocol/worker_record.h"

#include <QtWidgets/QHBoxLayout>

#include <algorithm>

namespace ui {

namespace {

constexpr int refreshMilliseconds = 3000;
constexpr double gigabyte = 1e9;

} // namespace

MachineCorner::MachineCorner(QWidget* parent)
    : QWidget(parent)
    , project_(new TextLabel({}, TextKind::Head))
    , machine_(new TextLabel({}, TextKind::Small))
{
    project_->setObjectName("projectCorner");
    machine_->setObjectName("machineCorner");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 14, 0);
    row->setSpacing(6);
    row->addWidget(project_);
    row->addWidget(machine_);
    setFixedHeight(30);
    again_.setInterval(refreshMilliseconds);
    connect(&again_, &QTimer::timeout, this, &MachineCorner::refresh);
    setProject({});
}

void MachineCorner::setProject(const QString& name)
{
    project_->setText(name);
    project_->setVisible(!name.isEmpty());
    refresh();
    Q_EMIT widthChanged();
}

void MachineCorner::showEvent(QShowEvent* event)
{
    refresh();
    again_.start();
    QWidget::showEvent(event);
}

void MachineCorner::hideEvent(QHideEvent* event)
{
    again_.stop();
    QWidget::hideEvent(event);
}

void MachineCorner::refresh()
{
    const int before = sizeHint().width();
    showMachine();
    if (sizeHint().width() != before)
        Q_EMIT widthChanged();
}

void MachineCorner::showMachine()
{
    if (project_->text().isEmpty()) {
        machine_->setText(tr("No project open"));
        return;
    }
    const core::MachineMemory memory = core::machineMemory();
    const auto used = static_cast<double>(memory.total - std::min(memory.total, memory.available));
    const auto threads = core::protocol::availableThreads();
    const QString device = threads == 1 ? tr("CPU, 1 thread") : tr("CPU, %1 threads").arg(threads);
    machine_->setText(
        tr("·  %1  ·  %2 of %3\u202FGB")
            .arg(device, numberText(used / gigabyte, 1), numberText(static_cast<double>(memory.total) / gigabyte, 1)));
    machine_->setToolTip(tr("What runs are trained on here, and the memory in use on this machine"));
}

} // namespace ui
