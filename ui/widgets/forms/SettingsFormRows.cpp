// SPDX-License-Identifier: MIT
// SettingsForm: which rows are seen, in which order, and how they are aligned.
#include "widgets/forms/SettingsForm.h"

#include "session/settings/Settings.h"
#include "widgets/forms/FieldEditor.h"
#include "widgets/forms/FormHead.h"
#include "widgets/forms/SectionBox.h"

#include <QEvent>
#include <QLabel>

#include <algorithm>

namespace lookaway {

void SettingsForm::orderTabs()
{
    QWidget* last = m_head;
    for (const auto& name : m_sectionOrder)
        if (const auto found = m_sections.find(name); found != m_sections.end())
            for (auto* widget : found->second->findChildren<QWidget*>()) // in the order of their making
                if (widget->focusPolicy() & Qt::TabFocus && !widget->focusProxy() && widget->window() == window()) {
                    setTabOrder(last, widget);
                    last = widget;
                }
}

bool SettingsForm::shows(const FieldEditor& field) const
{
    return m_sectionOrder.contains(QString::fromStdString(field.setting().section()))
        && !m_hidden.contains(QString::fromStdString(field.setting().key));
}

bool SettingsForm::wanted(const FieldEditor& field) const
{
    const auto& setting = field.setting();
    if (!shows(field))
        return false;
    if (const QString words = m_head->words(); !words.isEmpty())
        return field.matches(words);
    // A value that matters is not hidden away.
    return !setting.advanced || advancedShown() || field.changed() || !field.problem().isEmpty();
}

void SettingsForm::showRows()
{
    const bool searching = !m_head->words().isEmpty();
    std::map<QString, int> rows;
    for (auto* field : m_fields) {
        const bool shown = wanted(*field);
        field->setVisible(shown);
        rows[QString::fromStdString(field->setting().section())] += shown ? 1 : 0;
    }
    int all = 0;
    for (const auto& [name, section] : m_sections) {
        const bool shown = rows[name] > 0;
        section->setVisible(shown);
        section->setHeldOpen(searching);
        all += shown ? 1 : 0;
    }
    m_nothing->setVisible(all == 0);
    m_nothing->setText(tr("No setting is called or explained like \"%1\".").arg(m_head->words()));
    countChanges();
    alignLabels();
}

void SettingsForm::countChanges()
{
    std::map<QString, std::pair<int, int>> counts;
    for (const auto* field : m_fields) {
        auto& [changes, problems] = counts[QString::fromStdString(field->setting().section())];
        changes += shows(*field) && field->changed() ? 1 : 0;
        problems += field->problem().isEmpty() ? 0 : 1;
    }
    for (const auto& [name, section] : m_sections)
        section->setCounts(counts[name].first, counts[name].second);
}

void SettingsForm::alignLabels()
{
    int widest = 0;
    for (const auto* field : m_fields)
        if (!field->isHidden())
            widest = std::max(widest, field->labelWidthHint());
    const int least = fontMetrics().averageCharWidth() * 13; // the longest word
    const int most = width() * 42 / 100;
    for (auto* field : m_fields)
        field->setLabelWidth(std::max(least, std::min(widest, most)));
}

QSize SettingsForm::minimumSizeHint() const
{
    return { fontMetrics().averageCharWidth() * 38, fontMetrics().height() * 8 };
}

void SettingsForm::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        alignLabels();
}

void SettingsForm::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    alignLabels();
}

} // namespace lookaway
