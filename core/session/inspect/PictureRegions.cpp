// SPDX-License-Identifier: MIT
#include "session/inspect/PictureRegions.h"

#include "base/AtomicFile.h"
#include "session/inspect/ClassNames.h"
#include "session/inspect/Pictures.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <sstream>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t maxBoxesBytes = std::size_t{ 1 } << 30;
constexpr std::size_t columns = 6;

/// The last five fields and, in front of them, the picture, whose name may have commas and may stand in quotes.
std::vector<std::string> fieldsOf(std::string line)
{
    std::vector<std::string> fields;
    while (fields.size() + 1 < columns) {
        const auto comma = line.rfind(',');
        if (comma == std::string::npos)
            return {};
        fields.push_back(line.substr(comma + 1));
        line.resize(comma);
    }
    fields.push_back(line);
    std::reverse(fields.begin(), fields.end());
    for (auto& field : fields) {
        const auto first = field.find_first_not_of(" \t");
        field = first == std::string::npos ? "" : field.substr(first, field.find_last_not_of(" \t") - first + 1);
        if (field.size() >= 2 && field.front() == '"' && field.back() == '"')
            field = field.substr(1, field.size() - 2);
    }
    return fields;
}

std::optional<double> numberOf(const std::string& text)
{
    double value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool good = problem == std::errc() && end == text.data() + text.size() && std::isfinite(value);
    return good ? std::make_optional(value) : std::nullopt;
}

/// Whether the components of `end` are the last ones of `path`.
bool endsWith(const fs::path& path, const fs::path& end)
{
    const std::vector<fs::path> all(path.begin(), path.end());
    const std::vector<fs::path> last(end.begin(), end.end());
    return last.size() <= all.size() && std::equal(last.rbegin(), last.rend(), all.rbegin());
}

/// The mask of a picture of demo data: ROOT/masks/PART/CLASS/FILE of ROOT/PART/CLASS/FILE.
std::optional<fs::path> maskOf(const fs::path& picture)
{
    const auto full = fs::absolute(picture).lexically_normal();
    const auto root = full.parent_path().parent_path().parent_path();
    const auto mask = root / "masks" / full.lexically_relative(root);
    std::error_code ignored;
    if (!fs::exists(root / "demo.json", ignored) || !fs::exists(mask, ignored))
        return std::nullopt;
    return mask;
}

/// What is white in `mask`, as the network sees the picture.
Result<HeatMap> inside(const Image& mask, const Inspection& model)
{
    const auto seen = model.prepare(mask);
    if (!seen)
        return seen.error();
    HeatMap region(seen->width, seen->height);
    for (std::size_t i = 0; i < region.values.size(); ++i)
        region.values[i] = seen->pixels[3 * i] > 0 ? 1.F : 0.F;
    return region;
}

} // namespace

Result<PictureRegions::Box> PictureRegions::boxOf(
    const std::vector<std::string>& row, std::size_t line, const ModelFacts& model)
{
    if (row.empty() || row[0].empty())
        return fail("it is not picture,class,x0,y0,x1,y1.");
    Box box{ row[0], {}, 0, 0, 0, 0, line };
    if (!row[1].empty()) {
        const auto named = classNamed(row[1], model);
        if (!named)
            return fail("the model has no class \"" + row[1] + "\".", named.error().hint);
        box.classIndex = *named;
    }
    double* const sides[] = { &box.x0, &box.y0, &box.x1, &box.y1 };
    for (std::size_t i = 0; i < 4; ++i) {
        const auto number = numberOf(row[i + 2]);
        if (!number)
            return fail("\"" + row[i + 2] + "\" is no number.");
        *sides[i] = *number;
    }
    if (!(box.x0 < box.x1 && box.y0 < box.y1))
        return fail("the box is empty: x0 has to be less than x1, and y0 less than y1.");
    return box;
}

Result<PictureRegions> PictureRegions::readBoxes(const fs::path& file, const ModelFacts& model)
{
    auto content = readFile(file, maxBoxesBytes);
    if (!content)
        return content.error();
    if (content->rfind("\xEF\xBB\xBF", 0) == 0) // byte order mark
        content->erase(0, 3);
    PictureRegions regions;
    regions.m_hasBoxes = true;
    regions.m_file = file;
    std::istringstream lines(*content);
    std::size_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (!line.empty() && line.back() == '\r')
            line.pop_back();
        const auto fields = fieldsOf(line);
        const bool isHeader = number == 1 && !fields.empty() && fields[0] == "picture" && !numberOf(fields[2]);
        if (line.empty() || isHeader)
            continue;
        auto box = boxOf(fields, number, model);
        if (!box)
            return fail(
                "Line " + std::to_string(number) + " of '" + file.string() + "' cannot be used: " + box.error().what,
                box.error().hint.empty() ? "Write a line per box: picture,class,x0,y0,x1,y1." : box.error().hint);
        regions.m_boxes.push_back(std::move(*box));
    }
    if (regions.m_boxes.empty())
        return fail(
            "There are no boxes in '" + file.string() + "'.", "Write a line per box: picture,class,x0,y0,x1,y1.");
    return regions;
}

Result<std::vector<PictureRegion>> PictureRegions::of(
    const fs::path& picture, const Image& decoded, const Inspection& model) const
{
    if (m_hasBoxes)
        return boxesOf(picture, decoded, model);
    const auto file = maskOf(picture);
    if (!file)
        return std::vector<PictureRegion>();
    const auto mask = readPicture(*file, 0);
    if (!mask)
        return mask.error();
    auto region = inside(*mask, model);
    if (!region)
        return region.error();
    return std::vector<PictureRegion>{ { std::nullopt, std::move(*region) } };
}

Result<std::vector<PictureRegion>> PictureRegions::boxesOf(
    const fs::path& picture, const Image& decoded, const Inspection& model) const
{
    std::map<std::optional<std::int64_t>, Image> masks;
    for (const auto& box : m_boxes) {
        if (!endsWith(picture, box.picture))
            continue;
        // Pixels whose middle lies in the box; of a very small one, that which it lies in.
        const auto first = [](double low, int limit) { return std::clamp(static_cast<int>(low + 0.5), 0, limit); };
        const int left = first(box.x0, decoded.width);
        const int top = first(box.y0, decoded.height);
        const int right = std::max(left + 1, first(box.x1, decoded.width));
        const int bottom = std::max(top + 1, first(box.y1, decoded.height));
        if (box.x1 <= 0 || box.y1 <= 0 || left >= decoded.width || top >= decoded.height)
            return fail("The box in line " + std::to_string(box.line) + " of '" + m_file.string()
                    + "' lies outside the picture '" + picture.string() + "', which is " + std::to_string(decoded.width)
                    + " x " + std::to_string(decoded.height) + " px.",
                "Coordinates count from the upper left corner.");
        auto& mask = masks.try_emplace(box.classIndex, decoded.width, decoded.height).first->second;
        for (int y = top; y < bottom; ++y)
            std::fill(mask.at(left, y), mask.at(left, y) + std::ptrdiff_t{ 3 } * (right - left), std::uint8_t{ 255 });
    }
    std::vector<PictureRegion> regions;
    for (const auto& [classIndex, mask] : masks) {
        auto region = inside(mask, model);
        if (!region)
            return region.error();
        regions.push_back({ classIndex, std::move(*region) });
    }
    return regions;
}

} // namespace lookaway
