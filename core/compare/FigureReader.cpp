// SPDX-License-Identifier: MIT
#include "compare/FigureFile.h"

#include "compare/SpecNames.h"
#include "compare/StyleSettings.h"
#include "compare/TableReader.h"
#include "models/NearestNames.h"

#include <algorithm>

namespace lookaway {

namespace {

constexpr Range hotLevels{ 0, 1, true, true };
constexpr Range threadCounts{ 1, 1024 };

template <std::size_t count> std::vector<std::string> listOf(const std::array<const char*, count>& names)
{
    return { names.begin(), names.end() };
}

std::string entry(const char* what, std::size_t index)
{
    return std::string(what) + " " + std::to_string(index + 1);
}

/// Puts a figure together from its file, table by table.
class FigureReader {
public:
    FigureReader(const toml::table& root, const std::string& source)
        : m_root(root, {}, source)
        , m_source(source)
    {
    }

    Result<FigureSpec> read()
    {
        using Part = Result<void> (FigureReader::*)();
        // Models first: the others refer to them by their titles.
        for (const Part part : { &FigureReader::readModels, &FigureReader::readFigure, &FigureReader::readClass,
                 &FigureReader::readPictures, &FigureReader::readColumns, &FigureReader::readStyle,
                 &FigureReader::readExplain })
            if (const auto done = (this->*part)(); !done)
                return done.error();
        if (const auto rest = m_root.finish(); !rest)
            return rest.error();
        for (const auto& valid : { validate(m_comparison), validate(m_figure.style) })
            if (!valid)
                return fail(m_source + ": " + valid.error().what, valid.error().hint);
        return m_figure;
    }

private:
    Result<void> readModels()
    {
        const auto tables = m_root.tables("model");
        for (std::size_t i = 0; i < tables.size(); ++i) {
            TableReader reader(*tables[i], entry("model", i), m_source);
            ComparedModel model;
            std::string path;
            auto kind = static_cast<std::size_t>(model.source.kind);
            reader.read("title", model.title);
            reader.readChoice("kind", listOf(sourceKindNames), kind);
            reader.read("path", path);
            reader.read("model", model.source.model);
            reader.read("checkpoint", model.source.checkpoint);
            model.source.kind = static_cast<ModelSource::Kind>(kind);
            model.source.path = path;
            if (const auto done = reader.finish(); !done)
                return done;
            const auto taken = std::any_of(m_comparison.models.begin(), m_comparison.models.end(),
                [&](const ComparedModel& other) { return other.title == model.title; });
            if (model.title.empty() || taken)
                reader.complain("title",
                    entry("model", i)
                        + (taken ? " has the title of another one, \"" + model.title + "\"." : " has no title."),
                    "Give each model a title of its own.");
            if (path.empty() && (model.source.kind != ModelSource::Kind::Weights || model.source.model.empty()))
                reader.complain("path", entry("model", i) + " has no path.", "Name its run folder or its file.");
            if (const auto done = reader.finish(); !done)
                return done;
            m_comparison.models.push_back(std::move(model));
        }
        return {};
    }

    Result<void> readFigure()
    {
        m_comparison.threads = 1;
        const auto* table = m_root.table("figure");
        if (!table)
            return {};
        TableReader reader(*table, "figure", m_source);
        reader.read("caption", m_figure.caption);
        reader.read("label", m_figure.label);
        reader.read("hot_level", m_comparison.hotLevel, hotLevels);
        reader.read("device", m_comparison.device);
        reader.read("threads", m_comparison.threads, threadCounts);
        return reader.finish();
    }

    Result<void> readClass()
    {
        const auto* table = m_root.table("class");
        if (!table)
            return {};
        TableReader reader(*table, "class", m_source);
        auto by = static_cast<std::size_t>(m_comparison.rowClass.by);
        reader.readChoice("by", listOf(rowClassNames), by);
        m_comparison.rowClass.by = static_cast<RowClass::By>(by);
        readModelTitle(reader, "model", m_comparison.rowClass.model);
        reader.read("name", m_comparison.rowClass.name);
        return reader.finish();
    }

    Result<void> readPictures()
    {
        const auto tables = m_root.tables("picture");
        for (std::size_t i = 0; i < tables.size(); ++i) {
            TableReader reader(*tables[i], entry("picture", i), m_source);
            ComparedPicture picture;
            std::string file;
            double crop[4] = { 0, 0, 1, 1 };
            reader.read("file", file);
            reader.read("title", picture.title);
            reader.read("class", picture.className);
            reader.readNumbers("crop", crop, 4);
            picture.file = file;
            picture.crop = { crop[0], crop[1], crop[2], crop[3] };
            if (const auto done = reader.finish(); !done)
                return done;
            if (file.empty())
                reader.complain("file", entry("picture", i) + " has no file.");
            if (const auto inside = validate(picture.crop); !inside)
                reader.complain("crop", inside.error().what, inside.error().hint);
            if (const auto done = reader.finish(); !done)
                return done;
            m_comparison.pictures.push_back(std::move(picture));
        }
        return {};
    }

    Result<void> readColumns()
    {
        const auto tables = m_root.tables("column");
        for (std::size_t i = 0; i < tables.size(); ++i) {
            TableReader reader(*tables[i], entry("column", i), m_source);
            ComparedColumn column;
            auto kind = static_cast<std::size_t>(column.kind);
            reader.readChoice("shows", listOf(columnKindNames), kind);
            column.kind = static_cast<ComparedColumn::Kind>(kind);
            readModelTitle(reader, "model", column.model);
            readModelTitle(reader, "reference", column.reference);
            reader.read("method", column.method);
            reader.read("layer", column.layer);
            reader.read("title", column.title);
            if (const auto done = reader.finish(); !done)
                return done;
            const auto methods = methodNames();
            if (std::find(methods.begin(), methods.end(), column.method) == methods.end())
                reader.complain("method", "there is no explanation method \"" + column.method + "\".",
                    "Did you mean " + nearestNames(column.method, methods, 1) + "?");
            if (const auto done = reader.finish(); !done)
                return done;
            m_comparison.columns.push_back(std::move(column));
        }
        return {};
    }

    struct ReadStyle {
        TableReader& reader;
        FigureStyle& style;
        const StyleSetting& setting;

        void operator()(double FigureStyle::*field) const { reader.read(setting.key, style.*field, setting.range); }
        void operator()(int FigureStyle::*field) const { reader.read(setting.key, style.*field, setting.range); }
        void operator()(bool FigureStyle::*field) const { reader.read(setting.key, style.*field); }
        void operator()(std::string FigureStyle::*field) const { reader.read(setting.key, style.*field); }
    };

    Result<void> readStyle()
    {
        const auto* table = m_root.table("style");
        if (!table)
            return {};
        TableReader reader(*table, "style", m_source);
        auto& style = m_figure.style;
        for (const auto& setting : styleSettings())
            std::visit(ReadStyle{ reader, style, setting }, setting.field);
        auto scale = static_cast<std::size_t>(style.scale);
        reader.readChoice("scale", listOf(scaleNames), scale);
        style.scale = static_cast<FigureStyle::Scale>(scale);
        std::size_t colors = 0;
        reader.readChoice("colors", colorMapNames(), colors);
        if (table->contains("colors"))
            style.colors = colorMaps().at(colors).map;
        return reader.finish();
    }

    Result<void> readExplain()
    {
        const auto* table = m_root.table("explain");
        if (!table)
            return {};
        TableReader reader(*table, "explain", m_source);
        Config config;
        for (const auto& setting : settings())
            if (setting.section() == "explain")
                reader.read(setting, config);
        m_comparison.explain = config.explain;
        return reader.finish();
    }

    void readModelTitle(TableReader& reader, const char* key, std::size_t& model)
    {
        std::vector<std::string> titles;
        for (const auto& one : m_comparison.models)
            titles.push_back(one.title);
        std::string wanted = model < titles.size() ? titles[model] : std::string();
        reader.read(key, wanted);
        const auto found = std::find(titles.begin(), titles.end(), wanted);
        if (found != titles.end())
            model = static_cast<std::size_t>(found - titles.begin());
        else if (!wanted.empty())
            reader.complain(key, "no model has the title \"" + wanted.substr(0, 60) + "\".",
                titles.empty() ? "Add a [[model]] first." : "Did you mean " + nearestNames(wanted, titles, 1) + "?");
    }

    FigureSpec m_figure;
    ComparisonSpec& m_comparison = m_figure.comparison;
    TableReader m_root;
    std::string m_source;
};

} // namespace

Result<FigureSpec> parseFigure(std::string_view text, const std::string& source)
{
    toml::table root;
    try {
        root = toml::parse(text, source);
    } catch (const toml::parse_error& error) {
        return fail(tomlPlace(source, error.source()) + "not valid TOML: " + std::string(error.description()) + ".");
    }
    return FigureReader(root, source).read();
}

} // namespace lookaway
