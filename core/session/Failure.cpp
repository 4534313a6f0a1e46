// SPDX-License-Identifier: MIT
#include "session/Failure.h"

#include <c10/util/Exception.h>

#include <exception>
#include <new>

namespace lookaway {

namespace {

Error outOfMemory()
{
    return fail("The memory of the machine or the device does not suffice.",
        "Choose a smaller mini-batch, smaller pictures or a smaller model.");
}

/// LibTorch repeats itself over many lines; the first says what is wrong.
Error libTorchSentence(const std::string& text)
{
    if (text.find("out of memory") != std::string::npos || text.find("can't allocate memory") != std::string::npos)
        return outOfMemory();
    return fail("LibTorch failed: " + text.substr(0, text.find('\n')), "The run's log holds the whole text.");
}

} // namespace

Failure describeCurrentException()
{
    try {
        throw;
    } catch (const c10::Error& error) {
        return { libTorchSentence(error.what_without_backtrace()), error.what() };
    } catch (const std::bad_alloc& error) {
        return { outOfMemory(), error.what() };
    } catch (const std::exception& error) {
        return { fail(std::string("Something unexpected happened: ") + error.what(), "Please report it as a bug."),
            error.what() };
    } catch (...) {
        return { fail("Something unexpected happened.", "Please report it as a bug."), "unknown exception" };
    }
}

} // namespace lookaway
