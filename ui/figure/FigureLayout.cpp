// SPDX-License-Identifier: MIT
#include "figure/FigureLayout.h"

#include <algorithm>

namespace lookaway {

const FigureLayout::Item* FigureLayout::at(const QPointF& point) const
{
    // What lies above others (a letter in its picture) comes later in the list.
    const auto found =
        std::find_if(items.rbegin(), items.rend(), [&](const Item& item) { return item.box.contains(point); });
    return found == items.rend() ? nullptr : &*found;
}

} // namespace lookaway
