// SPDX-License-Identifier: MIT
#include "pages/data/OcclusionPane.h"

#include "style/Icons.h"
#include "widgets/InlineNote.h"
#include "widgets/NumberText.h"
#include "widgets/pictures/CaptionedPictures.h"
#include "widgets/pictures/HeatMapImage.h"
#include "widgets/pictures/PictureCard.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace lookaway {

namespace {

QString fillTitle(FillKind fill)
{
    switch (fill) {
    case FillKind::Zero:
        return OcclusionPane::tr("0 (black)");
    case FillKind::One:
        return OcclusionPane::tr("1 (white)");
    case FillKind::Random:
        return OcclusionPane::tr("R (random)");
    case FillKind::Blur:
        return OcclusionPane::tr("blurred");
    case FillKind::Mean:
        return OcclusionPane::tr("mean colour");
    case FillKind::None:
        break;
    }
    return OcclusionPane::tr("nothing");
}

QString className(const OcclusionPreview& preview, std::int64_t label)
{
    const auto index = static_cast<std::size_t>(label);
    return index < preview.classes.size() ? QString::fromStdString(preview.classes[index])
                                          : OcclusionPane::tr("class %1").arg(label);
}

QString summary(const OcclusionPreview& preview)
{
    QString text = OcclusionPane::tr("%1, seen by %2: p = %3.")
                       .arg(className(preview, preview.label), QString::fromStdString(preview.layer))
                       .arg(preview.probability, 0, 'f', 3);
    if (preview.predicted != preview.label)
        text += QLatin1Char(' ') + OcclusionPane::tr("Predicted: %1.").arg(className(preview, preview.predicted));
    const double share = preview.fills.empty() ? 0 : preview.fills.front().share;
    return text + QLatin1Char(' ')
        + (share > 0 ? OcclusionPane::tr("%1 % of the pixels are hidden.").arg(percentNumber(share))
                     : OcclusionPane::tr("The heat map is the same everywhere, so nothing is hidden."));
}

} // namespace

OcclusionPane::OcclusionPane(QWidget* parent)
    : QWidget(parent)
    , m_network(new QComboBox(this))
    , m_class(new QComboBox(this))
    , m_explain(new QPushButton(icon(QStringLiteral("eye")), tr("Explain"), this))
    , m_note(new InlineNote(this))
    , m_pictures(new CaptionedPictures)
{
    build();
    setRuns({});
    explainState();
}

void OcclusionPane::build()
{
    m_network->setObjectName(QStringLiteral("network"));
    m_network->setToolTip(tr("Which network says where it looks"));
    m_network->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_network->setMinimumContentsLength(14);
    connect(m_network, &QComboBox::activated, this, [this](int index) {
        if (index == m_network->count() - 1)
            chooseRun();
        else
            explainState();
    });
    m_class->setObjectName(QStringLiteral("explained"));
    m_class->addItems({ tr("the picture's own"), tr("the predicted one") });
    m_class->setToolTip(tr("The scheme explains the picture's own class"));
    m_explain->setObjectName(QStringLiteral("explain"));
    m_explain->setToolTip(tr("Find where the network looks and hide it in every way"));
    connect(m_explain, &QPushButton::clicked, this, &OcclusionPane::ask);

    auto* form = new QFormLayout;
    form->addRow(tr("Network"), m_network);
    form->addRow(tr("Class"), m_class);
    form->addRow(QString(), m_explain);
    auto* area = new QScrollArea;
    area->setWidget(m_pictures);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_note);
    column->addWidget(area, 1);
}

void OcclusionPane::setPicture(const std::string& picture, int label)
{
    if (picture == m_request.picture)
        return;
    m_request.picture = picture;
    m_label = label;
    m_pictures->setPictures({});
    explainState();
}

void OcclusionPane::setConfig(const Config& config)
{
    m_request.config = config;
    m_network->setItemText(0, tr("%1, as it starts").arg(QString::fromStdString(config.model.name)));
}

void OcclusionPane::setRuns(const std::vector<RunChoice>& runs)
{
    const QString before = m_network->currentData().toString();
    m_network->clear();
    m_network->addItem(tr("%1, as it starts").arg(QString::fromStdString(m_request.config.model.name)), QString());
    for (const RunChoice& run : runs)
        m_network->addItem(tr("run %1").arg(run.title), run.folder);
    m_network->addItem(tr("Open Run…"));
    m_network->setCurrentIndex(std::max(0, m_network->findData(before)));
}

void OcclusionPane::chooseRun()
{
    m_network->setCurrentIndex(0);
    auto* dialog = new QFileDialog(this, tr("Open Run"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        m_network->insertItem(1, tr("run %1").arg(QDir(folder).dirName()), folder);
        m_network->setCurrentIndex(1);
        explainState();
    });
    dialog->open();
}

void OcclusionPane::ask()
{
    m_request.run = QFile::encodeName(m_network->currentData().toString()).toStdString();
    m_request.label = m_class->currentIndex() == 0 ? m_label : -1;
    m_request.side = m_request.run.empty() ? m_request.config.data.imageSize : 0;
    m_note->say(InlineNote::Kind::Info, tr("Explaining…"));
    Q_EMIT requested(m_request);
}

void OcclusionPane::explainState()
{
    m_explain->setEnabled(!m_request.picture.empty());
    if (m_request.picture.empty())
        m_note->say(InlineNote::Kind::Info, tr("Choose a picture to see what the scheme would hide in it."));
    else if (m_network->currentData().toString().isEmpty() && m_request.config.model.weights.empty())
        m_note->say(InlineNote::Kind::Info,
            tr("A network with random weights looks anywhere; choose a trained run to see what it has learnt."));
    else
        m_note->clear();
}

void OcclusionPane::showPreview(const std::string& picture, const OcclusionPreview& preview)
{
    if (picture != m_request.picture)
        return;
    const QImage input = toImage(preview.input);
    std::vector<CaptionedPicture> items = { { input, tr("as it is"), tr("p %1").arg(preview.probability, 0, 'f', 3) },
        { heatOverlay(input, preview.heat, ColorMap::Inferno, 0.5), tr("heat map"), {} } };
    for (const OccludedPreview& fill : preview.fills)
        items.push_back({ toImage(fill.occluded), fillTitle(fill.fill),
            tr("p %1").arg(changeText(preview.probability, fill.probabilityAfter).section(QLatin1Char(' '), 1)) });
    m_pictures->setPictures(std::move(items));
    m_note->say(InlineNote::Kind::Info, summary(preview));
}

void OcclusionPane::showError(const QString& sentence)
{
    m_note->say(InlineNote::Kind::Problem, sentence);
}

} // namespace lookaway
