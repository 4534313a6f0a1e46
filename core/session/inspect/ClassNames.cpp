// SPDX-License-Identifier: MIT
#include "session/inspect/ClassNames.h"

#include "base/AtomicFile.h"
#include "models/NearestNames.h"
#include "session/settings/TomlText.h"

#include <algorithm>
#include <sstream>

namespace lookaway {

namespace {

constexpr std::size_t largestClassList = 16 << 20; // bytes

/// What is left of a name when its way of writing is not looked at.
std::string plainName(std::string name)
{
    for (char& c : name)
        c = c == '_' || c == '-' ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return name;
}

bool isText(const std::string& bytes)
{
    const auto odd = [](unsigned char c) { return (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7F; };
    return isUtf8(bytes) && std::none_of(bytes.begin(), bytes.end(), odd);
}

} // namespace

std::int64_t indexOfClass(const std::vector<std::string>& names, const std::string& wanted)
{
    if (const auto exact = std::find(names.begin(), names.end(), wanted); exact != names.end())
        return exact - names.begin();
    const auto alike = [plain = plainName(wanted)](const std::string& name) { return plainName(name) == plain; };
    const auto found = std::find_if(names.begin(), names.end(), alike);
    if (found == names.end())
        return -1;
    // Two classes of the very same name (ImageNet has two cranes) are as good as one: the first, as for the exact name.
    const auto other = [&](const std::string& name) { return name != *found && alike(name); };
    return std::any_of(found, names.end(), other) ? -1 : found - names.begin();
}

Result<std::int64_t> classNamed(const std::string& wanted, const ModelFacts& model)
{
    const auto& names = model.input.classes;
    if (const auto found = indexOfClass(names, wanted); found >= 0)
        return found;
    const bool isNumber =
        !wanted.empty() && wanted.size() < 10 && wanted.find_first_not_of("0123456789") == std::string::npos;
    if (isNumber && std::stoll(wanted) < model.classCount)
        return static_cast<std::int64_t>(std::stoll(wanted));
    const std::string numbers = "a number from 0 to " + std::to_string(model.classCount - 1) + ".";
    return fail("The model has no class \"" + wanted + "\".",
        names.empty() ? "Give " + numbers
                      : "The nearest names are " + nearestNames(wanted, names) + "; or give " + numbers);
}

Result<std::int64_t> classOfFolder(const std::filesystem::path& picture, const ModelFacts& model)
{
    const auto named = classNamed(picture.parent_path().filename().string(), model);
    if (!named)
        return fail(
            "The picture '" + picture.string() + "' is not in a folder with the name of one of the model's classes.",
            "Choose the predicted class, or name one.");
    return named;
}

Result<std::vector<std::string>> readClassNames(const std::filesystem::path& file)
{
    const auto text = readFile(file, largestClassList);
    if (!text)
        return text.error();
    const std::string hint = "Write one name per line, in the order of the network's outputs.";
    if (!isText(*text))
        return fail("The list of classes '" + file.string() + "' is no UTF-8 text.", hint);
    std::vector<std::string> names;
    const std::string mark = "\xEF\xBB\xBF"; // some editors begin UTF-8 with it
    std::istringstream lines(text->rfind(mark, 0) == 0 ? text->substr(mark.size()) : *text);
    for (std::string line; std::getline(lines, line);) {
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
            line.pop_back();
        names.push_back(line);
    }
    while (!names.empty() && names.back().empty())
        names.pop_back();
    if (names.empty())
        return fail("The list of classes '" + file.string() + "' is empty.", hint);
    return names;
}

std::string classNameOf(const ModelFacts& model, std::int64_t index)
{
    const auto& names = model.input.classes;
    return static_cast<std::size_t>(index) < names.size() ? names[static_cast<std::size_t>(index)] : std::string();
}

} // namespace lookaway
