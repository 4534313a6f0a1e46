// SPDX-License-Identifier: MIT
#include "pages/inspect/ClassBox.h"

#include "widgets/WheelGuard.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QSignalBlocker>

namespace lookaway {

constexpr std::size_t kBest = 5;

ClassBox::ClassBox(QWidget* parent)
    : QComboBox(parent)
{
    setObjectName(QStringLiteral("class"));
    setAccessibleName(tr("Class"));
    setToolTip(tr("The class that is explained; type a part of its name to find it"));
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    lineEdit()->setAcceptDrops(false); // a file that is dropped here is for the page
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(7);
    completer()->setCompletionMode(QCompleter::PopupCompletion);
    completer()->setFilterMode(Qt::MatchContains);
    completer()->setCaseSensitivity(Qt::CaseInsensitive);
    guardWheel(this);
    fill();
    connect(this, &QComboBox::activated, this, &ClassBox::choose);
    connect(lineEdit(), &QLineEdit::editingFinished, this, &ClassBox::takeTyped);
}

void ClassBox::setModelClasses(const Inspector& inspector)
{
    m_names.clear();
    for (std::int64_t i = 0; i < inspector.model().classCount; ++i)
        m_names << inspector.className(i);
    m_best.clear();
    m_index = -1;
    fill();
}

void ClassBox::setAnswer(const Inspector&, const ClassProbabilities* answer)
{
    m_best = answer ? answer->top(kBest) : std::vector<std::int64_t>();
    fill();
}

void ClassBox::fill()
{
    const QSignalBlocker quiet(this);
    clear();
    const auto name = [this](std::int64_t index) { return m_names.value(int(index), QString::number(index)); };
    addItem(m_best.empty() ? tr("the predicted class") : tr("%1 (predicted)").arg(name(m_best.front())), -1);
    for (std::size_t i = 0; i < m_best.size(); ++i)
        addItem(name(m_best[i]), qlonglong(m_best[i]));
    insertSeparator(count());
    const int all = count();
    addItems(m_names);
    for (int i = 0; i < m_names.size(); ++i)
        setItemData(all + i, qlonglong(i));
    setClassIndex(m_index);
}

void ClassBox::setClassIndex(std::int64_t index)
{
    const QSignalBlocker quiet(this);
    m_index = index;
    setCurrentIndex(std::max(0, findData(qlonglong(index))));
    lineEdit()->setCursorPosition(0);
}

void ClassBox::choose(int row)
{
    const QVariant index = itemData(row);
    if (!index.isValid())
        return setClassIndex(m_index);
    const bool changed = index.toLongLong() != m_index;
    setClassIndex(index.toLongLong());
    if (changed)
        Q_EMIT classChosen();
}

/// A name, or a number.
void ClassBox::takeTyped()
{
    const QString typed = currentText().trimmed();
    if (typed == itemText(currentIndex()))
        return;
    bool isNumber = false;
    const int number = typed.toInt(&isNumber);
    int row = findText(typed, Qt::MatchFixedString);
    if (row < 0 && isNumber && number >= 0 && number < m_names.size())
        row = findData(qlonglong(number));
    if (row < 0)
        row = typed.isEmpty() ? -1 : findText(typed, Qt::MatchContains);
    if (row >= 0)
        return choose(row);
    setClassIndex(m_index);
    if (!typed.isEmpty())
        Q_EMIT unknownTyped(typed);
}

} // namespace lookaway
