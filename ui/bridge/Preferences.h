// SPDX-License-Identifier: MIT
#pragma once

#include "session/settings/Config.h"
#include "style/Theme.h"

#include <QString>

class QSettings;

namespace lookaway {

/// What a person wants of the program on this machine, whatever the run. A value; whoever needs it is handed it.
struct Preferences {
    ThemeKind theme = ThemeKind::System;
    /// New runs are made in this folder.
    QString runFolder = defaultRunFolder();

    // For new runs, as in the settings of a run.
    QString device = QStringLiteral("auto");
    Precision precision = Precision::Auto;
    int threads = 0;        ///< of the arithmetic; 0 = as many as cores
    int loaderThreads = 0;  ///< 0 = as many as cores, at most 8
    int cacheMegabytes = 0; ///< of decoded pictures; 0 = off

    /// Occluded mini-batches that the batch strip can scrub back through.
    int batchHistory = 50;
    /// Id of the colour map of heat maps (base/ColorMap.h).
    QString colorMap = QStringLiteral("inferno");
    /// The window opens as it was closed: geometry, panels, page.
    bool reopenLayout = true;

    /// What was saved; a value that is missing or not allowed is the default.
    static Preferences load(const QSettings& settings);
    void save(QSettings& settings) const;

    /// Hands device, precision, threads and cache on to a new run's settings.
    void applyTo(Config& config) const;
    /// Takes these settings over from a run's.
    void takeFrom(const Config& config);

    /// "Lookaway runs" in the person's documents.
    static QString defaultRunFolder();
    static constexpr int leastBatchHistory = 1;
    static constexpr int mostBatchHistory = 1000;
};

bool operator==(const Preferences& a, const Preferences& b);
inline bool operator!=(const Preferences& a, const Preferences& b)
{
    return !(a == b);
}

} // namespace lookaway
