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

bool beginsWord(const QString& text, qsizetype at)
{
    return at == 0 || !text.at(at - 1).isLetterOrNumber();
}

/// Whether the letters are, in their order, beginnings of words of the text: "relay" those of "Reset Layout".
bool areBeginnings(QStringView letters, const QString& text, qsizetype from)
{
    if (letters.isEmpty())
        return true;
    for (qsizetype at = from; at < text.size(); ++at) {
        if (!beginsWord(text, at))
            continue;
        const QStringView word = QStringView(text).mid(at);
        for (qsizetype same = 0;
             same < letters.size() && same < word.size() && word[same].toCaseFolded() == letters[same].toCaseFolded();
             ++same)
            if (areBeginnings(letters.mid(same + 1), text, at + same + 1))
                return true;
    }
    return false;
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
    bool all = true; // of the words are found as they are
    for (const QString& word : typed.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const auto at = text.indexOf(word, 0, Qt::CaseInsensitive);
        if (at >= 0) {
            total += beginsWord(text, at) ? 2 * found : found;
            continue;
        }
        if (!areBeginnings(word, text, 0))
            return 0;
        all = false;
    }
    return all ? total + found : std::min(total, found - 1);
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
            matches << Match{ fit, action };
    const bool any =
        std::any_of(matches.begin(), matches.end(), [](const Match& match) { return match.score >= found; });
    if (any)
        matches.removeIf([](const Match& match) { return match.score < found; });
    std::stable_sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
        const auto rank = [](const Match& match) { return match.score + (match.action->isEnabled() ? 5 : 0); };
        return rank(a) > rank(b);
    });
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
    if (matches.isEmpty()) {
        auto* nothingFound = new QStandardItem(noIcon, tr("No command is called like this."));
        nothingFound->setEnabled(false);
        m_model->appendRow(nothingFound);
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
