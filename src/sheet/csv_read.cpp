// SPDX-License-Identifier: Apache-2.0
// CSV (RFC 4180 and its cousins): encoding and delimiter found out, quotes with line ends inside, limits.
#include <array>

#include "base/text.h"
#include "sheet/formula_guard.h"
#include "sheet/readers.h"

namespace youju::sheet {
namespace {
constexpr std::size_t kLargestCsv = 64u << 20;  // decoded beside the original it must fit into 512 MiB

// The delimiter that divides the first lines most evenly; a comma when none does.
char find_delimiter(std::string_view text) {
  static constexpr std::array<char, 3> kKnown = {',', ';', '\t'};
  std::array<std::vector<int>, 3> counts;
  std::array<int, 3> here{};
  bool quoted = false;
  int lines = 0;
  for (std::size_t i = 0; i < text.size() && i < (256u << 10) && lines < 60; ++i) {
    const char c = text[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') {
      for (std::size_t k = 0; k < 3; ++k) counts[k].push_back(here[k]);
      here = {};
      ++lines;
      continue;
    }
    for (std::size_t k = 0; k < 3; ++k) here[k] += c == kKnown[k];
  }
  for (std::size_t k = 0; k < 3; ++k) counts[k].push_back(here[k]);
  // Score: lines that have the commonest count above zero, weighed by how many columns it makes.
  double best = 0;
  char out = ',';
  for (std::size_t k = 0; k < 3; ++k) {
    std::map<int, int> histogram;
    for (int n : counts[k]) ++histogram[n];
    double score = 0;
    for (const auto& [n, times] : histogram)
      if (n > 0) score = std::max(score, times + std::min(n, 30) * 0.1);
    if (score > best) best = score, out = kKnown[k];
  }
  return out;
}

class CsvParser {
 public:
  CsvParser(std::string_view text, char delimiter, const Limits& limits, const Sink& sink)
      : text_(text), delimiter_(delimiter), limits_(limits), sink_(sink) {}

  Result<void> run() {
    bool going = true;
    while (at_ < text_.size() && going) {
      TRY(going, record());
    }
    return {};
  }

 private:
  Error refuse(Code code, std::string_view word, std::string limit) const {
    return {
        code,
        {std::string(word), {{"sheet", "CSV"}, {"row", std::to_string(row_)}, {"limit", std::move(limit)}}},
        ""};
  }

  // One record; false when the reader wants no more.
  Result<bool> record() {
    Row row{++row_, {}};
    if (row_ > limits_.rows)
      return fail(refuse(Code::too_large, "sheet.too_many_rows", std::to_string(limits_.rows)));
    for (int column = 0;; ++column) {
      TRY(std::string value, field());
      value = clean_cell(std::string(unguard_formula(value)));
      if (!value.empty()) {
        if (column >= limits_.columns)
          return fail(refuse(Code::too_large, "sheet.too_many_columns", std::to_string(limits_.columns)));
        row.cells.push_back({CellType::text, std::move(value), column});
      }
      if (at_ < text_.size() && text_[at_] == delimiter_) {
        ++at_;
        continue;
      }
      break;
    }
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    if (row.cells.empty()) return true;
    return sink_.on_row(std::move(row));
  }

  Result<std::string> field() {
    std::string out;
    if (at_ < text_.size() && text_[at_] == '"') {
      TRY_OK(quoted(out));
    }
    // What follows a closing quote, or a field without quotes, is taken as it stands.
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    out.append(text_.substr(begin, at_ - begin));
    if (out.size() > limits_.cell)
      return fail(refuse(Code::too_large, "sheet.cell_too_large", std::to_string(limits_.cell >> 10)));
    return out;
  }

  Result<void> quoted(std::string& out) {
    ++at_;
    for (;;) {
      const auto quote = text_.find('"', at_);
      if (quote == text_.npos) return fail(refuse(Code::invalid, "sheet.csv_open_quote", ""));
      out.append(text_.substr(at_, quote - at_));
      if (out.size() > limits_.cell)
        return fail(refuse(Code::too_large, "sheet.cell_too_large", std::to_string(limits_.cell >> 10)));
      at_ = quote + 1;
      if (at_ >= text_.size() || text_[at_] != '"') return {};
      out.push_back('"');
      ++at_;
    }
  }

  std::string_view text_;
  char delimiter_;
  const Limits& limits_;
  const Sink& sink_;
  std::size_t at_ = 0;
  int row_ = 0;
};
}  // namespace

Result<FileFacts> read_csv(std::string_view bytes, const Limits& limits, const Sink& sink) {
  if (bytes.size() > kLargestCsv)
    return fail(Code::too_large, "sheet.csv_too_large", {{"limit", std::to_string(kLargestCsv >> 20)}});
  const auto decoded = decode_any(bytes);
  if (!decoded) return fail(Code::unsupported, "sheet.encoding_unknown");
  std::string_view text = decoded->text;
  if (text.find('\0') != text.npos) return fail(Code::unsupported, "sheet.binary");
  FileFacts facts{"csv", decoded->encoding, find_delimiter(text)};
  // "sep=;" in the first line is Excel's own way to name the delimiter.
  if (text.size() >= 5 && text.substr(0, 4) == "sep=" &&
      (text.size() == 5 || text[5] == '\n' || text[5] == '\r')) {
    facts.delimiter = text[4];
    text.remove_prefix(std::min(text.size(), text.find('\n') + 1));
  }
  if (!sink.on_sheet(SheetHead{})) return facts;
  TRY_OK(CsvParser(text, facts.delimiter, limits, sink).run());
  return facts;
}
}  // namespace youju::sheet
