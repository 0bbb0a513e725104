// SPDX-License-Identifier: Apache-2.0
// Tables, given as cells or drawn with | and tabs: a number in a cell is named by its row and column.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "claim/reading.h"

namespace youju::claim {
namespace {

void add_cell(const Text& text, std::vector<Cell>& cells, std::size_t from, std::size_t to, int table, int row, int column) {
  while (from < to && one_of(text[from], U" \t*")) ++from;
  while (to > from && one_of(text[to - 1], U" \t*")) --to;
  cells.push_back({from, to, table, row, column});
}

// Lines that are drawn as a table: at least two in a row with the same sign between at least two cells.
void drawn_tables(const Text& text, std::vector<Cell>& cells, int table) {
  struct Line {
    std::size_t from, to;
    char32_t sign;
    std::size_t signs;
  };
  std::vector<Line> lines;
  std::size_t from = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != U'\n') continue;
    Line line{from, i, 0, 0};
    std::size_t pipes = 0, tabs = 0;
    for (std::size_t k = from; k < i; ++k) {
      pipes += text[k] == U'|';
      tabs += text[k] == U'\t';
    }
    if (pipes >= 2 || tabs >= 1) {
      line.sign = pipes >= 2 ? U'|' : U'\t';
      line.signs = pipes >= 2 ? pipes : tabs;
    }
    lines.push_back(line);
    from = i + 1;
  }
  for (std::size_t k = 0; k < lines.size();) {
    std::size_t e = k;
    while (e < lines.size() && lines[e].sign != 0 && lines[e].sign == lines[k].sign) ++e;
    if (e < k + 2) {
      k = std::max(e, k + 1);
      continue;
    }
    int row = 0;
    for (std::size_t n = k; n < e; ++n) {
      int column = 0;
      std::size_t start = lines[n].from;
      bool rule = true;  // |---|---|
      for (std::size_t i = lines[n].from; i < lines[n].to; ++i) rule &= one_of(text[i], U"|-—: ");
      if (rule) continue;
      for (std::size_t i = start; i <= lines[n].to; ++i) {
        if (i < lines[n].to && text[i] != lines[k].sign) continue;
        if (i > start || lines[k].sign == U'\t') add_cell(text, cells, start, i, table, row, column++);
        start = i + 1;
      }
      ++row;
    }
    ++table;
    k = e;
  }
}
}  // namespace

std::vector<Cell> find_cells(const Text& text, const std::vector<Block>* blocks, const std::vector<std::uint32_t>& starts) {
  std::vector<Cell> cells;
  int table = 0;
  if (blocks != nullptr) {
    for (std::size_t k = 0; k < blocks->size(); ++k) {
      const auto& b = (*blocks)[k];
      if (b.kind != BlockKind::cell) continue;
      const auto at = [&](std::uint32_t raw) { return static_cast<std::size_t>(std::lower_bound(text.at.begin(), text.at.end() - 1, raw) - text.at.begin()); };
      const auto end = k + 1 < starts.size() ? at(starts[k + 1] - 1) : text.size();
      add_cell(text, cells, at(starts[k]), std::max(end, at(starts[k])), b.table, b.row, b.column);
      table = std::max(table, b.table + 1);
    }
  } else {
    drawn_tables(text, cells, table);
  }
  return cells;
}

const Cell* cell_at(const std::vector<Cell>& cells, std::size_t i) {
  auto it = std::upper_bound(cells.begin(), cells.end(), i, [](std::size_t p, const Cell& c) { return p < c.from; });
  if (it == cells.begin()) return nullptr;
  --it;
  return i < it->to ? &*it : nullptr;
}

namespace {
class Tables {
 public:
  explicit Tables(Reading& r) : r_(r) {
    for (const auto& c : r_.cells) by_place_.push_back(&c);
    std::sort(by_place_.begin(), by_place_.end(), [](const Cell* a, const Cell* b) { return key(*a) < key(*b); });
    for (const auto& f : r.found) {
      if (f.cell == nullptr) continue;
      const auto [it, fresh] = first_numbers_.try_emplace(f.cell->table, f.cell->row);
      if (!fresh) it->second = std::min(it->second, f.cell->row);
    }
  }

  void run() {
    for (auto& f : r_.found) {
      if (f.cell != nullptr) name(f);
      else if (const auto* cell = cell_at(r_.cells, f.num.from); cell != nullptr && cell->column > 0) due(f, *cell);
    }
  }

 private:
  using Key = std::tuple<int, int, int>;
  static Key key(const Cell& c) { return {c.table, c.row, c.column}; }
  const Cell* at(int table, int row, int column) const {
    const Key wanted{table, row, column};
    const auto it = std::lower_bound(by_place_.begin(), by_place_.end(), wanted, [](const Cell* c, const Key& k) { return key(*c) < k; });
    return it != by_place_.end() && key(**it) == wanted ? *it : nullptr;
  }
  bool has_letters(const Cell& c) const {
    bool han = false, digits_only = true;
    for (std::size_t i = c.from; i < c.to; ++i) {
      han |= r_.at(i) >= 0x3400 || is_letter(r_.at(i));
      digits_only &= is_digit(r_.at(i)) || one_of(r_.at(i), U".,%- ");
    }
    return han && !digits_only;
  }

  // Heads stand above the numbers: 缺 or 无 further down a column names nothing.
  int first_number(int table) const {
    const auto it = first_numbers_.find(table);
    return it == first_numbers_.end() ? 3 : it->second;
  }
  bool has_han(const Cell& c) const {
    return std::any_of(r_.s().begin() + static_cast<std::ptrdiff_t>(c.from), r_.s().begin() + static_cast<std::ptrdiff_t>(c.to), is_han);
  }

  struct Head {
    std::u32string words;
    std::string measure;
    double factor = 1;
    const Cell* cell = nullptr;
  };

  // 支委会（应做）: what was due, not a measure word.
  bool says_more(const Cell& c, std::size_t bracket) const {
    const auto inside = r_.s().substr(bracket + 1, c.to - bracket - 1);
    return inside.substr(0, 1) == U"应" || inside.substr(0, 1) == U"缺" || inside.substr(0, 1) == U"已";
  }

  // 召开次数（次）, 金额（万元）, 人数: the words, and the measure word they announce.
  Head head_of(const Cell& c) const {
    Head out;
    out.cell = &c;
    std::size_t to = c.to;
    for (std::size_t i = c.from; i < c.to; ++i) {
      if (!one_of(r_.at(i), U"（([") || says_more(c, i)) continue;
      const std::size_t m = one_of(r_.at(i + 1), U"单") && r_.at(i + 2) == U'位' ? i + 4 : i + 1;
      double factor = 1;
      std::size_t k = m;
      if (han_unit(r_.at(k)) >= 1e4) factor = han_unit(r_.at(k++));
      if (r_.at(m) == U'%') out.measure = "%";
      if (const auto* word = r_.lexicon.at(r_.s(), k, set_of(Word::measure), c.to); word != nullptr && one_of(r_.at(k + word->word.size()), U"）)]")) {
        out.measure = word->as;
        out.factor = factor;
      }
      to = i;
      break;
    }
    for (std::size_t i = c.from; i < to; ++i) {
      if (!one_of(r_.at(i), U" \n（）()")) out.words.push_back(r_.at(i));
    }
    static constexpr std::pair<std::u32string_view, std::string_view> endings[] = {
        {U"次数", "次"}, {U"人数", "人"}, {U"人次", "人次"}, {U"件数", "件"}, {U"场次", "场次"}, {U"场数", "场"}, {U"篇数", "篇"}, {U"户数", "户"}, {U"条数", "条"}, {U"个数", "个"}, {U"期数", "期"}, {U"项数", "项"}};
    for (const auto& [word, measure] : endings) {
      if (out.measure.empty() && out.words.size() >= word.size() && out.words.substr(out.words.size() - word.size()) == word) out.measure = measure;
    }
    return out;
  }
  static bool is_plain_head(std::u32string_view w) {
    for (const auto p : {U"次数", U"人数", U"数量", U"合计", U"总计", U"小计", U"件数", U"人次", U"数值", U"数目", U"计数", U"场次", U"完成数", U"金额", U"篇数", U"户数", U"条数", U"总数", U"场数", U"个数", U"项数", U"期数"}) {
      if (w == p) return true;
    }
    return w.empty();
  }

  void name(Found& f) {
    const Cell& c = *f.cell;
    Head column, row;
    for (int above = 0; above < std::min({c.row, 3, first_number(c.table)}); ++above) {
      const auto* cell = at(c.table, above, c.column);
      if (cell != nullptr && has_letters(*cell)) column = head_of(*cell);
    }
    row = row_head(c);
    std::u32string subject = row.words;
    const bool total_row = subject == U"合计" || subject == U"总计" || subject == U"小计";
    if (!is_plain_head(column.words) && !is_period(column)) subject += column.words;
    if (subject.empty() || (total_row && subject == row.words)) subject = total_row ? subject : column.words;
    f.claim.subject = from_code_points(subject);
    f.own_subject = !subject.empty() && !total_row;
    f.total = f.total || total_row || column.words == U"合计" || column.words == U"小计" || column.words == U"总计";
    for (const auto* head : {&row, &column}) {
      if (head->measure.empty() || !f.measure_text.empty()) continue;
      f.measure_text = head->measure;
      if (const auto* word = r_.lexicon.at(normal_word(head->measure), 0, set_of(Word::measure)); word != nullptr) f.sort = word->sort;
      if (head->measure == "%") f.sort = Sort::percent;
      f.num.value *= head->factor;
      f.num.unit *= head->factor;
      f.num.place *= head->factor;
    }
    for (const auto* head : {&row, &column}) {
      if (head->cell != nullptr) f.claim.trace.push_back({"table.header", r_.text.span(head->cell->from, head->cell->to), from_code_points(head->words)});
    }
    if (is_period(column)) f.period_cell = column.cell;
    else if (is_period(row) || begins_with_period(row)) f.period_cell = row.cell;
  }
  Head row_head(const Cell& c) const {
    Head row;
    for (int left = 0; left < c.column && left < 3; ++left) {
      const auto* cell = at(c.table, c.row, left);
      if (cell == nullptr || !has_letters(*cell)) continue;
      if (row.cell == nullptr || !has_han(*row.cell)) row = head_of(*cell);  // a code (H6A25910) before the name names nothing
      if (has_han(*row.cell)) break;
    }
    return row;
  }

  // A sentence in a cell beside 支委会（应做）: 每月至少1次；应做12次，缺1次 speaks of what the row is about.
  void due(Found& f, const Cell& c) {
    const auto before = r_.s().substr(f.sentence_from, f.phrase_from - f.sentence_from);
    std::u32string_view said;
    for (const std::u32string_view word : {U"应做", U"应开展", U"应召开", U"应完成", U"缺", U"缺少"}) {
      if (before.ends_with(word)) said = word;
    }
    if (said.empty() && (f.per.empty() || f.bound != Word::above)) return;
    auto words = row_head(c).words;
    for (const std::u32string_view word : {U"应做", U"应开展", U"缺少", U"缺"}) {
      if (words.size() > word.size() + 1 && words.ends_with(word)) words.resize(words.size() - word.size());
    }
    if (words.size() < 2) return;
    f.claim.subject = from_code_points(words) + from_code_points(said);
  }

  const Mention* mention_at(const Head& head) const {
    if (head.cell == nullptr) return nullptr;
    const auto& mentions = r_.scanned.mentions;
    const auto it = std::lower_bound(mentions.begin(), mentions.end(), head.cell->from, [](const Mention& m, std::size_t p) { return m.from < p; });
    return it == mentions.end() || it->from != head.cell->from ? nullptr : &*it;
  }
  // 下一年工作要点, 2022年接访量
  bool begins_with_period(const Head& head) const {
    const auto* m = mention_at(head);
    return m != nullptr && m->to <= head.cell->to;
  }
  bool is_period(const Head& head) const {
    const auto* m = mention_at(head);
    return m != nullptr && m->to == head.cell->to;
  }

  Reading& r_;
  std::vector<const Cell*> by_place_;
  std::map<int, int> first_numbers_;  // table → the first row that holds a number
};
}  // namespace

void read_tables(Reading& r) {
  if (!r.cells.empty()) Tables(r).run();
}
}  // namespace youju::claim
