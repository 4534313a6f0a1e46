// SPDX-License-Identifier: MIT
#pragma once

#include "base/Image.h"
#include "session/settings/Config.h"

#include <QTimer>
#include <QWidget>

#include <cstdint>
#include <string>
#include <vector>

class QPushButton;

namespace lookaway {

class CaptionedPictures;
class InlineNote;

/// What augmentationPreview() (session/Preview.h) is to be asked.
struct AugmentationRequest {
    std::string picture = {};
    AugmentationSettings settings = {};
    int side = 224;
    int count = 11;
    std::uint64_t seed = 1;
};

/// The chosen picture as the network sees it, and as the augmentation may vary it. Asks for it by itself when it can be
/// seen and the picture or the settings have changed.
class AugmentationPane : public QWidget {
    Q_OBJECT

public:
    explicit AugmentationPane(QWidget* parent = nullptr);

    /// Empty = none is chosen.
    void setPicture(const std::string& picture);
    void setConfig(const Config& config);
    /// The answer: the picture as the network sees it, then its variants. Dropped when `picture` is not the one chosen.
    void showPictures(const std::string& picture, const std::vector<Image>& pictures);
    void showError(const QString& sentence);

Q_SIGNALS:
    void requested(const lookaway::AugmentationRequest& request);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void askSoon();
    void ask();
    void explainState();

    AugmentationRequest m_request;
    bool m_outdated = false;
    QTimer m_pause;
    InlineNote* m_note;
    CaptionedPictures* m_pictures;
    QPushButton* m_again;
};

} // namespace lookaway
