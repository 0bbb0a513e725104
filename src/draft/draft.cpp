// SPDX-License-Identifier: Apache-2.0
// The parent's side: asks the parse process and believes only what it can check.
#include "draft/draft.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "draft/readers.h"
#include "sheet/sheet.h"

namespace youju::draft {
namespace {
constexpr std::size_t kMostAnswer = 512u << 20, kMostLayout = 64u << 20;
const std::string kRoom = "draft";
// Known to both processes before main of either.
[[maybe_unused]] const bool kOffered = sheet::offer_parse_work(kRoom, do_work);

Result<Document> document_of(const std::string& answer) {
  const auto json = parse_json(answer, kMostAnswer);
  if (!json) return broken_wire();
  return document_from_json(*json);
}

// A scanned PDF, page by page: a picture of each, and the words in it.
Result<Document> read_scanned(const std::filesystem::path& file, const std::string& pages) {
  constexpr int kMostPages = 60;
  constexpr std::size_t kMostPicture = 16u << 20, kMostWords = 8u << 20;
  int count = 0;
  std::from_chars(pages.data(), pages.data() + pages.size(), count);
  if (count > kMostPages) return fail(Code::too_large, "draft.scan_too_long", {{"pages", pages}, {"limit", std::to_string(kMostPages)}});
  std::string words;
  for (int page = 1; page <= count; ++page) {
    TRY(const auto picture, sheet::pdf_page_picture(file, page, kMostPicture));
    TRY(const auto found, sheet::picture_words(picture, kMostWords));
    words += found;
  }
  const Json request{{"do", "read"}, {"as", "words"}};
  TRY(const auto answer, sheet::do_parse_work_on(kRoom, words, request.dump(), kMostAnswer));
  return document_of(answer);
}

Result<Document> read_pdf(const std::filesystem::path& file) {
  TRY(const auto layout, sheet::pdf_layout(file, kMostLayout));
  const Json request{{"do", "read"}, {"as", "layout"}};
  const auto answer = sheet::do_parse_work_on(kRoom, layout, request.dump(), kMostAnswer);
  if (!answer && answer.error().message.word == "draft.pdf_scanned" && sheet::reads_pictures()) return read_scanned(file, answer.error().message.args.at("pages"));
  if (!answer) return fail(answer.error());
  return document_of(*answer);
}

bool is_instant(std::string_view date) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  return date.size() == kForm.size() &&
         std::equal(date.begin(), date.end(), kForm.begin(),
                    [](char c, char form) { return form == '0' ? c >= '0' && c <= '9' : c == form; });
}
bool is_plain(std::string_view text) {
  return is_utf8(text) &&
         std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}
bool is_link(std::string_view link) {
  return link.empty() || ((link.starts_with("https://") || link.starts_with("http://")) &&
                          link.size() <= 2000 && is_plain(link));
}

// Marks are made by this program: a wrong one is our own mistake.
void expect_sound(const Comment& c) {
  bool good = is_plain(c.author) && is_plain(c.initials) && is_instant(c.date);
  for (const auto& paragraph : c.paragraphs)
    for (const auto& run : paragraph) good = good && is_utf8(run.text) && is_link(run.link);
  expect_true(good, "a comment is text, with a date and http links");
}
void expect_sound(const Replacement& r) {
  expect_true(is_plain(r.author) && is_instant(r.date) && is_plain(r.new_text) && is_plain(r.bookmark) && is_plain(r.tip),
              "a replacement is plain text, with a date");
}

std::optional<Marked> marked_of(const std::string& answer) {
  const auto end = answer.find('\n');
  if (end == answer.npos) return std::nullopt;
  const auto head = parse_json(std::string_view(answer).substr(0, end));
  if (!head || !head->is_object()) return std::nullopt;
  Marked out;
  try {
    out.beside = head->at("beside").get<std::vector<int>>();
    out.not_replaced = head->at("not_replaced").get<std::vector<int>>();
    out.changed_parts = head->at("changed_parts").get<std::vector<std::string>>();
  } catch (const Json::exception&) {
    return std::nullopt;
  }
  out.bytes = answer.substr(end + 1);
  return out;
}
}  // namespace

Result<Document> read(const std::filesystem::path& file) {
  const Json request{{"do", "read"}, {"name", file.filename().string()}};
  const auto answer = sheet::do_parse_work(
      kRoom, file, request.dump(-1, ' ', false, Json::error_handler_t::replace), kMostAnswer);
  if (!answer && answer.error().message.word == "draft.is_pdf") return read_pdf(file);
  if (!answer) return fail(answer.error());
  return document_of(*answer);
}

Result<Document> read_pasted(std::string_view text) {
  const Json request{{"do", "read"}, {"name", "text.txt"}};
  TRY(const auto answer, sheet::do_parse_work_on(kRoom, text, request.dump(), kMostAnswer));
  return document_of(answer);
}

Result<Marked> with_revisions(const std::filesystem::path& file, const std::vector<Replacement>& replacements,
                              const std::vector<Comment>& comments, const std::string& fingerprint) {
  Json request{{"do", "mark"},
               {"fingerprint", fingerprint},
               {"comments", Json::array()},
               {"replacements", Json::array()}};
  for (const auto& comment : comments) {
    expect_sound(comment);
    request["comments"].push_back(to_json(comment));
  }
  for (const auto& replacement : replacements) {
    expect_sound(replacement);
    request["replacements"].push_back(to_json(replacement));
  }
  TRY(const auto answer, sheet::do_parse_work(kRoom, file, request.dump(), kMostAnswer));
  auto marked = marked_of(answer);
  if (!marked) return broken_wire();
  return std::move(*marked);
}

Result<Marked> with_comments(const std::filesystem::path& file, const std::vector<Comment>& comments,
                             const std::string& fingerprint) {
  return with_revisions(file, {}, comments, fingerprint);
}

Result<Form> read_form(const std::filesystem::path& file) {
  TRY(const auto answer, sheet::do_parse_work(kRoom, file, Json{{"do", "form"}}.dump(), kMostAnswer));
  const auto json = parse_json(answer, kMostAnswer);
  if (!json) return broken_wire();
  return form_from_json(*json);
}

Result<Marked> with_cells(const std::filesystem::path& file, const std::vector<CellValue>& cells, const std::string& fingerprint) {
  Json request{{"do", "cells"}, {"fingerprint", fingerprint}, {"cells", Json::array()}};
  for (const auto& cell : cells) {
    expect_true(is_utf8(cell.sheet) && is_plain(cell.text), "a cell's value is plain text");
    request["cells"].push_back(to_json(cell));
  }
  TRY(const auto answer, sheet::do_parse_work(kRoom, file, request.dump(), kMostAnswer));
  auto marked = marked_of(answer);
  if (!marked) return broken_wire();
  return std::move(*marked);
}
}  // namespace youju::draft
