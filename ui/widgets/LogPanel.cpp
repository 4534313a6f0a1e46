// SPDX-License-Identifier: MIT
#include "widgets/LogPanel.h"

#include "style/Icons.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSaveFile>
#include <QTime>
#include <QToolButton>
#include <QVBoxLayout>

namespace lookaway {

constexpr int kMostLines = 5000;

LogPanel::LogPanel(QWidget* parent)
    : QWidget(parent)
    , m_filter(new QLineEdit(this))
    , m_view(new QPlainTextEdit(this))
{
    m_filter->setPlaceholderText(tr("Show lines with…"));
    m_filter->setAccessibleName(tr("Filter of the log"));
    m_filter->setClearButtonEnabled(true);
    m_view->setReadOnly(true);
    m_view->setMaximumBlockCount(kMostLines);
    m_view->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_view->setAccessibleName(tr("Log"));
    m_view->setPlaceholderText(tr("What the program does is told here."));
    const auto button = [this](const char* name, const QString& tip) {
        auto* tool = new QToolButton(this);
        tool->setIcon(icon(QLatin1String(name)));
        tool->setToolTip(tip);
        tool->setAccessibleName(tip);
        tool->setAutoRaise(true);
        return tool;
    };
    auto* copy = button("copy", tr("Copy the log"));
    auto* save = button("save", tr("Save the log…"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_filter, 1);
    row->addWidget(copy);
    row->addWidget(save);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addLayout(row);
    layout->addWidget(m_view);
    connect(m_filter, &QLineEdit::textChanged, this, &LogPanel::filter);
    connect(copy, &QToolButton::clicked, this, [this] { QApplication::clipboard()->setText(text()); });
    connect(save, &QToolButton::clicked, this, &LogPanel::save);
}

void LogPanel::add(Level level, const QString& sentence)
{
    const QString mark = level == Level::Error ? tr("error: ") : level == Level::Warning ? tr("warning: ") : QString();
    const QString line = QTime::currentTime().toString(QStringLiteral("HH:mm:ss  ")) + mark + sentence;
    m_lines << line;
    if (m_lines.size() > kMostLines)
        m_lines.removeFirst();
    if (line.contains(m_filter->text(), Qt::CaseInsensitive))
        m_view->appendPlainText(line);
}

void LogPanel::filter()
{
    m_view->setPlainText(m_lines.filter(m_filter->text(), Qt::CaseInsensitive).join(QLatin1Char('\n')));
    m_view->moveCursor(QTextCursor::End);
}

void LogPanel::save()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the log"), QStringLiteral("lookaway.log"));
    if (path.isEmpty())
        return;
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text().toUtf8()) < 0 || !file.commit())
        QMessageBox::warning(this, tr("Save the log"), tr("'%1' cannot be written: %2.").arg(path, file.errorString()));
}

} // namespace lookaway
