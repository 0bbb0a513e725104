// SPDX-License-Identifier: Apache-2.0
// Sheets and rows as they come: what is no record is passed over, the rest is judged.
#include "app/import_inside.h"
#include "base/text.h"
#include "words/words.h"

namespace youju::app {
namespace {
constexpr std::size_t kLookAhead = 25;  // rows kept until a sheet's header is found
constexpr std::size_t kMostUnclear =
    20'000;  // rows kept for the CSV; beyond that the file is another than was thought
}  // namespace

bool ImportRun::Inside::on_sheet(const sheet::SheetHead& next) {
  end_sheet();
  head = next;
  return !stopped;
}

void ImportRun::Inside::plan_now() {
  const PlanContext context{office,
                            shared.request,
                            units,
                            shared.profiles,
                            shared.known,
                            shared.default_unit,
                            report.file.stem().string(),
                            report.file.string()};
  report.sheets.push_back(plan_sheet(context, head, first, header));
  plan = &report.sheets.back();
  field_of.clear();
  for (const auto& column : plan->columns)
    if (!column.field.empty()) field_of[column.column] = column.field;
  auto rows = std::exchange(first, {});
  tall_from.clear();
  for (const auto& range : head.merged)
    if (range[2] > range[0] && range[3] == range[1] && header && range[0] > header->last_row)
      tall_from.emplace(range[0], std::pair(range[1], range[2]));
  if (!plan->left_out.empty() || outer.rosters_only) return;
  for (auto& row : rows) judge(std::move(row));
}

void ImportRun::Inside::end_sheet() {
  if (!plan && (!first.empty() || !head.name.empty())) plan_now();
  if (plan && !stopped) finish_roster();
  if (plan && !unclear_rows.empty() && writer && !stopped) {
    // Outside of the transaction's reach, but named only when it is committed.
    if (auto file = write_unclear(report, *plan, unclear_rows, unclear_reasons))
      report.unclear_files.push_back(*file);
  }
  unclear_rows.clear();
  unclear_reasons.clear();
  columns_of_kind.clear();
  filling.clear();
  tall_from.clear();
  header.reset();
  plan = nullptr;
  head = {};
}

bool ImportRun::Inside::on_row(sheet::Row&& row) {
  if (stopped) return false;
  if (!plan) {
    first.push_back(std::move(row));
    if (first.size() >= kLookAhead) plan_now();
    return true;
  }
  if (outer.rosters_only) return !plan->left_out.empty();  // the first table tells
  if (plan->left_out.empty()) judge(std::move(row));
  return !stopped;
}

void ImportRun::Inside::judge(sheet::Row&& row) {
  if (stopped || row.number <= header->last_row) return;
  fill_down(row);
  if (sheet::is_foot_row(row, *header)) return skip(row, "import.foot_row");
  if (is_header_again(row)) return skip(row, "import.header_again");
  std::size_t telling = 0;
  for (const auto& cell : row.cells)
    if (const auto f = field_of.find(cell.column); f != field_of.end() && f->second != "unit") ++telling;
  if (telling == 0) return skip(row, "import.nothing_filled");
  if (row.cells.size() == 1 && field_of.size() >= 3) return skip(row, "import.section_row");
  if (shared.request.progress && row.number % 500 == 0)
    shared.request.progress(static_cast<std::int64_t>(report.rows.size()));
  if (plan->kind == kRoster) return judge_person(row);
  auto done = judge_record(row);
  if (!done) stopped = std::move(done).error();
}

// A merged cell over several rows says the same for each of them.
void ImportRun::Inside::fill_down(sheet::Row& row) {
  for (auto [tall, end] = tall_from.equal_range(row.number); tall != end; ++tall)
    for (const auto& cell : row.cells)
      if (cell.column == tall->second.first) filling[cell.column] = {tall->second.second, cell};
  if (filling.empty()) return;
  for (const auto& [column, until] : filling) {
    if (row.number > until.first) continue;
    const bool filled = std::any_of(row.cells.begin(), row.cells.end(),
                                    [c = column](const sheet::Cell& cell) { return cell.column == c; });
    if (!filled) row.cells.push_back(until.second);
  }
  std::sort(row.cells.begin(), row.cells.end(),
            [](const auto& a, const auto& b) { return a.column < b.column; });
}

bool ImportRun::Inside::is_header_again(const sheet::Row& row) const {
  std::size_t same = 0;
  for (const auto& cell : row.cells) {
    const auto found = header->columns.find(cell.column);
    same += found != header->columns.end() && found->second == cell.text;
  }
  return same >= 2 && same * 2 > row.cells.size();
}

void ImportRun::Inside::skip(const sheet::Row& row, std::string_view word) {
  RowResult result{plan->sheet,
                   row.number,
                   RowFate::skipped,
                   {},
                   0,
                   row.cells.empty() ? "" : row.cells.front().text,
                   {},
                   {problem_of("", word)}};
  add(std::move(result));
}

void ImportRun::Inside::add(RowResult&& result) {
  ++report.counts[result.fate];
  report.rows.push_back(std::move(result));
}

void ImportRun::Inside::refuse(const sheet::Row& row, RowResult&& result, Problems problems) {
  result.fate = RowFate::unclear;
  result.problems = std::move(problems);
  if (unclear_rows.size() < kMostUnclear) {
    std::string reasons;
    for (const auto& p : result.problems) {
      const auto name = name_of_field(p.field);
      reasons += (reasons.empty() ? "" : "；") + (name.empty() ? "" : name + "：") +
                 words::say(words::Lang::zh, p.message);
    }
    unclear_rows.push_back(row);
    unclear_reasons.push_back(std::move(reasons));
  }
  add(std::move(result));
}

std::string ImportRun::Inside::name_of_field(const std::string& field) const {
  for (const auto& column : plan->columns)
    if (column.field == field) return column.header;
  if (const auto* kind = office.catalogue().find(KindId{plan->kind}))
    if (const auto* found = kind->field(field)) return name_in(found->names, "zh");
  return field == "happened" ? "日期" : "";
}

const people::Unit* ImportRun::Inside::unit_called(std::string_view text) const {
  if (const auto* unit = units.find(UnitId{std::string(text)})) return unit;
  return units.by_name(text);
}

Result<bool> ImportRun::Inside::may(people::Right right, const UnitId& unit) {
  auto& known = rights[{unit.text, static_cast<int>(right)}];
  if (known) return true;
  if (writer) {
    TRY_OK(people::require(writer->tx, shared.who, right, unit, office.roles(), office.today()));
    known = true;
  } else {
    known = people::may(shared.who, right, unit, units, office.roles(), office.today());
  }
  if (!known)
    return fail(Code::denied, "import.no_right",
                {{"unit", units.find(unit) ? units.find(unit)->name : unit.text}});
  return true;
}

const kinds::Lookups& ImportRun::Inside::lookups_for(const UnitId& unit) {
  const auto found = lookups.find(unit.text);
  if (found != lookups.end()) return found->second;
  auto made = lookups_in(session, office, unit);
  // A single name too may be set to the width of three characters.
  made.persons = [exact = made.persons](std::string_view name) {
    auto people = exact(name);
    return people.empty() ? exact(joined_name(std::string(name))) : people;
  };
  return lookups[unit.text] = std::move(made);
}

ImportRun::ImportRun(ImportShared& shared, db::Session& session, Office::Writer* writer, FileReport& report)
    : inside_(std::make_unique<Inside>(shared, session, writer, report, *this)) {}
ImportRun::~ImportRun() = default;

Result<void> ImportRun::run() {
  auto& in = *inside_;
  TRY(in.units, people::read_units(in.session));
  if (lower_ascii(in.report.file.extension().string()) == ".jsonl")
    return rosters_only ? Result<void>{} : in.run_lines();
  const sheet::Sink sink{[&](const sheet::SheetHead& head) { return in.on_sheet(head); },
                         [&](sheet::Row&& row) { return in.on_row(std::move(row)); }};
  // A sheet left out early still tells nothing about the ones behind it, so the whole file is read.
  auto read = sheet::read_table(in.report.file, sheet::Limits{}, sink);
  if (in.stopped) return fail(std::move(*in.stopped));
  if (!read) return fail(std::move(read).error());
  in.end_sheet();
  if (in.stopped) return fail(std::move(*in.stopped));
  in.report.format = read->format;
  in.report.encoding = read->encoding;
  return in.close_batch();
}
}  // namespace youju::app
