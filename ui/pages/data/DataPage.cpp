// SPDX-License-Identifier: MIT
#include "pages/data/DataPage.h"

#include "pages/data/DataFindings.h"
#include "pages/data/LargePicture.h"
#include "pages/data/PictureBrowser.h"
#include "pages/data/PreviewPane.h"
#include "pages/data/SurveyProgress.h"
#include "pages/data/SurveySummary.h"
#include "widgets/EmptyState.h"
#include "widgets/InlineNote.h"
#include "widgets/forms/PathEdit.h"
#include "widgets/forms/SettingsForm.h"

#include <QDragEnterEvent>
#include <QFile>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace lookaway {

namespace {
constexpr int typingMilliseconds = 400;
constexpr int margin = 12;

std::string localPath(const QString& path)
{
    return QFile::encodeName(path).toStdString();
}

QString text(const Error& error)
{
    return QString::fromStdString(error.message());
}

} // namespace

DataPage::DataPage(QWidget* parent)
    : QWidget(parent)
    , m_path(new PathEdit(PathEdit::Kind::Data))
    , m_look(new QPushButton(tr("Look through")))
    , m_outdated(new InlineNote)
    , m_stack(new QStackedWidget)
    , m_empty(new EmptyState(QStringLiteral("data")))
    , m_failed(new EmptyState(QStringLiteral("warning")))
    , m_working(new SurveyProgress)
    , m_findings(new DataFindings)
    , m_browser(new PictureBrowser)
    , m_preview(new PreviewPane)
    , m_form(new SettingsForm)
{
    setAcceptDrops(true);
    fillEmptyState();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_failed);
    m_stack->addWidget(m_working);
    m_stack->addWidget(m_content = makeContent());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(8);
    column->addWidget(makeHead());
    column->addWidget(m_outdated);
    column->addWidget(m_stack, 1);
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingMilliseconds);
    connect(&m_typing, &QTimer::timeout, this, [this] {
        // Not behind the person's back, while a run of the same session may be about to start.
        if (isVisible() && QFileInfo::exists(m_path->path()) && !surveyed())
            lookThrough();
    });
    setConfig(m_config);
}

QWidget* DataPage::makeHead()
{
    auto* area = new QWidget;
    auto* row = new QHBoxLayout(area);
    row->setContentsMargins(0, 0, 0, 0);
    auto* caption = new QLabel(tr("&Pictures"));
    caption->setBuddy(m_path->lineEdit());
    m_path->setTitle(tr("Folder of pictures, or manifest"));
    m_look->setObjectName(QStringLiteral("lookThrough"));
    m_look->setToolTip(tr("Find the classes, count the pictures and check that each can be read"));
    row->addWidget(caption);
    row->addWidget(m_path, 1);
    row->addWidget(m_look);
    connect(m_path, &PathEdit::edited, this, &DataPage::onPathEdited);
    connect(m_path->lineEdit(), &QLineEdit::returnPressed, this, &DataPage::lookThrough);
    connect(m_look, &QPushButton::clicked, this, &DataPage::lookThrough);
    return area;
}

void DataPage::fillEmptyState()
{
    m_empty->setObjectName(QStringLiteral("empty"));
    m_empty->setTexts(tr("Which pictures should the network learn?"),
        tr("<p>A folder with one folder per class. Drop it here, or choose it above:</p>"
           "<table align='center'><tr><td><pre>flowers/\n"
           "    daffodil/   1.jpg  2.jpg  …\n"
           "    tulip/      3.jpg  4.jpg  …</pre></td></tr></table>"
           "<p>Folders train/, val/ and test/ above the classes are kept as parts; otherwise the pictures are divided "
           "at random. A .csv or .tsv list of paths and classes will do, too.</p>"));
    connect(m_empty->addButton(tr("Draw demo data")), &QPushButton::clicked, this, &DataPage::demoRequested);
}

QWidget* DataPage::makeContent()
{
    m_form->setSections({ QStringLiteral("data"), QStringLiteral("augmentation") });
    m_form->setHidden({ QStringLiteral("data.path") });
    m_preview->addTab(m_form, tr("Settings"));
    connect(m_working, &SurveyProgress::cancelRequested, this, &DataPage::cancelRequested);
    connect(m_findings, &DataFindings::classChosen, m_browser, &PictureBrowser::showClass);
    connect(m_form, &SettingsForm::changed, this, &DataPage::onFormChanged);
    connect(m_browser, &PictureBrowser::pictureChosen, this, &DataPage::onChosen);
    connect(m_browser, &PictureBrowser::pictureOpened, this, &DataPage::openLarge);
    connect(m_preview->augmentation(), &AugmentationPane::requested, this, &DataPage::augmentationRequested);
    connect(m_preview->occlusion(), &OcclusionPane::requested, this, &DataPage::occlusionRequested);

    auto* splitter = new QSplitter(Qt::Horizontal);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(margin);
    QWidget* const columns[] = { m_findings, m_browser, m_preview };
    const int widths[] = { 300, 500, 380 };
    for (QWidget* column : columns) {
        column->setMinimumWidth(220);
        splitter->addWidget(column);
    }
    splitter->setSizes({ widths[0], widths[1], widths[2] });
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setStretchFactor(2, 0);
    return splitter;
}

void DataPage::setConfig(const Config& config)
{
    const bool otherData = config.data.path != m_config.data.path;
    m_config = config;
    m_path->setPath(QFile::decodeName(QByteArray::fromStdString(config.data.path)));
    m_form->setConfig(config);
    m_preview->setConfig(config);
    updateOutdated();
    if (otherData)
        m_typing.start();
}

void DataPage::setRuns(const std::vector<RunChoice>& runs)
{
    m_preview->occlusion()->setRuns(runs);
}

void DataPage::openPath(const QString& path)
{
    m_path->setPath(path);
    onPathEdited();
    lookThrough();
}

void DataPage::onPathEdited()
{
    m_config.data.path = localPath(m_path->path());
    m_form->setConfig(m_config);
    updateOutdated();
    m_typing.start();
    Q_EMIT configChanged(m_config);
}

void DataPage::onFormChanged()
{
    m_config = m_form->config();
    m_preview->setConfig(m_config);
    updateOutdated();
    Q_EMIT configChanged(m_config);
}

void DataPage::lookThrough()
{
    m_typing.stop();
    if (m_config.data.path.empty())
        return;
    m_asked = m_config.data;
    m_working->begin();
    m_stack->setCurrentWidget(m_working);
    updateOutdated();
    Q_EMIT surveyRequested(m_asked);
}

bool DataPage::surveyed() const
{
    const DataSettings& now = m_config.data;
    return now.path == m_asked.path && now.validationShare == m_asked.validationShare
        && now.testShare == m_asked.testShare && now.splitByGroup == m_asked.splitByGroup;
}

void DataPage::updateOutdated()
{
    m_look->setEnabled(!m_config.data.path.empty());
    if (m_survey && m_stack->currentWidget() == m_content && !surveyed())
        m_outdated->say(InlineNote::Kind::Info,
            tr("The settings were changed. Look through the pictures again to see how they are divided now."));
    else
        m_outdated->clear();
}

void DataPage::showProgress(const Progress& progress)
{
    m_working->show(progress);
}

void DataPage::showSurvey(std::shared_ptr<const Survey> survey)
{
    if (!survey)
        return;
    m_survey = std::move(survey);
    m_findings->setSurvey(m_survey);
    m_browser->setSurvey(m_survey);
    m_stack->setCurrentWidget(m_content);
    updateOutdated();
}

void DataPage::showError(const Error& error)
{
    m_asked = {};
    if (error.cancelled()) {
        m_stack->setCurrentWidget(m_survey ? m_content : static_cast<QWidget*>(m_empty));
    } else {
        m_failed->setTexts(QString::fromStdString(error.what), QString::fromStdString(error.hint));
        m_stack->setCurrentWidget(m_failed);
    }
    updateOutdated();
}

void DataPage::showAugmentation(const std::string& picture, const std::vector<Image>& pictures)
{
    m_preview->augmentation()->showPictures(picture, pictures);
}

void DataPage::showOcclusion(const std::string& picture, const OcclusionPreview& preview)
{
    m_preview->occlusion()->showPreview(picture, preview);
}

void DataPage::showAugmentationError(const Error& error)
{
    m_preview->augmentation()->showError(text(error));
}

void DataPage::showOcclusionError(const Error& error)
{
    m_preview->occlusion()->showError(text(error));
}

void DataPage::onChosen(int row)
{
    if (row < 0)
        return m_preview->setPicture({}, -1, {}, {});
    const SurveyPicture& picture = m_browser->model().picture(row);
    m_preview->setPicture(picture.path, picture.label,
        QString::fromStdString(m_survey->classes.at(static_cast<std::size_t>(picture.label))),
        partTitle(m_browser->model().part(row).name));
}

void DataPage::openLarge(int row)
{
    const SurveyPicture& picture = m_browser->model().picture(row);
    auto* dialog = new LargePicture(picture.path,
        tr("%1: %2").arg(QFileInfo(QFile::decodeName(QByteArray::fromStdString(picture.path))).fileName(),
            QString::fromStdString(m_survey->classes.at(static_cast<std::size_t>(picture.label)))),
        this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void DataPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_typing.start();
}

void DataPage::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile())
        event->acceptProposedAction();
}

void DataPage::dropEvent(QDropEvent* event)
{
    openPath(event->mimeData()->urls().first().toLocalFile());
    event->acceptProposedAction();
}

} // namespace lookaway
