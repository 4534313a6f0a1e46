// SPDX-License-Identifier: MIT
#pragma once

#include "figure/FigureLayout.h"
#include "figure/FigureSheet.h"
#include "pages/composer/FigureCells.h"

#include <QImage>
#include <QObject>

#include <memory>
#include <optional>

namespace lookaway {

/// A figure as it will be printed, ready for the screen.
struct RenderedFigure {
    FigureSheet sheet = {};
    FigureLayout layout = {};
    QImage image = {}; ///< `dpi` dots an inch
    double dpi = 0;
    QString caption = {}; ///< that it gets where none is given
};

/// Makes sheets and pictures of figures on another thread, with what export uses. One at a time; of the wishes that
/// come meanwhile the latest counts, and until it is fulfilled the last picture stands. GUI thread.
class FigureRenderer : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    void setFigure(const FigureSpec& spec, const FigureParts& parts);
    /// The same figure in another resolution.
    void setDpi(double dpi);
    bool working() const { return m_working; }

Q_SIGNALS:
    void rendered(std::shared_ptr<const lookaway::RenderedFigure> figure);

private:
    struct Figure {
        FigureSpec spec;
        FigureParts parts;
    };
    void start();

    std::optional<Figure> m_figure;                 ///< that is not laid out yet
    std::shared_ptr<const RenderedFigure> m_latest; ///< whose sheet serves for other resolutions
    double m_dpi = 96;
    bool m_wanted = false;
    bool m_working = false;
};

} // namespace lookaway
