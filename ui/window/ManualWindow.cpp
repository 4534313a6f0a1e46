// SPDX-License-Identifier: MIT
#include "window/ManualWindow.h"

#include <QDesktopServices>
#include <QFile>
#include <QHBoxLayout>
#include <QImageReader>
#include <QListWidget>
#include <QSplitter>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextDocument>
#include <QTextDocumentFragment>
#include <QUrl>

namespace lookaway {

ManualWindow::ManualWindow(QWidget* parent)
    : QDialog(parent)
    , m_contents(new QListWidget)
    , m_text(new QTextBrowser)
{
    setWindowTitle(tr("Manual"));
    setWindowFlag(Qt::WindowMaximizeButtonHint);
    m_contents->setAccessibleName(tr("Contents"));
    m_contents->setSpacing(3);
    m_contents->setFrameShape(QFrame::NoFrame);
    m_text->setFrameShape(QFrame::NoFrame);
    m_text->setAccessibleName(tr("Manual"));
    m_text->setOpenExternalLinks(true);
    m_text->setSearchPaths({ QStringLiteral(":/manual") });
    m_text->document()->setDocumentMargin(24);
    QFile file(QStringLiteral(":/manual/manual.md"));
    if (file.open(QIODevice::ReadOnly))
        m_text->setMarkdown(QString::fromUtf8(file.readAll()));
    fitPictures();
    listHeadings();
    auto* splitter = new QSplitter;
    splitter->addWidget(m_contents);
    splitter->addWidget(m_text);
    splitter->setStretchFactor(1, 1);
    const int contents = m_contents->sizeHintForColumn(0) + 2 * m_contents->frameWidth() + 24; // and a scroll bar
    constexpr int text = 740;
    splitter->setSizes({ contents, text });
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    resize(contents + splitter->handleWidth() + text, 720);
    connect(m_contents, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (!item)
            return;
        QTextCursor cursor(m_text->document());
        cursor.movePosition(QTextCursor::End); // so that the heading ends up at the top
        m_text->setTextCursor(cursor);
        cursor.setPosition(item->data(Qt::UserRole).toInt());
        m_text->setTextCursor(cursor);
        m_text->ensureCursorVisible();
    });
}

void ManualWindow::fitPictures()
{
    constexpr int widest = 660; // what fits beside the contents
    std::vector<QTextFragment> wide;
    for (QTextBlock block = m_text->document()->begin(); block.isValid(); block = block.next())
        for (auto at = block.begin(); !at.atEnd(); ++at) {
            const QTextImageFormat picture = at.fragment().charFormat().toImageFormat();
            if (picture.isValid() && QImageReader(QStringLiteral(":/manual/") + picture.name()).size().width() > widest)
                wide.push_back(at.fragment());
        }
    for (const auto& fragment : wide) {
        QTextImageFormat narrower = fragment.charFormat().toImageFormat();
        narrower.setWidth(widest);
        QTextCursor cursor(m_text->document());
        cursor.setPosition(fragment.position());
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
        cursor.setCharFormat(narrower);
    }
}

void ManualWindow::listHeadings()
{
    for (QTextBlock block = m_text->document()->begin(); block.isValid(); block = block.next()) {
        const int level = block.blockFormat().headingLevel();
        if (level < 1 || level > 3)
            continue;
        auto* item = new QListWidgetItem(QString((level - 1) * 3, QLatin1Char(' ')) + block.text());
        item->setData(Qt::UserRole, block.position());
        m_contents->addItem(item);
    }
}

void ManualWindow::showSection(const QString& words)
{
    for (int row = 0; row < m_contents->count(); ++row) {
        if (m_contents->item(row)->text().contains(words, Qt::CaseInsensitive)) {
            m_contents->setCurrentRow(row);
            return;
        }
    }
}

} // namespace lookaway
