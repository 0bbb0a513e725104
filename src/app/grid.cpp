// SPDX-License-Identifier: Apache-2.0
#include "app/grid.h"

#include "app/import_plan.h"
#include "app/records.h"
#include "app/scratch.h"
#include "base/text.h"
#include "flow/flow.h"

namespace youju::app {
namespace {
// The state that a typed row gets: what import gives, unless somebody else has to agree to it first.
std::string grid_state(const kinds::Kind& kind) { return flow::is_guarded(kind, kind.import_state) ? kind.states.front().id : kind.import_state; }

std::string grid_header(const kinds::Kind& kind, const std::string& field) {
  if (field == "happened") return name_in(kind.happened_names, "zh").empty() ? "日期" : name_in(kind.happened_names, "zh");
  return name_in(kind.field(field)->names, "zh");
}

bool is_blank(const std::vector<std::string>& cells) {
  return std::all_of(cells.begin(), cells.end(), [](const std::string& cell) { return cell.find_first_not_of(" \t\r\n") == cell.npos; });
}

// The grid as the file that import reads, and which of its lines is which row.
Result<std::vector<int>> write_grid(const Grid& grid, const kinds::Kind& kind, const std::vector<std::string>& fields, const std::filesystem::path& file) {
  std::vector<int> row_of_line;
  TRY(const auto out, sheet::write_csv(file));
  std::vector<std::string> header{"状态"};
  for (const auto& field : fields) header.push_back(grid_header(kind, field));
  TRY_OK(out->sheet("", header));
  const auto* state = kind.state(grid_state(kind));
  for (std::size_t n = 0; n < grid.rows.size(); ++n) {
    if (is_blank(grid.rows[n])) continue;
    std::vector<sheet::Cell> cells{{sheet::CellType::text, state == nullptr ? kind.import_state : name_in(state->names, "zh"), 0}};
    for (std::size_t c = 0; c < fields.size(); ++c) {  // empty ones too: a row of CSV is written in order
      auto text = c < grid.rows[n].size() ? grid.rows[n][c] : std::string();
      std::replace_if(
          text.begin(), text.end(), [](char one) { return one == '\n' || one == '\r'; }, ' ');
      const auto type = text.empty() ? sheet::CellType::empty : sheet::CellType::text;
      cells.push_back({type, std::move(text), static_cast<int>(c) + 1});
    }
    TRY_OK(out->row(cells));
    row_of_line.push_back(static_cast<int>(n));
  }
  TRY_OK(out->close());
  return row_of_line;
}

void take_result(const RowResult& result, const std::vector<int>& row_of_line, GridAnswer& out) {
  constexpr int kHeaderLines = 1;
  const auto row_at = [&](int line) {
    return line > kHeaderLines && line - kHeaderLines <= static_cast<int>(row_of_line.size()) ? row_of_line[static_cast<std::size_t>(line - kHeaderLines - 1)]
                                                                                              : -1;
  };
  const int at = row_at(result.row);
  if (at < 0) return;
  auto& row = out.rows[static_cast<std::size_t>(at)];
  row.empty = false;
  row.fate = result.fate;
  row.good = result.fate == RowFate::accepted;
  row.problems = result.problems;
  row.remarks = result.remarks;
  if (result.fate == RowFate::duplicate) row.there = result.record, row.earlier_row = row_at(result.earlier_row);
}

Result<GridAnswer> through_import(Office& office, const people::Who& who, const Grid& grid, bool dry_run) {
  const auto* kind = office.catalogue().find(grid.kind);
  if (kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", grid.kind.text}});
  const auto fields = grid_fields(*kind);
  TRY(const auto scratch, Scratch::beside(office.folder() / "incoming" / "grid", office.world()));
  const auto file = scratch.folder() / "typed.csv";
  TRY(const auto row_of_line, write_grid(grid, *kind, fields, file));
  GridAnswer out;
  out.rows.resize(grid.rows.size());
  for (auto& row : out.rows) row.empty = true;
  if (row_of_line.empty()) return out;
  ImportRequest request;
  request.files = {file};
  request.kind = kind->id.text;
  request.unit = grid.unit.text;
  request.year = grid.year;
  request.allow_duplicates = grid.allow_duplicates;
  request.dry_run = dry_run;
  request.keeps_profile = false;
  auto& columns = request.columns[{"", ""}];
  columns[0] = "state";
  for (std::size_t c = 0; c < fields.size(); ++c) columns[static_cast<int>(c) + 1] = fields[c];
  TRY(const auto reports, import_files(office, who, request));
  const auto& report = reports.front();
  if (report.error) return fail(*report.error);
  for (const auto& plan : report.sheets)
    if (!plan.left_out.empty()) return fail(Code::invalid, plan.left_out);
  out.batch = report.batch;
  for (const auto& result : report.rows) take_result(result, row_of_line, out);
  for (const auto& row : out.rows) {
    if (row.empty) continue;
    (row.good ? out.good : out.bad) += 1;
  }
  return out;
}

// One cell of CSV or of a spreadsheet's clipboard: in quotes when it holds what would end it.
std::string next_cell(std::string_view& rest, char between) {
  std::string cell;
  if (rest.starts_with('"')) {
    rest.remove_prefix(1);
    while (!rest.empty()) {
      const auto quote = std::min(rest.find('"'), rest.size());
      cell += rest.substr(0, quote);
      rest.remove_prefix(std::min(quote + 1, rest.size()));
      if (!rest.starts_with('"')) break;
      cell += '"';
      rest.remove_prefix(1);
    }
  }
  const auto end = std::min(rest.find_first_of(std::string{between, '\n'}), rest.size());
  cell += rest.substr(0, end);
  rest.remove_prefix(end);
  while (!cell.empty() && (cell.back() == '\r' || cell.back() == ' ')) cell.pop_back();
  return cell;
}
}  // namespace

std::vector<std::string> grid_fields(const kinds::Kind& kind) {
  std::vector<std::string> out{"happened"};
  if (!kind.title_field.empty()) out.push_back(kind.title_field);
  for (const auto& field : kind.fields)
    if (field.type != kinds::FieldType::file && field.id != kind.title_field) out.push_back(field.id);
  return out;
}

GridCells read_pasted(std::string_view text) {
  GridCells out;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  char between = '\t';
  if (text.find('\t') == text.npos) between = text.find(',') == text.npos && text.find(';') != text.npos ? ';' : ',';
  while (!text.empty()) {
    std::vector<std::string> row;
    for (;;) {
      row.push_back(next_cell(text, between));
      if (!text.starts_with(between)) break;
      text.remove_prefix(1);
    }
    if (text.starts_with('\n')) text.remove_prefix(1);
    if (!is_blank(row)) out.push_back(std::move(row));
  }
  return out;
}

GridCells into_grid(const kinds::Kind& kind, const GridCells& pasted) {
  const auto fields = grid_fields(kind);
  GridCells out;
  if (pasted.empty()) return out;
  std::map<int, std::string> headers;
  for (std::size_t c = 0; c < pasted.front().size(); ++c)
    if (!pasted.front()[c].empty()) headers[static_cast<int>(c)] = pasted.front()[c];
  std::map<std::size_t, std::size_t> place;  // of a pasted column in the grid
  std::size_t sure = 0;
  for (const auto& guess : guess_columns(kind, headers)) {
    const auto found = std::find(fields.begin(), fields.end(), guess.field);
    if (found == fields.end() || guess.confidence < 0.6) continue;
    place[static_cast<std::size_t>(guess.column)] = static_cast<std::size_t>(found - fields.begin());
    sure += guess.confidence >= 0.9 ? 1 : 0;
  }
  // A row of headers names several columns and holds no day.
  const bool named =
      sure >= 2 && std::none_of(pasted.front().begin(), pasted.front().end(), [](const std::string& cell) { return Date::parse(cell).has_value(); });
  for (std::size_t n = named ? 1 : 0; n < pasted.size(); ++n) {
    std::vector<std::string> row(fields.size());
    for (std::size_t c = 0; c < pasted[n].size(); ++c) {
      if (!named && c < row.size()) row[c] = pasted[n][c];
      if (const auto at = place.find(c); named && at != place.end()) row[at->second] = pasted[n][c];
    }
    out.push_back(std::move(row));
  }
  return out;
}

Result<GridAnswer> judge_grid(Office& office, const people::Who& who, const Grid& grid) { return through_import(office, who, grid, true); }

Result<GridAnswer> save_grid(Office& office, const people::Who& who, const Grid& grid) {
  TRY(auto judged, through_import(office, who, grid, true));
  // What came before under the same key is told by import, although its rows are there by now.
  const bool all_there =
      judged.bad > 0 && std::all_of(judged.rows.begin(), judged.rows.end(), [](const GridRow& row) { return row.empty || row.fate == RowFate::duplicate; });
  if (judged.good == 0 && !(all_there && !who.idempotency_key.empty())) return judged;
  if (judged.bad > 0 && !all_there) return judged;
  TRY(auto saved, through_import(office, who, grid, false));
  if (saved.batch.empty()) return judged;
  return saved;
}
}  // namespace youju::app
