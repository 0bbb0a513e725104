// SPDX-License-Identifier: Apache-2.0
// Tables of a PDF whose cells hold several lines: what stands under the words of a head, kept apart by gutters that nothing crosses.
// Rows are told by the room between them, and where there is none by the numbers of a column, of which each row has one.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "draft/pdf_layout.h"

namespace youju::draft {
namespace {
double middle(const Box& box) { return (box.top + box.bottom) / 2; }
bool is_blank_side(std::string_view text, bool end) {
  const auto c = static_cast<unsigned char>(end ? text.back() : text.front());
  return c < 0x80;
}
// 12, 12次, 3.5%, 1,086, —
bool is_number_cell(std::string_view text) {
  if (text == "—" || text == "-" || text == "/") return true;
  return code_point_count(text) <= 10 && text.find_first_of("0123456789") != text.npos && text.find("。") == text.npos && text.find("，") == text.npos;
}

struct Part {  // of a line: what no gap divides
  Box box;
  std::string text;
  std::size_t line = 0;
  std::vector<Word> words;
};
void add(Part& part, const Word& word) {
  part.box.grow(word.box);
  if (!part.text.empty() && is_blank_side(part.text, true) && is_blank_side(word.text, false)) part.text += ' ';
  part.text += word.text;
  part.words.push_back(word);
}
using Level = std::vector<Part>;  // at the same height, from the left

class WrappedTables {
 public:
  WrappedTables(std::vector<Line>& lines, int first_table, bool only_wrapped) : lines_(lines), next_table_(first_table), only_wrapped_(only_wrapped) {}

  int run() {
    std::vector<Line> out;
    out.reserve(lines_.size());
    for (std::size_t from = 0; from < lines_.size();) {
      std::size_t to = from;
      while (to < lines_.size() && lines_[to].page == lines_[from].page) ++to;
      page(from, to, out);
      from = to;
    }
    lines_ = std::move(out);
    return next_table_;
  }

 private:
  static constexpr std::size_t kMostColumns = 16, kLongestHead = 14, kMostLevels = 300, kFewestNumbers = 2;
  struct Table {
    std::vector<Box> columns;
    std::vector<std::vector<std::vector<Part>>> rows;  // row, column, parts from above
    std::size_t end = 0;                               // the level behind it
    bool goes_on = false;
    bool corner = false;                               // the head says nothing over the first column
  };

  void page(std::size_t from, std::size_t to, std::vector<Line>& out) {
    auto levels = levels_of(from, to);
    std::vector<int> taken(to - from, -1);  // by which of the tables of this page
    std::vector<std::vector<Line>> made;
    std::size_t work = 0;
    bool at_end = false;
    for (std::size_t k = 0; k < levels.size() && work < 40 * kMostLevels;) {
      Table table;
      work += 1;
      const bool more = k == 0 && !last_columns_.empty() && words_of(levels[0]) != last_head_;
      if (!(more && read(levels, k, true, table)) && !(is_head(levels[k]) && !spanned(levels, k) && read(levels, k, false, table))) {
        ++k;
        continue;
      }
      work += table.end - k;
      const auto head = words_of(levels[k]);
      at_end = table.end == levels.size();
      take(table, from, taken, static_cast<int>(made.size()));
      made.push_back(cells_of(table));
      k = table.end;
      if (at_end) last_columns_ = table.columns;
      if (!table.goes_on) last_head_ = head;
    }
    if (!at_end) last_columns_.clear();
    std::vector<bool> written(made.size());
    for (std::size_t i = from; i < to; ++i) {
      const int table = taken[i - from];
      if (table < 0) {
        out.push_back(std::move(lines_[i]));
      } else if (!written[static_cast<std::size_t>(table)]) {
        written[static_cast<std::size_t>(table)] = true;
        for (auto& cell : made[static_cast<std::size_t>(table)]) out.push_back(std::move(cell));
      }
    }
  }

  std::vector<Level> levels_of(std::size_t from, std::size_t to) const {
    std::vector<Part> parts;
    for (std::size_t i = from; i < to; ++i) {
      if (lines_[i].kind != Kind::paragraph || lines_[i].place) continue;
      for (std::size_t w = 0; w < lines_[i].words.size(); ++w) {
        const auto& word = lines_[i].words[w];
        const bool apart = w == 0 || word.box.left - parts.back().box.right > 0.55 * lines_[i].box.height();
        if (apart) parts.push_back({word.box, {}, i, {}});
        add(parts.back(), word);
      }
    }
    const auto height = [&](const Part& part) { return middle(lines_[part.line].box); };  // parts of a line stay together
    std::stable_sort(parts.begin(), parts.end(), [&](const Part& a, const Part& b) { return height(a) < height(b); });
    std::vector<Level> levels;
    double first = 0;
    for (auto& part : parts) {
      const bool same = !levels.empty() && (height(part) - first < 0.4 * part.box.height() || part.line == levels.back().back().line);
      if (!same) first = height(part);
      if (!same) levels.emplace_back();
      levels.back().push_back(std::move(part));
    }
    for (auto& level : levels) std::stable_sort(level.begin(), level.end(), [](const Part& a, const Part& b) { return a.box.left < b.box.left; });
    return levels;
  }

  static std::string words_of(const Level& level) {
    std::string out;
    for (const auto& part : level) out += part.text + '\t';
    return out;
  }
  static bool is_head(const Level& level) {
    if (level.size() < 2 || level.size() > kMostColumns) return false;
    for (std::size_t n = 0; n < level.size(); ++n) {
      const auto& text = level[n].text;
      if (code_point_count(text) > kLongestHead || text.find("。") != text.npos || text.find("，") != text.npos) return false;
      if (text.find_first_not_of("0123456789.,% ") == text.npos) return false;
      if (n > 0 && level[n].box.left - level[n - 1].box.right < 0.5 * level[n].box.height()) return false;
    }
    return true;
  }

  // The lower words of a head of two levels (2023年 over 次数 and 人次) say too little by themselves.
  static bool spanned(const std::vector<Level>& levels, std::size_t k) {
    if (k == 0 || !is_head(levels[k - 1]) || levels[k - 1].size() + 1 >= levels[k].size()) return false;
    return levels[k].front().box.top - levels[k - 1].front().box.bottom <= 1.6 * levels[k].front().box.height();
  }

  bool read(std::vector<Level>& levels, std::size_t first, bool more, Table& out) const {
    if (more) {
      out.columns = last_columns_;
      out.goes_on = true;
    } else {
      for (const auto& part : levels[first]) out.columns.push_back(part.box);
      const Level none, &below = first + 1 < levels.size() ? levels[first + 1] : none;
      out.corner = below.size() == out.columns.size() + 1 && below.front().box.right <= out.columns.front().left;
      if (out.corner) out.columns.insert(out.columns.begin(), below.front().box);
    }
    std::size_t end = more ? first : first + 1;
    while (end < levels.size() && end - first < kMostLevels && belongs(levels, first, end, out.columns)) ++end;
    // What stands below in one column only may be the next heading.
    while (end > first && levels[end - 1].size() == 1 && column_of(out.columns, levels[end - 1].front().box) == 0) --end;
    if (end <= first + 1) return false;
    out.end = end;
    return rows_of(levels, first, out) && is_table(levels[first], out);
  }

  // Every part of the level reaches into one column, which grows by it.
  static bool belongs(std::vector<Level>& levels, std::size_t first, std::size_t k, std::vector<Box>& columns) {
    if (k > first && levels[k].front().box.top - levels[k - 1].front().box.bottom > 4 * levels[k].front().box.height()) return false;
    if (!part_at_gutters(levels[k], columns)) return false;
    auto grown = columns;
    bool any = false;
    for (const auto& part : levels[k]) {
      const auto c = column_of(grown, part.box);
      if (c == kTwo) return false;
      any |= c != kNone || is_number_cell(part.text);
      if (c == kNone) continue;
      grown[c].grow(part.box);
      if (c > 0 && !beside(grown[c - 1], grown[c])) return false;
      if (c + 1 < grown.size() && !beside(grown[c + 1], grown[c])) return false;
    }
    if (any) columns = std::move(grown);
    return any;
  }
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1), kTwo = static_cast<std::size_t>(-2);
  // The column it reaches into: none when it stands between columns, or when it reaches into two.
  static std::size_t column_of(const std::vector<Box>& columns, const Box& box) {
    std::size_t found = kNone;
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (beside(columns[c], box)) continue;
      if (found != kNone) return kTwo;
      found = c;
    }
    return found;
  }
  // When all lines are seen: a 5 under the middle of a head belongs to the column that a 114 further down has made wide, or else to the nearest.
  static std::size_t nearest_column(const std::vector<Box>& columns, const Box& box) {
    const auto own = column_of(columns, box);
    if (own != kNone) return own;
    std::size_t near = kNone;
    double nearest = 10 * box.height();
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const double away = std::max(columns[c].left - box.right, box.left - columns[c].right);
      if (away >= nearest) continue;
      nearest = away;
      near = c;
    }
    return near;
  }
  // Words that run on from one column into the next, with less than a sign's room between them, are parted at the gutter.
  static bool part_at_gutters(Level& level, const std::vector<Box>& columns) {
    Level out;
    for (auto& part : level) {
      if (column_of(columns, part.box) != kTwo || part.words.size() < 2) {
        out.push_back(std::move(part));
        continue;
      }
      std::size_t last = kNone;
      for (auto& word : part.words) {
        const auto c = nearest_column(columns, word.box);
        if (c >= columns.size()) return false;
        if (c != last) out.push_back({word.box, {}, part.line, {}});
        last = c;
        add(out.back(), word);
      }
    }
    level = std::move(out);
    return true;
  }

  // Where rows begin: behind more room than lines of one cell have between them; then, where a row holds several numbers of the
  // column with most of them, at each of these.
  bool rows_of(const std::vector<Level>& levels, std::size_t first, Table& out) const {
    const std::size_t n = out.end - first;
    std::vector<double> room(n, 1e9);  // above each level
    double bottom = 0;
    const double inner = room_in_cells(levels, first, out);
    for (std::size_t k = 0; k < n; ++k) {
      double top = 1e9;
      for (const auto& part : levels[first + k]) top = std::min(top, part.box.top);
      if (k > 0) room[k] = top - bottom;
      for (const auto& part : levels[first + k]) bottom = std::max(bottom, part.box.bottom);
    }
    std::vector<bool> begins(n);
    for (std::size_t k = 0; k < n; ++k) begins[k] = k == 0 || room[k] > inner + 0.35 * levels[first + k].front().box.height();
    std::size_t body = 0;
    if (!out.goes_on) {  // the head: a line, and what stands in brackets below
      for (body = 1; body < n && !begins[body] && levels[first + body].front().text.find_first_of("(") == 0;) ++body;
      while (body < n && !begins[body] && levels[first + body].front().text.starts_with("（")) ++body;
      if (body < n) begins[body] = true;
    }
    for (std::size_t from = body; from < n;) {
      std::size_t to = from + 1;
      while (to < n && !begins[to]) ++to;
      by_numbers(levels, first, from, to, out, begins);
      from = to;
    }
    for (std::size_t k = 0; k < n; ++k) {
      if (begins[k]) out.rows.emplace_back(out.columns.size());
      for (const auto& part : levels[first + k]) {
        const auto c = nearest_column(out.columns, part.box);
        if (c >= out.columns.size()) return false;
        out.rows.back()[c].push_back(part);
      }
    }
    return !out.rows.empty();
  }
  // The least room between lines of one column.
  static double room_in_cells(const std::vector<Level>& levels, std::size_t first, const Table& table) {
    std::vector<double> bottom(table.columns.size(), -1e9);
    double least = 1e9;
    for (std::size_t k = first; k < table.end; ++k) {
      for (const auto& part : levels[k]) {
        const auto c = nearest_column(table.columns, part.box);
        if (c >= bottom.size()) continue;
        least = std::min(least, std::max(0.0, part.box.top - bottom[c]));
        bottom[c] = part.box.bottom;
      }
    }
    return least;
  }
  static void by_numbers(const std::vector<Level>& levels, std::size_t first, std::size_t from, std::size_t to, const Table& table, std::vector<bool>& begins) {
    std::vector<std::vector<std::size_t>> numbers(table.columns.size());
    for (std::size_t k = from; k < to; ++k) {
      for (const auto& part : levels[first + k]) {
        const auto c = nearest_column(table.columns, part.box);
        if (c > 0 && c < numbers.size() && is_number_cell(part.text)) numbers[c].push_back(k);
      }
    }
    const auto most = std::max_element(numbers.begin(), numbers.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
    if (most == numbers.end() || most->size() < 2) return;
    const bool from_top = most->front() == from;
    const auto is_full = [&](std::size_t k) { return levels[first + k].size() + 1 >= table.columns.size(); };
    for (std::size_t k = from + 1; from_top && k < to; ++k) begins[k] = begins[k] || is_full(k);  // only its number is missing
    for (std::size_t i = 1; i < most->size(); ++i) {
      const std::size_t above = (*most)[i - 1], here = (*most)[i];
      begins[from_top ? here : above + 1 + (here - above) / 2 - ((here - above) % 2 == 0 ? 1 : 0)] = true;
    }
  }

  bool is_table(const Level& head, const Table& table) const {
    if (table.goes_on) return has_numbers(table, 1);
    if (head.size() + (table.corner ? 1 : 0) != table.columns.size()) return false;
    bool wrapped = false;
    for (const auto& row : table.rows)
      for (const auto& cell : row) wrapped |= cell.size() > 1;
    if (only_wrapped_ && !wrapped) return false;
    return has_numbers(table, kFewestNumbers);
  }
  // A column of numbers, behind the first: without one it may be anything.
  bool has_numbers(const Table& table, std::size_t fewest) const {
    for (std::size_t c = 1; c < table.columns.size(); ++c) {
      std::size_t cells = 0, numbers = 0;
      const std::size_t body = table.goes_on ? 0 : 1;
      for (std::size_t r = body; r < table.rows.size(); ++r) {
        const auto& cell = table.rows[r][c];
        if (cell.empty()) continue;
        ++cells;
        numbers += cell.size() == 1 && is_number_cell(cell.front().text) ? 1 : 0;
      }
      if (numbers >= fewest && 10 * numbers >= 7 * cells && 2 * cells + body >= table.rows.size()) return true;
    }
    return false;
  }

  static void take(const Table& table, std::size_t from, std::vector<int>& taken, int which) {
    for (const auto& row : table.rows)
      for (const auto& cell : row)
        for (const auto& part : cell) taken[part.line - from] = which;
  }
  std::vector<Line> cells_of(const Table& table) {
    if (!table.goes_on) {
      ++next_table_;
      next_row_ = 0;
    }
    std::vector<Line> out;
    for (const auto& row : table.rows) {
      for (std::size_t c = 0; c < row.size(); ++c) {
        if (row[c].empty()) continue;
        Line cell = lines_[row[c].front().line];
        cell.box = row[c].front().box;
        cell.text.clear();
        cell.words.clear();
        cell.place = TablePlace{};
        cell.place->table = next_table_ - 1;
        cell.place->row = next_row_;
        cell.place->column = static_cast<int>(c);
        for (const auto& part : row[c]) {
          cell.box.grow(part.box);
          if (!cell.text.empty() && is_blank_side(cell.text, true) && is_blank_side(part.text, false) && part.text.front() != ';') cell.text += ' ';
          cell.text += part.text;
        }
        out.push_back(std::move(cell));
      }
      ++next_row_;
    }
    return out;
  }

  std::vector<Line>& lines_;
  std::vector<Box> last_columns_;
  std::string last_head_;  // may be written again on the next page
  int next_table_, next_row_ = 0;
  bool only_wrapped_;
};
}  // namespace

int find_wrapped_tables(std::vector<Line>& lines, int first_table, bool only_wrapped) { return WrappedTables(lines, first_table, only_wrapped).run(); }
}  // namespace youju::draft
