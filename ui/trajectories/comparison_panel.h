// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows changed between two clusterings of the run, or between two windows: how many, where to, and the way to them.
#pragma once

#include "ui/session/cluster_comparison.h"
#include "ui/session/workspace.h"
#include "ui/theme/theme.h"

#include <QtWidgets/QWidget>

#include <vector>

class QComboBox;

namespace ui {

class Button;
class TextLabel;

class ComparisonPanel : public QWidget {
    Q_OBJECT

public:
    ComparisonPanel(const Theme& theme, Workspace& workspace, QWidget* parent = nullptr);
    ~ComparisonPanel() override;

    /// What is on screen; the answer is asked for anew where something is compared.
    void setClusters(const ClustersPointer& clusters);
    /// The clusterings of the run, or their names, are others.
    void refreshChoices();
    /// From the window that ends there to the one on screen.
    void compareWithWindow(std::size_t lastPoint);

Q_SIGNALS:
    void failed(const QString& sentence, const QString& wayOut);

private:
    void fill(QComboBox& box, const ComparedClustering& chosen);
    ComparedClustering chosenIn(const QComboBox& box) const;
    void ask();
    void take(const ClusterChanges& changes);
    void showChanged();

    Workspace& workspace_;
    ClustersPointer clusters_;
    std::vector<ComparedClustering> choices_;
    ClusterChanges changes_;
    quint64 generation_ = 0;
    core::CancelToken cancel_;
    QComboBox* left_;
    QComboBox* right_;
    TextLabel* answer_;
    Button* show_;
};

} // namespace ui
