// SPDX-License-Identifier: MIT
#pragma once

#include "pages/data/AugmentationPane.h"
#include "pages/data/OcclusionPane.h"
#include "session/Survey.h"
#include "session/runs/Event.h"
#include "session/settings/Config.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <vector>

class QPushButton;
class QStackedWidget;

namespace lookaway {

class DataFindings;
class EmptyState;
class InlineNote;
class PathEdit;
class PictureBrowser;
class PreviewPane;
class SettingsForm;
class SurveyProgress;

/// The Data workspace: which pictures, what is in them, how they are divided, and what augmentation and occlusion do to
/// one of them. It runs no jobs: it asks for them by signals and is told the results. GUI thread.
class DataPage : public QWidget {
    Q_OBJECT

public:
    explicit DataPage(QWidget* parent = nullptr);

    /// Shows these settings without configChanged(). Other data is looked through (if it is there) as soon as the page
    /// can be seen.
    void setConfig(const Config& config);
    /// As given, with what the person changed here: path, data and augmentation settings.
    const Config& config() const { return m_config; }
    /// As if the person had chosen it: a folder or manifest.
    void openPath(const QString& path);
    /// Runs that can explain, newest first.
    void setRuns(const std::vector<RunChoice>& runs);

public Q_SLOTS:
    void showSurvey(std::shared_ptr<const lookaway::Survey> survey);
    void showProgress(const lookaway::Progress& progress);
    /// The survey failed or was cancelled.
    void showError(const lookaway::Error& error);
    // Answers to the requests below for this picture.
    void showAugmentation(const std::string& picture, const std::vector<lookaway::Image>& pictures);
    void showOcclusion(const std::string& picture, const lookaway::OcclusionPreview& preview);
    void showAugmentationError(const lookaway::Error& error);
    void showOcclusionError(const lookaway::Error& error);

Q_SIGNALS:
    /// To be answered by surveyJob() with config().training.seed, and always by showSurvey() or showError().
    void surveyRequested(const lookaway::DataSettings& data);
    void cancelRequested();
    void augmentationRequested(const lookaway::AugmentationRequest& request);
    void occlusionRequested(const lookaway::OcclusionPreviewRequest& request);
    void configChanged(const lookaway::Config& config);
    void demoRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    QWidget* makeHead();
    QWidget* makeContent();
    void fillEmptyState();
    void onPathEdited();
    void onFormChanged();
    void onChosen(int row);
    void openLarge(int row);
    void lookThrough();
    void updateOutdated();
    /// What a survey depends on is as it was looked through.
    bool surveyed() const;

    Config m_config;
    std::shared_ptr<const Survey> m_survey;
    DataSettings m_asked; ///< of the last survey
    QTimer m_typing;

    PathEdit* m_path;
    QPushButton* m_look;
    InlineNote* m_outdated;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    EmptyState* m_failed;
    SurveyProgress* m_working;
    QWidget* m_content = nullptr;
    DataFindings* m_findings;
    PictureBrowser* m_browser;
    PreviewPane* m_preview;
    SettingsForm* m_form;
};

} // namespace lookaway
