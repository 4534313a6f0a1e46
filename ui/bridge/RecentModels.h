// SPDX-License-Identifier: MIT
#pragma once

#include "session/inspect/Inspection.h"

#include <QString>
#include <QStringList>

namespace lookaway {

/// The models looked into last, newest first, at most ten, as paths to open; kept in the application's QSettings.
QStringList recentModels();
void addRecentModel(const QString& path);
/// The path that opens this model again.
QString pathOf(const ModelSource& source);

} // namespace lookaway
