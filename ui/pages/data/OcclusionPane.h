// SPDX-License-Identifier: MIT
#pragma once

#include "session/Preview.h"

#include <QString>
#include <QWidget>

#include <string>
#include <vector>

class QComboBox;
class QPushButton;

namespace lookaway {

class CaptionedPictures;
class InlineNote;

/// A run that can explain: its folder and how it is called in lists.
struct RunChoice {
    QString title = {};
    QString folder = {};
};

/// The hottest place of the chosen picture, hidden in every way, as the scheme would: by the network of the settings or
/// of a run.
class OcclusionPane : public QWidget {
    Q_OBJECT

public:
    explicit OcclusionPane(QWidget* parent = nullptr);

    /// `label`: index of its class. An empty path = none is chosen.
    void setPicture(const std::string& picture, int label);
    void setConfig(const Config& config);
    void setRuns(const std::vector<RunChoice>& runs);
    /// Dropped when `picture` is not the one chosen.
    void showPreview(const std::string& picture, const OcclusionPreview& preview);
    void showError(const QString& sentence);

Q_SIGNALS:
    void requested(const lookaway::OcclusionPreviewRequest& request);

private:
    void build();
    void chooseRun();
    void ask();
    void explainState();

    OcclusionPreviewRequest m_request;
    int m_label = -1;
    QComboBox* m_network;
    QComboBox* m_class;
    QPushButton* m_explain;
    InlineNote* m_note;
    CaptionedPictures* m_pictures;
};

} // namespace lookaway
