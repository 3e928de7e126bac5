// SPDX-License-Identifier: Apache-2.0
// A page that opens without a network: text, tables and pictures beside it. Whatever is given is text and is escaped.
#pragma once

#include <string>
#include <vector>

namespace cli {

/// For HTML text and attribute values.
std::string escapedHtml(const std::string& text);

class HtmlPage {
public:
    explicit HtmlPage(const std::string& title);

    void heading(const std::string& text, int level = 2); ///< 2 or 3
    void paragraph(const std::string& text);
    void lead(const std::string& text); ///< a sentence that is read first
    void note(const std::string& text); ///< small print
    void caution(const std::string& text);
    void list(const std::vector<std::string>& items);
    /// Columns whose name begins with '>' are set flush right (the mark is not shown).
    void table(const std::vector<std::string>& headings, const std::vector<std::vector<std::string>>& rows);
    /// `file`: relative to the page. `text`: what it shows.
    void picture(const std::string& file, const std::string& text);

    std::string text() const;

private:
    std::string title_;
    std::string body_;
};

} // namespace cli
