// SPDX-License-Identifier: Apache-2.0
// The main() of this room's tests: first it may be a parse process, or the tool that marks a file for the
// checks with other people's programs (tests/check_drafts).
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <fstream>
#include <iostream>

#include "base/text.h"
#include "draft/draft.h"
#include "sheet/sheet.h"

using namespace youju;
using namespace youju::draft;

namespace {
bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

// Calls `on` with every number of the document: block, start, end, digits.
template <class On>
void every_number(const Document& document, const On& on) {
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const auto text = to_code_points(document.blocks[i].text);
    for (std::size_t at = 0; at < text.size();) {
      std::size_t end = at;
      while (end < text.size() && is_digit(text[end])) ++end;
      if (end > at)
        on(static_cast<int>(i), static_cast<int>(at), static_cast<int>(end),
           from_code_points(text.substr(at, end - at)));
      at = std::max(end, at + 1);
    }
  }
}

int mark(const std::string& how, const std::string& from, const std::string& to) {
  const auto document = read(from);
  if (!document) return std::cerr << document.error().message.word << "\n", 1;
  constexpr const char* kDate = "2024-01-05T09:30:00Z";
  std::vector<Comment> comments;
  std::vector<Replacement> replacements;
  every_number(*document, [&](int block, int start, int end, const std::string& digits) {
    comments.push_back({block,
                        start,
                        end,
                        "有据",
                        "据",
                        kDate,
                        {{{"台账中为" + digits + "。", "", false}},
                         {{"记录 R-1", "https://example.org/r/1?a=1&b=2", false}}},
                        comments.size() % 2 == 1});
    if (how == "revise")
      replacements.push_back(
          {block, start, end, std::to_string(std::stoll(digits.substr(0, 9)) + 1), "Youju", kDate});
  });
  const auto marked = with_revisions(from, replacements, comments, document->fingerprint);
  if (!marked) return std::cerr << marked.error().message.word << " " << marked.error().detail << "\n", 1;
  std::ofstream(to, std::ios::binary) << marked->bytes;
  std::cout << comments.size() << " comments, " << marked->beside.size() << " beside, " << replacements.size()
            << " replacements, " << marked->not_replaced.size() << " not replaced\n";
  return 0;
}

int show(const std::string& file) {
  const auto document = read(file);
  if (!document) return std::cerr << document.error().message.word << "\n", 1;
  for (const auto& block : document->blocks) {
    std::cout << kind_name(block.kind) << " " << block.level << " p" << block.page;
    if (block.place)
      std::cout << " t" << block.place->table << " " << block.place->row << "," << block.place->column;
    std::cout << (block.label.empty() ? "" : " [" + block.label + "]") << ": " << block.text << "\n";
  }
  return 0;
}
}  // namespace

int main(int argc, char** argv) {
  if (const auto code = sheet::run_parse_process(argc, argv)) return *code;
  if (argc == 5 && std::string_view(argv[1]) == "mark") return mark(argv[2], argv[3], argv[4]);
  if (argc == 3 && std::string_view(argv[1]) == "show") return show(argv[2]);
  return doctest::Context(argc, argv).run();
}
