// SPDX-License-Identifier: MIT
#include "train/Device.h"

#include "base/Affinity.h"

#include <torch/torch.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <optional>
#include <thread>

namespace lookaway {

/// N of "cuda:N"; nullopt for anything else.
static std::optional<int> deviceIndex(const std::string& name)
{
    int index = -1;
    const char* end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data() + 5, end, index);
    return error == std::errc() && stop == end && index >= 0 ? std::optional<int>(index) : std::nullopt;
}

static Result<c10::Device> chooseCuda(const std::string& name)
{
    const std::optional<int> index = name == "cuda" ? 0 : deviceIndex(name);
    if (!index)
        return fail("The device '" + name + "' is not known.", "Write for example cuda:0.");
    const int available = torch::cuda::is_available() ? static_cast<int>(torch::cuda::device_count()) : 0;
    if (available == 0)
        return fail("The device '" + name + "' is not available: LibTorch finds no CUDA device here.",
            "Choose auto or cpu, or use a LibTorch that is built for CUDA and check the driver with nvidia-smi.");
    if (*index >= available)
        return fail("The device '" + name + "' is not available: this machine has "
                + (available == 1 ? "one CUDA device, cuda:0."
                                  : std::to_string(available)
                            + " CUDA devices, cuda:0 to cuda:" + std::to_string(available - 1) + "."),
            "Choose one of them, or auto.");
    return c10::Device(c10::kCUDA, static_cast<c10::DeviceIndex>(*index));
}

Result<c10::Device> chooseDevice(const std::string& name)
{
    if (name == "cpu")
        return c10::Device(c10::kCPU);
    if (name == "auto") {
        if (torch::cuda::is_available())
            return c10::Device(c10::kCUDA, 0);
        return at::hasMPS() ? c10::Device(c10::kMPS, 0) : c10::Device(c10::kCPU);
    }
    if (name == "cuda" || name.rfind("cuda:", 0) == 0)
        return chooseCuda(name);
    if (name == "mps") {
        if (at::hasMPS())
            return c10::Device(c10::kMPS, 0);
        return fail("The device 'mps' is not available: LibTorch finds no Apple GPU here.", "Choose auto or cpu.");
    }
    return fail("The device '" + name + "' is not known.", "Choose auto, cpu, cuda, cuda:N or mps.");
}

int useThreads(int threads)
{
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    at::set_num_threads(threads > 0 ? threads : cores);
    // There is nothing to keep apart then, and the single threads of several runs must not share the first core.
    if (threads == 1)
        widenThreadAffinity();
    return at::get_num_threads();
}

} // namespace lookaway
