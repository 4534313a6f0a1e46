// SPDX-License-Identifier: MIT
#pragma once

#include "StudioTest.h"

#include "pages/training/SetupPanel.h"

namespace lookaway::test {

/// A window whose runs go into a folder that vanishes with it.
class StudioFixture {
public:
    static constexpr int patience = 120000; // ms, for what trains; a healthy machine needs a few seconds

    Studio& studio() { return m_studio; }
    QString path(const char* name) const { return m_folder.filePath(QLatin1String(name)); }
    void useSettings(const Config& config)
    {
        auto* panel = m_studio.find<SetupPanel>();
        panel->setConfig(config);
        Q_EMIT panel->changed(config);
    }
    void startTiny(int epochs)
    {
        writePictures(path("pictures"), 40);
        useSettings(tinyConfig(path("pictures"), epochs));
        m_studio.action("workspaceTrain")->trigger();
        m_studio.press("startButton");
    }

private:
    QTemporaryDir m_folder;
    Studio m_studio{ path("runs") };
};

} // namespace lookaway::test
