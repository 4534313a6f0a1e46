// SPDX-License-Identifier: MIT
#pragma once

namespace lookaway::cli {

/// Parses the command line, runs what it names and returns the exit code (Console.h). What a command throws becomes a
/// sentence.
int runCommandLine(int argc, char** argv);

} // namespace lookaway::cli
