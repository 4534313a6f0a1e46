// SPDX-License-Identifier: MIT
#include "pages/composer/FigureRenderer.h"

#include "figure/ComparisonSheet.h"
#include "figure/FigurePainter.h"
#include "widgets/Background.h"

#include <algorithm>
#include <cmath>

namespace lookaway {

namespace {

constexpr double kMostPixels = 40e6; // beyond, a picture is enlarged on the screen
constexpr double kMmPerInch = 25.4;

double bounded(double dpi, const QSizeF& mm)
{
    const double squareInches = std::max(1e-3, mm.width() * mm.height() / (kMmPerInch * kMmPerInch));
    return std::clamp(dpi, 24.0, std::max(24.0, std::sqrt(kMostPixels / squareInches)));
}

} // namespace

void FigureRenderer::setFigure(const FigureSpec& spec, const FigureParts& parts)
{
    m_figure = Figure{ spec, parts };
    m_wanted = true;
    start();
}

void FigureRenderer::setDpi(double dpi)
{
    if (std::abs(dpi - m_dpi) < 1e-6)
        return;
    m_dpi = dpi;
    m_wanted = m_figure || m_latest;
    start();
}

void FigureRenderer::start()
{
    if (m_working || !m_wanted)
        return;
    m_working = true;
    m_wanted = false;
    inBackground(
        this,
        [figure = std::exchange(m_figure, std::nullopt), latest = m_latest,
            dpi = m_dpi]() mutable -> Result<std::shared_ptr<const RenderedFigure>> {
            auto made = std::make_shared<RenderedFigure>();
            if (figure) {
                const FigureContent content = figure->parts.content();
                made->sheet = sheetOf(figure->spec, content);
                made->layout = layOut(made->sheet);
                figure->spec.caption.clear();
                made->caption = QString::fromStdString(figureCaption(figure->spec, content));
            } else {
                made->sheet = latest->sheet;
                made->layout = latest->layout;
                made->caption = latest->caption;
            }
            made->dpi = bounded(dpi, made->layout.size);
            made->image = renderFigure(made->sheet, made->dpi);
            return std::shared_ptr<const RenderedFigure>(made);
        },
        [this](const Result<std::shared_ptr<const RenderedFigure>>& made) {
            m_working = false;
            if (made) {
                m_latest = *made;
                Q_EMIT rendered(*made);
            }
            start();
        });
}

} // namespace lookaway
