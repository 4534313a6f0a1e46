// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QStringList>

namespace lookaway {

/// The project files of figures opened or saved last, newest first, at most ten; kept in the application's QSettings.
QStringList recentFigures();
void addRecentFigure(const QString& file);

} // namespace lookaway
