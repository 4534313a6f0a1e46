// SPDX-License-Identifier: MIT
#include "pages/compare/ComparePage.h"

#include "compare/FigureSize.h"
#include "pages/compare/CompareChoice.h"
#include "pages/compare/CompareGrid.h"
#include "pages/compare/CompareLook.h"
#include "pages/compare/CompareModel.h"
#include "pages/compare/ComparisonDocument.h"
#include "pages/compare/EpochBar.h"
#include "style/Icons.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineNote.h"
#include "widgets/pictures/ColorScale.h"

#include <QLabel>
#include <QMenu>
#include <QMetaMethod>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace lookaway {

namespace {

constexpr int kLegend = 180; // px

QToolButton* makeMenuButton(const char* name, const char* iconName, const QString& text, const QString& tip)
{
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setIcon(icon(QLatin1String(iconName)));
    button->setText(text);
    button->setToolTip(tip);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(new QMenu(button));
    return button;
}

} // namespace

ComparePage::ComparePage(QWidget* parent)
    : QWidget(parent)
    , m_comparer(new Comparer(this))
    , m_model(new CompareModel(m_comparer, this))
    , m_document(new ComparisonDocument(this))
    , m_stack(new QStackedWidget)
{
    setAcceptDrops(true);
    m_stack->addWidget(makeStart());
    m_stack->addWidget(makeWorkspace());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(m_stack);
    connectTools();
    connectGrid();
    const auto shortcut = [this](const QKeySequence& keys, auto slot) {
        connect(new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated,
            this, slot);
    };
    shortcut(QKeySequence::Paste, &ComparePage::paste);
    shortcut(QKeySequence(Qt::Key_Escape), [this] { m_comparer->stop(); });
    m_model->setStyle(m_look->style());
    showState();
}

QWidget* ComparePage::makeStart()
{
    m_start = new EmptyState(QStringLiteral("compare"));
    auto* runs = m_start->addButton(tr("Choose a Run…"), QStringLiteral("runs"));
    runs->setObjectName(QStringLiteral("startRun"));
    auto* files = m_start->addButton(tr("Choose Model Files…"), QStringLiteral("open"));
    files->setObjectName(QStringLiteral("startFiles"));
    connect(runs, &QPushButton::clicked, this, &ComparePage::openRunDialog);
    connect(files, &QPushButton::clicked, this, &ComparePage::openModelsDialog);
    m_startNote = new InlineNote;
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->addStretch(1);
    column->addWidget(m_start);
    column->addWidget(m_startNote, 0, Qt::AlignHCenter);
    column->addStretch(2);
    return page;
}

QWidget* ComparePage::makeWorkspace()
{
    m_look = new CompareLook;
    m_epochs = new EpochBar;
    m_note = new InlineNote;
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(makeHead());
    column->addWidget(m_look);
    column->addWidget(m_epochs);
    column->addWidget(m_note);
    column->addWidget(makeMiddle(), 1);
    column->addWidget(makeFoot());
    return page;
}

QWidget* ComparePage::makeHead()
{
    auto* models = makeMenuButton("addModels", "plus", tr("Mo&dels"),
        tr("Add runs, checkpoints, weights or TorchScript files; they can be dropped here, too"));
    auto* pictures = makeMenuButton("addPictures", "picture", tr("&Pictures"),
        tr("Add pictures; files, folders and pictures from a browser can be dropped here, too, or pasted (Ctrl+V)"));
    makeMenus(models, pictures);
    m_choice = new CompareChoice;
    m_tests = new QPushButton(icon(QStringLiteral("evaluate")), tr("Compare over a Test Set…"));
    m_tests->setObjectName(QStringLiteral("tests"));
    m_tests->setToolTip(tr("These models on many pictures: accuracy, spread and overlap with paired tests, and which "
                           "pictures are worth a row here"));
    m_compose = new QPushButton(icon(QStringLiteral("export")), tr("Compose Figure…"));
    m_compose->setObjectName(QStringLiteral("compose"));
    m_compose->setToolTip(tr("Lay these rows and columns out for paper: PDF, SVG, PNG"));
    connect(m_tests, &QPushButton::clicked, this, [this] { Q_EMIT testsWanted(m_draft); });
    connect(m_compose, &QPushButton::clicked, this, &ComparePage::composeFigure);
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(10);
    row->addWidget(models, 0, Qt::AlignTop);
    row->addWidget(pictures, 0, Qt::AlignTop);
    row->addWidget(m_choice, 1);
    row->addWidget(m_tests, 0, Qt::AlignTop);
    row->addWidget(m_compose, 0, Qt::AlignTop);
    return head;
}

void ComparePage::makeMenus(QToolButton* models, QToolButton* pictures)
{
    const auto add = [this](QMenu* menu, const char* name, const char* iconName, const QString& text, auto slot) {
        auto* action = menu->addAction(icon(QLatin1String(iconName)), text);
        action->setObjectName(QLatin1String(name));
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    add(models->menu(), "addRun", "runs", tr("&Run…"), &ComparePage::openRunDialog);
    add(models->menu(), "addFiles", "open", tr("Model &Files…"), &ComparePage::openModelsDialog);
    m_arms = add(models->menu(), "addArms", "repeat", tr("Add the &Arms of This Run's Study"), &ComparePage::addArms);
    m_arms->setToolTip(tr("Runs beside the first one that differ from it only in what they occlude"));
    models->menu()->addSeparator();
    add(models->menu(), "reload", "revert", tr("Read Models and Pictures &Again"),
        [this] { m_comparer->startAfresh(); });
    add(models->menu(), "clear", "close", tr("&Clear the Comparison"), &ComparePage::clear);
    add(pictures->menu(), "addPictureFiles", "picture", tr("Picture &Files…"), &ComparePage::openPicturesDialog);
    add(pictures->menu(), "addFolder", "folder", tr("F&older of Pictures…"), &ComparePage::openPictureFolderDialog);
    m_testPictures = add(pictures->menu(), "addTestPictures", "data", tr("Some &Test Pictures of the Run"),
        &ComparePage::addTestPictures);
    add(pictures->menu(), "paste", "copy", tr("&Paste"), &ComparePage::paste);
}

QWidget* ComparePage::makeMiddle()
{
    m_noPictures = new EmptyState(QStringLiteral("picture"));
    auto* choose = m_noPictures->addButton(tr("Choose Pictures…"), QStringLiteral("picture"));
    choose->setObjectName(QStringLiteral("startPictures"));
    m_takeTest = m_noPictures->addButton(tr("Take Test Pictures of the Run"), QStringLiteral("data"));
    m_takeTest->setObjectName(QStringLiteral("startTestPictures"));
    connect(choose, &QPushButton::clicked, this, &ComparePage::openPicturesDialog);
    connect(m_takeTest, &QPushButton::clicked, this, &ComparePage::addTestPictures);
    m_grid = new CompareGrid(m_model);
    m_middle = new QStackedWidget;
    m_middle->addWidget(m_noPictures);
    m_middle->addWidget(m_grid);
    return m_middle;
}

QWidget* ComparePage::makeFoot()
{
    m_state = new QLabel;
    m_state->setAccessibleName(tr("State of the comparison"));
    m_progress = new QProgressBar;
    m_progress->setAccessibleName(tr("Progress of the comparison"));
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(140);
    m_progress->setMaximumHeight(fontMetrics().height() - 2);
    m_stop = new QPushButton(icon(QStringLiteral("stop")), tr("Stop"));
    m_stop->setObjectName(QStringLiteral("stop"));
    m_scaleNote = new QLabel;
    m_scaleNote->setObjectName(QStringLiteral("scaleNote"));
    m_scaleNote->setWordWrap(true);
    m_scaleNote->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_scaleNote->setTextFormat(Qt::RichText);
    m_legend = new ColorScale;
    m_legend->setFixedWidth(kLegend);
    auto* foot = new QWidget;
    foot->setFixedHeight(m_stop->sizeHint().height());
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(2, 0, 2, 0);
    row->addWidget(m_state);
    row->addWidget(m_progress);
    row->addWidget(m_stop);
    row->addWidget(m_scaleNote, 1);
    row->addWidget(m_legend);
    return foot;
}

/// A button is there when somebody does what it says.
void ComparePage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_tests->setVisible(isSignalConnected(QMetaMethod::fromSignal(&ComparePage::testsWanted)));
    m_compose->setVisible(isSignalConnected(QMetaMethod::fromSignal(&ComparePage::figureWanted)));
}

FigureSpec ComparePage::figure() const
{
    FigureSpec figure;
    figure.comparison = m_draft.spec;
    for (ComparedColumn& column : figure.comparison.columns) // differences that are added there are against it, too
        if (column.kind == ComparedColumn::Kind::Map)
            column.reference = m_draft.reference;
    figure.style = m_look->style();
    figure.style.widthMm = widthFor(figure.comparison.columns.size());
    return figure;
}

void ComparePage::composeFigure()
{
    Q_EMIT figureWanted(figure(), m_comparer->parts());
}

void ComparePage::setDevice(const QString& device)
{
    if (device == m_device)
        return;
    m_device = device;
    compare();
}

QUndoStack* ComparePage::history() const
{
    return m_document->history();
}

void ComparePage::setColorMap(ColorMap map)
{
    m_look->setColorMap(map);
}

} // namespace lookaway
