// SPDX-License-Identifier: MIT
#include "report/Html.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <cstdint>

namespace lookaway {

namespace {

// Colours have at least 4.5 : 1 on their ground.
constexpr const char* styles = R"(
:root { color-scheme: light dark; --ink: #1c2024; --faint: #5b6470; --line: #d5dae0; --paper: #ffffff; --card: #f5f7f9;
  --good: #0a6b3d; --bad: #a3261b; --heat: 0, 114, 178 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --faint: #a4acb6; --line: #3a4149; --paper: #16191d;
  --card: #20252b; --good: #5fd39a; --bad: #ff9d91; --heat: 86, 180, 233 } }
@media print { details { display: none } section { break-inside: avoid } }
body { margin: 0 auto; max-width: 80rem; padding: 2rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif }
h1 { font-size: 1.6rem; margin: 0 0 .25rem } h2 { font-size: 1.15rem; margin: 2.5rem 0 .75rem }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem }
p { max-width: 52rem } .faint { color: var(--faint) } .good { color: var(--good) } .bad { color: var(--bad) }
.scroll { overflow-x: auto } table { margin-bottom: .9rem; border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .3rem .6rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap }
th:first-child, td:first-child { text-align: left; padding-left: 0 } th { font-weight: 600; color: var(--faint) }
.matrix td, .matrix th { padding: .15rem .4rem; text-align: center; border: 1px solid var(--line); font-size: .8rem }
.matrix th:first-child { text-align: right }
.charts, .rows { display: grid; gap: 1rem } .rows { display: flex; flex-wrap: wrap } .charts { grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)) }
.row { display: flex; gap: .75rem; flex-wrap: wrap; background: var(--card); border-radius: .5rem; padding: .75rem }
figure { margin: 0; max-width: 11rem } figure img { width: 11rem; height: auto; display: block; border-radius: .25rem }
figcaption { font-size: .8rem; line-height: 1.35; margin-top: .3rem; overflow-wrap: anywhere }
svg { width: 100%; height: auto } svg text { fill: var(--ink); font: 12px system-ui, "DejaVu Sans", sans-serif }
svg .grid { stroke: var(--line) } svg .axis { stroke: var(--faint) }
pre { background: var(--card); padding: 1rem; overflow-x: auto; border-radius: .5rem; font-size: .8rem }
summary { cursor: pointer; font-weight: 600 } details { margin: 1rem 0 }
)";

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

HtmlTable::HtmlTable(std::vector<std::string> heads)
    : m_heads(std::move(heads))
{
}

std::string HtmlTable::text() const
{
    std::string all = "<div class=\"scroll\"><table>\n<thead>" + cells(m_heads, "th") + "</thead>\n<tbody>\n";
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
        + html(m_title) + "</title>\n<style>" + styles + "</style></head>\n<body>\n<h1>" + html(m_title) + "</h1>\n"
        + m_body + "</body></html>\n";
}

} // namespace lookaway
