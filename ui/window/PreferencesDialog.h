// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/Preferences.h"
#include "widgets/forms/ValueEditor.h"

#include <QDialog>

#include <vector>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QSpinBox;

namespace lookaway {

class ColorMapBox;
class InlineNote;
class PathEdit;

/// The preferences as a form. The theme shows at once, and goes back when the dialog is cancelled; the rest holds with
/// Apply or OK. Works modal and not: it only tells, the window saves and hands on. GUI thread.
class PreferencesDialog : public QDialog {
    Q_OBJECT

public:
    explicit PreferencesDialog(const Preferences& current, QWidget* parent = nullptr);

    /// What stands in the form; of a field that cannot be used, what it was before.
    Preferences preferences() const;
    /// Shows other preferences; nothing holds yet.
    void setPreferences(const Preferences& preferences);

    void done(int result) override;

Q_SIGNALS:
    /// The person pressed Apply, or OK with something changed.
    void applied(const lookaway::Preferences& preferences);

private:
    void makeForm();
    void addHeading(QFormLayout* form, const QString& text, const QString& explanation);
    void addSettingRow(QFormLayout* form, const char* key);
    void makeButtons();
    void onEdited();
    void previewTheme();
    void apply();
    /// What is wrong; empty = all can be used.
    QString problem() const;

    Preferences m_applied;
    ThemeKind m_shownTheme;
    QComboBox* m_theme = nullptr;
    ColorMapBox* m_colorMap = nullptr;
    QSpinBox* m_batchHistory = nullptr;
    QCheckBox* m_reopenLayout = nullptr;
    PathEdit* m_runFolder = nullptr;
    struct SettingRow {
        const Setting* setting;
        ValueEditor editor;
    };
    std::vector<SettingRow> m_settingRows;
    InlineNote* m_note = nullptr;
    QDialogButtonBox* m_buttons = nullptr;
};

} // namespace lookaway
