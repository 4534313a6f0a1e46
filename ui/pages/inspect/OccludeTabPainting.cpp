// SPDX-License-Identifier: MIT
// What is painted in the Occlude tab, and taken back.
#include "pages/inspect/OccludeTab.h"
#include "widgets/forms/SliderBox.h"

#include <QCheckBox>
#include <QSlider>
#include <QUndoStack>

#include <algorithm>
#include <cmath>

namespace lookaway {

constexpr int kBrushParts = 100; // the slider's unit: a hundredth of the picture's side

/// From one state to another.
class OccludeTab::Stroke : public QUndoCommand {
public:
    Stroke(OccludeTab* tab, const QString& text, Hiding before, Hiding after)
        : QUndoCommand(text)
        , m_tab(tab)
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }
    void undo() override { m_tab->setHiding(m_before); }
    void redo() override { m_tab->setHiding(m_after); }

private:
    OccludeTab* m_tab;
    Hiding m_before;
    Hiding m_after;
};

double OccludeTab::brushWidth() const
{
    return std::max(1.0, std::max(m_painted.width, m_painted.height) * m_brush->value() / double(kBrushParts));
}

void OccludeTab::brush(QPointF place, bool erase)
{
    if (m_painted.empty())
        return;
    if (!m_before)
        m_before = hiding();
    const float value = erase || m_eraser->isChecked() ? -1 : 1;
    const double radius = brushWidth() / 2;
    const int top = std::max(0, int(place.y() - radius));
    const int bottom = std::min(m_painted.height - 1, int(place.y() + radius));
    const int left = std::max(0, int(place.x() - radius));
    const int right = std::min(m_painted.width - 1, int(place.x() + radius));
    for (int y = top; y <= bottom; ++y)
        for (int x = left; x <= right; ++x)
            if (std::hypot(x + 0.5 - place.x(), y + 0.5 - place.y()) <= radius)
                m_painted.values[std::size_t(y) * m_painted.width + x] = value;
    refresh();
}

OccludeTab::Hiding OccludeTab::hiding() const
{
    return { m_painted, {} };
}

void OccludeTab::setHiding(const Hiding& hiding)
{
    m_painted = hiding.painted;
    if (hiding.threshold)
        m_threshold->setValue(*hiding.threshold);
    refresh();
}

void OccludeTab::endStroke()
{
    if (!m_before)
        return;
    Hiding before = std::move(*m_before);
    m_before.reset();
    m_history->push(new Stroke(this, tr("Stroke"), std::move(before), hiding()));
}

void OccludeTab::hideNothing()
{
    const Hiding nothing{ HeatMap(m_painted.width, m_painted.height), 1 };
    m_history->push(new Stroke(this, tr("Hide Nothing"), { m_painted, m_threshold->value() }, nothing));
}

} // namespace lookaway
