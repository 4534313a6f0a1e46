// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QListWidget;

namespace lookaway {

class EmptyState;

/// What the Inspect workspace shows before a model is opened: what to do, and the models looked into last.
class InspectStart : public QWidget {
    Q_OBJECT

public:
    explicit InspectStart(QWidget* parent = nullptr);

    /// Reads the recent models anew.
    void refresh();
    /// While a model is being opened; an empty name = no longer.
    void setOpening(const QString& name);
    EmptyState* state() const { return m_state; }
    QListWidget* recent() const { return m_recent; }

Q_SIGNALS:
    void openFileRequested();
    void openRunRequested();
    void recentRequested(const QString& path);

protected:
    void showEvent(QShowEvent* event) override;

private:
    EmptyState* m_state;
    QLabel* m_heading;
    QListWidget* m_recent;
};

} // namespace lookaway
