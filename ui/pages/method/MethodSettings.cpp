// SPDX-License-Identifier: MIT
#include "pages/method/MethodSettings.h"

#include "session/settings/Settings.h"
#include "widgets/forms/FieldEditor.h"

#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace lookaway {

MethodSettings::MethodSettings(const MethodFact& method, const ExplainSettings& settings, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_settings(settings)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::StyledPanel);
    setObjectName(QStringLiteral("methodSettings"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 10);
    auto* title = new QLabel(tr("Settings of %1").arg(QString::fromStdString(method.title)));
    QFont font = title->font();
    font.setWeight(QFont::DemiBold);
    title->setFont(font);
    column->addWidget(title);
    Config config;
    config.explain = settings;
    int labels = 0;
    for (const std::string& key : method.settings) {
        const Setting* setting = findSetting(key);
        if (!setting)
            continue;
        auto* field = new FieldEditor(*setting, this);
        field->load(config);
        connect(field, &FieldEditor::edited, this, &MethodSettings::take);
        labels = std::max(labels, field->labelWidthHint());
        m_fields.push_back(field);
        column->addWidget(field);
    }
    for (FieldEditor* field : m_fields)
        field->setLabelWidth(labels);
    setMinimumWidth(labels + 220);
    if (!m_fields.empty())
        m_fields.front()->editor()->setFocus();
}

/// Esc closes it, and is not for the window's commands, too.
bool MethodSettings::event(QEvent* event)
{
    if (event->type() != QEvent::ShortcutOverride || !static_cast<QKeyEvent*>(event)->matches(QKeySequence::Cancel))
        return QFrame::event(event);
    event->accept();
    return true;
}

void MethodSettings::take()
{
    Config config;
    config.explain = m_settings;
    bool usable = true;
    for (FieldEditor* field : m_fields) {
        const auto stored = field->store(config);
        field->setProblem(stored ? QString() : QString::fromStdString(stored.error().message()));
        usable = usable && stored;
    }
    if (!usable)
        return;
    m_settings = config.explain;
    Q_EMIT changed(m_settings);
}

} // namespace lookaway
