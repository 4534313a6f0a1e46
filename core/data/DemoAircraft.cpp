// SPDX-License-Identifier: MIT
#include "data/DemoAircraft.h"

namespace lookaway::demo {

constexpr Colour white{ 250, 250, 250 };
constexpr Colour glass{ 38, 52, 70 };

const std::array<AircraftType, 8>& aircraftTypes()
{
    using F = AircraftType::Figure;
    static const std::array<AircraftType, 8> types{ {
        { "avocet", Engines::UnderWing, Tail::Swept, Windows::Row, false, false, { 214, 30, 38 }, white, F::Dot },
        { "bittern", Engines::UnderWing, Tail::TTail, Windows::Strip, true, false, { 24, 60, 190 }, { 250, 214, 40 },
            F::Dot },
        { "curlew", Engines::Rear, Tail::Swept, Windows::Portholes, true, false, { 16, 140, 60 }, white, F::Cross },
        { "dunlin", Engines::Rear, Tail::TTail, Windows::Row, false, false, { 248, 136, 14 }, { 20, 20, 24 }, F::Bar },
        { "egret", Engines::WingPropeller, Tail::Upright, Windows::Portholes, false, true, { 204, 30, 160 }, white,
            F::Half },
        { "fulmar", Engines::WingPropeller, Tail::TTail, Windows::Strip, false, true, { 20, 20, 26 }, { 250, 214, 40 },
            F::Cross },
        { "gannet", Engines::NosePropeller, Tail::Upright, Windows::Strip, false, false, { 10, 176, 206 },
            { 214, 30, 38 }, F::Bar },
        { "heron", Engines::NosePropeller, Tail::Swept, Windows::None, false, true, { 108, 40, 170 }, { 90, 230, 90 },
            F::Half },
    } };
    return types;
}

Livery drawLivery(Random& random)
{
    static const std::array<Colour, 8> bodies{ { { 244, 245, 247 }, { 226, 230, 235 }, { 203, 210, 218 },
        { 238, 231, 212 }, { 214, 222, 205 }, { 196, 212, 228 }, { 232, 208, 200 }, { 178, 186, 196 } } };
    static const std::array<Colour, 8> paints{ { { 52, 78, 120 }, { 112, 52, 54 }, { 58, 98, 84 }, { 150, 122, 70 },
        { 86, 86, 98 }, { 92, 70, 110 }, { 60, 110, 134 }, { 176, 96, 60 } } };
    Livery livery;
    livery.body = bodies[random.below(bodies.size())];
    const Colour paint = paints[random.below(paints.size())];
    livery.stripe = paints[random.below(paints.size())];
    livery.belly = random.bernoulli(0.5) ? paint : shade(livery.body, random.uniform(0.7, 0.9));
    livery.fin = random.bernoulli(0.5) ? paint : mix(livery.body, paint, random.uniform(0, 0.4));
    livery.striped = random.bernoulli(0.6);
    livery.bellyLine = random.uniform(0.03, 0.1);
    return livery;
}

static Points fuselage(bool pointedNose)
{
    Points points = pointedNose ? Points{ { -1.1, 0.06 }, { -0.94, -0.03 }, { -0.74, -0.115 } }
                                : Points{ { -1, 0.03 }, { -0.96, -0.06 }, { -0.8, -0.13 } };
    const Points rest{ { -0.5, -0.15 }, { 0, -0.15 }, { 0.45, -0.145 }, { 0.8, -0.115 }, { 1.02, -0.075 },
        { 1.03, -0.04 }, { 0.8, 0.045 }, { 0.5, 0.12 }, { 0.2, 0.15 }, { -0.3, 0.155 }, { -0.7, 0.15 } };
    points.insert(points.end(), rest.begin(), rest.end());
    points.push_back(pointedNose ? Point{ -0.96, 0.115 } : Point{ -0.93, 0.115 });
    return smooth(points);
}

static Points finOutline(Tail tail)
{
    switch (tail) {
    case Tail::Swept:
        return { { 0.42, -0.13 }, { 0.6, -0.2 }, { 0.79, -0.53 }, { 1.06, -0.53 }, { 0.99, -0.07 } };
    case Tail::Upright:
        return { { 0.5, -0.13 }, { 0.64, -0.25 }, { 0.68, -0.45 }, { 0.75, -0.52 }, { 0.94, -0.52 }, { 1, -0.44 },
            { 1.01, -0.07 } };
    case Tail::TTail:
        break;
    }
    return { { 0.52, -0.13 }, { 0.74, -0.53 }, { 1.05, -0.53 }, { 0.99, -0.07 } };
}

static void drawTail(Canvas& canvas, const AircraftType& type, const Livery& livery)
{
    const Stencil fin = canvas.outline(finOutline(type.tail));
    canvas.paint(fin, shade(livery.fin, 1.12), shade(livery.fin, 0.82), -0.55, -0.08);
    canvas.paint(canvas.line({ { 0.93, -0.52 }, { 0.9, -0.1 } }, 0.012), shade(livery.fin, 0.66), 0.6);
    if (type.tail == Tail::TTail)
        canvas.paint(
            canvas.outline({ { 0.66, -0.55 }, { 0.74, -0.6 }, { 1.2, -0.58 }, { 1.22, -0.535 }, { 0.8, -0.52 } }),
            shade(livery.body, 1.1), shade(livery.body, 0.66), -0.6, -0.52);
}

static void drawStabiliser(Canvas& canvas, const AircraftType& type, const Livery& livery)
{
    if (type.tail != Tail::TTail)
        canvas.paint(
            canvas.outline({ { 0.66, -0.075 }, { 0.86, -0.075 }, { 1.2, -0.01 }, { 1.18, 0.025 }, { 0.98, 0.015 } }),
            shade(livery.body, 1.05), shade(livery.body, 0.62), -0.08, 0.03);
}

static void drawFuselage(Canvas& canvas, const AircraftType& type, const Livery& livery)
{
    const Stencil body = canvas.outline(fuselage(type.pointedNose));
    canvas.paint(body, shade(livery.body, 1.25), shade(livery.body, 0.78), -0.15, 0.14);
    const Stencil lower = canvas.outline({ { -1.2, livery.bellyLine }, { 0.4, livery.bellyLine },
        { 1.2, livery.bellyLine - 0.12 }, { 1.2, 0.4 }, { -1.2, 0.4 } });
    canvas.paint(body & lower, livery.belly, shade(livery.belly, 0.68), 0.02, 0.15);
    if (livery.striped)
        canvas.paint(body & canvas.line({ { -1.1, 0.02 }, { 0.4, 0.02 }, { 1.1, -0.09 } }, 0.035), livery.stripe);
    canvas.paint(body
            & canvas.outline(type.pointedNose
                    ? Points{ { -0.86, -0.045 }, { -0.76, -0.1 }, { -0.64, -0.115 }, { -0.66, -0.05 } }
                    : Points{ { -0.94, -0.045 }, { -0.87, -0.095 }, { -0.74, -0.115 }, { -0.75, -0.05 } }),
        shade(glass, 1.3), glass, -0.11, -0.05);
}

static void drawWindows(Canvas& canvas, Windows windows)
{
    switch (windows) {
    case Windows::Row:
        for (int i = 0; i < 13; ++i)
            canvas.paint(canvas.outline(ellipse({ -0.56 + i * 0.085, -0.055 }, 0.021, 0.027)), glass);
        break;
    case Windows::Portholes:
        for (int i = 0; i < 5; ++i)
            canvas.paint(canvas.outline(ellipse({ -0.5 + i * 0.2, -0.06 }, 0.046, 0.046)), glass);
        break;
    case Windows::Strip:
        canvas.paint(
            canvas.line({ { -0.5, -0.065 }, { -0.02, -0.065 } }, 0.06), shade(glass, 1.25), glass, -0.1, -0.03);
        break;
    case Windows::None:
        break;
    }
}

static void drawWing(Canvas& canvas, const AircraftType& type, const Livery& livery)
{
    const Colour top = shade(livery.body, 0.98);
    const Colour under = shade(livery.body, 0.58);
    if (type.highWing)
        canvas.paint(canvas.outline(smooth({ { -0.36, -0.165 }, { -0.2, -0.205 }, { 0.2, -0.185 }, { 0.26, -0.16 },
                         { 0.1, -0.12 }, { -0.28, -0.125 } })),
            top, under, -0.2, -0.12);
    else
        canvas.paint(
            canvas.outline({ { -0.26, 0.075 }, { 0.16, 0.085 }, { 0.46, 0.235 }, { 0.32, 0.25 }, { 0.02, 0.16 } }), top,
            under, 0.07, 0.25);
}

static void drawPropeller(Canvas& canvas, const Point& hub, double radius)
{
    canvas.paint(canvas.outline(ellipse(hub, 0.022, radius)), { 60, 62, 68 }, 0.55);
    canvas.paint(canvas.line({ { hub.x, hub.y - radius }, { hub.x, hub.y + radius } }, 0.022), { 48, 50, 56 }, 0.7);
}

static void drawPod(Canvas& canvas, const Livery& livery, const Point& centre, double length, double height)
{
    const double w = length / 2;
    const double h = height / 2;
    const auto at = [&](double x, double y) { return Point{ centre.x + x * w, centre.y + y * h }; };
    canvas.paint(canvas.outline(smooth({ at(-1, -0.75), at(-0.5, -1), at(0.3, -0.9), at(1, -0.4), at(1, 0.4),
                     at(0.3, 0.9), at(-0.5, 1), at(-1, 0.75) })),
        shade(livery.body, 1.15), shade(livery.body, 0.55), centre.y - h, centre.y + h);
    canvas.paint(canvas.outline(ellipse(at(-0.96, 0), 0.03, h * 0.78)), { 44, 46, 54 });
}

static void drawEngines(Canvas& canvas, const AircraftType& type, const Livery& livery)
{
    switch (type.engines) {
    case Engines::UnderWing:
        drawPod(canvas, livery, { -0.1, 0.215 }, 0.34, 0.13);
        break;
    case Engines::Rear:
        drawPod(canvas, livery, { 0.5, -0.07 }, 0.34, 0.13);
        break;
    case Engines::WingPropeller:
        drawPod(canvas, livery, { -0.16, -0.09 }, 0.42, 0.1);
        drawPropeller(canvas, { -0.39, -0.09 }, 0.19);
        break;
    case Engines::NosePropeller:
        canvas.paint(canvas.outline(smooth({ { -1.1, 0.03 }, { -0.99, -0.04 }, { -0.93, 0.03 }, { -0.99, 0.1 } })),
            shade(livery.stripe, 1.2), shade(livery.stripe, 0.7), -0.04, 0.1);
        drawPropeller(canvas, { -1.03, 0.03 }, 0.22);
        break;
    }
}

static Stencil drawEmblem(Canvas& canvas, const AircraftType& type, bool visible)
{
    const Point centre{ 0.845, -0.345 };
    constexpr double radius = 0.125;
    const Stencil rim = canvas.outline(ellipse(centre, radius, radius));
    if (!visible)
        return rim;
    canvas.paint(rim, white);
    const Stencil disc = canvas.outline(ellipse(centre, radius * 0.84, radius * 0.84));
    canvas.paint(disc, type.emblemDisc);
    const auto box = [&](double left, double top, double right, double bottom) {
        const Point a = centre + Point(left, top) * radius;
        const Point b = centre + Point(right, bottom) * radius;
        return disc & canvas.outline({ a, { b.x, a.y }, b, { a.x, b.y } });
    };
    switch (type.figure) {
    case AircraftType::Figure::Dot:
        canvas.paint(canvas.outline(ellipse(centre, radius * 0.42, radius * 0.42)), type.emblemFigure);
        break;
    case AircraftType::Figure::Bar:
        canvas.paint(box(-1, -0.26, 1, 0.26), type.emblemFigure);
        break;
    case AircraftType::Figure::Cross:
        canvas.paint(box(-1, -0.2, 1, 0.2), type.emblemFigure);
        canvas.paint(box(-0.2, -1, 0.2, 1), type.emblemFigure);
        break;
    case AircraftType::Figure::Half:
        canvas.paint(box(-1, 0, 1, 1), type.emblemFigure);
        break;
    }
    return rim;
}

Stencil drawAircraft(Canvas& canvas, const AircraftType& type, const Livery& livery, bool withEmblem)
{
    drawTail(canvas, type, livery);
    const Stencil emblem = drawEmblem(canvas, type, withEmblem);
    drawFuselage(canvas, type, livery);
    drawWindows(canvas, type.windows);
    drawStabiliser(canvas, type, livery);
    drawWing(canvas, type, livery);
    drawEngines(canvas, type, livery);
    return emblem;
}

} // namespace lookaway::demo
