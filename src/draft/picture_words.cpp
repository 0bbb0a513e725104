// SPDX-License-Identifier: Apache-2.0
// Words that tesseract saw in the pictures of scanned pages, brought into the form of pdftotext's layout and read like it. A numeral
// that it was not sure of is no numeral here: a wrong figure would be worse than none.
#include <charconv>

#include "base/text.h"
#include "draft/readers.h"
#include "draft/xml_scan.h"

namespace youju::draft {
namespace {
constexpr int kSure = 60;  // of 100

int number_of(std::string_view text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

struct TsvLine {  // level page block paragraph line word left top width height confidence text
  std::string_view at[12];
  std::size_t count = 0;
};
TsvLine fields_of(std::string_view line) {
  TsvLine out;
  while (out.count < 12) {
    const auto tab = out.count < 11 ? line.find('\t') : line.npos;
    out.at[out.count++] = line.substr(0, tab);
    if (tab == line.npos) break;
    line.remove_prefix(tab + 1);
  }
  return out;
}

std::string box_of(const char* name, const TsvLine& f) {
  const int left = number_of(f.at[6]), top = number_of(f.at[7]);
  return fmt::format("<{} xMin=\"{}\" yMin=\"{}\" xMax=\"{}\" yMax=\"{}\">", name, left, top, left + number_of(f.at[8]), top + number_of(f.at[9]));
}

bool is_numeral(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９');
}

class Pages {
 public:
  int unsure = 0, pages = 0;
  std::string out = "<doc>";

  void add(const TsvLine& f) {
    const int level = f.count >= 11 ? number_of(f.at[0]) : 0;
    if (level == 1) page(f);
    if (pages == 0) return;
    if (level == 2) open(2, "<flow>" + box_of("block", f));
    if (level == 4) open(4, box_of("line", f));
    if (level == 5 && f.count == 12 && depth_ == 4) word(f);
  }
  void finish() {
    close_to(0);
    out += "</doc>";
  }

 private:
  void page(const TsvLine& f) {
    close_to(0);
    ++pages;
    out += fmt::format("<page width=\"{}\" height=\"{}\">", number_of(f.at[8]), number_of(f.at[9]));
    depth_ = 1;
  }
  // Levels: 1 page, 2 block, 4 line.
  void open(int level, const std::string& tag) {
    close_to(level - 1);
    if (level == 4 && depth_ < 2) return;
    out += tag;
    depth_ = level;
  }
  void close_to(int level) {
    if (depth_ == 4 && level < 4) out += "</line>", depth_ = 2;
    if (depth_ == 2 && level < 2) out += "</block></flow>", depth_ = 1;
    if (depth_ == 1 && level < 1) out += "</page>", depth_ = 0;
  }
  void word(const TsvLine& f) {
    auto text = to_code_points(f.at[11]);
    const bool sure = number_of(f.at[10]) >= kSure;
    bool hidden = false;
    for (auto& c : text) {
      if (sure || !is_numeral(c)) continue;
      c = U'□';
      hidden = true;
    }
    unsure += hidden ? 1 : 0;
    const int left = number_of(f.at[6]), height = number_of(f.at[9]);
    const auto digit = [](char32_t c) { return is_numeral(c) || c == U'□'; };
    const bool goes_on = !text.empty() && digit(text.front()) && ends_in_digit_ && left - right_ < height;
    right_ = left + number_of(f.at[8]);
    ends_in_digit_ = !text.empty() && digit(text.back());
    if (goes_on && out.ends_with("</word>")) {  // ２４ is seen as two words; taken apart, it would be read as 4
      out.insert(out.size() - 7, escape_xml(from_code_points(text)));
      return;
    }
    out += box_of("word", f) + escape_xml(from_code_points(text)) + "</word>";
  }
  int depth_ = 0, right_ = 0;
  bool ends_in_digit_ = false;
};
}  // namespace

Result<Document> read_picture_words(std::string_view tsv) {
  Pages pages;
  while (!tsv.empty()) {
    const auto end = tsv.find('\n');
    pages.add(fields_of(tsv.substr(0, end)));
    tsv.remove_prefix(end == tsv.npos ? tsv.size() : end + 1);
  }
  pages.finish();
  TRY(auto document, read_pdf_layout(pages.out));
  document.notes.push_back({"draft.note_from_pictures", {{"count", std::to_string(pages.pages)}}});
  if (pages.unsure > 0) document.notes.push_back({"draft.note_unsure", {{"count", std::to_string(pages.unsure)}}});
  return document;
}
}  // namespace youju::draft
