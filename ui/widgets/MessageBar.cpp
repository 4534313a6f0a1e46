// SPDX-License-Identifier: MIT
#include "widgets/MessageBar.h"

#include "style/Icons.h"
#include "style/Theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace lookaway {

namespace {

struct Look {
    QString iconName;
    QString word; ///< for screen readers; sighted people see the icon's shape
};

Look lookOf(MessageBar::Kind kind)
{
    switch (kind) {
    case MessageBar::Kind::Success:
        return { QStringLiteral("success"), MessageBar::tr("Success") };
    case MessageBar::Kind::Warning:
        return { QStringLiteral("warning"), MessageBar::tr("Warning") };
    case MessageBar::Kind::Error:
        return { QStringLiteral("error"), MessageBar::tr("Error") };
    case MessageBar::Kind::Information:
        break;
    }
    return { QStringLiteral("info"), MessageBar::tr("Information") };
}

QColor colorOf(MessageBar::Kind kind, const QPalette& palette)
{
    switch (kind) {
    case MessageBar::Kind::Success:
        return successColor(palette);
    case MessageBar::Kind::Warning:
        return warningColor(palette);
    case MessageBar::Kind::Error:
        return dangerColor(palette);
    case MessageBar::Kind::Information:
        break;
    }
    return accentColor(palette);
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_middle(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_first{ new QPushButton(this) }
    , m_second{ new QPushButton(this) }
{
    setObjectName(QStringLiteral("messageBar"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* close = new QToolButton(this);
    close->setIcon(icon(QStringLiteral("close")));
    close->setAutoRaise(true);
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(close->toolTip());
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(14, 6, 8, 6);
    layout->setSpacing(10);
    layout->addWidget(m_icon);
    m_middle->setSpacing(8);
    m_middle->addWidget(m_text, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(10);
    buttons->addWidget(m_first.widget);
    buttons->addWidget(m_second.widget);
    buttons->addStretch(0);
    m_middle->addLayout(buttons);
    layout->addLayout(m_middle, 1);
    layout->addWidget(close);
    connect(close, &QToolButton::clicked, this, [this] { dismiss(); });
    for (Button* button : { &m_first, &m_second })
        connect(button->widget, &QPushButton::clicked, this, [this, button] {
            dismiss();
            if (const auto act = std::exchange(button->onClick, {}))
                act();
        });
    hide();
}

int MessageBar::showMessage(Kind kind, const QString& sentence, const QString& action, std::function<void()> onAction)
{
    m_kind = kind;
    m_open = true;
    m_places = { m_place };
    const QString word = lookOf(kind).word;
    m_icon->setAccessibleName(word);
    showIcon();
    m_text->setText(sentence);
    setAccessibleName(word + QStringLiteral(": ") + sentence);
    set(m_first, action, std::move(onAction));
    set(m_second, {}, {});
    arrange();
    showState();
    update();
    return ++m_number;
}

void MessageBar::keepTo(const QList<int>& places)
{
    m_places = places;
    showState();
}

void MessageBar::setPlace(int place)
{
    m_place = place;
    showState();
}

void MessageBar::dismiss()
{
    m_open = false;
    showState();
}

void MessageBar::dismiss(int number)
{
    if (number == m_number)
        dismiss();
}

void MessageBar::showState()
{
    setVisible(m_open && m_places.contains(m_place));
}

void MessageBar::showIcon()
{
    m_icon->setPixmap(icon(lookOf(m_kind).iconName).pixmap(QSize(20, 20), devicePixelRatioF()));
}

void MessageBar::addAction(const QString& action, std::function<void()> onAction)
{
    set(m_second, action, std::move(onAction));
    arrange();
}

void MessageBar::set(Button& button, const QString& text, std::function<void()> onClick)
{
    button.widget->setText(text);
    button.widget->setVisible(!text.isEmpty());
    button.onClick = std::move(onClick);
}

QString MessageBar::message() const
{
    return m_text->text();
}

void MessageBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) // the icon is drawn in the colour of the text
        showIcon();
}

void MessageBar::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    arrange();
}

/// A sentence that had to stand in a column beside its buttons goes above them.
void MessageBar::arrange()
{
    int buttons = 0;
    for (const Button* button : { &m_first, &m_second })
        if (!button->widget->isHidden())
            buttons += button->widget->sizeHint().width();
    const int half = m_text->fontMetrics().horizontalAdvance(m_text->text()) / 2;
    constexpr int besides = 100; // icon, margins, the button that closes
    m_middle->setDirection(width() < buttons + half + besides ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void MessageBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

void MessageBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QColor color = colorOf(m_kind, palette());
    QColor ground = color;
    ground.setAlphaF(0.12F);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(rect(), ground);
    painter.fillRect(QRect(0, 0, 4, height()), color);
}

} // namespace lookaway
