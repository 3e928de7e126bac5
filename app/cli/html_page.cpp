// SPDX-License-Identifier: Apache-2.0
#include "app/cli/html_page.h"

namespace cli {

namespace {

constexpr const char* style = R"css(
:root { color-scheme: light dark; --text: #1a1d23; --second: #545b67; --panel: #ffffff; --line: #dcdfe5; --warn: #fbefd6; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e8ec; --second: #a5acb8; --panel: #1c1f24; --line: #333841; --warn: #352a12; } }
body { margin: 0 auto; padding: 24px; max-width: 960px; background: var(--panel); color: var(--text);
  font: 14px/1.5 Inter, system-ui, sans-serif; }
h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 17px; margin: 32px 0 8px; } h3 { font-size: 14px; margin: 20px 0 6px; }
p { margin: 6px 0; max-width: 75ch; } .lead { font-size: 16px; font-weight: 600; } .note { color: var(--second); font-size: 12px; }
.caution { background: var(--warn); padding: 6px 10px; border-radius: 4px; }
.wide { overflow-x: auto; } table { border-collapse: collapse; margin: 8px 0; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 4px 12px 4px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-size: 12px; } .number { text-align: right; white-space: nowrap; }
figure { margin: 12px 0; } img { max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 4px; }
figcaption { color: var(--second); font-size: 12px; }
)css";

std::string element(const char* tag, const char* kind, const std::string& text)
{
    const std::string attribute = *kind == '\0' ? std::string() : std::string(" class=\"") + kind + "\"";
    return "<" + std::string(tag) + attribute + ">" + escapedHtml(text) + "</" + tag + ">";
}

} // namespace

std::string escapedHtml(const std::string& text)
{
    std::string escaped;
    for (const char c : text) {
        switch (c) {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        default:
            escaped += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
        }
    }
    return escaped;
}

HtmlPage::HtmlPage(const std::string& title)
    : title_(title)
{
}

void HtmlPage::heading(const std::string& text, int level)
{
    body_ += element(level == 2 ? "h2" : "h3", "", text) + "\n";
}

void HtmlPage::paragraph(const std::string& text)
{
    body_ += element("p", "", text) + "\n";
}

void HtmlPage::lead(const std::string& text)
{
    body_ += element("p", "lead", text) + "\n";
}

void HtmlPage::note(const std::string& text)
{
    body_ += element("p", "note", text) + "\n";
}

void HtmlPage::caution(const std::string& text)
{
    body_ += element("p", "caution", text) + "\n";
}

void HtmlPage::list(const std::vector<std::string>& items)
{
    body_ += "<ul>\n";
    for (const std::string& item : items)
        body_ += element("li", "", item) + "\n";
    body_ += "</ul>\n";
}

void HtmlPage::table(const std::vector<std::string>& headings, const std::vector<std::vector<std::string>>& rows)
{
    std::vector<bool> flushRight;
    body_ += "<div class=\"wide\"><table>\n<tr>";
    for (const std::string& heading : headings) {
        flushRight.push_back(heading.starts_with('>'));
        body_ += element("th", flushRight.back() ? "number" : "", heading.substr(flushRight.back() ? 1 : 0));
    }
    body_ += "</tr>\n";
    for (const auto& row : rows) {
        body_ += "<tr>";
        for (std::size_t i = 0; i < row.size(); ++i)
            body_ += element("td", i < flushRight.size() && flushRight[i] ? "number" : "", row[i]);
        body_ += "</tr>\n";
    }
    body_ += "</table></div>\n";
}

void HtmlPage::picture(const std::string& file, const std::string& text)
{
    body_ += "<figure><img src=\"" + escapedHtml(file) + "\" alt=\"" + escapedHtml(text) + "\">"
        + element("figcaption", "", text) + "</figure>\n";
}

std::string HtmlPage::text() const
{
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src 'self' file:; style-src "
           "'unsafe-inline'\">\n"
           "<title>"
        + escapedHtml(title_) + "</title>\n<style>" + style + "</style>\n</head>\n<body>\n" + element("h1", "", title_)
        + "\n" + body_ + "</body>\n</html>\n";
}

} // namespace cli
