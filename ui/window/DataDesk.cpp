// SPDX-License-Identifier: MIT
#include "window/DataDesk.h"

#include "pages/data/AugmentationPane.h"
#include "pages/data/DataPage.h"
#include "session/DemoJob.h"
#include "session/Preview.h"
#include "session/Survey.h"
#include "widgets/Background.h"

namespace lookaway {

DataDesk::DataDesk(DataPage* page, QObject* parent)
    : QObject(parent)
    , m_page(page)
{
    connect(
        &m_bridge, &SessionBridge::progress, page, [page](const Progress& progress) { page->showProgress(progress); });
    connect(&m_bridge, &SessionBridge::finished, this, [this](const RunFinished& finished) {
        if (m_next)
            run(*std::exchange(m_next, std::nullopt));
        else if (finished.outcome == RunFinished::Outcome::Failed)
            (m_page->*m_failed)(finished.error);
        else if (finished.outcome == RunFinished::Outcome::Cancelled)
            (m_page->*m_failed)(cancelled());
    });
}

void DataDesk::run(Wish wish)
{
    if (m_bridge.running()) {
        m_next = std::move(wish);
        m_bridge.requestStop();
        return;
    }
    m_failed = wish.failed;
    if (const auto begun = m_bridge.start(wish.make()); !begun)
        (m_page->*m_failed)(begun.error());
}

void DataDesk::survey(const DataSettings& data, std::uint64_t seed)
{
    const auto make = [this, data, seed] {
        return surveyJob(data, seed, [this, post = m_bridge.poster()](std::shared_ptr<const Survey> survey) {
            // What the bridge, a member, drops when it goes away cannot reach us.
            post([this, survey = std::move(survey)] {
                m_survey = survey;
                m_page->showSurvey(survey);
                Q_EMIT surveyed(survey);
            });
        });
    };
    run({ make, &DataPage::showError });
}

void DataDesk::drawDemo(const QString& folder)
{
    const auto make = [this, folder] {
        const Job drawn = [this, folder, post = m_bridge.poster()](JobContext&) -> Result<std::string> {
            post([this, folder] { m_page->openPath(folder); });
            return std::string();
        };
        return demoDataJob(folder.toStdString(), demoPictures(), drawn);
    };
    run({ make, &DataPage::showError });
}

void DataDesk::augment(const AugmentationRequest& request)
{
    const int number = ++m_augmentation;
    inBackground(
        this,
        [request] {
            return augmentationPreview(request.picture, request.settings, request.side, request.count, request.seed);
        },
        [this, number, picture = request.picture](const Result<std::vector<Image>>& pictures) {
            if (number != m_augmentation)
                return;
            if (pictures)
                m_page->showAugmentation(picture, *pictures);
            else
                m_page->showAugmentationError(pictures.error());
        });
}

void DataDesk::occlude(const OcclusionPreviewRequest& request)
{
    const auto make = [this, request] {
        return occlusionPreviewJob(
            request, [this, picture = request.picture.string(), post = m_bridge.poster()](OcclusionPreview preview) {
                auto shared = std::make_shared<const OcclusionPreview>(std::move(preview));
                post([this, picture, shared] { m_page->showOcclusion(picture, *shared); });
            });
    };
    run({ make, &DataPage::showOcclusionError });
}

void DataDesk::cancel()
{
    m_next.reset();
    m_bridge.requestStop();
}

} // namespace lookaway
