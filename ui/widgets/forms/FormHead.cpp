// SPDX-License-Identifier: MIT
#include "widgets/forms/FormHead.h"

#include "style/Icons.h"
#include "widgets/InlineNote.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QShortcut>
#include <QVBoxLayout>

namespace lookaway {

FormHead::FormHead(QWidget* form)
    : QWidget(form)
    , m_search(new QLineEdit(this))
    , m_advanced(new QCheckBox(tr("&Advanced"), this))
    , m_reason(new InlineNote(this))
    , m_problems(new InlineNote(this))
{
    m_search->setObjectName(QStringLiteral("search"));
    m_search->setPlaceholderText(tr("Find a setting"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setToolTip(tr("Looks in names, explanations and command-line options (%1)")
                             .arg(QKeySequence(QKeySequence::Find).toString(QKeySequence::NativeText)));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_advanced->setObjectName(QStringLiteral("advanced"));
    m_advanced->setToolTip(tr("Also show the settings that are rarely needed"));
    m_reason->setObjectName(QStringLiteral("reason"));
    m_problems->setObjectName(QStringLiteral("problems"));

    auto* row = new QHBoxLayout;
    row->addWidget(m_search, 1);
    row->addSpacing(4);
    row->addWidget(m_advanced);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(row);
    layout->addWidget(m_reason);
    layout->addWidget(m_problems);

    connect(m_search, &QLineEdit::textChanged, this, &FormHead::filterChanged);
    connect(m_advanced, &QCheckBox::toggled, this, &FormHead::filterChanged);
    makeShortcuts(form);
}

void FormHead::makeShortcuts(QWidget* form)
{
    auto* find = new QShortcut(QKeySequence::Find, form);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
    auto* clear = new QShortcut(Qt::Key_Escape, m_search);
    clear->setContext(Qt::WidgetShortcut);
    connect(clear, &QShortcut::activated, m_search, &QLineEdit::clear);
}

QString FormHead::words() const
{
    return m_search->text().trimmed();
}

void FormHead::clearSearch()
{
    m_search->clear();
}

bool FormHead::advancedShown() const
{
    return m_advanced->isChecked();
}

void FormHead::setAdvancedShown(bool shown)
{
    m_advanced->setChecked(shown);
}

void FormHead::setReason(const QString& reason)
{
    m_reason->say(InlineNote::Kind::Info, reason);
}

void FormHead::setProblems(const QStringList& sentences)
{
    m_problems->say(InlineNote::Kind::Problem, sentences.join(u'\n'));
}

} // namespace lookaway
