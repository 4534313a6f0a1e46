// SPDX-License-Identifier: MIT
#include "report/MapsLegend.h"

#include "compare/SpecNames.h"
#include "report/Html.h"
#include "session/inspect/PictureFiles.h"

#include <algorithm>
#include <cstdint>
#include <functional>

namespace lookaway {

namespace {

std::vector<Rgb> plainColors()
{
    std::vector<Rgb> stops;
    for (int i = 0; i <= 8; ++i)
        stops.push_back(colorAt(reportColors, static_cast<float>(i) / 8));
    return stops;
}

/// As overlaySigned() lays them over white.
std::vector<Rgb> signedColors()
{
    Image white(3, 1);
    std::fill(white.pixels.begin(), white.pixels.end(), std::uint8_t{ 255 });
    HeatMap heat(3, 1);
    heat.values = { 0, 0.5F, 1 };
    const auto ends = overlaySigned(white, heat, reportOpacity);
    std::vector<Rgb> stops;
    for (int x = 0; x < 3; ++x)
        stops.push_back({ ends.at(x, 0)[0], ends.at(x, 0)[1], ends.at(x, 0)[2] });
    return stops;
}

} // namespace

MapsLegend::MapsLegend(const TestComparisonRequest& request)
    : m_request(request)
    , m_layers(request.models.size())
{
}

void MapsLegend::add(std::size_t model, const ComparedCell& cell)
{
    m_layers[model] = cell.layer;
    m_isSigned = cell.isSigned;
    m_anyEmpty = m_anyEmpty || (cell.spread && cell.spread->empty);
}

std::string MapsLegend::text() const
{
    std::string said = html(methodTitle(m_request.method)) + layers()
        + ", laid over what the network sees: where it finds the class that is named with the picture. "
        + (m_isSigned ? "Against the class " + htmlColorBar(signedColors()) + " for it."
                      : "Least " + htmlColorBar(plainColors()) + " most heat.")
        + " Every map has a scale of its own, whose ends stand below it: equal colours are not equal values.";
    if (m_anyEmpty)
        said += " <b>No heat</b>: none of the map&rsquo;s values is positive"
            + std::string(
                m_request.method == "grad-cam" ? ", as no place of the layer raises the class&rsquo;s score" : "")
            + ". The model may be sure of the class all the same.";
    return "<p class=\"faint\">" + said + "</p>\n";
}

std::string MapsLegend::layers() const
{
    const bool same = std::adjacent_find(m_layers.begin(), m_layers.end(), std::not_equal_to<>()) == m_layers.end();
    std::string all;
    for (std::size_t i = 0; i < (same ? 1 : m_layers.size()); ++i)
        if (!m_layers[i].empty())
            all += (all.empty() ? " at " : ", ") + m_layers[i] + (same ? "" : " (" + m_request.models[i].title + ")");
    return html(all);
}

} // namespace lookaway
