// SPDX-License-Identifier: Apache-2.0
// A document of an office as a template: each paragraph a line, each table a table, so that what is filled in is shown, compared and
// signed like any other report.
#include "report/template.h"

namespace youju::report {
namespace {
Pieces pieces_of(const std::vector<DocumentPiece>& from) {
  Pieces out;
  for (const auto& piece : from)
    if (!piece.text.empty()) out.push_back({piece.text, piece.is_name});
  return out;
}

paper::ParagraphStyle style_of(const std::string& style) {
  using paper::ParagraphStyle;
  if (style == "title") return ParagraphStyle::title;
  return style == "heading" ? ParagraphStyle::heading1 : ParagraphStyle::body;
}

// The cells of one table, from line `at` on, row by row; gives the line behind them.
std::size_t take_table(const std::vector<DocumentLine>& lines, std::size_t at, TemplateBlock& out) {
  TableBlock table;
  const int number = lines[at].table;
  for (; at < lines.size() && lines[at].table == number; ++at) {
    const auto& line = lines[at];
    const auto row = static_cast<std::size_t>(line.row), column = static_cast<std::size_t>(line.column);
    if (table.rows.size() <= row) table.rows.resize(row + 1);
    auto& cells = table.rows[row];
    if (cells.size() <= column) cells.resize(column + 1);
    if (!cells[column].empty()) cells[column].push_back({" ", false});
    for (auto& piece : pieces_of(line.pieces)) cells[column].push_back(std::move(piece));
  }
  std::erase_if(table.rows, [](const auto& row) { return row.empty(); });
  std::size_t widest = 0;
  for (const auto& row : table.rows) widest = std::max(widest, row.size());
  for (auto& row : table.rows) row.resize(widest);
  out.what = std::move(table);
  return at;
}
}  // namespace

std::shared_ptr<const Template> make_template(const DocumentTemplate& document) {
  Template out;
  out.file = document.names.contains("zh") ? document.names.at("zh") : document.id;
  out.id = document.id;
  out.lang = document.lang;
  out.period = document.period;
  out.digest = document.digest;
  out.names = document.names;
  out.title = pieces_of(document.title);
  out.near = document.near;
  for (const auto& figure : document.figures)
    out.figures.push_back({figure.key, figure.expression, figure.title, {}, figure.decimals, figure.line, figure.written});
  bool titled = false;
  for (std::size_t at = 0; at < document.lines.size();) {
    const auto& line = document.lines[at];
    TemplateBlock block;
    block.line = static_cast<int>(at) + 1;
    if (line.table >= 0) {
      at = take_table(document.lines, at, block);
      out.blocks.push_back(std::move(block));
      continue;
    }
    ++at;
    // Filling puts the title first by itself.
    if (line.style == "title" && !std::exchange(titled, true)) continue;
    block.what = TextLine{style_of(line.style), pieces_of(line.pieces)};
    if (!std::get<TextLine>(block.what).pieces.empty()) out.blocks.push_back(std::move(block));
  }
  return std::make_shared<const Template>(std::move(out));
}
}  // namespace youju::report
