// SPDX-License-Identifier: MIT
#include "widgets/InlineNote.h"

#include "style/Icons.h"
#include "style/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>

namespace lookaway {

namespace {

QString iconOf(InlineNote::Kind kind)
{
    switch (kind) {
    case InlineNote::Kind::Success:
        return QStringLiteral("success");
    case InlineNote::Kind::Problem:
        return QStringLiteral("warning");
    case InlineNote::Kind::Info:
        break;
    }
    return QStringLiteral("info");
}

QColor colorOf(InlineNote::Kind kind, const QPalette& palette)
{
    switch (kind) {
    case InlineNote::Kind::Success:
        return successColor(palette);
    case InlineNote::Kind::Problem:
        return dangerColor(palette);
    case InlineNote::Kind::Info:
        break;
    }
    return faintTextColor(palette);
}

} // namespace

InlineNote::InlineNote(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    // Heights are asked for a width: a wrapped sentence must not be cut.
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    QWidget::hide();
}

void InlineNote::say(Kind kind, const QString& sentence)
{
    m_kind = kind;
    m_text->setText(sentence);
    const QString spoken = kind == Kind::Problem ? tr("Problem: %1").arg(sentence) : sentence;
    m_text->setAccessibleName(spoken);
    paintText();
    setVisible(!sentence.isEmpty());
    updateGeometry();
}

void InlineNote::clear()
{
    say(m_kind, {});
}

QString InlineNote::text() const
{
    return m_text->text();
}

void InlineNote::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        paintText();
}

void InlineNote::paintText()
{
    QPalette colors = m_text->palette();
    colors.setColor(QPalette::WindowText, colorOf(m_kind, palette()));
    m_text->setPalette(colors);
    const int side = fontMetrics().height();
    m_icon->setPixmap(icon(iconOf(m_kind)).pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace lookaway
