// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <QList>

class QAction;
class QLineEdit;
class QListView;
class QStandardItemModel;

namespace lookaway {

/// Ctrl+K: type a few letters of any action, Enter runs it. Shows every action given, with its shortcut; what cannot be
/// done now is greyed. Letters may be scattered ("rl" finds "Reset Layout"), words may come in any order.
class CommandPalette : public QDialog {
    Q_OBJECT

public:
    CommandPalette(const QList<QAction*>& actions, QWidget* parent);

    /// How well `typed` fits `text`: 0 not at all, larger is better.
    static int score(const QString& typed, const QString& text);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();
    void runCurrent();

    QList<QAction*> m_actions;
    QLineEdit* m_typed;
    QListView* m_list;
    QStandardItemModel* m_model;
};

} // namespace lookaway
