// SPDX-License-Identifier: Apache-2.0
// Inside the sheet room: the readers of strangers' bytes. Only the parse process, tests and fuzzing call
// them.
#pragma once
#include <string>
#include <string_view>

#include "base/json.h"
#include "sheet/sheet.h"

namespace youju::sheet {

Result<FileFacts> read_xlsx(std::string_view bytes, const Limits& limits, const Sink& sink);
Result<FileFacts> read_csv(std::string_view bytes, const Limits& limits, const Sink& sink);
// {"paragraphs":[{"style","text"}],"bookmarks":[{"name","text"}],"links":[{"text","target"}]}; deleted text
// is left out.
Result<Json> read_docx(std::string_view bytes, const Limits& limits);
// Plain text of docx, xlsx or text bytes, at most `most` bytes, cut at a character.
Result<std::string> text_of(std::string_view bytes, std::string_view media_type, std::size_t most);
// When a photo was taken, "2023-06-16T15:10:00" by its camera's clock; "" when it does not say.
std::string photo_time(std::string_view bytes);
// Whether it says where it was taken.
bool photo_has_place(std::string_view bytes);

// What the first bytes look like, whatever the name of the file says.
enum class Looks { empty, zip, ole, ole_encrypted, html, spreadsheet_xml, pdf, picture, text };
Looks looks_like(std::string_view bytes);
// What to tell a person who gave such a file where a table was asked for.
Error not_a_table(Looks looks);
// Text of a cell as it comes from outside → clean text; broken bytes become U+FFFD.
std::string clean_cell(std::string text);
}  // namespace youju::sheet
