// SPDX-License-Identifier: Apache-2.0
// Tables of a PDF: it knows only words and their places, so rows and columns are seen by how short lines stand to each other.
#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "draft/pdf_layout.h"

namespace youju::draft {
namespace {
bool level(const Box& a, const Box& b) { return a.top < b.bottom && b.top < a.bottom; }

// Lines of one block that stand beside each other are cells of a table: each column is read by itself, from the left. (A number
// beside the middle of a text of four lines would else stand in the middle of its sentence.)
class Columns {
 public:
  explicit Columns(std::vector<Line>& lines) : lines_(lines) {}
  void run() {
    for (std::size_t from = 0; from < lines_.size();) {
      std::size_t to = from + 1;
      while (to < lines_.size() && lines_[to].block == lines_[from].block && to - from < kMostOfBlock) ++to;
      if (to - from > 2) part(from, to);
      from = to;
    }
  }

 private:
  static constexpr std::size_t kMostOfBlock = 400, kMostColumns = 12;

  void part(std::size_t from, std::size_t to) {
    std::vector<Box> columns;
    for (std::size_t i = from; i < to; ++i) {
      Box own = lines_[i].box;
      for (std::size_t k = columns.size(); k-- > 0;) {  // whatever it reaches into is one column with it
        if (beside(columns[k], own)) continue;
        own.grow(columns[k]);
        columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(k));
      }
      columns.push_back(own);
      if (columns.size() > kMostColumns) return;
    }
    if (columns.size() < 2) return;
    std::sort(columns.begin(), columns.end(), [](const Box& a, const Box& b) { return a.left < b.left; });
    for (std::size_t k = 1; k < columns.size(); ++k)
      if (!level(columns[k - 1], columns[k])) return;  // one under the other, however indented
    for (std::size_t i = from; i < to; ++i)
      for (std::size_t k = 0; k < columns.size(); ++k)
        if (!beside(lines_[i].box, columns[k])) lines_[i].column = static_cast<int>(k);
    std::stable_sort(lines_.begin() + static_cast<std::ptrdiff_t>(from), lines_.begin() + static_cast<std::ptrdiff_t>(to),
                     [](const Line& a, const Line& b) { return a.column < b.column; });
  }

  std::vector<Line>& lines_;
};

// Digits, or a dash for none.
bool is_value(std::string_view text) {
  return text == "—" || text == "——" || text == "－" || text == "-" || text == "/" || text.find_first_not_of("0123456789.,% ") == text.npos;
}

class Tables {
 public:
  Tables(std::vector<Line>& lines, int first_table) : lines_(lines), table_(first_table - 1) {}

  int run() {
    for (std::size_t from = 0; from < lines_.size();) {
      std::size_t to = from;
      while (to < lines_.size() && lines_[to].page == lines_[from].page) ++to;
      page(from, to);
      from = to;
    }
    // Cells stand where the first of their table stood, row by row; all other lines stay.
    std::vector<std::size_t> order(lines_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    std::vector<Line> sorted;
    sorted.reserve(lines_.size());
    for (const auto i : order) sorted.push_back(std::move(lines_[i]));
    lines_ = std::move(sorted);
    return table_ + 1;
  }

 private:
  using Row = std::vector<std::size_t>;  // places in lines_, from the left
  static constexpr std::size_t kLongest = 24, kMostCells = 16;

  std::tuple<std::size_t, int, int> key(std::size_t i) const {
    const auto it = first_of_.find(i);
    if (it == first_of_.end()) return {i, 0, 0};
    return {it->second, lines_[i].place->row, lines_[i].place->column};
  }
  double middle(std::size_t i) const { return (lines_[i].box.top + lines_[i].box.bottom) / 2; }

  void page(std::size_t from, std::size_t to) {
    std::vector<std::size_t> all;
    for (std::size_t i = from; i < to; ++i)
      if (lines_[i].kind == Kind::paragraph && !lines_[i].place) all.push_back(i);
    std::stable_sort(all.begin(), all.end(), [&](auto a, auto b) { return middle(a) < middle(b); });
    std::vector<Row> rows;
    for (const auto i : all) {
      const bool same = !rows.empty() && middle(i) - middle(rows.back().front()) < 0.5 * lines_[i].box.height();
      if (!same) rows.emplace_back();
      rows.back().push_back(i);
    }
    for (auto& row : rows) std::sort(row.begin(), row.end(), [&](auto a, auto b) { return lines_[a].box.left < lines_[b].box.left; });
    const bool below = !foot_head_.empty() && !rows.empty() && lines_[rows.front().front()].page == lines_[foot_head_.front()].page + 1;
    if (below && begins_below(rows)) rows.insert(rows.begin(), foot_head_);
    foot_head_.clear();
    for (std::size_t k = 0; k < rows.size();) {
      std::vector<Box> columns;
      const std::size_t end = end_of(rows, k, columns);
      const bool whole = end > k + 1 && has_head(columns, rows[k]) && !(k > 0 && spans(rows[k - 1], rows[k], columns));
      if (end > k && (whole || goes_on(columns, k)) && mostly_numbers(rows, k, end)) make(columns, rows, k, end);
      else if (end == rows.size() && end == k + 1 && is_words(rows[k])) foot_head_ = rows[k];
      k = std::max(end, k + 1);
    }
  }
  std::size_t end_of(const std::vector<Row>& rows, std::size_t first, std::vector<Box>& columns) const {
    std::size_t end = first;
    while (end < rows.size() && takes(columns, rows, first, end)) ++end;
    return end;
  }
  // The head stands alone at the foot of the page before: with it the rows are a table, and they have no head of their own.
  bool begins_below(const std::vector<Row>& rows) const {
    if (!is_row(rows.front()) || is_words(rows.front())) return false;
    std::vector<Row> with = rows;
    with.insert(with.begin(), foot_head_);
    std::vector<Box> columns;
    const auto end = end_of(with, 0, columns);
    return end > 1 && has_head(columns, foot_head_) && mostly_numbers(with, 0, end);
  }

  bool is_row(const Row& row) const {
    if (row.size() < 2 || row.size() > kMostCells) return false;
    for (std::size_t n = 0; n < row.size(); ++n) {
      if (code_point_count(lines_[row[n]].text) > kLongest) return false;
      if (n > 0 && lines_[row[n]].box.left - lines_[row[n - 1]].box.right < 0.5 * lines_[row[n]].box.height()) return false;
    }
    return true;
  }
  // The row belongs to the columns seen so far; then they grow by it.
  bool takes(std::vector<Box>& columns, const std::vector<Row>& rows, std::size_t first, std::size_t k) const {
    const Row& row = rows[k];
    if (!is_row(row)) return false;
    if (k == first) {
      for (const auto i : row) columns.push_back(lines_[i].box);
      return true;
    }
    const Box& here = lines_[row.front()].box;
    if (here.top - lines_[rows[k - 1].front()].box.bottom > 1.6 * here.height()) return false;
    auto grown = columns;
    // A head that leaves the corner free: the first row below it has one more, before all others.
    const bool corner = k == first + 1 && row.size() == columns.size() + 1 && here.right <= columns.front().left && is_words(rows[first]);
    if (corner) grown.insert(grown.begin(), here);
    const auto own = grown;
    std::size_t before = own.size();
    for (const auto i : row) {
      const auto c = column_of(own, lines_[i].box);
      if (c == own.size() || c == before) return false;
      before = c;
      grown[c].grow(lines_[i].box);
    }
    for (std::size_t c = 1; c < grown.size(); ++c)
      if (!beside(grown[c - 1], grown[c])) return false;
    columns = std::move(grown);
    return true;
  }
  static std::size_t column_of(const std::vector<Box>& columns, const Box& box) {
    std::size_t found = columns.size();
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (beside(columns[c], box)) continue;
      if (found != columns.size()) return columns.size();
      found = c;
    }
    return found;
  }
  // The same columns ended the page before: the table goes on, without its head.
  bool goes_on(const std::vector<Box>& columns, std::size_t row) const { return row == 0 && last_ended_page_ && same_columns(columns); }
  // Words over every column: without them a number could be of any month.
  bool has_head(const std::vector<Box>& columns, const Row& row) const {
    const bool corner = row.size() + 1 == columns.size() && beside(lines_[row.front()].box, columns.front());
    return (row.size() == columns.size() || corner) && is_words(row);
  }
  // A head of two levels: 2023年 over two columns says what both are of, and is not read; without it they would be taken for this year's.
  bool spans(const Row& above, const Row& head, const std::vector<Box>& columns) const {
    if (lines_[above.front()].page != lines_[head.front()].page || !is_words(above)) return false;
    if (lines_[head.front()].box.top - lines_[above.front()].box.bottom > 1.6 * lines_[head.front()].box.height()) return false;
    return above.size() + 1 < columns.size();
  }
  bool is_words(const Row& row) const {
    return is_row(row) && std::none_of(row.begin(), row.end(), [&](auto i) { return is_value(lines_[i].text); });
  }
  bool same_columns(const std::vector<Box>& columns) const {
    if (columns.size() != last_columns_.size() || columns.empty()) return false;
    for (std::size_t c = 0; c < columns.size(); ++c)
      if (beside(columns[c], last_columns_[c])) return false;
    return true;
  }

  bool mostly_numbers(const std::vector<Row>& rows, std::size_t from, std::size_t to) const {
    int cells = 0, numbers = 0;
    for (std::size_t k = from; k < to; ++k) {
      for (std::size_t n = 1; n < rows[k].size(); ++n) {
        const auto& text = lines_[rows[k][n]].text;
        const bool number = text.find_first_of("0123456789") != text.npos && code_point_count(text) <= 10 && text.find("。") == text.npos;
        if (k == from && !number) break;  // its head
        ++cells;
        numbers += number ? 1 : 0;
      }
    }
    return cells > 0 && 10 * numbers >= 6 * cells;
  }

  void make(const std::vector<Box>& columns, const std::vector<Row>& rows, std::size_t from, std::size_t to) {
    const int page = lines_[rows[from].front()].page;
    const bool more = from == 0 && page == last_page_ + 1 && goes_on(columns, from);
    if (!more) {
      ++table_;
      next_row_ = 0;
    }
    std::size_t first = lines_.size();
    for (std::size_t k = from; k < to; ++k)
      for (const auto i : rows[k]) first = std::min(first, i);
    for (std::size_t k = from; k < to; ++k, ++next_row_) {
      for (const auto i : rows[k]) {
        lines_[i].place = TablePlace{};
        lines_[i].place->table = table_;
        lines_[i].place->row = next_row_;
        lines_[i].place->column = static_cast<int>(column_of(columns, lines_[i].box));
        first_of_[i] = first;
      }
    }
    last_columns_ = columns;
    last_page_ = lines_[rows[to - 1].front()].page;
    last_ended_page_ = to == rows.size();
  }

  std::vector<Line>& lines_;
  std::map<std::size_t, std::size_t> first_of_;  // cell → first line of its table
  std::vector<Box> last_columns_;
  Row foot_head_;                   // the last row of the page before, when it is all words
  int table_, next_row_ = 0, last_page_ = 0;
  bool last_ended_page_ = false;
};
}  // namespace

void part_columns(std::vector<Line>& lines) { Columns(lines).run(); }
int find_tables(std::vector<Line>& lines, int first_table) { return Tables(lines, first_table).run(); }
}  // namespace youju::draft
