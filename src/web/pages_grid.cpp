// SPDX-License-Identifier: Apache-2.0
// Many records of one kind typed or pasted as a table: looked at first, then written as one batch.
#include "app/grid.h"
#include "view/grid.h"
#include "web/handlers_ledger.h"
#include "web/handlers_records.h"

namespace youju::web {
namespace {
constexpr std::size_t kMostGridRows = 100, kFirstGridRows = 10, kMoreGridRows = 10;

struct GridAsked {
  const kinds::Kind* kind = nullptr;
  std::vector<std::string> fields;  // all columns
  app::Grid grid;
  bool all_columns = false;
};

// What is rarely typed into a table is left out of sight until it is asked for or filled.
bool grid_main_field(const kinds::Kind& kind, const std::string& id) {
  if (id == "happened" || id == kind.title_field) return true;
  const auto& field = *kind.field(id);
  if (field.required || field.required_when) return true;
  if (field.type == kinds::FieldType::persons) return field.role == kinds::PersonRole::speaker || field.role == kinds::PersonRole::participant;
  return field.type != kinds::FieldType::long_text;
}

view::GridColumn grid_column(Ask& ask, const kinds::Kind& kind, const std::string& id, std::size_t place) {
  view::GridColumn out{id, {}, {}, place, false, {}};
  if (id == "happened") {
    out.name = app::name_in(kind.happened_names, ask.lang_id());
    if (out.name.empty()) out.name = ask.here.say("records.day");
    out.hint = ask.here.say("records.hint_day");
    out.needed = true;
    return out;
  }
  const auto& field = *kind.field(id);
  out.name = app::name_in(field.names, ask.lang_id());
  out.needed = field.required;
  if (field.type == kinds::FieldType::persons) out.hint = ask.here.say("records.names_hint");
  if (field.type == kinds::FieldType::time_range) out.hint = ask.here.say("records.hint_time");
  for (const auto& choice : field.choices) out.offers.push_back(app::name_in(choice.names, ask.lang_id()));
  if (field.type == kinds::FieldType::yes_no) out.offers = {ask.here.say("records.yes"), ask.here.say("records.no")};
  return out;
}

std::vector<std::size_t> grid_columns_shown(const GridAsked& asked) {
  std::vector<std::size_t> out;
  for (std::size_t c = 0; c < asked.fields.size(); ++c) {
    const bool filled = std::any_of(asked.grid.rows.begin(), asked.grid.rows.end(), [&](const auto& row) { return c < row.size() && !row[c].empty(); });
    if (asked.all_columns || filled || grid_main_field(*asked.kind, asked.fields[c])) out.push_back(c);
  }
  return out;
}

std::vector<std::pair<std::string, std::string>> grid_units(Ask& ask) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& unit : ask.units->all())
    if (ask.may(people::Right::import, unit.id)) out.emplace_back(unit.id.text, unit.name);
  return out;
}

void tell_grid_row(Ask& ask, const GridAsked& asked, const app::GridRow& judged, view::GridLine& line, const std::vector<view::GridColumn>& columns) {
  line.looked = !judged.empty;
  line.good = judged.good;
  const auto add = [&](std::string& to, const std::string& text) { to += (to.empty() ? "" : ask.here.chinese() ? "；" : "; ") + text; };
  const auto tell = [&](const Problem& problem, std::string view::GridCell::*in_cell, std::string& of_row) {
    for (std::size_t c = 0; c < columns.size(); ++c)
      if (columns[c].field == problem.field) return add(line.cells[c].*in_cell, ask.here.say(problem.message));
    const auto* field = asked.kind->field(problem.field);
    add(of_row,
        (field == nullptr ? std::string() : app::name_in(field->names, ask.lang_id()) + (ask.here.chinese() ? "：" : ": ")) + ask.here.say(problem.message));
  };
  // A row that was passed over says why in its remarks.
  for (const auto& problem : judged.problems) tell(problem, &view::GridCell::problem, line.problem);
  for (const auto& remark : judged.remarks) tell(remark, &view::GridCell::remark, judged.fate == app::RowFate::skipped ? line.problem : line.remark);
  if (judged.fate != app::RowFate::duplicate) return;
  if (judged.earlier_row >= 0) line.problem = ask.here.say("grid.like_row", {{"row", std::to_string(judged.earlier_row + 1)}});
  else line.problem = ask.here.say("grid.like_record"), line.there = judged.there.text, line.there_title = ask.here.say("records.open_other");
}

Result<Reply> grid_reply(Ask& ask, const GridAsked& asked, const app::GridAnswer* answer, const std::string& problem, const std::string& pasted, int status) {
  view::GridPage page;
  page.kinds = {{"", "—"}};
  for (const auto& kind : ask.office.catalogue().kinds()) page.kinds.emplace_back(kind.id.text, app::name_in(kind.names, ask.lang_id()));
  page.units = grid_units(ask);
  page.unit = asked.grid.unit.text;
  page.most = kMostGridRows;
  page.problem = problem;
  page.pasted = pasted;
  page.all_columns = asked.all_columns;
  page.duplicates = asked.grid.allow_duplicates;
  if (asked.kind != nullptr) {
    page.kind = asked.kind->id.text;
    const auto shown = grid_columns_shown(asked);
    page.hidden_columns = asked.fields.size() - shown.size();
    for (const auto c : shown) page.columns.push_back(grid_column(ask, *asked.kind, asked.fields[c], c));
  }
  for (std::size_t n = 0; asked.kind != nullptr && n < asked.grid.rows.size(); ++n) {
    view::GridLine line;
    for (const auto& column : page.columns) line.cells.push_back({column.place < asked.grid.rows[n].size() ? asked.grid.rows[n][column.place] : "", {}, {}});
    if (answer != nullptr) tell_grid_row(ask, asked, answer->rows[n], line, page.columns);
    page.asks_duplicates = page.asks_duplicates || (answer != nullptr && answer->rows[n].fate == app::RowFate::duplicate && !answer->rows[n].empty);
    page.lines.push_back(std::move(line));
  }
  if (answer != nullptr) page.looked = true, page.good = answer->good, page.bad = answer->bad;
  TRY(auto frame,
      frame_of(ask, "records",
               asked.kind == nullptr ? ask.here.say("grid.title") : ask.here.say("grid.title_of", {{"kind", app::name_in(asked.kind->names, ask.lang_id())}})));
  frame.path = {{"/records", ask.here.say("records.title")}, {"/records/new", ask.here.say("records.new_title")}};
  frame.wide = true;
  return html(view::grid_page(frame, page), status);
}

Result<GridAsked> grid_asked(Ask& ask, std::string_view kind) {
  GridAsked out;
  const auto units = grid_units(ask);
  out.grid.unit = UnitId(ask.here.unit);
  if (const auto into = ask.form.get("into"); !into.empty()) out.grid.unit = UnitId(std::string(into));
  if (std::none_of(units.begin(), units.end(), [&](const auto& one) { return one.first == out.grid.unit.text; }) && !units.empty())
    out.grid.unit = UnitId(units.front().first);
  out.grid.year = ask.here.year;
  if (kind.empty()) return out;
  out.kind = ask.office.catalogue().find_by_name(kind);
  if (out.kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", std::string(kind)}});
  out.grid.kind = out.kind->id;
  out.fields = app::grid_fields(*out.kind);
  out.all_columns = !ask.form.get("all").empty();
  out.grid.allow_duplicates = ask.form.get("duplicates") == "1";
  return out;
}

// The cells by their names; a name that is none of this table's is passed over.
void read_cells(const Form& form, GridAsked& asked) {
  const auto number = [](std::string_view text) {
    return text.empty() || text.size() > 4 || text.find_first_not_of("0123456789") != text.npos ? kMostGridRows * 100
                                                                                                : static_cast<std::size_t>(std::stoul(std::string(text)));
  };
  asked.grid.rows.assign(std::min(number(form.get("rows")), kMostGridRows), std::vector<std::string>(asked.fields.size()));
  for (const auto& [name, value] : form.fields) {
    if (!name.starts_with("c-")) continue;
    const auto dash = name.find('-', 2);
    if (dash == name.npos) continue;
    const auto row = number(std::string_view(name).substr(2, dash - 2)), column = number(std::string_view(name).substr(dash + 1));
    if (row >= kMostGridRows || column >= asked.fields.size()) continue;
    if (row >= asked.grid.rows.size()) asked.grid.rows.resize(row + 1, std::vector<std::string>(asked.fields.size()));
    asked.grid.rows[row][column] = value;
  }
}

bool blank_row(const std::vector<std::string>& row) {
  return std::all_of(row.begin(), row.end(), [](const auto& cell) { return cell.empty(); });
}

// Pasted rows come behind those that are filled. Gives what did not fit.
std::size_t take_pasted(GridAsked& asked, std::string_view pasted) {
  auto& rows = asked.grid.rows;
  while (!rows.empty() && blank_row(rows.back())) rows.pop_back();
  std::size_t left = 0;
  for (auto& row : app::into_grid(*asked.kind, app::read_pasted(pasted))) {
    if (rows.size() < kMostGridRows) rows.push_back(std::move(row));
    else ++left;
  }
  return left;
}
void add_rows(GridAsked& asked, std::size_t more) {
  asked.grid.rows.resize(std::min(asked.grid.rows.size() + more, kMostGridRows), std::vector<std::string>(asked.fields.size()));
}
}  // namespace

Result<Reply> show_grid(Ask& ask) {
  TRY(auto asked, grid_asked(ask, ask.query.get("kind")));
  if (asked.kind != nullptr) add_rows(asked, kFirstGridRows);
  return grid_reply(ask, asked, nullptr, {}, {}, 200);
}

Result<Reply> fill_grid(Ask& ask) {
  TRY(auto asked, grid_asked(ask, ask.form.get("kind")));
  if (asked.kind == nullptr) return see_other(ask.here.to("/records/grid"));
  read_cells(ask.form, asked);
  const auto what = ask.form.get("do");
  const std::string pasted(ask.form.get("pasted"));
  if (what == "paste") {
    const auto left = take_pasted(asked, pasted);
    if (asked.grid.rows.empty()) add_rows(asked, kFirstGridRows);
    if (left > 0)
      return grid_reply(ask, asked, nullptr, ask.here.say("grid.too_many", {{"n", std::to_string(left)}, {"most", std::to_string(kMostGridRows)}}), {}, 422);
  }
  if (what == "wider") asked.all_columns = true;
  if (what == "fewer") asked.all_columns = false;
  if (what == "more") add_rows(asked, kMoreGridRows);
  if (what == "more" || what == "wider" || what == "fewer") return grid_reply(ask, asked, nullptr, {}, pasted, 200);
  const auto answer = what == "save" ? app::save_grid(ask.office, asking_once(ask), asked.grid) : app::judge_grid(ask.office, ask.who, asked.grid);
  if (!answer && !can_be_told(answer.error())) return fail(answer.error());
  if (!answer) return grid_reply(ask, asked, nullptr, ask.here.say(answer.error().message), {}, http_status(answer.error().code));
  if (!answer->batch.empty()) return see_other(ask.here.to("/import/batches/" + view::percent_encoded(answer->batch)));
  return grid_reply(ask, asked, &*answer, {}, {}, answer->bad > 0 ? 422 : 200);
}
}  // namespace youju::web
