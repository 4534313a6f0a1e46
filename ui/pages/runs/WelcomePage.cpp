// SPDX-License-Identifier: MIT
#include "pages/runs/WelcomePage.h"

#include "pages/runs/RunCardDelegate.h"
#include "style/Icons.h"
#include "style/Theme.h"

#include <QAction>
#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QSvgWidget>
#include <QVBoxLayout>

namespace lookaway {

namespace {

QLabel* heading(const QString& text, qreal scale)
{
    auto* label = new QLabel(text);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    label->setWordWrap(true);
    return label;
}

/// A step of the tour: a picture and what it shows.
QWidget* step(int number, const QString& picture, const QString& title, const QString& text)
{
    auto* box = new QWidget;
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* drawing = new QSvgWidget(QStringLiteral(":/manual/%1.svg").arg(picture));
    drawing->setFixedSize(192, 132);
    layout->addWidget(drawing);
    auto* head = new QLabel(QStringLiteral("<b>%1. %2</b>").arg(QString::number(number), title));
    auto* body = new QLabel(text);
    body->setWordWrap(true);
    body->setFixedWidth(192);
    body->setAlignment(Qt::AlignTop);
    layout->addWidget(head);
    layout->addWidget(body, 1);
    return box;
}

} // namespace

WelcomePage::WelcomePage(QWidget* parent)
    : QWidget(parent)
    , m_runs(new QListWidget)
    , m_noRuns(new QLabel(tr("Runs that you train or open are listed here, with their result and an occluded "
                             "mini-batch.")))
{
    auto* content = new QWidget;
    auto* columns = new QHBoxLayout(content);
    columns->setContentsMargins(36, 32, 36, 32);
    columns->setSpacing(40);
    auto* left = new QVBoxLayout;
    left->setSpacing(14);
    left->addWidget(heading(tr("Welcome to Lookaway"), 2.0));
    auto* claim =
        new QLabel(tr("Train image classifiers that look at more of the picture: whatever the network stares at "
                      "is hidden now and then, so that it has to find other cues."));
    claim->setWordWrap(true);
    left->addWidget(claim);
    left->addSpacing(8);
    left->addWidget(makeActions());
    left->addSpacing(20);
    left->addWidget(heading(tr("What happens in a training"), 1.3));
    left->addWidget(makeTour());
    left->addStretch(1);
    columns->addLayout(left, 3);

    columns->addLayout(makeRuns(), 2);

    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    showRuns({});
}

QLayout* WelcomePage::makeRuns()
{
    m_runs->setItemDelegate(new RunCardDelegate(m_runs));
    m_runs->setFrameShape(QFrame::NoFrame);
    m_runs->setSpacing(3);
    m_runs->setMinimumWidth(240);
    m_runs->setMouseTracking(true);
    m_runs->setAccessibleName(tr("Recent runs"));
    m_runs->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_runs->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* forget = new QAction(tr("Remove from This List"), m_runs);
    m_runs->addAction(forget);
    connect(forget, &QAction::triggered, this, [this] {
        if (const auto* item = m_runs->currentItem())
            Q_EMIT runForgotten(item->data(RunCardDelegate::FolderRole).toString());
    });
    connect(m_runs, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) { activate(m_runs->row(item)); });
    connect(m_runs, &QListWidget::itemClicked, this, [this](QListWidgetItem* item) { activate(m_runs->row(item)); });

    auto* column = new QVBoxLayout;
    column->setSpacing(10);
    column->addWidget(heading(tr("Recent runs"), 1.3));
    m_noRuns->setWordWrap(true);
    column->addWidget(m_noRuns);
    column->addWidget(m_runs, 1);
    column->addStretch();
    return column;
}

QWidget* WelcomePage::makeActions()
{
    auto* box = new QWidget;
    auto* rows = new QVBoxLayout(box);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    m_demo = new QPushButton(tr("Try the demo"));
    m_demo->setObjectName(QStringLiteral("tryDemo"));
    m_demo->setProperty("primary", true);
    m_demo->setDefault(true);
    connect(m_demo, &QPushButton::clicked, this, &WelcomePage::demoRequested);
    auto* what = new QLabel(tr("Draws small aircraft and trains on them for a minute, while you watch."));
    what->setWordWrap(true);
    rows->addWidget(m_demo, 0, Qt::AlignLeft);
    rows->addWidget(what);
    rows->addSpacing(4);
    rows->addLayout(makeButtons());
    auto* drop = new QLabel(tr("Or drop a folder of pictures, a run, a weights file or a picture on the window."));
    drop->setWordWrap(true);
    rows->addWidget(drop);
    return box;
}

/// Own pictures to train on, models that there are already.
QLayout* WelcomePage::makeButtons()
{
    auto* grid = new QGridLayout;
    grid->setColumnStretch(3, 1);
    int number = 0;
    const auto button = [&](const char* name, const char* iconName, const QString& text, const QString& tip,
                            void (WelcomePage::*signal)()) {
        auto* push = new QPushButton(icon(QLatin1String(iconName)), text);
        push->setObjectName(QLatin1String(name));
        push->setToolTip(tip);
        connect(push, &QPushButton::clicked, this, signal);
        grid->addWidget(push, number / 3, number % 3);
        ++number;
    };
    button("openData", "folder", tr("Open Pictures…"), tr("Train on pictures of your own"),
        &WelcomePage::openDataRequested);
    button("openRun", "open", tr("Open Run…"), tr("Curves, pictures and results of a training"),
        &WelcomePage::openRunRequested);
    button("openManual", "help", tr("Manual"), {}, &WelcomePage::manualRequested);
    button("inspectModel", "inspect", tr("Inspect a Model"), tr("See where a model looks, in any of your pictures"),
        &WelcomePage::inspectRequested);
    button("compareModels", "compare", tr("Compare Models"), tr("Set the heat maps of several models side by side"),
        &WelcomePage::compareRequested);
    return grid;
}

QWidget* WelcomePage::makeTour()
{
    auto* tour = new QWidget;
    auto* row = new QHBoxLayout(tour);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(20);
    row->addWidget(step(1, QStringLiteral("scheme-look"), tr("Look"),
        tr("Grad-CAM shows which pixels the network uses for the true class, here the emblem on the fin.")));
    row->addWidget(step(2, QStringLiteral("scheme-hide"), tr("Hide"),
        tr("With probability p the hottest pixels of a mini-batch are hidden before the step.")));
    row->addWidget(step(3, QStringLiteral("scheme-learn"), tr("Learn more"),
        tr("The network has to find other cues as well, and copes better when one is missing.")));
    row->addStretch(1);
    return tour;
}

void WelcomePage::showRuns(const std::vector<RunCard>& cards)
{
    m_runs->clear();
    for (const auto& card : cards) {
        auto* item = new QListWidgetItem(card.title);
        item->setData(RunCardDelegate::FolderRole, card.folder);
        item->setData(RunCardDelegate::SummaryRole, card.summary);
        item->setData(RunCardDelegate::ResultRole, card.result);
        item->setData(RunCardDelegate::DateRole, QLocale().toString(card.started.toLocalTime(), QLocale::ShortFormat));
        item->setData(RunCardDelegate::ThumbnailRole, card.thumbnail);
        item->setData(RunCardDelegate::MissingRole, card.missing);
        item->setToolTip(card.missing ? card.result : card.folder);
        item->setData(Qt::AccessibleTextRole, QStringLiteral("%1, %2, %3").arg(card.title, card.summary, card.result));
        m_runs->addItem(item);
    }
    m_runs->setVisible(!cards.empty());
    m_noRuns->setVisible(cards.empty());
}

void WelcomePage::setBusy(bool busy)
{
    m_demo->setEnabled(!busy);
    m_demo->setToolTip(busy ? tr("A training is going on.") : QString());
}

void WelcomePage::activate(int row)
{
    const auto* item = m_runs->item(row);
    if (item && !item->data(RunCardDelegate::MissingRole).toBool())
        Q_EMIT runActivated(item->data(RunCardDelegate::FolderRole).toString());
}

} // namespace lookaway
