// SPDX-License-Identifier: MIT
#include "widgets/forms/FieldEditor.h"

#include "style/Icons.h"
#include "widgets/InlineNote.h"
#include "widgets/forms/PathEdit.h"
#include "widgets/forms/SettingTexts.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QLabel>
#include <QMouseEvent>
#include <QToolButton>

namespace lookaway {

namespace {

QToolButton* makeRevertButton(const Setting& setting, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(icon(QStringLiteral("revert")));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    const QString title = FieldEditor::tr("Revert %1 to %2").arg(labelOf(setting), valueTextOf(setting.fallback));
    button->setAccessibleName(title);
    button->setToolTip(title);
    QSizePolicy policy = button->sizePolicy();
    policy.setRetainSizeWhenHidden(true); // nothing jumps when it comes and goes
    button->setSizePolicy(policy);
    return button;
}

} // namespace

FieldEditor::FieldEditor(const Setting& setting, QWidget* parent)
    : QWidget(parent)
    , m_setting(setting)
    , m_label(new QLabel(labelOf(setting), this))
    , m_editor(makeValueEditor(setting, this,
          [this] {
              showState();
              Q_EMIT edited();
          }))
    , m_isPath(qobject_cast<PathEdit*>(m_editor.widget))
    , m_revert(makeRevertButton(setting, this))
    , m_note(new InlineNote(this))
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(8);
    layout->setVerticalSpacing(2);
    layout->addWidget(m_label, 0, 0);
    if (m_isPath) { // needs the whole width
        layout->addWidget(m_editor.widget, 1, 0, 1, 2);
        layout->addWidget(m_revert, 1, 2);
    } else {
        layout->addWidget(m_editor.widget, 0, 1);
        layout->addWidget(m_revert, 0, 2);
    }
    layout->addWidget(m_note, 2, 0, 1, 3);
    layout->setColumnStretch(1, 1);

    m_label->setWordWrap(true);
    m_label->setBuddy(m_editor.widget);
    m_label->installEventFilter(this);
    const QString tip = toolTipOf(setting);
    m_label->setToolTip(tip);
    m_editor.widget->setToolTip(tip);
    connect(m_revert, &QToolButton::clicked, this, &FieldEditor::revert);
    load(Config{});
}

void FieldEditor::load(const Config& config)
{
    m_editor.show(m_setting.get(config));
    showState();
}

Result<void> FieldEditor::store(Config& config) const
{
    return m_setting.parse(config, m_editor.text().toStdString());
}

bool FieldEditor::changed() const
{
    Config config;
    return !store(config) || m_setting.get(config) != m_setting.fallback;
}

void FieldEditor::setProblem(const QString& sentence)
{
    if (sentence.isEmpty())
        m_note->clear();
    else
        m_note->say(InlineNote::Kind::Problem, sentence);
}

QString FieldEditor::problem() const
{
    return m_note->text();
}

bool FieldEditor::matches(const QString& words) const
{
    const QString all = QStringList{ labelOf(m_setting), helpOf(m_setting), QString::fromStdString(m_setting.option),
        QString::fromStdString(m_setting.key) }
                            .join(u'\n');
    const auto wanted = words.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(
        wanted.begin(), wanted.end(), [&](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

int FieldEditor::labelWidthHint() const
{
    QFont bold = m_label->font();
    bold.setBold(true);
    return QFontMetrics(bold).horizontalAdvance(m_label->text()) + 2;
}

void FieldEditor::setLabelWidth(int width)
{
    m_label->setFixedWidth(width);
}

bool FieldEditor::eventFilter(QObject* watched, QEvent* event)
{
    // Another style sheet takes back what was set before it.
    if (watched == m_label && event->type() == QEvent::StyleChange)
        showState();
    // As everywhere, a click on its label toggles a check box.
    auto* box = qobject_cast<QCheckBox*>(m_editor.widget);
    if (box && watched == m_label && event->type() == QEvent::MouseButtonRelease
        && static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton)
        box->click();
    return QWidget::eventFilter(watched, event);
}

void FieldEditor::showState()
{
    const bool different = changed();
    if (QFont font = m_label->font(); font.bold() != different) {
        font.setBold(different);
        m_label->setFont(font);
    }
    m_revert->setVisible(different);
}

void FieldEditor::revert()
{
    m_editor.show(m_setting.fallback);
    m_editor.widget->setFocus(); // the button vanishes under the cursor
    showState();
    Q_EMIT edited();
}

} // namespace lookaway
