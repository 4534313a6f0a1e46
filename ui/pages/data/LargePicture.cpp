// SPDX-License-Identifier: MIT
#include "pages/data/LargePicture.h"

#include "widgets/InlineNote.h"
#include "widgets/pictures/PictureView.h"

#include <QVBoxLayout>

namespace lookaway {

namespace {
/// Photographs are shrunk to this, pixels.
constexpr int largestSide = 2048;
} // namespace

LargePicture::LargePicture(const std::string& path, const QString& title, QWidget* parent)
    : QDialog(parent)
    , m_view(new PictureView(this))
    , m_note(new InlineNote(this))
    , m_source(largestSide)
{
    setWindowTitle(title);
    resize(720, 600);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_view, 1);
    column->addWidget(m_note);
    connect(&m_source, &ThumbnailSource::ready, this, [this, path] { showPicture(path); });
    m_source.find(path, 0);
    m_note->say(InlineNote::Kind::Info, tr("Reading the picture…"));
}

void LargePicture::showPicture(const std::string& path)
{
    const ThumbnailSource::Thumbnail* picture = m_source.find(path, 0);
    if (!picture)
        return;
    if (picture->problem.isEmpty())
        m_note->clear();
    else
        m_note->say(InlineNote::Kind::Problem, picture->problem);
    m_view->setPicture(picture->picture.toImage());
}

} // namespace lookaway
