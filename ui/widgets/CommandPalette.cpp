// SPDX-License-Identifier: MIT
#include "widgets/CommandPalette.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPointer>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace lookaway {

namespace {

constexpr int kIconSide = 16; // px

QString titleOf(const QAction* action)
{
    QString title = action->text();
    title.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
    const QString group = action->property("group").toString();
    return group.isEmpty() ? title : group + QStringLiteral(": ") + title;
}

} // namespace

CommandPalette::CommandPalette(const QList<QAction*>& actions, QWidget* parent)
    : QDialog(parent)
    , m_actions(actions)
    , m_typed(new QLineEdit(this))
    , m_list(new QListView(this))
    , m_model(new QStandardItemModel(this))
{
    setWindowTitle(tr("Commands"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_typed->setPlaceholderText(tr("Type what you want to do"));
    m_typed->setAccessibleName(tr("Command"));
    m_typed->installEventFilter(this);
    m_list->setModel(m_model);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Matching commands"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setIconSize({ kIconSide, kIconSide });
    m_list->setSpacing(2);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_typed);
    layout->addWidget(m_list);
    resize(520, 420);
    connect(m_typed, &QLineEdit::textChanged, this, &CommandPalette::fill);
    connect(m_typed, &QLineEdit::returnPressed, this, &CommandPalette::runCurrent);
    connect(m_list, &QListView::clicked, this, &CommandPalette::runCurrent);
    fill();
}

int CommandPalette::score(const QString& typed, const QString& text)
{
    int total = 1;
    for (const QString& word : typed.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const auto at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at >= 0) {
            const bool wordStart = at == 0 || !text.at(at - 1).isLetterOrNumber();
            total += wordStart ? 100 : 50;
            continue;
        }
        qsizetype next = 0;
        for (const QChar letter : word) {
            next = text.indexOf(letter, next, Qt::CaseInsensitive) + 1;
            if (next == 0)
                return 0;
        }
        total += 10;
    }
    return total;
}

void CommandPalette::fill()
{
    struct Match {
        int score;
        QAction* action;
    };
    QList<Match> matches;
    for (QAction* action : m_actions)
        if (const int fit = score(m_typed->text(), titleOf(action)); fit > 0)
            matches << Match{ fit + (action->isEnabled() ? 5 : 0), action };
    std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.score > b.score; });
    m_model->clear();
    QPixmap nothing(kIconSide, kIconSide); // so that titles without an icon stand in line with the others
    nothing.fill(Qt::transparent);
    const QIcon noIcon(nothing);
    for (const auto& match : matches) {
        const QString keys = match.action->shortcut().toString(QKeySequence::NativeText);
        auto* item = new QStandardItem(match.action->icon().isNull() ? noIcon : match.action->icon(),
            titleOf(match.action) + (keys.isEmpty() ? QString() : QStringLiteral("    ") + keys));
        item->setData(QVariant::fromValue(QPointer<QAction>(match.action)));
        item->setEnabled(match.action->isEnabled());
        item->setToolTip(match.action->toolTip());
        m_model->appendRow(item);
    }
    m_list->setCurrentIndex(m_model->index(0, 0));
}

void CommandPalette::runCurrent()
{
    const auto* item = m_model->itemFromIndex(m_list->currentIndex());
    if (!item || !item->isEnabled())
        return;
    const auto action = item->data().value<QPointer<QAction>>();
    accept(); // first: the action may open a dialog of its own
    if (action)
        action->trigger();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_typed && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int step = key->key() == Qt::Key_Down ? 1
            : key->key() == Qt::Key_Up              ? -1
            : key->key() == Qt::Key_PageDown        ? 10
            : key->key() == Qt::Key_PageUp          ? -10
                                                    : 0;
        if (step != 0 && m_model->rowCount() > 0) {
            const int row = std::clamp(m_list->currentIndex().row() + step, 0, m_model->rowCount() - 1);
            m_list->setCurrentIndex(m_model->index(row, 0));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace lookaway
