// SPDX-License-Identifier: MIT
#include "widgets/forms/SettingsForm.h"

#include "session/inspect/ModelCatalogue.h"
#include "session/settings/ConfigFile.h"
#include "session/settings/Settings.h"
#include "widgets/forms/FieldEditor.h"
#include "widgets/forms/FormHead.h"
#include "widgets/forms/SectionBox.h"
#include "widgets/forms/SettingTexts.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace lookaway {

namespace {

QStringList registryNames()
{
    QStringList names;
    for (const auto& model : allModels())
        names += QString::fromStdString(model.name);
    return names;
}

QStringList sectionsOfTable()
{
    QStringList sections;
    for (const auto& setting : settings())
        if (const auto section = QString::fromStdString(setting.section()); !sections.contains(section))
            sections += section;
    return sections;
}

} // namespace

SettingsForm::SettingsForm(QWidget* parent)
    : QWidget(parent)
    , m_head(new FormHead(this))
    , m_area(new QScrollArea(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_head);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    layout->addWidget(m_area, 1);
    makeSections();
    connect(m_head, &FormHead::filterChanged, this, &SettingsForm::showRows);
    setModelNames({});
    setSections(sectionsOfTable());
    setConfig({});
}

void SettingsForm::makeSections()
{
    auto* page = new QWidget;
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(0, 4, 8, 4);
    m_column->setSpacing(4);
    for (const auto& setting : settings()) {
        SectionBox*& section = m_sections[QString::fromStdString(setting.section())];
        if (!section) {
            const QString title = QString::fromStdString(sectionTitle(setting.section()));
            section = new SectionBox(QCoreApplication::translate("Settings", qPrintable(title)), page);
            section->setObjectName(QString::fromStdString(setting.section()));
        }
        auto* field = new FieldEditor(setting, section);
        section->addRow(field);
        m_fields.push_back(field);
        connect(field, &FieldEditor::edited, this, &SettingsForm::onEdited);
    }
    m_nothing = new QLabel(page);
    m_nothing->setWordWrap(true);
    m_nothing->setTextFormat(Qt::PlainText);
    m_area->setWidget(page);
}

void SettingsForm::setConfig(const Config& config)
{
    m_config = config;
    for (auto* field : m_fields)
        field->load(config);
    check();
    showRows();
}

void SettingsForm::setSections(const QStringList& sections)
{
    m_sectionOrder = sections;
    while (auto* item = m_column->takeAt(0))
        delete item; // the layout's entry, not the widget
    for (const auto& name : sections)
        if (const auto found = m_sections.find(name); found != m_sections.end())
            m_column->addWidget(found->second);
    m_column->addWidget(m_nothing);
    m_column->addStretch(1);
    orderTabs();
    showRows();
}

void SettingsForm::setHidden(const QStringList& keys)
{
    m_hidden = QSet<QString>(keys.begin(), keys.end());
    check();
    showRows();
}

void SettingsForm::setAdvancedShown(bool shown)
{
    m_head->setAdvancedShown(shown);
}

bool SettingsForm::advancedShown() const
{
    return m_head->advancedShown();
}

void SettingsForm::setEditable(bool editable, const QString& reason)
{
    for (auto* field : m_fields)
        field->setEnabled(editable);
    const QString usual = tr("These settings are fixed while the run goes on.");
    m_head->setReason(editable ? QString() : reason.isEmpty() ? usual : reason);
}

void SettingsForm::setModelNames(const QStringList& names)
{
    m_modelNames = names.isEmpty() ? registryNames() : names;
    auto* box = findChild<QComboBox*>(QStringLiteral("model.name"));
    const QSignalBlocker quiet(box);
    const QString now = box->currentText();
    box->clear();
    box->addItems(m_modelNames);
    box->setCurrentText(now);
    check();
}

void SettingsForm::showFirstProblem()
{
    const auto field =
        std::find_if(m_fields.begin(), m_fields.end(), [](const FieldEditor* f) { return !f->problem().isEmpty(); });
    if (field == m_fields.end())
        return;
    m_head->clearSearch();
    showRows();
    m_sections.at(QString::fromStdString((*field)->setting().section()))->setOpen(true);
    (*field)->editor()->setFocus(Qt::OtherFocusReason);
    m_area->ensureWidgetVisible(*field);
}

QString SettingsForm::toml(const Config& config)
{
    return QString::fromStdString(toToml(config));
}

void SettingsForm::onEdited()
{
    check();
    Q_EMIT changed();
}

void SettingsForm::check()
{
    const bool wasValid = valid();
    std::map<FieldEditor*, QString> sentences;
    QStringList general;
    const auto add = [&](FieldEditor* field, const QString& sentence) {
        if (field && shows(*field))
            sentences.emplace(field, sentence);
        else
            general += sentence;
    };
    for (auto* field : m_fields)
        if (const auto stored = field->store(m_config); !stored)
            add(field, QString::fromStdString(stored.error().what));
    if (const auto name = QString::fromStdString(m_config.model.name); !m_modelNames.contains(name))
        add(fieldOf(findSetting("model.name")), tr("There is no model of this name; choose one of the list."));
    if (sentences.empty() && general.isEmpty()) // what concerns several settings
        for (const auto& error : validate(m_config))
            add(fieldOf(settingNamedIn(error.what)), QString::fromStdString(error.message()));

    m_problems.clear();
    for (auto* field : m_fields) {
        const auto found = sentences.find(field);
        field->setProblem(found == sentences.end() ? QString() : found->second);
        if (found == sentences.end())
            continue;
        m_problems += found->second;
        field->setVisible(true); // also an advanced one
    }
    m_problems += general;
    m_head->setProblems(general);
    countChanges();
    if (valid() != wasValid)
        Q_EMIT validityChanged(valid());
}

FieldEditor* SettingsForm::fieldOf(const Setting* setting) const
{
    const auto found = std::find_if(
        m_fields.begin(), m_fields.end(), [&](const FieldEditor* field) { return &field->setting() == setting; });
    return found == m_fields.end() ? nullptr : *found;
}

} // namespace lookaway
