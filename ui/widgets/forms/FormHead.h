// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>

class QCheckBox;
class QLineEdit;

namespace lookaway {

class InlineNote;

/// What stands above the settings: the field that finds them (Ctrl+F anywhere in the form, Escape empties it), the
/// switch for advanced ones, and notes that concern the whole form.
class FormHead : public QWidget {
    Q_OBJECT

public:
    /// Ctrl+F works in the whole of `form`.
    explicit FormHead(QWidget* form);

    /// Trimmed; empty = nothing is sought.
    QString words() const;
    void clearSearch();
    bool advancedShown() const;
    void setAdvancedShown(bool shown);
    /// Why nothing can be edited; empty = it can.
    void setReason(const QString& reason);
    /// What is wrong beyond single fields.
    void setProblems(const QStringList& sentences);

Q_SIGNALS:
    /// Other rows are to be seen.
    void filterChanged();

private:
    void makeShortcuts(QWidget* form);

    QLineEdit* m_search;
    QCheckBox* m_advanced;
    InlineNote* m_reason;
    InlineNote* m_problems;
};

} // namespace lookaway
