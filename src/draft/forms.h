// SPDX-License-Identifier: Apache-2.0
// Inside the draft room: what lines and tables are by their form, the same for every kind of file.
#pragma once
#include <string_view>
#include <vector>

#include "draft/draft.h"

namespace youju::draft {

// A line that may be a heading or title: short, no sentence.
bool is_short_line(std::string_view text);
// "一、" 1, "（一）" 2, "第三章" 1, "第二节" 2; 0 when the line is no such heading.
int heading_by_form(std::string_view text);
// The mark a list item begins with ("1.", "（2）", "•", "-"), with the blank behind it; "" for none.
std::string_view list_mark(std::string_view text);
// Headings among plain paragraphs; header rows and columns of tables of which the file says nothing.
void mark_forms(std::vector<Block>& blocks);
// "— 3 —", "第3页 共10页", "3/10", "12".
bool is_page_number(std::string_view text);
}  // namespace youju::draft
