// SPDX-License-Identifier: MIT
#include "data/DemoScene.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace lookaway::demo {

struct SkyColours {
    Colour top;
    Colour bottom;
    Colour cloud;
};

static const std::array<SkyColours, 7> skies{ {
    { { 62, 122, 196 }, { 176, 212, 238 }, { 250, 252, 255 } },  // noon
    { { 104, 158, 210 }, { 214, 230, 240 }, { 255, 255, 255 } }, // haze
    { { 70, 90, 142 }, { 244, 186, 140 }, { 255, 222, 196 } },   // dawn
    { { 64, 62, 118 }, { 222, 132, 122 }, { 240, 176, 160 } },   // dusk
    { { 128, 140, 152 }, { 204, 210, 214 }, { 226, 230, 234 } }, // overcast
    { { 44, 60, 96 }, { 128, 152, 182 }, { 150, 168, 194 } },    // evening
    { { 120, 176, 190 }, { 232, 232, 206 }, { 252, 250, 240 } }, // morning
} };

static void drawCloud(cv::Mat& cover, Random& random, int size)
{
    const double x = random.uniform(-0.1, 1.1);
    const double y = random.uniform(0, 0.8);
    const double width = random.uniform(0.12, 0.34);
    for (int i = 0; i < 6; ++i) {
        const double dx = random.uniform(-1, 1);
        const double rx = width * random.uniform(0.3, 0.5);
        const double ry = rx * random.uniform(0.28, 0.5);
        const cv::Point centre(static_cast<int>(std::lround((x + dx * width) * size * 16)),
            static_cast<int>(std::lround((y - (1 - std::abs(dx)) * width * 0.2) * size * 16)));
        const cv::Size axes(
            static_cast<int>(std::lround(rx * size * 16)), static_cast<int>(std::lround(ry * size * 16)));
        cv::ellipse(cover, centre, axes, 0, 0, 360, 110 + static_cast<int>(random.below(120)), -1, cv::LINE_8, 4);
    }
}

cv::Mat drawSky(Random& random, int size)
{
    const SkyColours& sky = skies[random.below(skies.size())];
    cv::Mat cover = cv::Mat::zeros(size, size, CV_8U);
    const auto clouds = random.below(5);
    for (std::uint64_t i = 0; i < clouds; ++i)
        drawCloud(cover, random, size);
    const int kernel = size / 24 * 2 + 3;
    cv::GaussianBlur(cover, cover, { kernel, kernel }, 0, 0, cv::BORDER_REPLICATE);
    cv::Mat picture(size, size, CV_8UC3);
    for (int y = 0; y < size; ++y) {
        const Colour air = mix(sky.top, sky.bottom, (y + 0.5) / size);
        for (int x = 0; x < size; ++x) {
            const Colour colour = mix(air, sky.cloud, cover.at<uchar>(y, x) / 255.0);
            picture.at<cv::Vec3b>(y, x) = { cv::saturate_cast<uchar>(colour.r), cv::saturate_cast<uchar>(colour.g),
                cv::saturate_cast<uchar>(colour.b) };
        }
    }
    return picture;
}

/// Cloth that sun and rain have faded: never the colour of an emblem.
static Colour fadedColour(Random& random)
{
    static const std::array<Colour, 6> colours{ { { 176, 130, 122 }, { 122, 138, 160 }, { 132, 146, 118 },
        { 186, 164, 128 }, { 146, 128, 150 }, { 210, 202, 190 } } };
    return colours[random.below(colours.size())];
}

static void drawHills(Canvas& canvas, Random& random, double horizon, const Colour& colour)
{
    Points ridge{ { -0.05, 1.05 } };
    for (int i = 0; i <= 6; ++i)
        ridge.emplace_back(-0.05 + i * 1.1 / 6, horizon - random.uniform(-0.02, 0.09));
    ridge.emplace_back(1.05, 1.05);
    canvas.paint(canvas.outline(ridge), colour, shade(colour, 0.74), horizon - 0.08, 1);
}

static void drawHangar(Canvas& canvas, Random& random, double ground)
{
    const double x = random.uniform(0.02, 0.9);
    const double w = random.uniform(0.06, 0.15);
    const double h = random.uniform(0.05, 0.1);
    const double grey = random.uniform(110, 210);
    const Colour wall{ grey, grey * random.uniform(0.9, 1.02), grey * random.uniform(0.86, 1.05) };
    const double y = ground + random.uniform(0, 0.05);
    canvas.paint(canvas.outline({ { x - w, y }, { x - w, y - h * 0.6 }, { x - w * 0.5, y - h }, { x + w * 0.5, y - h },
                     { x + w, y - h * 0.6 }, { x + w, y } }),
        shade(wall, 1.2), shade(wall, 0.8), y - h, y);
    canvas.paint(canvas.outline({ { x - w * 0.6, y }, { x - w * 0.6, y - h * 0.5 }, { x + w * 0.6, y - h * 0.5 },
                     { x + w * 0.6, y } }),
        shade(wall, 0.45));
}

static void drawTree(Canvas& canvas, Random& random, double ground)
{
    const double x = random.uniform(0, 1);
    const double h = random.uniform(0.04, 0.1);
    const double y = ground + random.uniform(0, 0.08);
    const Colour leaf{ random.uniform(30, 80), random.uniform(80, 120), random.uniform(40, 70) };
    canvas.paint(canvas.line({ { x, y }, { x, y - h } }, 0.012), { 82, 64, 48 });
    if (random.bernoulli(0.5))
        canvas.paint(canvas.outline({ { x - h * 0.4, y - h * 0.3 }, { x, y - h * 1.5 }, { x + h * 0.4, y - h * 0.3 } }),
            shade(leaf, 1.1), shade(leaf, 0.7), y - h * 1.5, y);
    else
        canvas.paint(canvas.outline(ellipse({ x, y - h }, h * 0.5, h * 0.55)), shade(leaf, 1.15), shade(leaf, 0.7),
            y - h * 1.5, y - h * 0.4);
}

static void drawGround(Canvas& canvas, Random& random)
{
    static const std::array<Colour, 5> grounds{ { { 104, 132, 82 }, { 142, 146, 96 }, { 122, 118, 104 },
        { 70, 112, 132 }, { 176, 160, 120 } } };
    const double horizon = random.uniform(0.68, 0.86);
    const Colour far = grounds[random.below(grounds.size())];
    drawHills(canvas, random, horizon, mix(far, { 150, 168, 190 }, 0.5));
    drawHills(canvas, random, horizon + 0.06, far);
    if (random.bernoulli(0.5)) {
        const double y = random.uniform(horizon + 0.1, 0.97);
        canvas.paint(
            canvas.outline({ { -0.1, y }, { 1.1, y }, { 1.1, y + 0.06 }, { -0.1, y + 0.06 } }), { 104, 106, 112 });
        for (int i = 0; i < 8; ++i)
            canvas.paint(
                canvas.line({ { i * 0.14, y + 0.03 }, { i * 0.14 + 0.06, y + 0.03 } }, 0.008), { 236, 236, 230 });
    }
    for (auto i = random.below(4); i > 0; --i)
        drawHangar(canvas, random, horizon + 0.04);
    for (auto i = random.below(6); i > 0; --i)
        drawTree(canvas, random, horizon + 0.06);
}

static void drawBalloon(Canvas& canvas, Random& random)
{
    const Point at{ random.uniform(0.05, 0.95), random.uniform(0.06, 0.6) };
    const double r = random.uniform(0.025, 0.055);
    const Colour colour = fadedColour(random);
    const Stencil bag = canvas.outline(smooth({ { at.x, at.y - r }, { at.x + r, at.y - r * 0.2 },
        { at.x + r * 0.25, at.y + r * 1.2 }, { at.x - r * 0.25, at.y + r * 1.2 }, { at.x - r, at.y - r * 0.2 } }));
    canvas.paint(bag, shade(colour, 1.15), shade(colour, 0.75), at.y - r, at.y + r);
    canvas.paint(bag & canvas.outline(ellipse(at, r * 0.35, r * 1.3)), fadedColour(random));
    canvas.paint(canvas.outline({ { at.x - r * 0.2, at.y + r * 1.4 }, { at.x + r * 0.2, at.y + r * 1.4 },
                     { at.x + r * 0.15, at.y + r * 1.75 }, { at.x - r * 0.15, at.y + r * 1.75 } }),
        { 96, 70, 48 });
}

static void drawKite(Canvas& canvas, Random& random)
{
    const Point at{ random.uniform(0.05, 0.95), random.uniform(0.06, 0.7) };
    const double r = random.uniform(0.025, 0.05);
    const double lean = random.uniform(-0.5, 0.5) * r;
    const Points corners{ { at.x + lean, at.y - r }, { at.x + r * 0.7, at.y }, { at.x - lean, at.y + r * 1.3 },
        { at.x - r * 0.7, at.y } };
    canvas.paint(canvas.outline(corners), fadedColour(random));
    canvas.paint(canvas.outline({ corners[0], corners[1], corners[3] }), fadedColour(random));
}

static void drawBird(Canvas& canvas, Random& random)
{
    const Point at{ random.uniform(0.03, 0.97), random.uniform(0.05, 0.7) };
    const double r = random.uniform(0.015, 0.03);
    canvas.paint(canvas.line({ { at.x - r, at.y - r * 0.5 }, { at.x - r * 0.4, at.y - r * 0.6 }, at,
                                 { at.x + r * 0.4, at.y - r * 0.6 }, { at.x + r, at.y - r * 0.5 } },
                     0.008),
        { 40, 42, 50 }, 0.85);
}

void drawSurroundings(Canvas& canvas, Random& random)
{
    canvas.place({});
    if (random.bernoulli(0.6))
        drawGround(canvas, random);
    for (auto i = random.below(3); i > 0; --i)
        drawBalloon(canvas, random);
    for (auto i = random.below(3); i > 0; --i)
        drawKite(canvas, random);
    for (auto i = random.below(4); i > 0; --i)
        drawBird(canvas, random);
}

} // namespace lookaway::demo
