// SPDX-License-Identifier: Apache-2.0
// Inside the draft room: readers of strangers' bytes. Only the parse process, tests and fuzzing call them.
#pragma once
#include <string_view>

#include "base/json.h"
#include "draft/draft.h"

namespace youju::draft {

Result<Document> read_docx_bytes(std::string_view bytes);
Result<Document> read_text_bytes(std::string_view bytes);
Result<Document> read_markdown_bytes(std::string_view bytes);
// What pdftotext -bbox-layout wrote.
Result<Document> read_pdf_layout(std::string_view xhtml);
// What tesseract wrote as TSV for each page, one after the other. A numeral that it was not sure of is written □.
Result<Document> read_picture_words(std::string_view tsv);
// By bytes and name. A PDF cannot be read here: unsupported, "draft.is_pdf".
Result<Document> read_bytes(std::string_view bytes, std::string_view name);

inline constexpr std::size_t kMostLines = 500'000;  // of a text or a PDF
// Blocks of a text in lines: shared by plain text and what Markdown has no form for.
struct SourceLine {
  std::string_view text;
  int number = 0;
};
std::vector<SourceLine> lines_of(std::string_view text);

// ---- between the two processes ----
// What the other process said cannot be read.
tl::unexpected<Error> broken_wire();
Json to_json(const Document& document);
Result<Document> document_from_json(const Json& json);
Json to_json(const Comment& comment);
Json to_json(const Replacement& replacement);
Result<std::vector<Comment>> comments_from_json(const Json& json);
Result<std::vector<Replacement>> replacements_from_json(const Json& json);
// A workbook as a form, and with cells filled in.
Result<Form> read_form_bytes(std::string_view bytes);
Result<Marked> fill_cells(std::string_view bytes, const std::vector<CellValue>& cells, const std::string& fingerprint);
Json to_json(const Form& form);
Result<Form> form_from_json(const Json& json);
Json to_json(const CellValue& cell);
Result<std::vector<CellValue>> cells_from_json(const Json& json);

// The answer to a request: JSON, or a line of JSON and then the bytes of the marked file.
Result<std::string> do_work(std::string_view bytes, std::string_view request);
}  // namespace youju::draft
