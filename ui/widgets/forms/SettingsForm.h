// SPDX-License-Identifier: MIT
#pragma once

#include "session/settings/Config.h"

#include <QSet>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <map>
#include <vector>

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace lookaway {

class FieldEditor;
struct Setting;
class FormHead;
class SectionBox;

/// All settings of a run as a form that is read off the settings table: a foldable section each, the advanced ones on
/// demand, a field that finds settings (Ctrl+F). What cannot be used is said below its field as soon as it is typed.
/// GUI thread.
class SettingsForm : public QWidget {
    Q_OBJECT

public:
    explicit SettingsForm(QWidget* parent = nullptr);

    /// Shows these values; changed() is not signalled.
    void setConfig(const Config& config);
    /// The values of the form. Where a field cannot be used: the last one that could.
    Config config() const { return m_config; }
    /// Whether a run can be started with what stands in the form.
    bool valid() const { return m_problems.isEmpty(); }
    /// What is wrong, a sentence each, in the order of the form.
    QStringList problems() const { return m_problems; }

    /// The sections that are shown, in this order: "data", "augmentation", "model", ... All at first. Settings that are
    /// not shown keep their values.
    void setSections(const QStringList& sections);
    /// Settings that are left out, by key.
    void setHidden(const QStringList& keys);
    void setAdvancedShown(bool shown);
    bool advancedShown() const;
    /// Not editable: everything is greyed, and a line says why.
    void setEditable(bool editable, const QString& reason = {});
    /// The names that model.name may have; at first, and again for an empty list, those of the core's registry.
    void setModelNames(const QStringList& names);
    /// Unfolds, scrolls to and focuses the first field that cannot be used.
    void showFirstProblem();

    /// As a commented configuration file.
    static QString toml(const Config& config);

    /// Wide enough for every field.
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The person changed a value.
    void changed();
    void validityChanged(bool valid);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeSections();
    void orderTabs();
    void onEdited();
    /// Takes over what can be used and says what cannot.
    void check();
    FieldEditor* fieldOf(const Setting* setting) const;
    /// Whether the form has the setting at all, and whether it is to be seen now.
    bool shows(const FieldEditor& field) const;
    bool wanted(const FieldEditor& field) const;
    /// Which rows and sections can be seen. Not called while somebody types in a field: rows would jump.
    void showRows();
    void countChanges();
    void alignLabels();

    Config m_config;
    QStringList m_problems;
    QStringList m_sectionOrder;
    QSet<QString> m_hidden;
    QStringList m_modelNames;
    FormHead* m_head;
    QScrollArea* m_area;
    QVBoxLayout* m_column = nullptr;
    QLabel* m_nothing = nullptr;
    std::map<QString, SectionBox*> m_sections;
    std::vector<FieldEditor*> m_fields; ///< in the order of the settings table
};

} // namespace lookaway
