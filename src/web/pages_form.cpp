// SPDX-License-Identifier: Apache-2.0
// A form of the superior: its cells, filled for a stretch, as a table and as the file.
#include "app/forms.h"
#include "base/media_types.h"
#include "web/handlers_papers.h"

namespace youju::web {
namespace {
struct FormStretch {
  int year = 0, quarter = 0;
};
FormStretch stretch_asked(const Ask& ask, const app::Layout& layout) {
  FormStretch out{ask.here.year, 0};
  if (layout.facts.period != "quarter") return out;
  const auto quarter = ask.query.get("quarter");
  const auto now = (ask.office.today().month() + 2) / 3;
  out.quarter = quarter.size() == 1 && quarter >= "1" && quarter <= "4" ? quarter[0] - '0' : ask.here.year == ask.here.this_year ? now : 4;
  return out;
}

Result<app::Layout> readable_form(Ask& ask) {
  TRY(auto layout, app::find_layout(ask.office, ask.part()));
  const bool readable = std::find(ask.readable.begin(), ask.readable.end(), layout.facts.unit) != ask.readable.end();
  if (!readable || layout.form != "xlsx") return fail(Code::absent, "app.no_layout", {{"name", ask.part()}});
  return layout;
}

// Whether a cell lies under a merged one, and how wide that is.
struct Merged {
  bool hidden = false;
  int columns = 1, rows = 1;
};
Merged merged_at(const draft::FormSheet& sheet, int row, int column) {
  for (const auto& m : sheet.merged) {
    if (row < m.row || row > m.last_row || column < m.column || column > m.last_column) continue;
    if (row != m.row || column != m.column) return {true, 1, 1};
    return {false, m.last_column - m.column + 1, std::min(m.last_row, draft::kFormRows) - m.row + 1};
  }
  return {};
}

view::SheetShown sheet_shown(const draft::FormSheet& from, const std::map<std::string, std::size_t>& places, const CellValues& values) {
  constexpr int kEmptyBeyond = 1;  // a row and a column more than what is filled, to be pointed at
  view::SheetShown out;
  out.name = from.name, out.cut = from.cut;
  int last_row = 0;
  for (const auto& row : from.rows) {
    last_row = std::max(last_row, row.number);
    for (const auto& cell : row.cells) out.columns = std::max(out.columns, cell.column + 1);
  }
  for (const auto& m : from.merged) last_row = std::max(last_row, std::min(m.last_row, draft::kFormRows)), out.columns = std::max(out.columns, std::min(m.last_column + 1, draft::kFormColumns));
  out.columns = std::min(out.columns + kEmptyBeyond, draft::kFormColumns);
  last_row = std::min(last_row + kEmptyBeyond, draft::kFormRows);
  auto next = from.rows.begin();
  for (int r = 1; r <= last_row; ++r) {
    while (next != from.rows.end() && next->number < r) ++next;
    view::SheetRowShown row{r, {}};
    for (int c = 0; c < out.columns; ++c) {
      const auto merged = merged_at(from, r, c);
      if (merged.hidden) continue;
      view::SheetCell cell;
      cell.address = draft::cell_address(r, c), cell.column = c, cell.columns = std::min(merged.columns, out.columns - c), cell.rows = std::min(merged.rows, last_row - r + 1);
      if (next != from.rows.end() && next->number == r)
        for (const auto& one : next->cells)
          if (one.column == c) cell.text = one.text, cell.formula = one.formula;
      const auto full = from.name + "!" + cell.address;
      if (const auto place = places.find(full); place != places.end()) cell.place = place->second;
      if (const auto value = values.find(full); value != values.end()) cell.value = value->second.first, cell.expression = value->second.second;
      row.cells.push_back(std::move(cell));
    }
    out.rows.push_back(std::move(row));
  }
  return out;
}
}  // namespace

std::vector<view::SheetShown> sheets_shown(const draft::Form& form, const std::map<std::string, std::size_t>& places, const CellValues& values) {
  std::vector<view::SheetShown> out;
  for (const auto& sheet : form.sheets)
    if (!sheet.hidden) out.push_back(sheet_shown(sheet, places, values));
  return out;
}

Result<Reply> show_form(Ask& ask) {
  TRY(const auto layout, readable_form(ask));
  const auto stretch = stretch_asked(ask, layout);
  TRY(const auto versions, app::layout_versions(ask.office, layout.id));
  TRY(const auto names, account_names(ask));
  view::PaperPage page;
  page.id = layout.id, page.form = layout.form, page.title = layout.facts.title, page.period = layout.facts.period, page.version = layout.version;
  page.unit = ask.unit_name(layout.facts.unit);
  page.year = std::to_string(stretch.year), page.quarter = std::to_string(stretch.quarter);
  page.file_address = ask.here.to("/templates/" + layout.name() + "/file");
  page.can_change = ask.may(people::Right::write, layout.facts.unit);
  for (const auto& one : versions) {
    const auto by = names.find(one.by.text);
    const auto figures = std::count_if(one.facts.places.begin(), one.facts.places.end(), [](const auto& p) { return !p.expr.empty(); });
    page.versions.push_back({"", one.name(), one.facts.title, one.facts.period, ask.here.moment(one.at.iso()), by == names.end() ? "" : by->second, static_cast<std::size_t>(figures), one.version});
  }
  page.places = places_shown(ask, layout.facts, stretch.year, stretch.quarter, nullptr);
  std::map<std::string, std::size_t> at;
  CellValues values;
  for (const auto& place : page.places) at[place.cell] = place.number;
  TRY(const auto filled, app::fill_form(ask.office, ask.who, {layout.name(), stretch.year, stretch.quarter, index::kOpen}, true));
  page.at = view::grouped(filled.at);
  for (const auto& cell : filled.cells) {
    values[cell.sheet + "!" + cell.cell] = {cell.text.empty() ? "—" : cell.text, cell.text.empty() ? "" : cell.expr};
    if (!cell.why_none.word.empty()) page.missing.push_back(cell.sheet + "!" + cell.cell + "：" + ask.here.say(cell.why_none));
  }
  if (filled.complete()) page.download = ask.here.to("/forms/" + layout.id + "/filled", {{"quarter", stretch.quarter == 0 ? "" : std::to_string(stretch.quarter)}});
  TRY(const auto form, app::form_of(ask.office, layout.digest));
  page.sheets = sheets_shown(form, at, values);
  TRY(auto frame, frame_of(ask, "reports", layout.facts.title));
  for (const int year : frame.years) page.years.emplace_back(std::to_string(year), std::to_string(year));
  frame.path = {{"/reports", ask.here.say("reportpage.title")}, {"/forms", ask.here.say("paperpage.forms")}};
  return html(view::page(frame, view::paper(ask.here, page)));
}

Result<Reply> filled_form(Ask& ask) {
  TRY(const auto layout, readable_form(ask));
  const auto stretch = stretch_asked(ask, layout);
  TRY(auto filled, app::fill_form(ask.office, ask.who, {layout.name(), stretch.year, stretch.quarter, index::kOpen}));
  note_event(ask, "exported", "web form filled", layout.name(), "ok");
  return download(std::move(filled.bytes), kXlsxType, layout.facts.title + " " + stretch_of(ask, stretch.year, stretch.quarter) + ".xlsx");
}
}  // namespace youju::web
