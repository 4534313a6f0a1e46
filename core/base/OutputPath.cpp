// SPDX-License-Identifier: MIT
#include "base/OutputPath.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

/// errno of making a file in the folder, 0 where it can be done. Permissions alone do not tell: file systems may be
/// read-only, full, or not for files at all.
int tryFolder(const fs::path& folder)
{
    std::string name = (folder / ".lookaway-XXXXXX").string();
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0)
        return errno;
    ::close(descriptor);
    ::unlink(name.c_str());
    return 0;
}

} // namespace

Result<void> checkOutputFile(const fs::path& file)
{
    std::error_code none;
    if (fs::is_directory(file, none))
        return fail("'" + file.string() + "' is a folder, not a file.", "Name a file in it.");
    const auto folder = fs::absolute(file, none).parent_path();
    if (!fs::is_directory(folder, none))
        return fail("The folder '" + folder.string() + "' does not exist.", "Make it first.");
    if (const int failure = tryFolder(folder); failure != 0)
        return fail("'" + file.string() + "' cannot be written: " + std::generic_category().message(failure) + ".",
            "Choose another folder.");
    return {};
}

Result<void> makeOutputFolder(const fs::path& folder)
{
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem)
        return fail(
            "The folder '" + folder.string() + "' cannot be made: " + problem.message() + ".", "Choose another one.");
    if (const int failure = tryFolder(folder); failure != 0)
        return fail("Nothing can be written in the folder '" + folder.string()
                + "': " + std::generic_category().message(failure) + ".",
            "Choose another one.");
    return {};
}

} // namespace lookaway
