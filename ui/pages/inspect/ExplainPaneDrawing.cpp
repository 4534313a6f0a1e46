// SPDX-License-Identifier: MIT
// What a pane shows of an explanation: one of its maps over the picture, or its attribution as colours.
#include "pages/inspect/ExplainPane.h"
#include "pages/inspect/MapSign.h"
#include "widgets/ComboPopup.h"
#include "widgets/pictures/AttributionImage.h"
#include "widgets/pictures/ColorScale.h"
#include "widgets/pictures/HeatMapImage.h"
#include "widgets/pictures/InspectView.h"
#include "widgets/pictures/PictureFile.h"

#include <QComboBox>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace lookaway {

constexpr int kColour = -1; // the entry of the attribution; others are numbers of maps

/// As scaleOf(), without the outermost hundredths.
static MapScale robustScale(const HeatMap& map, bool isSigned)
{
    std::vector<float> values;
    std::copy_if(
        map.values.begin(), map.values.end(), std::back_inserter(values), [](float v) { return std::isfinite(v); });
    if (isSigned)
        for (float& value : values)
            value = std::abs(value);
    if (values.empty())
        return {};
    const auto percentile = [&](double share) {
        const auto at = values.begin() + std::ptrdiff_t(share * double(values.size() - 1));
        std::nth_element(values.begin(), at, values.end());
        return *at;
    };
    const float high = percentile(0.99);
    const MapScale robust{ isSigned ? -high : percentile(0.01), high };
    return robust.constant() ? scaleOf(map, isSigned) : robust; // all that differs are outliers
}

void ExplainPane::take(std::shared_ptr<const Explanation> explanation)
{
    m_explanation = std::move(explanation);
    setWorking(false);
    fillMaps();
    showMap();
    Q_EMIT explained();
}

/// What can be shown of the explanation. What was shown of the last one is shown again where there is such a thing.
void ExplainPane::fillMaps()
{
    const QSignalBlocker quiet(m_map);
    const QString shown = m_map->currentText();
    m_map->clear();
    m_map->addItem(tr("heat map"), 0);
    for (const NamedMap& companion : m_explanation->companions)
        m_map->addItem(QString::fromStdString(companion.name), m_map->count());
    if (isColourAttribution(m_explanation->attribution))
        m_map->addItem(tr("colour"), kColour);
    m_map->setCurrentIndex(std::max(0, m_map->findText(shown)));
    m_map->setVisible(m_map->count() > 1);
    fitPopup(m_map);
}

void ExplainPane::showMap()
{
    if (!m_explanation)
        return;
    const int companion = std::max(0, m_map->currentData().toInt()) - 1;
    m_raw = companion < 0 ? m_explanation->raw : m_explanation->companions[std::size_t(companion)].map;
    m_signed = companion < 0 && hasSign(m_explanation->method, m_raw);
    m_shown = m_explanation;
    if (companion >= 0) {
        auto other = std::make_shared<Explanation>(*m_explanation);
        other->raw = m_raw;
        other->isSigned = false;
        m_shown = std::move(other);
    }
    draw();
}

QString ExplainPane::mapName() const
{
    return m_map->currentText();
}

QString ExplainPane::title() const
{
    if (!m_explanation)
        return {};
    const MethodFact* method = findMethod(m_explanation->method);
    QStringList parts{ QString::fromStdString(method ? method->title : m_explanation->method) };
    if (!m_explanation->layer.empty())
        parts << QString::fromStdString(m_explanation->layer);
    if (m_map->currentData().toInt() > 0)
        parts << m_map->currentText();
    if (m_stopped)
        parts << stoppedText();
    return parts.join(QStringLiteral(", "));
}

bool ExplainPane::inColour() const
{
    return m_explanation && m_map->currentData().toInt() == kColour;
}

void ExplainPane::setLook(const HeatLook& look)
{
    m_look = look;
    draw();
}

void ExplainPane::setScale(std::optional<MapScale> scale)
{
    const auto same = [](const MapScale& a, const MapScale& b) { return a.low == b.low && a.high == b.high; };
    if (scale.has_value() == m_scale.has_value() && (!scale || same(*scale, *m_scale)))
        return;
    m_scale = scale;
    draw();
}

QString ExplainPane::caption() const
{
    if (!m_explanation)
        return m_stopped ? tr("stopped before there was anything to show") : QString();
    QStringList parts{ m_inspector->className(m_explanation->classIndex) };
    if (!m_explanation->layer.empty())
        parts << QString::fromStdString(m_explanation->layer);
    const double seconds = m_explanation->seconds;
    if (m_stopped)
        parts.prepend(stoppedText());
    else
        parts << (seconds < 1 ? tr("%1 ms").arg(seconds * 1000, 0, 'f', 0) : tr("%1 s").arg(seconds, 0, 'f', 1));
    return parts.join(QStringLiteral(" · "));
}

void ExplainPane::paintLegend(QPainter& painter, const QRect& place) const
{
    m_legend->paint(painter, place, printPalette());
}

void ExplainPane::draw()
{
    const auto subject = m_inspector->subject();
    m_heat = {};
    m_view->setHeat(nullptr);
    if (!subject) {
        m_view->setPicture({});
        m_view->setCaption({});
        m_legend->clear();
        return;
    }
    const QImage input = toImage(subject->input);
    m_view->setBefore(input);
    m_view->setCaption(caption());
    m_view->setDivider(m_look.divided ? std::optional<double>(m_view->divider().value_or(0.5)) : std::nullopt);
    if (m_raw.empty()) {
        m_view->setPicture(input);
        m_legend->clear();
        return;
    }
    drawMap(input);
}

void ExplainPane::drawMap(const QImage& input)
{
    const HeatMap values = resizedMap(m_raw, input.width(), input.height());
    m_ownScale = m_look.robust ? robustScale(values, m_signed) : scaleOf(values, m_signed);
    const MapScale scale = m_scale && m_explanation ? *m_scale : m_ownScale;
    m_heat = displayHeat(values, values.width, values.height, m_signed, scale);
    m_view->setHeat(std::make_shared<const HeatMap>(values));
    if (inColour())
        return drawColours();
    if (m_ownScale.constant())
        return drawNothing(input);
    const HeatColors colors = m_signed ? HeatColors::forAndAgainst() : HeatColors::of(m_look.colors);
    m_view->setPicture(heatOverlay(input, m_heat, colors, m_look.opacity));
    m_legend->setLegend({ colors, scale.low, scale.high, m_signed });
}

/// The map is the same everywhere: colours over the picture would look like an answer.
void ExplainPane::drawNothing(const QImage& input)
{
    m_view->setPicture(input);
    const bool everywhereZero = std::all_of(m_raw.values.begin(), m_raw.values.end(), [](float v) { return v == 0; });
    if (!everywhereZero) {
        const auto value =
            std::find_if(m_raw.values.begin(), m_raw.values.end(), [](float v) { return std::isfinite(v); });
        if (value == m_raw.values.end())
            return m_legend->say(tr("no heat"), tr("No value of this map is a number."));
        return m_legend->say(tr("%1 everywhere").arg(ColorScale::numberText(*value)),
            tr("The map has the same value everywhere: it tells no place from another."));
    }
    const MethodFact* method = findMethod(m_order.method);
    m_legend->say(tr("no heat"),
        method && method->needsLayer
            ? tr("Every value of this map is 0: nothing at this layer speaks for the class, and what speaks against it "
                 "is left out by the method.")
            : tr("Every value of this map is 0: no place of the picture says anything for the class."));
}

/// The colours alone: laid over the picture they could not be told from its own.
void ExplainPane::drawColours()
{
    const float reach = attributionReach(m_explanation->attribution, m_look.robust);
    m_view->setPicture(attributionImage(m_explanation->attribution, reach));
    m_legend->setLegend({ HeatColors::of(ColorMap::Grey), -double(reach), double(reach), false });
    m_legend->setToolTip(tr("How much a red, green or blue value speaks for the class; grey is not at all."));
}

} // namespace lookaway
