// SPDX-License-Identifier: MIT
#pragma once

#include "bridge/SessionBridge.h"

#include "session/settings/Config.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace lookaway {

class DataPage;
struct AugmentationRequest;
struct OcclusionPreviewRequest;
struct Survey;

/// Looks things up for the Data workspace on a thread of its own, beside a training: what a folder holds, how a picture
/// would be occluded. Of several wishes the latest counts.
class DataDesk : public QObject {
    Q_OBJECT

public:
    DataDesk(DataPage* page, QObject* parent);

    void survey(const DataSettings& data, std::uint64_t seed);
    /// Draws the demo data into a folder, or finds them there, and opens it.
    void drawDemo(const QString& folder);
    void augment(const AugmentationRequest& request);
    void occlude(const OcclusionPreviewRequest& request);
    void cancel();
    std::shared_ptr<const Survey> lastSurvey() const { return m_survey; }

Q_SIGNALS:
    void surveyed(std::shared_ptr<const lookaway::Survey> survey);

private:
    /// A job, and where its failure is shown.
    struct Wish {
        std::function<Job()> make;
        void (DataPage::*failed)(const Error& error);
    };
    void run(Wish wish);

    DataPage* m_page;
    std::shared_ptr<const Survey> m_survey;
    std::optional<Wish> m_next; ///< wished while another job was going on
    void (DataPage::*m_failed)(const Error& error) = nullptr;
    int m_augmentation = 0; ///< number of the last request
    SessionBridge m_bridge;
};

} // namespace lookaway
