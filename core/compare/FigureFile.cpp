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
    void modelLine(const char* key, std::size_t model)
    {
        if (model < comparison().models.size())
            line(key, comparison().models[model].title);
    }

    void writeFigure()
    {
        table("[figure]");
        line("caption", m_spec.caption);
        line("label", m_spec.label);
        m_out << "# Share of a map's maximum above which a pixel is hot.\n";
        line("hot_level", comparison().hotLevel);
        line("device", comparison().device);
        m_out << "# With another number of threads sums round differently, and a few pixels are another shade.\n";
        line("threads", threadsOf(comparison()));
        m_out << "\n# The class that a row explains: predicted by the model, true (its folder's name) or given.";
        table("[class]");
        const auto& rowClass = comparison().rowClass;
        line("by", nameIn(rowClassNames, rowClass.by));
        modelLine("model", rowClass.model);
        line("name", rowClass.name);
    }

    void writeModel(const ComparedModel& model)
    {
        table("[[model]]");
        line("title", model.title);
        line("kind", nameIn(sourceKindNames, model.source.kind));
        line("path", model.source.path);
        line("model", model.source.model);
        line("checkpoint", model.source.checkpoint);
    }

    void writePicture(const ComparedPicture& picture)
    {
        table("[[picture]]");
        line("file", picture.file);
        line("title", picture.title);
        line("class", picture.className);
        const auto& crop = picture.crop;
        m_out << "crop = [" << toml(crop.x) << ", " << toml(crop.y) << ", " << toml(crop.width) << ", "
              << toml(crop.height) << "]\n";
    }

    void writeColumn(const ComparedColumn& column)
    {
        table("[[column]]");
        line("shows", nameIn(columnKindNames, column.kind));
        modelLine("model", column.model);
        if (comparesTwo(column) || column.reference != 0)
            modelLine("reference", column.reference);
        line("method", column.method);
        line("layer", column.layer);
        line("title", column.title);
    }

    void writeStyle()
    {
        table("[style]");
        for (const auto& setting : styleSettings())
            std::visit([&](const auto& field) { line(setting.key, m_spec.style.*field); }, setting.field);
        line("scale", nameIn(scaleNames, m_spec.style.scale));
        line("colors", nameOf(m_spec.style.colors));
    }

    void writeExplain()
    {
        table("[explain]");
        Config config;
        config.explain = comparison().explain;
        for (const auto& setting : settings())
            if (setting.section() == "explain")
                line(setting.name(), setting.get(config));
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
