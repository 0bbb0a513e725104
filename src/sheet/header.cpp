// SPDX-License-Identifier: Apache-2.0
// Finds the header of a table in a sheet: title rows above it, one or two header rows, notes and totals below
// the table.
#include <algorithm>

#include "base/date_text.h"
#include "base/number.h"
#include "base/text.h"
#include "sheet/sheet.h"

namespace youju::sheet {
namespace {
constexpr std::size_t kLongestHeader = 24;  // code points; longer text is a sentence
constexpr std::size_t kLookAt = 20;         // rows; titles and notes above a table are never more

std::string one_line(std::string_view text) {
  std::string out;
  for (char c : text)
    if (c != '\n' && c != '\r') out.push_back(c);
  return std::string(trim(out));
}

const Cell* cell_at(const Row& row, int column) {
  for (const Cell& cell : row.cells)
    if (cell.column == column) return &cell;
  return nullptr;
}

bool is_data_like(const Cell& cell) {
  if (cell.type != CellType::text) return true;
  return read_number(cell.text).has_value() || read_date(cell.text, 2000).has_value();
}

bool is_header_like(const Cell& cell) {
  if (cell.type != CellType::text || is_data_like(cell)) return false;
  const auto text = to_code_points(one_line(cell.text));
  if (text.size() > kLongestHeader) return false;
  return text.find_first_of(U"：:。；;！？") == text.npos;
}

// How much a row looks like a header: fitting cells, and three times as much each known name.
double header_score(const Row& row, const std::function<double(std::string_view)>& known) {
  double score = 0;
  int fitting = 0;
  double best_known = 0;
  for (const Cell& cell : row.cells) {
    if (is_header_like(cell)) {
      const double likeness = known ? known(one_line(cell.text)) : 0;
      best_known = std::max(best_known, likeness);
      score += 1 + 3 * likeness;
      ++fitting;
    } else {
      score -= is_data_like(cell) ? 2 : 1;
    }
  }
  if (fitting >= 2 || (fitting == 1 && best_known >= 0.8)) return score;
  return 0;
}

class HeaderRows {
 public:
  HeaderRows(const SheetHead& sheet, const Row& upper, const Row* lower) : upper_(upper), lower_(lower) {
    for (const auto& range : sheet.merged) {
      if (range[0] > upper.number || range[2] < upper.number) continue;
      if (range[3] > range[1] && range[2] == upper.number) wide_.push_back(range);
      if (lower && range[0] <= upper.number && range[2] >= lower->number) tall_.push_back(range);
    }
  }

  // Whether the row below belongs to the header.
  bool is_double(const std::function<double(std::string_view)>& known) const {
    if (!lower_ || lower_->number != upper_.number + 1) return false;
    int under = 0, fresh = 0, fitting = 0;
    double likeness = 0;
    for (const Cell& cell : lower_->cells) {
      if (!is_header_like(cell)) return false;
      ++fitting;
      if (group_of(cell.column)) ++under;
      if (!cell_at(upper_, cell.column)) ++fresh;
      if (known) likeness = std::max(likeness, known(one_line(cell.text)));
    }
    if (fitting == 0) return false;
    if (under == fitting) return true;
    // A CSV has no merged cells: the lower row fills gaps of the upper one with names that are known.
    return wide_.empty() && tall_.empty() && fresh > 0 && likeness >= 0.6;
  }

  std::map<int, std::string> columns(bool with_lower) const {
    std::map<int, std::string> out;
    for (const Cell& cell : upper_.cells) out[cell.column] = one_line(cell.text);
    if (!with_lower) return out;
    std::map<int, std::string> joined = out;
    for (const Cell& cell : lower_->cells) {
      const auto group = group_name(cell.column, out);
      const auto own = one_line(cell.text);
      joined[cell.column] = group.empty() || group == own ? own : group + "/" + own;
    }
    // A group's own name is no column when every column under it has one.
    return joined;
  }

 private:
  const std::array<int, 4>* group_of(int column) const {
    for (const auto& range : wide_)
      if (range[1] <= column && column <= range[3]) return &range;
    return nullptr;
  }
  std::string group_name(int column, const std::map<int, std::string>& upper) const {
    if (const auto* group = group_of(column)) {
      const auto found = upper.find((*group)[1]);
      return found == upper.end() ? "" : found->second;
    }
    if (!wide_.empty() || !tall_.empty()) {
      const auto found = upper.find(column);
      return found == upper.end() ? "" : found->second;
    }
    auto next = upper.upper_bound(column);  // the filled cell at or left of it
    return next == upper.begin() ? "" : std::prev(next)->second;
  }
  const Row& upper_;
  const Row* lower_;
  std::vector<std::array<int, 4>> wide_, tall_;
};

std::string title_above(const std::vector<Row>& rows, std::size_t header) {
  std::string out;
  for (std::size_t i = 0; i < header; ++i)
    for (const Cell& cell : rows[i].cells) {
      const auto text = one_line(cell.text);
      if (out.find(text) != out.npos) continue;  // a title repeated by unmerged cells
      if (!out.empty()) out += " ";
      out += text;
    }
  return out;
}
}  // namespace

std::optional<Header> find_header(const SheetHead& sheet, const std::vector<Row>& first_rows,
                                  const std::function<double(std::string_view)>& known) {
  std::size_t best = 0;
  double best_score = 0;
  bool best_double = false;
  for (std::size_t i = 0; i < first_rows.size() && i < kLookAt; ++i) {
    double score = header_score(first_rows[i], known);
    if (score <= 0) continue;
    const Row* below = i + 1 < first_rows.size() ? &first_rows[i + 1] : nullptr;
    const bool is_double = HeaderRows(sheet, first_rows[i], below).is_double(known);
    if (is_double) score += std::max(0.0, header_score(*below, known));
    if (score > best_score) best = i, best_score = score, best_double = is_double;
  }
  if (best_score <= 0) return std::nullopt;
  const Row* below = best + 1 < first_rows.size() ? &first_rows[best + 1] : nullptr;
  Header out;
  out.first_row = first_rows[best].number;
  out.last_row = best_double ? below->number : out.first_row;
  out.columns = HeaderRows(sheet, first_rows[best], below).columns(best_double);
  out.title = title_above(first_rows, best);
  return out;
}

bool is_foot_row(const Row& row, const Header& header) {
  static constexpr std::string_view kTotals[] = {"合计",  "总计",  "小计",  "共计",  "累计",
                                                 "合 计", "总 计", "小 计", "total", "sum"};
  static constexpr std::string_view kNotes[] = {
      "注:",        "注：",     "备注:",    "备注：",   "说明:",   "说明：",   "填表人",
      "填报人",     "填表单位", "填报单位", "制表",     "审核人",  "审核:",    "审核：",
      "单位负责人", "负责人:",  "负责人：", "联系电话", "联系人:", "联系人：", "统计人",
      "填表日期",   "填报日期", "note:",    "note："};
  if (row.number <= header.last_row || row.cells.empty()) return false;
  const bool few = row.cells.size() <= std::max<std::size_t>(2, header.columns.size() / 2);
  for (std::size_t i = 0; i < row.cells.size() && i < 2; ++i) {
    std::string text;
    for (char c : lower_ascii(one_line(row.cells[i].text)))
      if (c != ' ') text.push_back(c);
    for (auto word : kTotals)
      if (text == word || text.starts_with(std::string(word) + ":") ||
          text.starts_with(std::string(word) + "："))
        return true;
    for (auto word : kNotes)
      if (few && i == 0 && text.starts_with(word)) return true;
  }
  return false;
}
}  // namespace youju::sheet
