// SPDX-License-Identifier: MIT
#include "compare/FigureFile.h"

#include "base/AtomicFile.h"
#include "compare/SpecNames.h"
#include "compare/StyleSettings.h"
#include "session/settings/TomlText.h"

#include <sstream>

namespace lookaway {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t largestFile = 1 << 20;

std::string toml(bool value)
{
    return value ? "true" : "false";
}
std::string toml(int value)
{
    return std::to_string(value);
}
std::string toml(double value)
{
    return tomlNumber(value);
}
std::string toml(const std::string& value)
{
    return tomlText(value);
}
std::string toml(const SettingValue& value)
{
    if (const auto* words = std::get_if<std::string>(&value))
        return tomlText(*words);
    if (const auto* real = std::get_if<double>(&value))
        return tomlNumber(*real);
    return text(value);
}

/// A file, table after table.
class FigureWriter {
public:
    explicit FigureWriter(const FigureSpec& spec)
        : m_spec(spec)
    {
    }

    std::string write()
    {
        m_out << "# A figure of Lookaway. Render it with\n#   lookaway-cli figure FILE --out figure.pdf\n";
        writeFigure();
        for (const auto& model : comparison().models)
            writeModel(model);
        for (const auto& picture : comparison().pictures)
            writePicture(picture);
        for (const auto& column : comparison().columns)
            writeColumn(column);
        writeStyle();
        writeExplain();
        return m_out.str();
    }

private:
    const ComparisonSpec& comparison() const { return m_spec.comparison; }
    void table(const char* header) { m_out << "\n" << header << "\n"; }
    template <class Value> void line(const std::string& key, const Value& value)
    {
        m_out << key << " = " << toml(value) << "\n";
    }
    void line(const std::string& key, const fs::path& value) { line(key, value.string()); }
    void comment(const std::string& words) { m_out << "# " << words << "\n"; }
    template <class Names> void comment(const std::string& words, const Names& names)
    {
        std::string all;
        for (const auto& name : names)
            all += (all.empty() ? "" : ", ") + std::string(name);
        comment(words + " (one of " + all + ")");
    }
    /// The first of several tables says what its keys may be.
    template <class Entry> static bool isFirst(const std::vector<Entry>& entries, const Entry& entry)
    {
        return &entries.front() == &entry;
    }
    void modelLine(const char* key, std::size_t model)
    {
        if (model < comparison().models.size())
            line(key, comparison().models[model].title);
    }

    void writeFigure()
    {
        table("[figure]");
        comment("For the .tex file; empty: made of what the figure shows (any text)");
        line("caption", m_spec.caption);
        comment("For \\ref in LaTeX (any text)");
        line("label", m_spec.label);
        comment("Share of a map's maximum above which a pixel is hot (above 0 and below 1)");
        line("hot_level", comparison().hotLevel);
        comment("Where it is computed (one of auto, cpu, cuda, cuda:N, mps)");
        line("device", comparison().device);
        comment("Threads to compute with (at least 1 and at most 1024); with another number sums round differently,");
        comment("and a few pixels are another shade");
        line("threads", threadsOf(comparison()));
        writeClass();
    }

    void writeClass()
    {
        table("[class]");
        const auto& rowClass = comparison().rowClass;
        comment("The class that rows explain: what the model predicts, the name of the picture's folder, or `name`",
            rowClassNames);
        line("by", nameIn(rowClassNames, rowClass.by));
        comment("Which model predicts, and which one's numbers classes without a name have (a [[model]]'s title)");
        modelLine("model", rowClass.model);
        comment("The class of all rows, by its name or number; only for by = given");
        line("name", rowClass.name);
    }

    void writeModel(const ComparedModel& model)
    {
        const bool first = isFirst(comparison().models, model);
        table("[[model]]");
        if (first)
            comment("What columns, captions and the tables below call it (any text; each its own)");
        line("title", model.title);
        if (first)
            comment("A training run's folder, a file of weights, or a TorchScript file", sourceKindNames);
        line("kind", nameIn(sourceKindNames, model.source.kind));
        if (first)
            comment("Of the folder or file; relative to this file's folder");
        line("path", model.source.path);
        if (first)
            comment("Architecture of weights that do not say it (as \"lookaway-cli models\" lists them); else empty");
        line("model", model.source.model);
        if (first)
            comment("File name of another checkpoint of a run than its best; else empty");
        line("checkpoint", model.source.checkpoint);
    }

    void writePicture(const ComparedPicture& picture)
    {
        const bool first = isFirst(comparison().pictures, picture);
        table("[[picture]]");
        if (first)
            comment("A picture; relative to this file's folder. Each is a row");
        line("file", picture.file);
        if (first)
            comment("At the left of the row (any text; empty: none)");
        line("title", picture.title);
        if (first)
            comment("The class that this row explains, by its name or number; empty: as [class] says");
        line("class", picture.className);
        const auto& crop = picture.crop;
        if (first)
            comment("What is shown: x, y, width, height (shares of the picture's width and height, 0 to 1)");
        m_out << "crop = [" << toml(crop.x) << ", " << toml(crop.y) << ", " << toml(crop.width) << ", "
              << toml(crop.height) << "]\n";
    }

    void writeColumn(const ComparedColumn& column)
    {
        const bool first = isFirst(comparison().columns, column);
        table("[[column]]");
        if (first)
            comment("The picture, a model's heat map, or what it has other than the reference's", columnKindNames);
        line("shows", nameIn(columnKindNames, column.kind));
        if (first)
            comment("Of which model (a [[model]]'s title); difference and hot-regions have a `reference`, too");
        modelLine("model", column.model);
        if (comparesTwo(column) || column.reference != 0)
            modelLine("reference", column.reference);
        if (first)
            comment("Explanation method", methodNames());
        line("method", column.method);
        if (first)
            comment("To explain at (a layer of the model); empty: its last convolutional one");
        line("layer", column.layer);
        if (first)
            comment("Above the column (any text); empty: made of model and method");
        line("title", column.title);
    }

    static std::string allowed(const StyleSetting& setting)
    {
        if (std::holds_alternative<bool FigureStyle::*>(setting.field))
            return " (true or false)";
        if (std::holds_alternative<std::string FigureStyle::*>(setting.field))
            return {};
        return " (" + setting.range.text() + ")";
    }

    void writeStyle()
    {
        table("[style]");
        for (const auto& setting : styleSettings()) {
            comment(setting.help + allowed(setting));
            std::visit([&](const auto& field) { line(setting.key, m_spec.style.*field); }, setting.field);
        }
        comment("Which maps share a scale", scaleNames);
        line("scale", nameIn(scaleNames, m_spec.style.scale));
        comment("Colours of maps", colorMapNames());
        line("colors", nameOf(m_spec.style.colors));
    }

    void writeExplain()
    {
        table("[explain]");
        Config config;
        config.explain = comparison().explain;
        for (const auto& setting : settings())
            if (setting.section() == "explain") {
                comment(setting.help
                    + (setting.type == SettingType::Text
                            ? std::string()
                            : " (" + setting.allowed() + (setting.unit.empty() ? "" : "; " + setting.unit) + ")"));
                line(setting.name(), setting.get(config));
            }
    }

    const FigureSpec& m_spec;
    std::ostringstream m_out;
};

/// Calls `change` with every path of the figure.
template <class Change> void eachPath(FigureSpec& spec, const Change& change)
{
    for (auto& model : spec.comparison.models)
        change(model.source.path);
    for (auto& picture : spec.comparison.pictures)
        change(picture.file);
}

fs::path folderOf(const fs::path& file)
{
    return fs::absolute(file).lexically_normal().parent_path();
}

/// Without the empty name that a normal path of a folder may end in.
fs::path plain(const fs::path& path)
{
    const auto normal = path.lexically_normal();
    return normal.has_filename() || !normal.has_relative_path() ? normal : normal.parent_path();
}

} // namespace

std::string figureToml(const FigureSpec& spec)
{
    return FigureWriter(spec).write();
}

Result<FigureSpec> readFigure(const fs::path& file)
{
    const auto text = readFile(file, largestFile);
    if (!text)
        return text.error();
    auto spec = parseFigure(*text, file.string());
    if (spec)
        eachPath(*spec, [folder = folderOf(file)](fs::path& path) {
            if (!path.empty())
                path = plain(folder / path);
        });
    return spec;
}

Result<void> writeFigure(const fs::path& file, const FigureSpec& spec)
{
    if (const auto valid = validate(spec.comparison); !valid)
        return valid;
    if (const auto valid = validate(spec.style); !valid)
        return valid;
    FigureSpec written = spec;
    std::optional<Error> unwritable;
    eachPath(written, [&, folder = folderOf(file)](fs::path& path) {
        if (path.empty())
            return;
        path = plain(fs::absolute(path));
        const auto below = path.lexically_relative(folder);
        if (!below.empty() && *below.begin() != "..")
            path = below;
        if (!isUtf8(path.string()))
            unwritable = fail(
                "The name of '" + path.string() + "' is not UTF-8, so that no figure file can hold it.", "Rename it.");
    });
    if (unwritable)
        return *unwritable;
    return writeFileAtomically(file, figureToml(written));
}

} // namespace lookaway
