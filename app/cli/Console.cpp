// SPDX-License-Identifier: MIT
#include "Console.h"

#include <nlohmann/json.hpp>

#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <iostream>
#include <sstream>
#include <system_error>

namespace lookaway::cli {

bool stderrIsTerminal()
{
    return ::isatty(STDERR_FILENO) == 1;
}

int stderrWidth()
{
    winsize size{};
    if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 100;
}

void printError(const Error& error)
{
    std::fprintf(stderr, "lookaway-cli: %s\n", error.what.c_str());
    if (!error.hint.empty())
        std::fprintf(stderr, "  %s\n", error.hint.c_str());
}

void printJson(const nlohmann::json& document)
{
    std::cout << document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
}

int finish(const Error& error, bool json)
{
    printError(error);
    if (json)
        printJson({ { "outcome", error.cancelled() ? "cancelled" : "failed" },
            { "error", { { "what", error.what }, { "hint", error.hint } } } });
    return error.cancelled() ? Cancelled : Failed;
}

int refuse(const Error& error, bool json)
{
    finish(error, json);
    return WrongUsage;
}

int complete(std::size_t failed, const std::string& thing)
{
    if (failed == 0)
        return Success;
    printError(fail(std::to_string(failed) + " " + thing + (failed == 1 ? "" : "s") + " failed; the rest is done."));
    return Incomplete;
}

static bool stdoutIsPipe()
{
    struct stat what { };
    return ::fstat(STDOUT_FILENO, &what) == 0 && (S_ISFIFO(what.st_mode) || S_ISSOCK(what.st_mode));
}

int closeOutput(int code)
{
    errno = 0;
    std::cout.flush();
    const bool flushed = std::fflush(stdout) == 0;
    const int why = errno;
    if ((flushed && std::ferror(stdout) == 0 && std::cout) || stdoutIsPipe())
        return code;
    printError(fail("The result could not be written to the standard output"
        + (why == 0 ? std::string() : ": " + std::generic_category().message(why)) + "."));
    return code == Success || code == Incomplete ? Failed : code;
}

std::string grouped(unsigned long long number)
{
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string duration(double seconds)
{
    const auto all = static_cast<long long>(std::llround(std::isfinite(seconds) && seconds > 0 ? seconds : 0));
    char text[40];
    if (all >= 3600)
        std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", all / 3600, all / 60 % 60, all % 60);
    else
        std::snprintf(text, sizeof text, "%lld:%02lld", all / 60, all % 60);
    return text;
}

std::string decimals(double value, int places)
{
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", places, value);
    return text;
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent)
{
    std::string result;
    std::size_t column = 0;
    std::istringstream words{ std::string(text) };
    for (std::string word; words >> word;) {
        if (column > 0 && column + 1 + word.size() > width) {
            result += "\n" + std::string(indent, ' ');
            column = 0;
        } else if (column > 0) {
            result += ' ';
            ++column;
        }
        result += word;
        column += word.size();
    }
    return result;
}

} // namespace lookaway::cli
