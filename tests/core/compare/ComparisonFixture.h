// SPDX-License-Identifier: MIT
#pragma once

#include "ColorModels.h"

#include "compare/Comparison.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>

namespace lookaway::test {

inline ComparedColumn column(
    ComparedColumn::Kind kind, std::size_t model, std::size_t reference = 0, const std::string& method = "grad-cam")
{
    ComparedColumn made;
    made.kind = kind;
    made.model = model;
    made.reference = reference;
    made.method = method;
    return made;
}

inline bool near(double a, double b)
{
    return std::abs(a - b) < 1e-5;
}

/// p of the logits 2 + a, b, c; the picture is half of the colour that the model looks for.
inline double probability(double a, double b, double c)
{
    return std::exp(a) / (std::exp(a) + std::exp(b) + std::exp(c));
}

/// Networks that look for one colour each, on a picture whose left half is red and whose right half is green.
class ComparisonFixture {
protected:
    using Kind = ComparedColumn::Kind;

    Folder m_folder;
    ComparisonSpec m_spec; ///< "reds" and "greens" with the same classes in another order; one picture

    ComparedModel model(const std::string& title, const ColorModel& made)
    {
        return { title, writeColorModel(m_folder / (title + ".safetensors"), made) };
    }
    static std::string errorOf(const ComparedCell& cell) { return cell.error ? cell.error->message() : std::string(); }
    static bool says(const std::optional<Error>& error, const std::string& text)
    {
        return error && error->message().find(text) != std::string::npos;
    }

    void makeModels()
    {
        ColorModel reds;
        ColorModel greens;
        greens.channel = 1;
        greens.classes = { "Green", "Blue", "Red" };
        greens.looks = 0;
        greens.biases = { -1, 0.5F, 0 };
        m_spec.models = { model("reds", reds), model("greens", greens) };
        m_spec.pictures.resize(1);
        m_spec.pictures[0].file = writeHalves(m_folder / "green/halves.png");
        m_spec.columns = { column(Kind::Input, 0), column(Kind::Map, 0), column(Kind::Map, 1),
            column(Kind::Difference, 0, 1), column(Kind::HotRegions, 0, 1) };
        m_spec.device = "cpu";
    }
};

} // namespace lookaway::test
