// SPDX-License-Identifier: MIT
#include "widgets/ComboPopup.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QScrollBar>

#include <algorithm>

namespace lookaway {

void fitPopup(QComboBox* box)
{
    constexpr int most = 560;
    constexpr int looked = 400; // entries of a long list that are measured
    const QFontMetrics metrics(box->view()->font());
    int width = 0;
    for (int row = 0; row < std::min(box->count(), looked); ++row)
        width = std::max(width, metrics.horizontalAdvance(box->itemText(row)));
    width += box->iconSize().width() + box->view()->verticalScrollBar()->sizeHint().width() + 24;
    box->view()->setMinimumWidth(std::min(width, most));
}

} // namespace lookaway
