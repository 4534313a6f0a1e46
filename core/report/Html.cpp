// SPDX-License-Identifier: MIT
#include "report/Html.h"

#include "report/HtmlStyle.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <cstdint>

namespace lookaway {

namespace {

std::string base64(const std::vector<std::uint8_t>& bytes)
{
    constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t k) { return k < bytes.size() ? std::uint32_t{ bytes[k] } : 0U; };
        const std::uint32_t three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        text += digits[three >> 18 & 63];
        text += digits[three >> 12 & 63];
        text += i + 1 < bytes.size() ? digits[three >> 6 & 63] : '=';
        text += i + 2 < bytes.size() ? digits[three & 63] : '=';
    }
    return text;
}

/// Bytes of the UTF-8 sequence that starts here; 0 = none does.
std::size_t sequenceAt(const std::string& text, std::size_t at)
{
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1
        : lead >= 0xC2 && lead < 0xE0      ? 2
        : (lead & 0xF0) == 0xE0            ? 3
        : lead >= 0xF0 && lead < 0xF5      ? 4
                                           : 0;
    for (std::size_t i = 1; i < length; ++i)
        if (at + i >= text.size() || (static_cast<unsigned char>(text[at + i]) & 0xC0) != 0x80)
            return 0;
    return length;
}

std::string cells(const std::vector<std::string>& row, const char* tag)
{
    std::string all = "<tr>";
    for (const auto& cell : row)
        all += std::string("<") + tag + ">" + cell + "</" + tag + ">";
    return all + "</tr>\n";
}

} // namespace

std::string html(const std::string& text)
{
    std::string safe;
    for (std::size_t i = 0; i < text.size();) {
        const auto length = sequenceAt(text, i);
        const char c = text[i];
        if (length == 0)
            safe += "\xEF\xBF\xBD"; // U+FFFD
        else if (c == '&')
            safe += "&amp;";
        else if (c == '<')
            safe += "&lt;";
        else if (c == '>')
            safe += "&gt;";
        else if (c == '"')
            safe += "&quot;";
        else if (c == '\'')
            safe += "&#39;";
        else if (static_cast<unsigned char>(c) >= 32 || c == '\n' || c == '\t')
            safe.append(text, i, length);
        i += length == 0 ? 1 : length;
    }
    return safe;
}

std::string htmlPicture(const Image& picture, const std::string& text)
{
    const cv::Mat rgb(picture.height, picture.width, CV_8UC3, const_cast<std::uint8_t*>(picture.pixels.data()));
    std::vector<std::uint8_t> bytes;
    if (!rgb.empty()) {
        cv::Mat bgr;
        cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
        cv::imencode(".jpg", bgr, bytes, { cv::IMWRITE_JPEG_QUALITY, 90 });
    }
    return "<img alt=\"" + html(text) + "\" width=\"" + std::to_string(picture.width) + "\" height=\""
        + std::to_string(picture.height) + "\" src=\"data:image/jpeg;base64," + base64(bytes) + "\">";
}

std::string htmlColorBar(const std::vector<Rgb>& colors)
{
    std::string stops;
    for (const auto& color : colors)
        stops += ", rgb(" + std::to_string(color.red) + " " + std::to_string(color.green) + " "
            + std::to_string(color.blue) + ")";
    return "<span class=\"bar\" style=\"background: linear-gradient(90deg" + stops + ")\"></span>";
}

HtmlTable::HtmlTable(std::vector<std::string> heads, Kind kind)
    : m_heads(std::move(heads))
    , m_kind(kind)
{
}

std::string HtmlTable::text() const
{
    const std::string style = m_kind == Kind::Words ? " class=\"words\"" : "";
    std::string all =
        "<div class=\"scroll\"><table" + style + ">\n<thead>" + cells(m_heads, "th") + "</thead>\n<tbody>\n";
    for (const auto& row : m_rows)
        all += cells(row, "td");
    return all + "</tbody></table></div>\n";
}

HtmlPage::HtmlPage(std::string title)
    : m_title(std::move(title))
{
}

void HtmlPage::section(const std::string& heading, const std::string& body)
{
    m_body += "<section><h2>" + html(heading) + "</h2>\n" + body + "</section>\n";
}

void HtmlPage::details(const std::string& heading, const std::string& body)
{
    m_body += "<details><summary>" + html(heading) + "</summary>\n" + body + "</details>\n";
}

std::string HtmlPage::text() const
{
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
        + html(m_title) + "</title>\n<style>" + htmlStyle + "</style></head>\n<body>\n<h1>" + html(m_title) + "</h1>\n"
        + m_body + "</body></html>\n";
}

} // namespace lookaway
