// SPDX-License-Identifier: MIT
#include "pages/training/SetupPanel.h"

#include "style/Icons.h"
#include "widgets/FlowLayout.h"
#include "widgets/forms/SettingsForm.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace lookaway {

SetupPanel::SetupPanel(const Buttons& buttons, QWidget* parent)
    : QWidget(parent)
    , m_form(new SettingsForm(this))
    , m_problem(new QLabel(this))
    , m_start(new QPushButton(tr("Start training"), this))
    , m_startAction(buttons.start)
{
    m_start->setObjectName(QStringLiteral("startButton"));
    m_start->setProperty("primary", true);
    m_problem->setWordWrap(true);
    auto* steering = new QWidget(this);
    auto* row = new FlowLayout(steering, 6);
    for (QAction* action : { buttons.pause, buttons.stopAndKeep, buttons.discard }) {
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        row->addWidget(button);
        m_running << button;
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_form, 1);
    layout->addWidget(m_problem);
    layout->addWidget(m_start);
    layout->addWidget(steering);
    connect(m_start, &QPushButton::clicked, m_startAction, &QAction::trigger);
    connect(m_form, &SettingsForm::changed, this, [this] {
        showProblems();
        Q_EMIT changed(config());
    });
    connect(m_form, &SettingsForm::validityChanged, this, &SetupPanel::showProblems);
    setRunning(false, {});
    showProblems();
}

Config SetupPanel::config() const
{
    return m_form->config();
}

void SetupPanel::setConfig(const Config& config)
{
    m_form->setConfig(config);
    showProblems();
}

void SetupPanel::setRunning(bool running, const QString& reason)
{
    m_form->setEditable(!running, reason);
    for (auto* button : m_running)
        button->parentWidget()->setVisible(running);
    m_start->setVisible(!running);
    showProblems();
}

void SetupPanel::showProblems()
{
    const QStringList problems = m_form->problems();
    const bool noData = m_form->config().data.path.empty();
    QString text;
    if (noData)
        text = tr("Choose the pictures to train on first.");
    else if (problems.size() == 1)
        text = problems.front();
    else if (!problems.isEmpty())
        text = tr("%n settings cannot be used; they are marked above.", nullptr, static_cast<int>(problems.size()));
    m_problem->setText(text);
    m_problem->setVisible(!text.isEmpty() && m_start->isVisibleTo(this));
}

} // namespace lookaway
