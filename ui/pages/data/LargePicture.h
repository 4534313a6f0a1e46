// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/ThumbnailSource.h"

#include <QDialog>

#include <string>

namespace lookaway {

class InlineNote;
class PictureView;

/// A picture file, large, read in the background. Not modal.
class LargePicture : public QDialog {
    Q_OBJECT

public:
    LargePicture(const std::string& path, const QString& title, QWidget* parent = nullptr);
    const PictureView& view() const { return *m_view; }

private:
    void showPicture(const std::string& path);

    PictureView* m_view;
    InlineNote* m_note;
    ThumbnailSource m_source;
};

} // namespace lookaway
