// SPDX-License-Identifier: MIT
#include "HelpFormatter.h"

#include "Console.h"

namespace lookaway::cli {

static constexpr std::size_t leftColumn = 34;
static constexpr std::size_t rightColumn = 66;

static std::string entry(const std::string& name, const std::string& description)
{
    std::string text = "  " + name;
    text +=
        text.size() + 2 > leftColumn ? "\n" + std::string(leftColumn, ' ') : std::string(leftColumn - text.size(), ' ');
    return text + wrapped(description, rightColumn, leftColumn) + "\n";
}

HelpFormatter::HelpFormatter()
{
    label("OPTIONS", "options");
    label("SUBCOMMAND", "command");
    label("Positionals", "Arguments");
}

std::string HelpFormatter::make_description(const CLI::App* app) const
{
    return wrapped(app->get_description(), leftColumn + rightColumn, 0) + "\n\n";
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const
{
    std::string text = Formatter::make_help(app, std::move(name), mode);
    for (auto at = text.find("\n\n\n"); at != std::string::npos; at = text.find("\n\n\n", at))
        text.erase(at, 1); // one blank line between groups
    return text;
}

std::string HelpFormatter::make_option(const CLI::Option* option, bool isPositional) const
{
    std::string name = make_option_name(option, isPositional);
    if (const auto off = name.find("{false}"); off != std::string::npos)
        name.erase(off); // CLI11's mark on the second name of "--flip,--no-flip"
    return entry(name + (isPositional ? "" : make_option_opts(option)), make_option_desc(option));
}

std::string HelpFormatter::make_option_opts(const CLI::Option* option) const
{
    const std::string type = option->get_type_name();
    return option->get_type_size() == 0 || type.empty() ? "" : " " + type;
}

std::string HelpFormatter::make_subcommand(const CLI::App* command) const
{
    return entry(command->get_name(), command->get_description());
}

std::string HelpFormatter::make_usage(const CLI::App* app, std::string name) const
{
    std::string usage =
        "Usage: " + (app->get_parent() ? app->get_parent()->get_name() + " " : std::string()) + app->get_name();
    if (app->get_parent() == nullptr)
        return usage + " COMMAND [options]\n";
    for (const auto* option : app->get_options(nullptr))
        if (option->get_positional() && !option->get_name(true).empty())
            usage += " " + option->get_name(true);
    for (const auto* option : app->get_options(nullptr))
        if (option->get_required() && !option->get_positional())
            usage += " " + option->get_name() + make_option_opts(option);
    return usage + " [options]\n";
}

} // namespace lookaway::cli
