// SPDX-License-Identifier: Apache-2.0
// The child's side: what kind of file it is, and the reader or marker that fits.
#include "base/text.h"
#include "draft/docx_comments.h"
#include "draft/docx_file.h"
#include "draft/readers.h"

namespace youju::draft {

Result<Document> read_docx_bytes(std::string_view bytes) {
  TRY(auto package, Package::open(bytes));
  TRY(auto docx, read_docx_file(package));
  Document out;
  out.format = "docx";
  out.comments = docx.comments;
  int pictures = 0, embedded = 0;
  for (const auto& part : docx.parts) {
    out.revisions += part.story.revisions;
    pictures += part.story.pictures;
    embedded += part.story.embedded;
  }
  out.pages = docx.parts[0].story.pages;
  out.blocks = std::move(docx.blocks);
  if (pictures > 0) out.notes.push_back({"draft.note_pictures", {{"count", std::to_string(pictures)}}});
  if (embedded > 0) out.notes.push_back({"draft.note_embedded", {{"count", std::to_string(embedded)}}});
  return out;
}

Result<Document> read_bytes(std::string_view bytes, std::string_view name) {
  const auto lower = lower_ascii(name);
  const auto ends = [&](std::string_view tail) { return lower.ends_with(tail); };
  if (bytes.starts_with("PK\x03\x04")) return read_docx_bytes(bytes);
  if (bytes.starts_with("%PDF-")) return fail(Code::unsupported, "draft.is_pdf");
  if (ends(".md") || ends(".markdown")) return read_markdown_bytes(bytes);
  const Error other = not_a_docx(bytes);
  // What is nothing else is text, unless its name promises a document.
  if (other.message.word != "draft.not_docx" || ends(".docx") || ends(".wps") || ends(".doc"))
    return fail(other);
  return read_text_bytes(bytes);
}

namespace {
Result<std::string> read_work(std::string_view bytes, const Json& request) {
  const bool layout = request.value("as", "") == "layout";
  const bool words = request.value("as", "") == "words";
  TRY(auto document, layout ? read_pdf_layout(bytes) : words ? read_picture_words(bytes) : read_bytes(bytes, request.value("name", "")));
  document.fingerprint = fingerprint_of(bytes);
  return to_json(document).dump();
}
std::string answer_of(const Marked& marked) {
  const Json head{{"beside", marked.beside},
                  {"not_replaced", marked.not_replaced},
                  {"changed_parts", marked.changed_parts}};
  return head.dump() + "\n" + marked.bytes;
}
Result<std::string> form_work(std::string_view bytes) {
  TRY(auto form, read_form_bytes(bytes));
  form.fingerprint = fingerprint_of(bytes);
  return to_json(form).dump();
}
Result<std::string> cells_work(std::string_view bytes, const Json& request) {
  TRY(const auto cells, cells_from_json(request.at("cells")));
  TRY(const auto marked, fill_cells(bytes, cells, request.value("fingerprint", "")));
  return answer_of(marked);
}
Result<std::string> mark_work(std::string_view bytes, const Json& request) {
  TRY(const auto comments, comments_from_json(request.at("comments")));
  TRY(const auto replacements, replacements_from_json(request.at("replacements")));
  TRY(const auto marked, mark_docx(bytes, replacements, comments, request.value("fingerprint", "")));
  return answer_of(marked);
}
}  // namespace

Result<std::string> do_work(std::string_view bytes, std::string_view request) {
  TRY(const auto asked, parse_json(request));
  if (asked.value("do", "") == "form") return form_work(bytes);
  if (asked.value("do", "") == "cells") return cells_work(bytes, asked);
  return asked.value("do", "") == "mark" ? mark_work(bytes, asked) : read_work(bytes, asked);
}
}  // namespace youju::draft
