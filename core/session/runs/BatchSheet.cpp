// SPDX-License-Identifier: MIT
#include "session/runs/BatchSheet.h"

#include "base/AtomicFile.h"
#include "base/ColorMap.h"
#include "session/settings/SettingNames.h"
#include "session/settings/Settings.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace lookaway {

namespace {

// In pixels. Small pictures are enlarged to at least this side, by whole factors, so that pixels stay pixels.
constexpr int smallestSide = 128;
constexpr int gap = 8;
constexpr int margin = SheetMargins::left;
constexpr int headerHeight = SheetMargins::top;
constexpr int textWidth = SheetMargins::right - gap;
constexpr int lineHeight = 22;
constexpr int valueColumn = 80;
/// OpenCV's stroke fonts are drawn four times as large and scaled down: evenly anti-aliased, at every place.
constexpr int textScale = 4;

// BGR, as OpenCV has it.
const cv::Scalar paper(255, 255, 255);
const cv::Scalar ink(40, 36, 33);
const cv::Scalar faint(120, 114, 110);
const cv::Scalar worse(40, 40, 190);

/// OpenCV's fonts know ASCII only: accents of Latin-1 are dropped, one "?" per character beyond.
std::string ascii(std::string_view text)
{
    // UTF-8 C3 80 to C3 BF.
    constexpr std::string_view latin = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte == 0xC3 && i + 1 < text.size())
            plain += latin[static_cast<unsigned char>(text[++i]) & 0x3F];
        else if ((byte & 0xC0) != 0x80) // not a continuation byte
            plain += byte >= 32 && byte < 127 ? text[i] : '?';
    }
    return plain;
}

struct Font {
    double size = 0.5;
    int thickness = 1;
};

int widthOf(const std::string& text, Font font)
{
    int baseline = 0;
    return cv::getTextSize(text, cv::FONT_HERSHEY_SIMPLEX, font.size * textScale, font.thickness * textScale, &baseline)
               .width
        / textScale;
}

/// Shortens with "..." to the width.
std::string fitted(std::string text, Font font, int width)
{
    if (widthOf(text, font) <= width)
        return text;
    while (!text.empty() && widthOf(text + "...", font) > width)
        text.pop_back();
    return text + "...";
}

/// Writes with the baseline's left end at (x, y).
void write(cv::Mat& sheet, int x, int y, const std::string& text, const cv::Scalar& colour, Font font = {})
{
    const cv::Rect area = cv::Rect(x - 2, y - 18, widthOf(text, font) + 8, 26) & cv::Rect(0, 0, sheet.cols, sheet.rows);
    if (area.empty())
        return;
    cv::Mat coverage = cv::Mat::zeros(area.height * textScale, area.width * textScale, CV_8U);
    cv::putText(coverage, text, cv::Point((x - area.x) * textScale, (y - area.y) * textScale), cv::FONT_HERSHEY_SIMPLEX,
        font.size * textScale, 255, font.thickness * textScale + 1, cv::LINE_AA);
    cv::resize(coverage, coverage, area.size(), 0, 0, cv::INTER_AREA);
    cv::Mat target = sheet(area);
    target.forEach<cv::Vec3b>([&](cv::Vec3b& pixel, const int* at) {
        const double share = coverage.at<std::uint8_t>(at[0], at[1]) / 255.0;
        for (int c = 0; c < 3; ++c)
            pixel[c] = cv::saturate_cast<std::uint8_t>(pixel[c] + share * (colour[c] - pixel[c]));
    });
}

cv::Mat bgr(const Image& image)
{
    const cv::Mat rgb(image.height, image.width, CV_8UC3, const_cast<std::uint8_t*>(image.pixels.data()));
    cv::Mat swapped;
    cv::cvtColor(rgb, swapped, cv::COLOR_RGB2BGR);
    return swapped;
}

/// 0 to 255.
cv::Mat grey(const HeatMap& map)
{
    const cv::Mat values(map.height, map.width, CV_32F, const_cast<float*>(map.values.data()));
    cv::Mat bytes;
    values.convertTo(bytes, CV_8U, 255);
    return bytes;
}

cv::Mat heatOverlay(const Image& original, const HeatMap& heat)
{
    cv::Mat coloured(heat.height, heat.width, CV_8UC3);
    coloured.forEach<cv::Vec3b>([&](cv::Vec3b& pixel, const int* at) {
        const Rgb colour = colorAt(ColorMap::Inferno, heat.at(at[1], at[0]));
        pixel = { colour.blue, colour.green, colour.red };
    });
    cv::Mat overlay;
    cv::addWeighted(bgr(original), 0.45, coloured, 0.55, 0, overlay);
    return overlay;
}

cv::Mat maskPicture(const HeatMap& mask)
{
    cv::Mat picture;
    cv::cvtColor(grey(mask), picture, cv::COLOR_GRAY2BGR);
    return picture;
}

void place(cv::Mat& sheet, int column, int top, const cv::Mat& picture, int side)
{
    const int left = margin + column * (side + gap);
    cv::Mat scaled;
    cv::resize(picture, scaled, cv::Size(side, side), 0, 0, cv::INTER_NEAREST);
    scaled.copyTo(sheet(cv::Rect(left, top, side, side)));
    cv::rectangle(sheet, cv::Rect(left - 1, top - 1, side + 2, side + 2), cv::Scalar(205, 205, 205));
}

std::string number(const char* format, double value)
{
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, format, value);
    return buffer;
}

/// Three digits, four where three would say 0 or 1 of something that is neither.
std::string probability(double p)
{
    if (p > 0 && p < 0.00005)
        return "<0.0001";
    if (p < 1 && p > 0.99995)
        return ">0.9999";
    return number(p < 0.01 || p > 0.99 ? "%.4f" : "%.3f", p);
}

std::string className(const std::vector<std::string>& classes, std::int64_t index)
{
    return index >= 0 && static_cast<std::size_t>(index) < classes.size() ? ascii(classes[index])
                                                                          : "class " + std::to_string(index);
}

void describe(cv::Mat& sheet, int x, int top, const OccludedPicture& picture, const std::vector<std::string>& classes)
{
    const Font bold{ 0.52, 2 };
    const bool right = picture.predicted == picture.label;
    const std::string answer = right ? "recognised" : "taken for " + className(classes, picture.predicted);
    int y = top + 14;
    write(sheet, x, y, fitted(className(classes, picture.label), bold, textWidth), ink, bold);
    write(sheet, x, y += lineHeight, fitted(answer, {}, textWidth), right ? faint : worse);
    const auto row = [&](const char* name, const std::string& value, const cv::Scalar& colour) {
        write(sheet, x, y += lineHeight, name, faint);
        write(sheet, x + valueColumn, y, value, colour);
    };
    const auto& heat = picture.heat.values;
    const bool hottestPlace = std::any_of(heat.begin(), heat.end(), [](float value) { return value > 0; });
    row("hidden", hottestPlace ? number("%.1f %%", 100 * picture.share) : "nothing: no hottest place", ink);
    row("p(true)", probability(picture.probabilityBefore) + " -> " + probability(picture.probabilityAfter),
        picture.probabilityAfter < picture.probabilityBefore ? worse : ink);
    row("loss", number("%.3f", picture.lossBefore) + " -> " + number("%.3f", picture.lossAfter),
        picture.lossAfter > picture.lossBefore ? worse : ink);
}

int sideOf(const BatchOccluded& batch)
{
    const int side = batch.pictures.empty() ? smallestSide : std::max(batch.pictures[0].original.width, 1);
    return side * std::max(1, (smallestSide + side - 1) / side);
}

/// "fill zero, p 0.25, threshold 0.85, salient pixels of layer layer4"
std::string schemeLine(const DistractionSettings& settings)
{
    static constexpr std::array places{ "hottest places", "random places", "coldest places" };
    return "fill " + nameOf(settings.fill) + ", p " + text(settings.p) + ", threshold " + text(settings.threshold)
        + ", " + places.at(static_cast<std::size_t>(settings.where)) + " at layer " + settings.layer;
}

cv::Mat draw(const BatchOccluded& batch, const std::vector<std::string>& classes)
{
    const int side = sideOf(batch);
    const int textLeft = margin + 4 * (side + gap) + gap;
    cv::Mat sheet(headerHeight + static_cast<int>(batch.pictures.size()) * (side + gap) + margin,
        textLeft + textWidth + margin, CV_8UC3, paper);
    write(sheet, margin, 22,
        "Occluded mini-batch: epoch " + std::to_string(batch.epoch + 1) + ", mini-batch "
            + std::to_string(batch.step + 1) + " (step " + std::to_string(batch.globalStep) + " of the run)",
        ink, { 0.52, 2 });
    write(sheet, margin, 46, fitted(ascii(schemeLine(batch.settings)), {}, sheet.cols - 2 * margin), faint);
    int column = 0;
    for (const char* title : { "original", "heat, 0 to 1", "mask", "occluded" })
        write(sheet, margin + column++ * (side + gap), 70, title, faint);
    write(sheet, textLeft, 70, "before -> after the occlusion", faint);
    int top = headerHeight;
    for (const auto& picture : batch.pictures) {
        place(sheet, 0, top, bgr(picture.original), side);
        place(sheet, 1, top, heatOverlay(picture.original, picture.heat), side);
        place(sheet, 2, top, maskPicture(picture.mask), side);
        place(sheet, 3, top, bgr(picture.occluded), side);
        describe(sheet, textLeft, top, picture, classes);
        top += side + gap;
    }
    return sheet;
}

} // namespace

Image drawBatchSheet(const BatchOccluded& batch, const std::vector<std::string>& classes)
{
    const cv::Mat sheet = draw(batch, classes);
    Image image(sheet.cols, sheet.rows);
    cv::Mat rgb(sheet.rows, sheet.cols, CV_8UC3, image.pixels.data());
    cv::cvtColor(sheet, rgb, cv::COLOR_BGR2RGB);
    return image;
}

Result<void> writeBatchSheet(
    const std::filesystem::path& path, const BatchOccluded& batch, const std::vector<std::string>& classes)
{
    std::vector<std::uint8_t> png;
    if (!cv::imencode(".png", draw(batch, classes), png))
        return fail("The picture '" + path.string() + "' cannot be encoded.");
    return writeFileAtomically(path, [&](FileSink& sink) { sink.write(png.data(), png.size()); });
}

} // namespace lookaway
