// SPDX-License-Identifier: MIT
#pragma once

class QAction;
class QWidget;

namespace lookaway {

/// The commands of the Inspect workspace that have a key. They belong to the page, in which their keys hold, and appear
/// in the window's menu, in context menus and on buttons, too. Who triggers them does nothing; the page does.
struct InspectActions {
    explicit InspectActions(QWidget* page);

    QAction* paste = nullptr;
    QAction* stop = nullptr; ///< enabled while something is being explained
    QAction* zoomIn = nullptr;
    QAction* zoomOut = nullptr;
    QAction* whole = nullptr;
    QAction* pixels = nullptr;
    QAction* modelPanel = nullptr;  ///< checked while the left panel is shown
    QAction* answerPanel = nullptr; ///< the right one
};

} // namespace lookaway
