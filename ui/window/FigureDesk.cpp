// SPDX-License-Identifier: MIT
#include "window/FigureDesk.h"

#include "bridge/Comparer.h"
#include "pages/composer/FigureComposer.h"

#include <QAction>
#include <QFile>
#include <QMenu>

namespace lookaway {

constexpr int kTogether = 60;       ///< ms
constexpr qint64 kBeginning = 4096; ///< bytes

FigureDesk::FigureDesk(FigureComposer* composer, QMenu* menu, QObject* parent)
    : QObject(parent)
    , m_composer(composer)
    , m_comparer(new Comparer(this))
{
    const FigureActions& actions = composer->actions();
    actions.fill(menu);
    // The window's Edit menu has these, with their keys, for every workspace.
    for (QAction* action : { actions.undo, actions.redo }) {
        menu->removeAction(action);
        action->setShortcut({});
    }
    // Whatever is done to a figure is to be seen; a new one begins elsewhere.
    for (QAction* action : menu->actions())
        if (action != actions.newFigure)
            connect(action, &QAction::triggered, this, &FigureDesk::workspaceWanted);
    connect(actions.recent, &QMenu::triggered, this, &FigureDesk::workspaceWanted);
    connect(composer, &FigureComposer::compareRequested, this, &FigureDesk::compareRequested);
    connect(composer, &FigureComposer::contentWanted, this, &FigureDesk::compute);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kTogether);
    connect(&m_soon, &QTimer::timeout, this, &FigureDesk::handOver);
    const auto soon = [this] {
        if (!m_soon.isActive())
            m_soon.start();
    };
    connect(m_comparer, &Comparer::rowReady, this, soon);
    connect(m_comparer, &Comparer::cellReady, this, soon);
    connect(m_comparer, &Comparer::modelOpened, this, soon);
    connect(m_comparer, &Comparer::finished, this, soon);
}

void FigureDesk::compute(const ComparisonSpec& comparison, bool afresh)
{
    m_comparer->setSpec(comparison);
    if (afresh)
        m_comparer->startAfresh();
    m_soon.start(); // some of it may be known from before
}

void FigureDesk::handOver()
{
    m_composer->setContent(m_comparer->parts());
}

void FigureDesk::compose(const FigureSpec& spec, const FigureParts& parts)
{
    Q_EMIT workspaceWanted();
    m_composer->setFigure(spec, parts);
}

void FigureDesk::open(const QString& file)
{
    Q_EMIT workspaceWanted();
    m_composer->openFile(file);
}

bool FigureDesk::isFigure(const QString& file)
{
    QFile project(file);
    if (!project.open(QIODevice::ReadOnly))
        return false;
    const QByteArray beginning = '\n' + project.read(kBeginning);
    return beginning.contains("\n[figure]");
}

} // namespace lookaway
