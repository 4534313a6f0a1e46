// SPDX-License-Identifier: MIT
#include "weights/SafetensorsHeader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <set>

namespace lookaway {

namespace {

constexpr std::uint64_t maxHeaderBytes = std::uint64_t{ 16 } << 20;
constexpr std::size_t maxDimensions = 64;

/// Accepts exactly the header's grammar while it is being parsed: {"__metadata__": {text: text}, name: {"dtype": text,
/// "shape": [unsigned], "data_offsets": [unsigned, unsigned]}}. A document tree would hide duplicate names and let deep
/// nesting cost memory.
class HeaderReader : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit HeaderReader(SafetensorsHeader& header)
        : m_header(header)
    {
    }
    const std::string& problem() const { return m_problem; }

    bool start_object(std::size_t) override
    {
        if (m_place == Place::Outside)
            m_place = Place::Top;
        else if (m_place == Place::Top && m_key == "__metadata__")
            m_place = Place::Metadata;
        else if (m_place == Place::Top)
            startTensor();
        else
            return refuse("its header nests deeper than it should");
        return true;
    }
    bool end_object() override
    {
        if (m_place == Place::Tensor && !endTensor())
            return false;
        m_place = m_place == Place::Top ? Place::Outside : Place::Top;
        return true;
    }
    bool key(std::string& text) override
    {
        if (m_place == Place::Top && !m_names.insert(text).second)
            return refuse("its header names '" + text + "' twice");
        if (m_place == Place::Tensor && !m_fields.insert(text).second)
            return refuse("its header gives '" + text + "' of '" + m_tensor.name + "' twice");
        m_key = std::move(text);
        return true;
    }
    bool string(std::string& text) override
    {
        if (m_place == Place::Metadata) {
            if (!m_header.metadata.emplace(m_key, std::move(text)).second)
                return refuse("its metadata name '" + m_key + "' twice");
            return true;
        }
        if (m_place != Place::Tensor || m_key != "dtype")
            return unexpected();
        if (!scalarTypeFromName(text, m_tensor.type))
            return refuse(
                "tensor '" + m_tensor.name + "' has the element type '" + text + "', which is not known here");
        return true;
    }
    bool start_array(std::size_t) override
    {
        if (m_place != Place::Tensor || (m_key != "shape" && m_key != "data_offsets"))
            return unexpected();
        m_place = Place::Array;
        m_numbers.clear();
        return true;
    }
    bool end_array() override
    {
        m_place = Place::Tensor;
        if (m_key == "shape") {
            m_tensor.shape.assign(m_numbers.begin(), m_numbers.end());
            return true;
        }
        if (m_numbers.size() != 2)
            return refuse("tensor '" + m_tensor.name + "' does not have two data offsets");
        m_tensor.begin = static_cast<std::uint64_t>(m_numbers[0]);
        m_tensor.end = static_cast<std::uint64_t>(m_numbers[1]);
        return true;
    }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (m_place != Place::Array)
            return unexpected();
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())
            || m_numbers.size() >= maxDimensions)
            return refuse("tensor '" + m_tensor.name + "' has a size or offset that is out of range");
        m_numbers.push_back(static_cast<std::int64_t>(value));
        return true;
    }
    bool number_integer(number_integer_t) override { return unexpected(); }
    bool number_float(number_float_t, const std::string&) override { return unexpected(); }
    bool boolean(bool) override { return unexpected(); }
    bool null() override { return unexpected(); }
    bool binary(binary_t&) override { return unexpected(); }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override
    {
        return refuse("its header is no valid JSON at byte " + std::to_string(position));
    }

private:
    enum class Place { Outside, Top, Metadata, Tensor, Array };

    bool refuse(std::string why)
    {
        m_problem = std::move(why);
        return false;
    }
    bool unexpected() { return refuse("its header has something unexpected at '" + m_key + "'"); }
    void startTensor()
    {
        m_place = Place::Tensor;
        m_fields.clear();
        m_tensor = {};
        m_tensor.name = m_key;
    }
    bool endTensor()
    {
        if (m_fields != std::set<std::string>{ "data_offsets", "dtype", "shape" })
            return refuse("tensor '" + m_tensor.name + "' is not described by dtype, shape and data_offsets");
        m_header.entries.push_back(std::move(m_tensor));
        return true;
    }

    SafetensorsHeader& m_header;
    std::string m_problem;
    Place m_place = Place::Outside;
    std::string m_key;
    std::set<std::string> m_names;
    std::set<std::string> m_fields;
    SafetensorsEntry m_tensor;
    std::vector<std::int64_t> m_numbers;
};

/// Every tensor has the bytes its shape needs, and together they cover the data exactly once; empty if so.
std::string checkLayout(const std::vector<SafetensorsEntry>& entries, std::uint64_t dataBytes)
{
    std::vector<const SafetensorsEntry*> byOffset;
    for (const SafetensorsEntry& entry : entries) {
        std::uint64_t bytes = 0;
        const std::string tensor = "tensor '" + entry.name + "' ";
        if (entry.begin > entry.end || entry.end > dataBytes)
            return tensor + "lies outside the file's data (bytes " + std::to_string(entry.begin) + " to "
                + std::to_string(entry.end) + " of " + std::to_string(dataBytes) + ")";
        if (!byteCount(entry.type, entry.shape, bytes) || bytes != entry.end - entry.begin)
            return tensor + "of shape " + shapeText(entry.shape) + " and type " + std::string(nameOf(entry.type))
                + " cannot have " + std::to_string(entry.end - entry.begin) + " bytes";
        byOffset.push_back(&entry);
    }
    std::sort(byOffset.begin(), byOffset.end(),
        [](const auto* a, const auto* b) { return std::tie(a->begin, a->end) < std::tie(b->begin, b->end); });
    std::uint64_t covered = 0;
    for (const SafetensorsEntry* entry : byOffset) {
        if (entry->begin != covered)
            return "tensor '" + entry->name
                + (entry->begin < covered ? "' overlaps another one" : "' comes after a hole");
        covered = entry->end;
    }
    return covered == dataBytes ? "" : std::to_string(dataBytes - covered) + " bytes at its end belong to no tensor";
}

} // namespace

Result<std::uint64_t> safetensorsHeaderLength(const std::byte* start, std::uint64_t fileBytes, const std::string& name)
{
    if (fileBytes < 8)
        return damaged(name, "it has only " + std::to_string(fileBytes) + " bytes");
    std::uint64_t length = 0;
    for (int i = 7; i >= 0; --i)
        length = length << 8 | std::to_integer<std::uint64_t>(start[i]);
    if (length > fileBytes - 8)
        return damaged(name,
            "its header should have " + std::to_string(length) + " bytes, but the file has only "
                + std::to_string(fileBytes));
    if (length > maxHeaderBytes)
        return damaged(name,
            "its header has " + std::to_string(length) + " bytes, more than the " + std::to_string(maxHeaderBytes)
                + " that are read");
    return length;
}

Result<SafetensorsHeader> parseSafetensorsHeader(
    std::string_view json, std::uint64_t dataBytes, const std::string& name)
{
    SafetensorsHeader header;
    HeaderReader reader(header);
    if (json.empty() || json.front() != '{' || !nlohmann::json::sax_parse(json, &reader))
        return damaged(name, reader.problem().empty() ? "its header is no JSON object" : reader.problem());
    if (const std::string problem = checkLayout(header.entries, dataBytes); !problem.empty())
        return damaged(name, problem);
    return header;
}

} // namespace lookaway
