// SPDX-License-Identifier: MIT
#include "pages/data/PreviewPane.h"

#include <QFile>
#include <QFileInfo>
#include <QLabel>
#include <QTabWidget>
#include <QVBoxLayout>

namespace lookaway {

PreviewPane::PreviewPane(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_tabs(new QTabWidget(this))
    , m_augmentation(new AugmentationPane)
    , m_occlusion(new OcclusionPane)
{
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_augmentation, tr("Augmentation"));
    m_tabs->addTab(m_occlusion, tr("Occlusion"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addWidget(m_title);
    column->addWidget(m_tabs, 1);
    setPicture({}, -1, {}, {});
}

void PreviewPane::addTab(QWidget* page, const QString& title)
{
    m_tabs->addTab(page, title);
}

void PreviewPane::setPicture(const std::string& picture, int label, const QString& className, const QString& part)
{
    const QString path = QFile::decodeName(QByteArray::fromStdString(picture));
    m_title->setText(picture.empty() ? tr("No picture is chosen")
                                     : tr("%1: %2, %3").arg(QFileInfo(path).fileName(), className, part));
    m_title->setToolTip(path);
    m_augmentation->setPicture(picture);
    m_occlusion->setPicture(picture, label);
}

void PreviewPane::setConfig(const Config& config)
{
    m_augmentation->setConfig(config);
    m_occlusion->setConfig(config);
}

} // namespace lookaway
