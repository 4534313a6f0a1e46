// SPDX-License-Identifier: MIT
#pragma once

#include <QIcon>
#include <QString>

namespace lookaway {

/// The icon resources/icons/NAME.svg, drawn sharp at every size and device pixel ratio in the colours of the
/// application's palette at the time of painting, so that it follows a change of theme by itself: in the SVG
/// "currentColor" stands for the text's colour (fainter when disabled). A null icon when there is no such file.
QIcon icon(const QString& name);

} // namespace lookaway
