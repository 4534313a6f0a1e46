// SPDX-License-Identifier: MIT
// What stands where, and who tells whom. See FigureComposerEdits.cpp for what is done to a figure,
// FigureComposerFiles.cpp for where it comes from and goes to, FigureComposerBringing.cpp for what is dropped into it.
#include "pages/composer/FigureComposer.h"

#include "compare/FigureSize.h"
#include "pages/composer/FigureRenderer.h"
#include "pages/composer/FigureSettings.h"
#include "style/Icons.h"
#include "widgets/EmptyState.h"
#include "widgets/MessageBar.h"

#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace lookaway {

namespace {

QLabel* faintLabel(const char* name)
{
    auto* label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QToolButton* menuButton(const QString& text, const char* iconName, QMenu* menu)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setIcon(icon(QLatin1String(iconName)));
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setMenu(menu);
    return button;
}

} // namespace

FigureComposer::FigureComposer(QWidget* parent)
    : QWidget(parent)
    , m_document(new FigureDocument(this))
    , m_actions(std::make_unique<FigureActions>(this, m_document->history()))
    , m_renderer(new FigureRenderer(this))
    , m_canvas(new FigureCanvas)
    , m_settings(new FigureSettings(*m_document))
    , m_messages(new MessageBar(this))
    , m_stack(new QStackedWidget)
    , m_name(new QLabel)
    , m_hint(faintLabel("figureHint"))
    , m_progress(faintLabel("figureProgress"))
    , m_size(faintLabel("figureSize"))
    , m_zoom(faintLabel("figureZoom"))
{
    setAcceptDrops(true);
    auto* middle = new QWidget;
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_canvas, 1);
    column->addWidget(makeStatus());
    auto* split = new QSplitter;
    split->addWidget(middle);
    split->addWidget(m_settings);
    split->setStretchFactor(0, 1);
    split->setSizes({ 900, m_settings->minimumWidth() });
    split->setCollapsible(0, false);
    m_stack->addWidget(makeEmptyState());
    m_stack->addWidget(split);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(makeToolBar());
    rows->addWidget(m_messages);
    rows->addWidget(m_stack, 1);
    connectDocument();
    connectCanvas();
    connectEdits();
    connectFiles();
    showFigure();
}

QWidget* FigureComposer::makeEmptyState()
{
    auto* state = new EmptyState(QStringLiteral("figure"));
    state->setTexts(tr("Compose a figure"),
        tr("Pictures in rows, models in columns, ready for a paper. Set models side by side in the Compare workspace "
           "and make a figure of them there, or open one that was saved. Models, pictures and saved figures can be "
           "dropped here, too."));
    auto* compare = state->addButton(tr("Go to Compare"), QStringLiteral("inspect"));
    compare->setObjectName(QStringLiteral("goToCompare"));
    auto* open = state->addButton(tr("Open Figure…"), QStringLiteral("open"));
    open->setObjectName(QStringLiteral("openFigure"));
    connect(compare, &QPushButton::clicked, this, &FigureComposer::compareRequested);
    connect(open, &QPushButton::clicked, m_actions->open, &QAction::trigger);
    return state;
}

QWidget* FigureComposer::makeToolBar()
{
    auto* bar = new QToolBar;
    bar->setAccessibleName(tr("Figure tools"));
    bar->setIconSize(QSize(18, 18));
    bar->setToolButtonStyle(Qt::ToolButtonIconOnly);
    const FigureActions& all = *m_actions;
    bar->addActions({ all.open, all.save });
    bar->addSeparator();
    bar->addActions({ all.undo, all.redo });
    bar->addSeparator();
    auto* add = new QMenu(this);
    add->addActions({ all.addPictures, all.paste, all.addModel, all.copyColumn });
    bar->addWidget(menuButton(tr("Add"), "plus", add));
    auto* layouts = new QMenu(this);
    layouts->addActions({ all.figureTwo, all.figureThree });
    m_menus << menuButton(tr("Layout"), "data", layouts);
    bar->addWidget(m_menus.back());
    bar->addAction(all.crop);
    bar->addSeparator();
    bar->addActions({ all.zoomOut, all.zoomIn });
    auto* sizes = new QMenu(this);
    sizes->addActions({ all.fitWidth, all.fitPage, all.realSize });
    m_menus << menuButton(tr("Zoom"), "zoom", sizes);
    bar->addWidget(m_menus.back());
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    m_name->setObjectName(QStringLiteral("figureName"));
    m_name->setTextFormat(Qt::PlainText);
    m_name->setContentsMargins(8, 0, 8, 0);
    bar->addWidget(m_name);
    auto* exports = new QMenu(this);
    all.fillExport(exports);
    auto* button = menuButton(tr("Export"), "export", exports);
    button->setObjectName(QStringLiteral("figureExport"));
    m_menus << button;
    bar->addWidget(button);
    return bar;
}

QWidget* FigureComposer::makeStatus()
{
    auto* status = new QWidget;
    auto* row = new QHBoxLayout(status);
    row->setContentsMargins(12, 4, 12, 6);
    row->setSpacing(18);
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_hint, 1);
    row->addWidget(m_progress);
    row->addWidget(m_size);
    row->addWidget(m_zoom);
    return status;
}

void FigureComposer::connectDocument()
{
    connect(m_document, &FigureDocument::specChanged, this, [this] {
        showFigure();
        askForContent();
    });
    connect(m_document, &FigureDocument::contentChanged, this, &FigureComposer::showFigure);
    connect(m_document, &FigureDocument::stateChanged, this, &FigureComposer::showState);
    connect(m_renderer, &FigureRenderer::rendered, this, [this](const std::shared_ptr<const RenderedFigure>& figure) {
        m_canvas->setFigure(figure);
        m_settings->setCaption(figure->caption);
        showSize();
    });
    // What is typed in one field and what in another are two steps.
    connect(qApp, &QApplication::focusChanged, m_document, &FigureDocument::closeStep);
}

void FigureComposer::connectCanvas()
{
    connect(m_canvas, &FigureCanvas::zoomChanged, this, [this] {
        m_renderer->setDpi(m_canvas->dpi());
        showSize();
    });
    connect(m_canvas, &FigureCanvas::hinted, m_hint, &QLabel::setText);
    connect(m_canvas, &FigureCanvas::selectionChanged, this, [this](const FigureSelection& selection) {
        m_settings->setSelection(selection);
        showState();
    });
}

void FigureComposer::showFigure()
{
    const bool empty = m_document->empty();
    m_stack->setCurrentIndex(empty ? 0 : 1);
    if (!empty)
        m_renderer->setFigure(m_document->spec(), m_document->parts());
    showState();
    showSize();
}

void FigureComposer::showState()
{
    const bool figure = !m_document->empty();
    const FigureParts& parts = m_document->parts();
    const FigureSelection selected = m_canvas->selection();
    for (QAction* action : m_actions->needFigure())
        action->setEnabled(figure);
    for (QWidget* button : m_menus)
        button->setEnabled(figure);
    const bool ready = figure && parts.complete() && !m_exporting;
    for (QAction* action : { m_actions->exportPdf, m_actions->exportSvg, m_actions->exportPng, m_actions->exportTiff,
             m_actions->copyPicture })
        action->setEnabled(ready);
    m_actions->save->setEnabled(figure && (m_document->modified() || m_document->file().isEmpty()));
    m_actions->copyColumn->setEnabled(figure && selected.column >= 0);
    m_actions->rename->setEnabled(figure && !selected.empty());
    m_actions->moveBack->setEnabled(figure && (selected.isColumn() || selected.isRow()));
    m_actions->moveOn->setEnabled(figure && (selected.isColumn() || selected.isRow()));
    m_actions->remove->setEnabled(figure && !selected.empty());
    m_actions->removeRow->setEnabled(figure && selected.row >= 0);
    m_actions->wholePicture->setEnabled(figure && selected.row >= 0);
    m_name->setText(!figure ? QString() : m_document->modified() ? tr("%1 – changed").arg(name()) : name());
    m_name->setToolTip(m_document->file());
    QString progress;
    if (figure && !parts.complete())
        progress = tr("%1 of %2 pictures computed").arg(parts.count() - parts.missing()).arg(parts.count());
    else if (figure && parts.failed() > 0)
        progress = tr("%1 of %2 pictures could not be computed").arg(parts.failed()).arg(parts.count());
    m_progress->setText(progress);
}

void FigureComposer::showSize()
{
    const RenderedFigure* figure = m_canvas->figure();
    if (!figure || m_document->empty()) {
        m_size->clear();
        m_zoom->clear();
        return;
    }
    const QSizeF mm = figure->layout.size;
    const int dpi = m_document->spec().style.dpi;
    const QLocale locale;
    const QString size = tr("%1 × %2 mm, %3 dpi")
                             .arg(locale.toString(mm.width(), 'f', 1), locale.toString(mm.height(), 'f', 1))
                             .arg(dpi);
    const QString printed = tr("Printed size; as PNG %1 × %2 px")
                                .arg(std::lround(mm.width() / 25.4 * dpi))
                                .arg(std::lround(mm.height() / 25.4 * dpi));
    const bool high = mm.height() > highestFigureMm;
    m_size->setForegroundRole(high ? QPalette::WindowText : QPalette::PlaceholderText);
    m_size->setText(high ? tr("⚠ %1: higher than a page").arg(size) : size);
    m_size->setToolTip(high ? tr("%1. A page has room for about %2 mm: show fewer rows, or make the figure narrower.")
                                  .arg(printed)
                                  .arg(highestFigureMm)
                            : printed);
    m_zoom->setText(tr("%1 %").arg(std::lround(m_canvas->zoom() * 100)));
    m_zoom->setToolTip(tr("100 % is the printed size"));
}

void FigureComposer::askForContent(bool afresh)
{
    const ComparisonSpec& comparison = m_document->spec().comparison;
    if (m_document->empty() || m_document->parts().complete())
        return;
    if (!afresh && m_document->cells().covered(comparison, m_wantedKeys))
        return; // it is on its way
    if (const auto valid = validate(comparison); !valid) {
        say(valid.error());
        return;
    }
    m_wanted = comparison;
    m_wantedKeys = FigureCells::keys(comparison);
    Q_EMIT contentWanted(comparison, afresh);
}

bool FigureComposer::setFigure(const FigureSpec& spec, const FigureParts& parts)
{
    if (!letGo())
        return false;
    m_messages->hide();
    m_canvas->select({});
    m_wantedKeys.clear();
    m_document->addContent(spec.comparison, parts);
    m_document->reset(spec);
    return true;
}

void FigureComposer::setContent(const FigureParts& content)
{
    m_document->addContent(m_wanted, content);
}

} // namespace lookaway
