// SPDX-License-Identifier: MIT
#include "pages/data/AugmentationPane.h"

#include "style/Icons.h"
#include "widgets/InlineNote.h"
#include "widgets/pictures/CaptionedPictures.h"
#include "widgets/pictures/HeatMapImage.h"

#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lookaway {

namespace {
/// Going through pictures with the arrow keys asks for the one it stays on.
constexpr int pauseMilliseconds = 150;
constexpr int defaultSide = 224;
} // namespace

AugmentationPane::AugmentationPane(QWidget* parent)
    : QWidget(parent)
    , m_note(new InlineNote(this))
    , m_pictures(new CaptionedPictures)
    , m_again(new QPushButton(icon(QStringLiteral("repeat")), tr("Draw again"), this))
{
    m_again->setObjectName(QStringLiteral("drawAgain"));
    m_again->setToolTip(tr("Other random variants of the same picture"));
    connect(m_again, &QPushButton::clicked, this, [this] {
        ++m_request.seed;
        ask();
    });
    auto* area = new QScrollArea;
    area->setWidget(m_pictures);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_note);
    column->addWidget(area, 1);
    column->addWidget(m_again, 0, Qt::AlignRight);
    m_pause.setSingleShot(true);
    m_pause.setInterval(pauseMilliseconds);
    connect(&m_pause, &QTimer::timeout, this, &AugmentationPane::ask);
    explainState();
}

void AugmentationPane::setPicture(const std::string& picture)
{
    if (picture == m_request.picture)
        return;
    m_request.picture = picture;
    m_pictures->setPictures({});
    askSoon();
}

void AugmentationPane::setConfig(const Config& config)
{
    m_request.settings = config.augmentation;
    m_request.side = config.data.imageSize > 0 ? config.data.imageSize : defaultSide;
    askSoon();
}

void AugmentationPane::askSoon()
{
    m_outdated = true;
    explainState();
    if (isVisible())
        m_pause.start();
}

void AugmentationPane::ask()
{
    m_outdated = false;
    if (!m_request.picture.empty())
        Q_EMIT requested(m_request);
}

void AugmentationPane::explainState()
{
    m_again->setEnabled(!m_request.picture.empty() && m_request.settings.enabled);
    if (m_request.picture.empty())
        m_note->say(InlineNote::Kind::Info, tr("Choose a picture to see how the augmentation varies it."));
    else if (!m_request.settings.enabled)
        m_note->say(InlineNote::Kind::Info, tr("The augmentation is off: the network sees every picture as it is."));
    else
        m_note->clear();
}

void AugmentationPane::showPictures(const std::string& picture, const std::vector<Image>& pictures)
{
    if (picture != m_request.picture)
        return;
    explainState();
    std::vector<CaptionedPicture> items;
    for (const Image& image : pictures) {
        const QString caption = items.empty() ? tr("as it is")
            : m_request.settings.enabled      ? tr("variant %1").arg(items.size())
                                              : QString();
        if (items.empty() || m_request.settings.enabled)
            items.push_back({ toImage(image), caption, {} });
    }
    m_pictures->setPictures(std::move(items));
}

void AugmentationPane::showError(const QString& sentence)
{
    m_pictures->setPictures({});
    m_note->say(InlineNote::Kind::Problem, sentence);
}

void AugmentationPane::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_outdated)
        m_pause.start();
}

} // namespace lookaway
