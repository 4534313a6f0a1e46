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
/// done now is greyed. Words may come in any order and be part of others; where that finds nothing, they may be
/// initials
/// ("rl" finds "Reset Layout").
class CommandPalette : public QDialog {
    Q_OBJECT

public:
    CommandPalette(const QList<QAction*>& actions, QWidget* parent);

    /// How well `typed` fits `text`: 0 not at all, larger is better; below `found` only by initials.
    static constexpr int found = 50;
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
