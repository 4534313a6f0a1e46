// SPDX-License-Identifier: MIT
// What people start as `lookaway`: asks OpenMP to bind its threads and becomes lookaway-studio. OpenMP reads its
// variables when LibTorch is loaded, and loading LibTorch twice would cost a second 0.4 s before the window is there
// (that is how lookaway-cli does it, where nobody waits for a window).
#include "base/Affinity.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <system_error>

#include <unistd.h>

int main(int, char** argv)
{
    std::error_code code;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", code);
    const std::string studio = (self.parent_path() / "lookaway-studio").string();
    if (lookaway::requestOpenMpBinding())
        // OpenBLAS has threads of its own, which would share the cores of OpenMP's and keep them waiting: one Grad-CAM
        // of MobileNetV2 took 60 to 170 ms with them and 16 ms without (two cores).
        ::setenv("OPENBLAS_NUM_THREADS", "1", 0);
    ::execv(studio.c_str(), argv);
    std::fprintf(stderr, "lookaway: '%s' cannot be started: %s. Install or build Lookaway again.\n", studio.c_str(),
        std::strerror(errno));
    return 1;
}
