// SPDX-License-Identifier: MIT
#pragma once

#include <QImage>
#include <QString>
#include <QWidget>

#include <vector>

namespace lookaway {

struct CaptionedPicture {
    QImage picture = {};
    QString caption = {};
    /// A second, fainter line; may be empty.
    QString note = {};
};

/// Some pictures with captions in a grid that fills the width; as high as it needs to be.
class CaptionedPictures : public QWidget {
    Q_OBJECT

public:
    explicit CaptionedPictures(QWidget* parent = nullptr);

    void setPictures(std::vector<CaptionedPicture> pictures);
    const std::vector<CaptionedPicture>& pictures() const { return m_pictures; }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return { 360, heightForWidth(360) }; }
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int columns(int width) const;
    int side(int width) const;
    int lineHeight(int width) const;

    std::vector<CaptionedPicture> m_pictures;
    bool m_captions = false;
    bool m_notes = false;
};

} // namespace lookaway
