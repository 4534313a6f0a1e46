// SPDX-License-Identifier: MIT
#include "pages/inspect/ClassNamesButton.h"

#include "bridge/ClassLists.h"
#include "session/inspect/ClassNames.h"
#include "style/Icons.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace lookaway {

ClassNamesButton::ClassNamesButton(QWidget* parent)
    : QPushButton(tr("&Class Names…"), parent)
{
    setToolTip(tr("Take the names from a text file with one name a line, in the order of the network's outputs"));
    connect(this, &QPushButton::clicked, this, &ClassNamesButton::choose);
}

void ClassNamesButton::choose()
{
    const QStringList known = classListsFor(std::size_t(m_count));
    if (known.isEmpty())
        return openDialog();
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("classLists"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    for (const QString& path : known) {
        QAction* action = menu->addAction(tr("%1 (%n names)", nullptr, int(m_count)).arg(QFileInfo(path).fileName()));
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { take(path); });
    }
    menu->addSeparator();
    connect(menu->addAction(lookaway::icon(QStringLiteral("open")), tr("Another File…")), &QAction::triggered, this,
        &ClassNamesButton::openDialog);
    menu->popup(mapToGlobal(QPoint(0, height())));
}

void ClassNamesButton::openDialog()
{
    auto* dialog = new QFileDialog(this, tr("Choose a text file with the names of the classes"), {},
        tr("Text files (*.txt *.csv);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &ClassNamesButton::take);
    dialog->open();
}

void ClassNamesButton::take(const QString& path)
{
    const auto names = readClassNames(QFile::encodeName(path).toStdString());
    if (!names) {
        Q_EMIT failed(QString::fromStdString(names.error().message()));
        return;
    }
    if (std::int64_t(names->size()) > m_count) {
        Q_EMIT failed(tr("%1 has %2 names, but the network has %3 classes.")
                          .arg(QFileInfo(path).fileName())
                          .arg(names->size())
                          .arg(m_count));
        return;
    }
    rememberClassList(path);
    Q_EMIT taken(*names);
}

} // namespace lookaway
