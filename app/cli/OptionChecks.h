// SPDX-License-Identifier: MIT
#pragma once

#include <CLI/CLI.hpp>

namespace lookaway::cli {

// What an option's value must be, for CLI::Option::check(): a value that is not gets a sentence, and the program ends
// as for every wrong usage.

/// A number from low to high, both included. (CLI::Range takes "nan" for one.)
CLI::Validator numberWithin(double low, double high);
/// A number from low to high, neither included.
CLI::Validator numberBetween(double low, double high);
/// A finite number; with `positive` above 0.
CLI::Validator finiteNumber(bool positive = false);
/// The id of an explanation method.
CLI::Validator methodId();
/// The name of an architecture.
CLI::Validator modelName();
/// What may be called a device; whether it is there is found when it is used.
CLI::Validator deviceName();

} // namespace lookaway::cli
