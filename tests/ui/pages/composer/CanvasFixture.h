// SPDX-License-Identifier: MIT
#pragma once

#include "CanvasHands.h"
#include "SampleFigure.h"

#include "figure/ComparisonSheet.h"
#include "figure/FigurePainter.h"

#include <memory>

Q_DECLARE_METATYPE(lookaway::FigureAxis)

namespace lookaway::test {

/// A canvas on the screen, with three rows and four columns.
class CanvasFixture : protected CanvasHands {
protected:
    CanvasFixture()
    {
        qRegisterMetaType<FigureSelection>();
        qRegisterMetaType<FigureAxis>();
    }
    FigureCanvas& canvas() const final { return *m_canvas; }

    static std::shared_ptr<const RenderedFigure> render(const FigureSpec& spec, double dpi)
    {
        auto made = std::make_shared<RenderedFigure>();
        made->sheet = sheetOf(spec, sampleContent(spec.comparison));
        made->layout = layOut(made->sheet);
        made->dpi = dpi;
        made->image = renderFigure(made->sheet, dpi);
        return made;
    }
    void openCanvas()
    {
        m_canvas = std::make_unique<FigureCanvas>();
        m_canvas->resize(900, 700);
        m_canvas->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_canvas.get()));
        m_canvas->setFigure(render(sampleFigure(3, 3), 96));
        m_canvas->fitPage();
        m_canvas->setFocus();
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(m_canvas.get(), key, modifiers);
    }

    std::unique_ptr<FigureCanvas> m_canvas;
};

} // namespace lookaway::test
