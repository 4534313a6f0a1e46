// SPDX-License-Identifier: MIT
#include "data/DemoDataset.h"

#include "base/AtomicFile.h"
#include "base/Random.h"
#include "data/DataSettings.h"
#include "data/DemoAircraft.h"
#include "data/DemoPicture.h"
#include "data/Parallel.h"

#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <atomic>
#include <fstream>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace lookaway {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr auto kFormat = "lookaway-demo-data-1";
constexpr auto kDescription = "demo.json";

/// One file to draw. The stream's name is that of the part whose pictures it shows: test-cue-hidden shows test's.
struct Item {
    std::string part;
    std::string stream;
    std::size_t type;
    std::size_t number;
    bool cueHidden;
};

std::vector<Item> itemsOf(const DemoSettings& settings)
{
    struct Part {
        const char* name;
        const char* stream;
        int perClass;
        bool cueHidden;
    };
    const int n = settings.imagesPerClass;
    const Part parts[] = { { "train", "train", n, false }, { "val", "val", n / 4, false },
        { "test", "test", n / 2, false }, { "test-cue-hidden", "test", n / 2, true } };
    std::vector<Item> items;
    for (const auto& part : parts)
        for (std::size_t type = 0; type < demo::aircraftTypes().size(); ++type)
            for (int i = 0; i < part.perClass; ++i)
                items.push_back({ part.name, part.stream, type, static_cast<std::size_t>(i), part.cueHidden });
    return items;
}

std::string fileName(std::size_t number)
{
    auto digits = std::to_string(number);
    return std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits + ".png";
}

Result<void> writePng(const fs::path& path, const cv::Mat& pixels)
{
    std::vector<uchar> bytes;
    cv::imencode(".png", pixels, bytes);
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out)
        return fail(
            "Cannot write '" + path.string() + "'.", "Is the disk full? Free some space or choose another folder.");
    return {};
}

Result<void> draw(const Item& item, const fs::path& folder, const DemoSettings& settings)
{
    const auto stream = deriveSeed(settings.seed, "demo." + item.stream, item.type, item.number);
    const auto picture = demo::drawPicture(item.type, stream, settings.size, item.cueHidden);
    const fs::path file = fs::path(demo::aircraftTypes()[item.type].name) / fileName(item.number);
    cv::Mat bgr;
    cv::cvtColor(picture.pixels, bgr, cv::COLOR_RGB2BGR);
    if (auto written = writePng(folder / item.part / file, bgr); !written || item.cueHidden)
        return written;
    return writePng(folder / "masks" / item.part / file, picture.cue);
}

Json descriptionOf(const DemoSettings& settings)
{
    return { { "format", kFormat }, { "images_per_class", settings.imagesPerClass }, { "size", settings.size },
        { "seed", settings.seed } };
}

Result<void> validate(const DemoSettings& settings)
{
    if (settings.imagesPerClass < 4 || settings.imagesPerClass > 9999)
        return fail("The demo data cannot have " + std::to_string(settings.imagesPerClass) + " pictures per class.",
            "Choose 4 to 9999.");
    if (settings.size < 32 || settings.size > 512)
        return fail("The demo data cannot have pictures of " + std::to_string(settings.size) + " pixels.",
            "Choose a side of 32 to 512 pixels.");
    return {};
}

/// Whether the folder may be drawn into (false: it holds this very data already).
Result<bool> mayDraw(const fs::path& folder, const Json& wanted)
{
    std::error_code code;
    if (!fs::exists(folder, code) && !code)
        return true;
    const bool empty = !code && fs::is_directory(folder, code) && fs::is_empty(folder, code);
    if (code)
        return fail("Cannot look into '" + folder.string() + "': " + code.message() + ".",
            "Choose a folder that you may read and write.");
    if (empty)
        return true;
    if (!fs::is_directory(folder, code))
        return fail("'" + folder.string() + "' is a file, not a folder.", "Choose a new or an empty folder.");
    const auto text = readFile(folder / kDescription, 10000);
    auto found = text ? Json::parse(*text, nullptr, /*allow_exceptions=*/false) : Json();
    if (!found.is_object() || found.value("format", Json()) != kFormat)
        return fail("The folder '" + folder.string() + "' is not empty and holds no demo data.",
            "Choose a new or an empty folder.");
    const bool complete = found.value("complete", Json(false)) == true;
    found.erase("complete");
    if (found != wanted)
        return fail("The folder '" + folder.string() + "' holds demo data of other settings (" + found.dump() + ").",
            "Choose another folder, or delete that one.");
    return !complete;
}

Result<void> makeFolders(const fs::path& folder)
{
    for (const char* part : { "train", "val", "test", "test-cue-hidden", "masks/train", "masks/val", "masks/test" })
        for (const auto& type : demo::aircraftTypes()) {
            std::error_code code;
            fs::create_directories(folder / part / type.name, code);
            if (code)
                return fail(
                    "Cannot make the folder '" + (folder / part / type.name).string() + "': " + code.message() + ".",
                    "Choose a folder that you may write to.");
        }
    return {};
}

Result<void> drawAll(const std::vector<Item>& items, const fs::path& folder, const DemoSettings& settings,
    const CancelToken& cancel, const std::function<void(std::size_t, std::size_t)>& progress)
{
    std::mutex mutex;
    std::optional<Error> failure;
    std::atomic<bool> stop = false;
    std::size_t done = 0;
    parallelFor(items.size(), resolvedLoaderThreads({}), [&](std::size_t i) {
        if (stop || cancel.cancelled())
            return;
        auto drawn = draw(items[i], folder, settings);
        const std::lock_guard lock(mutex);
        if (!drawn) {
            failure = failure ? failure : drawn.error();
            stop = true;
            return;
        }
        if (progress)
            progress(++done, items.size());
    });
    if (failure)
        return *failure;
    return cancel.cancelled() ? Result<void>(cancelled()) : Result<void>();
}

} // namespace

Result<DemoSummary> generateDemoData(const fs::path& folder, const DemoSettings& settings, CancelToken cancel,
    const std::function<void(std::size_t, std::size_t)>& progress)
{
    if (auto valid = validate(settings); !valid)
        return valid.error();
    auto description = descriptionOf(settings);
    const auto may = mayDraw(folder, description);
    if (!may)
        return may.error();
    const auto items = itemsOf(settings);
    if (!*may)
        return DemoSummary{ demo::aircraftTypes().size(), items.size(), true };

    if (auto made = makeFolders(folder); !made)
        return made.error();
    description["complete"] = false; // so that an interrupted set is known as ours
    if (auto written = writeFileAtomically(folder / kDescription, description.dump(2) + "\n"); !written)
        return written.error();
    if (auto drawn = drawAll(items, folder, settings, cancel, progress); !drawn)
        return drawn.error();
    description["complete"] = true;
    if (auto written = writeFileAtomically(folder / kDescription, description.dump(2) + "\n"); !written)
        return written.error();
    return DemoSummary{ demo::aircraftTypes().size(), items.size(), false };
}

} // namespace lookaway
