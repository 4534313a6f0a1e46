// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/forms/ValueEditor.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace lookaway {

class InlineNote;

/// A row of the form: label with unit, editor, a button that reverts to the default while the value differs from it
/// (the label is bold then), and below a sentence when the value cannot be used.
class FieldEditor : public QWidget {
    Q_OBJECT

public:
    /// The setting outlives the row (it is one of settings()).
    explicit FieldEditor(const Setting& setting, QWidget* parent = nullptr);

    const Setting& setting() const { return m_setting; }
    QWidget* editor() const { return m_editor.widget; }

    /// Shows the value that the setting has in the configuration; not signalled.
    void load(const Config& config);
    /// Writes what stands here into the configuration; a sentence, and nothing is changed, when it cannot be used.
    Result<void> store(Config& config) const;
    /// Whether what stands here is not the default.
    bool changed() const;
    /// Sentence below the field; empty = all is well.
    void setProblem(const QString& sentence);
    QString problem() const;

    /// Whether label, help, option or key contain every word of the text.
    bool matches(const QString& words) const;

    /// Width that the label would like to have, also when it is bold; what it gets.
    int labelWidthHint() const;
    void setLabelWidth(int width);

Q_SIGNALS:
    /// The person changed the value.
    void edited();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showState();
    void revert();

    const Setting& m_setting;
    QLabel* m_label;
    ValueEditor m_editor;
    bool m_isPath;
    QToolButton* m_revert;
    InlineNote* m_note;
};

} // namespace lookaway
