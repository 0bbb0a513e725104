// SPDX-License-Identifier: Apache-2.0
// Months × kinds: one mark for each period of each kind; the state is the mark's shape, the count stands
// inside it.
#include <fmt/format.h>

#include <algorithm>

#include "chart/measure.h"

namespace youju::chart {
namespace {
constexpr double kHeadSize = 8.5, kCountSize = 8;
constexpr double kStripRow = 24, kHead = 18, kLegendRow = 18;
constexpr double kRadius = 7.8;

struct Grid {
  double name_width, total_width, column, radius;
};

std::string_view state_word(const Words& words, CellState state) {
  switch (state) {
    case CellState::done:
      return words.done;
    case CellState::late:
      return words.late;
    case CellState::missing:
      return words.missing;
    case CellState::explained:
      return words.explained;
    case CellState::exempt:
      return words.exempt;
    case CellState::due:
      return words.due;
    case CellState::none:
      break;
  }
  return {};
}

// The size at which a count fits `room` points.
double count_size(const std::string& text, double room) {
  const double wide = text_width(text, 1);
  return std::clamp(room / wide, 4.5, kCountSize);
}

void draw_state(Drawing& drawing, CellState state, int count, double x, double y, double r,
                const std::string& href, const std::string& title) {
  const auto number = count > 0 ? std::to_string(count) : std::string();
  const auto label = [&](const std::string& text, double cx, double size, Tone tone) {
    put(drawing, Label{cx, y + size * 0.36, text, size, tone, Anchor::middle, true}, href);
  };
  switch (state) {
    case CellState::done:
      put(drawing, Circle{x, y, r, Tone::done}, href, title);
      if (!number.empty()) label(number, x, count_size(number, r * 1.5), Tone::paper);
      break;
    case CellState::late:
      put(drawing, Circle{x, y, r, Tone::paper}, href, title);
      put(drawing, HalfDisc{x, y, r, Tone::late}, href);
      put(drawing, Circle{x, y, r, Tone::late, true}, href);
      if (!number.empty()) label(number, x + r * 0.46, count_size(number, r * 0.8), Tone::ink);
      break;
    case CellState::missing:
      put(drawing, Circle{x, y, r, Tone::missing, true}, href, title);
      break;
    case CellState::explained:
      put(drawing, Circle{x, y, r, Tone::explained, true}, href, title);
      label("!", x, kCountSize + 2, Tone::explained);
      break;
    case CellState::exempt:
      put(drawing, Line{x - r * 0.6, y, x + r * 0.6, y, Tone::exempt, 1.4}, href, title);
      break;
    case CellState::due:
      put(drawing, Circle{x, y, 1.2, Tone::ink_soft}, href, title);
      break;
    case CellState::none:
      break;
  }
}

Grid grid_of(const std::vector<std::string>& columns, const std::vector<StripRow>& rows, const Words& words,
             double width) {
  double name = 0, total = text_width(words.total, kHeadSize);
  for (const auto& row : rows) {
    name = std::max(name, text_width(row.name, kNameSize));
    total = std::max(total, text_width(row.total, kNameSize));
  }
  Grid grid{};
  grid.name_width = std::min(name + 8, width * 0.3);
  grid.total_width = total + 8;
  grid.column =
      (width - grid.name_width - grid.total_width) / std::max<double>(1, static_cast<double>(columns.size()));
  grid.radius = std::min(kRadius, grid.column / 2 - 0.8);
  return grid;
}

void draw_heads(Drawing& drawing, const Grid& grid, const std::vector<std::string>& columns,
                const Words& words) {
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const double x = grid.name_width + (static_cast<double>(c) + 0.5) * grid.column;
    put(drawing, Label{x, kHead - 6, shorten(columns[c], kHeadSize, grid.column), kHeadSize, Tone::ink_soft,
                       Anchor::middle});
  }
  put(drawing,
      Label{drawing.width, kHead - 6, std::string(words.total), kHeadSize, Tone::ink_soft, Anchor::end});
  put(drawing, Line{0, kHead, drawing.width, kHead, Tone::ink, 0.6});
}

void draw_row(Drawing& drawing, const Grid& grid, const std::vector<std::string>& columns,
              const StripRow& row, const Words& words, double top) {
  const double middle = top + kStripRow / 2;
  const auto lines = wrap(row.name, kNameSize, grid.name_width - 6, 2);
  const double size = lines.size() > 1 ? kNameSize - 1 : kNameSize;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const double offset = lines.size() > 1 ? (i == 0 ? -1.5 : size) : size * 0.36;
    put(drawing, Label{0, middle + offset, lines[i], size, Tone::ink}, {}, i == 0 ? row.name : std::string());
  }
  for (std::size_t c = 0; c < columns.size() && c < row.cells.size(); ++c) {
    const auto& cell = row.cells[c];
    if (cell.state == CellState::none) continue;
    const double x = grid.name_width + (static_cast<double>(c) + 0.5) * grid.column;
    auto title = fmt::format("{} · {} · {}", row.name, columns[c], state_word(words, cell.state));
    if (cell.count > 0) title += fmt::format(" · {}", cell.count);
    draw_state(drawing, cell.state, cell.count, x, middle, grid.radius, cell.href, title);
  }
  put(drawing,
      Label{drawing.width, middle + kNameSize * 0.36, row.total, kNameSize, Tone::ink, Anchor::end, true});
  put(drawing, Line{0, top + kStripRow, drawing.width, top + kStripRow, Tone::hairline, 0.4});
}

// The marks that occur, with their words; returns the height used.
double draw_legend(Drawing& drawing, const std::vector<CellState>& used, const Words& words, double top) {
  double x = 0, y = top + kLegendRow / 2 + 3;
  const double r = 4.6;
  for (const auto state : used) {
    const std::string word(state_word(words, state));
    const double need = 2 * r + 4 + text_width(word, kLegendSize) + 14;
    if (x > 0 && x + need > drawing.width) {
      x = 0;
      y += kLegendRow - 4;
    }
    draw_state(drawing, state, 0, x + r, y, r, {}, {});
    put(drawing, Label{x + 2 * r + 4, y + kLegendSize * 0.36, word, kLegendSize, Tone::ink_soft});
    x += need;
  }
  return used.empty() ? 0 : y - top + kLegendRow / 2;
}

std::string cell_text(const StripCell& cell, const Words& words) {
  if (cell.state == CellState::none) return "";
  if (cell.state == CellState::done) return std::to_string(cell.count);
  const std::string word(state_word(words, cell.state));
  return cell.count > 0 ? fmt::format("{} {}", cell.count, word) : word;
}
}  // namespace

Chart months_strip(const std::string& title, const std::vector<std::string>& columns,
                   const std::vector<StripRow>& rows, double width, const std::string& lang) {
  const auto& words = words_of(lang);
  Chart chart;
  auto& drawing = chart.drawing;
  drawing.width = width;
  drawing.title = title;
  const auto grid = grid_of(columns, rows, words, width);
  draw_heads(drawing, grid, columns, words);

  chart.table.head.emplace_back(words.name);
  chart.table.head.insert(chart.table.head.end(), columns.begin(), columns.end());
  chart.table.head.emplace_back(words.total);
  int counts[7] = {};
  double y = kHead;
  for (const auto& row : rows) {
    draw_row(drawing, grid, columns, row, words, y);
    y += kStripRow;
    auto& line = chart.table.rows.emplace_back();
    line.push_back(row.name);
    for (std::size_t c = 0; c < columns.size(); ++c) {
      const auto cell = c < row.cells.size() ? row.cells[c] : StripCell{};
      ++counts[static_cast<int>(cell.state)];
      line.push_back(cell_text(cell, words));
    }
    line.push_back(row.total);
  }
  if (rows.empty()) {
    put(drawing,
        Label{width / 2, y + kStripRow * 0.6, std::string(words.none), kNameSize, Tone::ink_soft, Anchor::middle});
    y += kStripRow;
  }
  std::vector<CellState> used;
  for (const auto state : {CellState::done, CellState::late, CellState::missing, CellState::explained,
                           CellState::exempt, CellState::due})
    if (counts[static_cast<int>(state)] > 0) used.push_back(state);
  drawing.height = y + draw_legend(drawing, used, words, y);
  drawing.summary = title + ". ";
  if (lang.substr(0, 2) != "en") drawing.summary = title + "。";
  drawing.summary += fmt::format(fmt::runtime(words.strip_summary), fmt::arg("rows", rows.size()),
                                 fmt::arg("columns", columns.size()), fmt::arg("done", counts[1]),
                                 fmt::arg("late", counts[2]), fmt::arg("missing", counts[3]));
  return chart;
}
}  // namespace youju::chart
