// SPDX-License-Identifier: MIT
#include "pages/inspect/InspectStart.h"

#include "bridge/RecentModels.h"
#include "style/Icons.h"
#include "widgets/EmptyState.h"

#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

namespace lookaway {

constexpr int kWidth = 460; // px
constexpr int kMostShown = 6;

InspectStart::InspectStart(QWidget* parent)
    : QWidget(parent)
    , m_state(new EmptyState(QStringLiteral("zoom")))
    , m_heading(new QLabel(tr("Looked into lately")))
    , m_recent(new QListWidget)
{
    auto* file = m_state->addButton(tr("Open Model…"), QStringLiteral("open"));
    file->setObjectName(QStringLiteral("openModelFile"));
    auto* run = m_state->addButton(tr("Open Run…"), QStringLiteral("runs"));
    run->setObjectName(QStringLiteral("inspectRun"));
    connect(file, &QPushButton::clicked, this, &InspectStart::openFileRequested);
    connect(run, &QPushButton::clicked, this, &InspectStart::openRunRequested);
    m_recent->setAccessibleName(m_heading->text());
    m_recent->setMaximumWidth(kWidth);
    m_recent->setMinimumWidth(kWidth);
    m_recent->setFrameShape(QFrame::NoFrame);
    m_recent->viewport()->setAutoFillBackground(false);
    m_recent->setTextElideMode(Qt::ElideMiddle);
    m_recent->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_heading->setMinimumWidth(kWidth);
    const auto choose = [this](const QListWidgetItem* item) {
        Q_EMIT recentRequested(item->data(Qt::UserRole).toString());
    };
    connect(m_recent, &QListWidget::itemClicked, this, choose);
    connect(m_recent, &QListWidget::itemActivated, this, choose);
    auto* column = new QVBoxLayout(this);
    column->addStretch(1);
    column->addWidget(m_state);
    column->addWidget(m_heading, 0, Qt::AlignHCenter);
    column->addWidget(m_recent, 0, Qt::AlignHCenter);
    column->addStretch(2);
    setOpening({});
    refresh();
}

void InspectStart::setOpening(const QString& name)
{
    if (name.isEmpty())
        m_state->setTexts(tr("Drop a model here"),
            tr("A run folder or checkpoint, weights (.pth, .pt, .safetensors) of a known architecture, or any "
               "TorchScript file. Then drop pictures: you see what the network answers, and where it looks."));
    else
        m_state->setTexts(tr("Opening %1…").arg(name), tr("The weights are read and the layers are listed."));
    for (auto* button : m_state->findChildren<QPushButton*>())
        button->setEnabled(name.isEmpty());
}

void InspectStart::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void InspectStart::refresh()
{
    m_recent->clear();
    for (const QString& path : recentModels().mid(0, kMostShown)) {
        const QFileInfo info(path);
        auto* item = new QListWidgetItem(icon(info.isDir() ? QStringLiteral("runs") : QStringLiteral("open")),
            tr("%1 — %2").arg(info.fileName(), QDir::toNativeSeparators(info.path())), m_recent);
        item->setData(Qt::UserRole, path);
        item->setToolTip(path);
        if (!info.exists())
            item->setFlags(Qt::NoItemFlags);
    }
    const bool any = m_recent->count() > 0;
    m_heading->setVisible(any);
    m_recent->setVisible(any);
    m_recent->setFixedHeight(
        any ? m_recent->sizeHintForRow(0) * m_recent->count() + 2 * m_recent->frameWidth() + 4 : 0);
}

} // namespace lookaway
