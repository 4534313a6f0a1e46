// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

#include <cstddef>

namespace lookaway {

// Text files with the names of classes, one a line, that were taken before. GUI thread.

/// Files whose names were taken before, the latest first, that are still there and have so many names.
QStringList classListsFor(std::size_t classCount);
void rememberClassList(const QString& path);

} // namespace lookaway
