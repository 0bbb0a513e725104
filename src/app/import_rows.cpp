// SPDX-License-Identifier: Apache-2.0
#include "app/import_rows.h"

#include "base/date_text.h"
#include "base/number.h"
#include "base/text.h"
#include "words/words.h"

namespace youju::app {
namespace {
constexpr std::size_t kLookAhead = 25;  // rows kept until a sheet's header is found
constexpr std::size_t kTogether =
    500;  // entries appended at once: the end of the log is read and moved once for all
constexpr std::size_t kMostUnclear =
    20'000;  // rows kept for the CSV; beyond that the file is another than was thought

bool looks_like_record_id(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < 36; ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !((text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f')))
      return false;
  }
  return text[14] == '7';
}

// A number cell 3.1 under a date may have been typed as 3.10: a spreadsheet shows both alike.
bool may_have_lost_a_zero(const sheet::Cell& cell) {
  if (cell.type != sheet::CellType::number) return false;
  const auto dot = cell.text.find('.');
  return dot != std::string::npos && dot <= 2 && cell.text.size() == dot + 2 && cell.text[dot + 1] >= '1' &&
         cell.text[dot + 1] <= '3';
}

Problem problem(std::string_view field, std::string_view word, Args args = {}) {
  return {std::string(field), {std::string(word), std::move(args)}};
}
}  // namespace

struct ImportRun::Inside {
  ImportShared& shared;
  db::Session& session;
  Office::Writer* writer;
  FileReport& report;
  ImportRun& outer;
  Office& office;
  people::UnitTree units{{}};
  std::string batch;
  std::optional<Error> stopped;  // what undoes the whole file

  // the sheet being read
  sheet::SheetHead head;
  std::vector<sheet::Row> first;
  std::optional<sheet::Header> header;
  SheetPlan* plan = nullptr;
  std::map<int, std::string> field_of;                                // column → field
  std::map<std::string, std::map<int, std::string>> columns_of_kind;  // rows of another kind than the sheet's
  std::multimap<int, std::pair<int, int>>
      tall_from;  // first row → column, last row of merged cells over several rows
  std::map<int, std::pair<int, sheet::Cell>> filling;  // column → last row of a tall merged cell, its content
  std::vector<sheet::Row> unclear_rows;
  std::vector<std::string> unclear_reasons;

  std::map<std::string, kinds::Lookups> lookups;  // by unit
  std::map<std::pair<std::string, int>, bool> rights;
  std::vector<ledger::NewEntry> pending;
  std::set<std::string> pending_ids;
  std::vector<RosterLine> roster;
  std::vector<UnitId> roster_units;

  Inside(ImportShared& s, db::Session& d, Office::Writer* w, FileReport& r, ImportRun& run)
      : shared(s), session(d), writer(w), report(r), outer(run), office(s.office) {}

  // ---- sheets ----
  bool on_sheet(const sheet::SheetHead& next) {
    end_sheet();
    head = next;
    return !stopped;
  }

  void plan_now() {
    const PlanContext context{office,
                              shared.request,
                              units,
                              shared.profiles,
                              shared.known,
                              shared.default_unit,
                              report.file.stem().string()};
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

  void end_sheet() {
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

  bool on_row(sheet::Row&& row) {
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

  // ---- rows ----
  void judge(sheet::Row&& row) {
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
  void fill_down(sheet::Row& row) {
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

  bool is_header_again(const sheet::Row& row) const {
    std::size_t same = 0;
    for (const auto& cell : row.cells) {
      const auto found = header->columns.find(cell.column);
      same += found != header->columns.end() && found->second == cell.text;
    }
    return same >= 2 && same * 2 > row.cells.size();
  }

  void skip(const sheet::Row& row, std::string_view word) {
    RowResult result{plan->sheet,
                     row.number,
                     RowFate::skipped,
                     {},
                     0,
                     row.cells.empty() ? "" : row.cells.front().text,
                     {},
                     {problem("", word)}};
    add(std::move(result));
  }

  void add(RowResult&& result) {
    ++report.counts[result.fate];
    report.rows.push_back(std::move(result));
  }

  void refuse(const sheet::Row& row, RowResult&& result, Problems problems) {
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

  std::string name_of_field(const std::string& field) const {
    for (const auto& column : plan->columns)
      if (column.field == field) return column.header;
    if (const auto* kind = office.catalogue().find(KindId{plan->kind}))
      if (const auto* found = kind->field(field)) return name_in(found->names, "zh");
    return field == "happened" ? "日期" : "";
  }

  const people::Unit* unit_called(std::string_view text) const {
    if (const auto* unit = units.find(UnitId{std::string(text)})) return unit;
    return units.by_name(text);
  }

  Result<bool> may(people::Right right, const UnitId& unit) {
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

  const kinds::Lookups& lookups_for(const UnitId& unit) {
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

  // ---- the roster ----
  void judge_person(const sheet::Row& row) {
    RosterLine line;
    UnitId unit = plan->unit;
    RowResult result{plan->sheet, row.number, RowFate::accepted, {}, 0, "", {}, {}};
    Problems problems;
    for (const auto& cell : row.cells) {
      const auto f = field_of.find(cell.column);
      if (f == field_of.end()) continue;
      if (f->second == "name") line.name = joined_name(cell.text);
      if (f->second == "unit") {
        if (const auto* found = unit_called(cell.text))
          unit = found->id;
        else
          result.remarks.push_back(
              problem("unit", "import.unit_not_in_tree",
                      {{"read", cell.text}, {"unit", units.find(unit) ? units.find(unit)->name : ""}}));
      }
      if (f->second == "from" || f->second == "to") {
        const auto date = read_date(cell.text, plan->year);
        if (!date)
          problems.push_back(problem(f->second, "import.no_date", {{"read", cell.text}}));
        else
          (f->second == "from" ? line.from : line.to) = date->days.from;
      }
    }
    result.title = line.name;
    if (line.name.empty()) problems.push_back(problem("name", "import.name_missing"));
    if (has_invisible(line.name) || code_point_count(line.name) > 60)
      problems.push_back(problem("name", "import.name_bad", {{"read", line.name}}));
    if (!problems.empty()) return refuse(row, std::move(result), std::move(problems));
    const auto look = "person|" + unit.text + "|" + fold(line.name);
    const auto [earlier, fresh] = shared.seen.try_emplace(look, report.file.filename().string(), row.number);
    if (!fresh || on_roster(unit, line.name)) {
      result.fate = RowFate::duplicate;
      result.earlier_row = fresh ? 0 : earlier->second.second;
      return add(std::move(result));
    }
    roster.push_back(line);
    roster_units.push_back(unit);
    add(std::move(result));
  }

  // "王 芳" set to the width of three characters is one name.
  static std::string joined_name(const std::string& text) {
    std::string out;
    bool han = true;
    for (char32_t c : to_code_points(text)) han = han && (is_han(c) || c == U' ' || c == 0x3000 || c == 0xA0);
    if (!han) return text;
    for (char32_t c : to_code_points(text))
      if (is_han(c)) out += from_code_points(std::u32string(1, c));
    return out;
  }

  bool on_roster(const UnitId& unit, const std::string& name) {
    const auto there = people::find_persons(session, unit, name);
    return there &&
           std::any_of(there->begin(), there->end(), [&](const people::Person& p) { return p.unit == unit; });
  }

  void finish_roster() {
    if (!writer || roster.empty()) return;
    if (auto flushed = flush(); !flushed) {
      stopped = std::move(flushed).error();
      return;
    }
    std::map<std::string, std::vector<RosterLine>> by_unit;
    for (std::size_t i = 0; i < roster.size(); ++i) by_unit[roster_units[i].text].push_back(roster[i]);
    for (const auto& [unit, lines] : by_unit) {
      auto added = add_persons(*writer, shared.who, UnitId{unit}, lines);
      if (!added) stopped = std::move(added).error();
    }
    roster.clear();
    roster_units.clear();
    lookups.clear();
  }

  // ---- records ----
  struct Reading {
    const kinds::Kind* kind = nullptr;
    kinds::Draft draft;
    std::string id, version;
    bool unit_given = false;
    Problems problems;
  };

  Reading read(const sheet::Row& row) {
    Reading out;
    out.kind = office.catalogue().find(KindId{plan->kind});
    const auto* fields = &field_of;
    for (const auto& cell : row.cells) {  // a column that names the kind of each row decides first
      const auto f = field_of.find(cell.column);
      if (f == field_of.end() || f->second != "kind") continue;
      const auto* named = office.catalogue().find_by_name(cell.text);
      if (!named)
        out.problems.push_back(problem("kind", "import.unknown_kind", {{"read", cell.text}}));
      else if (named != out.kind)
        out.kind = named, fields = &columns_for(*named);
    }
    out.draft.kind = out.kind->id;
    out.draft.unit = plan->unit;
    out.draft.imported = true;
    out.draft.default_year = plan->year;
    for (const auto& cell : row.cells) {
      const auto f = fields->find(cell.column);
      if (f == fields->end() || f->second == "kind") continue;
      take(cell, f->second, out);
    }
    return out;
  }

  const std::map<int, std::string>& columns_for(const kinds::Kind& kind) {
    auto& columns = columns_of_kind[kind.id.text];
    if (columns.empty())
      for (const auto& guess : guess_columns(kind, header->columns))
        if (!guess.field.empty()) columns[guess.column] = guess.field;
    return columns;
  }

  void take(const sheet::Cell& cell, const std::string& field, Reading& out) {
    if (cell.type == sheet::CellType::error) {
      out.problems.push_back(problem(field, "import.cell_error", {{"read", cell.text}}));
    } else if (field == "unit") {
      if (const auto* unit = unit_called(cell.text))
        out.draft.unit = unit->id, out.unit_given = true;
      else
        out.problems.push_back(problem("unit", "import.no_such_unit", {{"read", cell.text}}));
    } else if (field == "state") {
      out.draft.state = cell.text;
    } else if (field == "version") {
      out.version = cell.text;
    } else if (field == "id") {
      if (looks_like_record_id(cell.text)) out.id = cell.text;  // else it is the clerk's own numbering
    } else {
      const auto* found = out.kind->field(field);
      const bool is_date = field == "happened" || (found && found->type == kinds::FieldType::date);
      if (is_date && may_have_lost_a_zero(cell))
        out.problems.push_back(problem(field, "import.zero_lost", {{"read", cell.text}}));
      else
        out.draft.values[field] = cell.text;
    }
  }

  Result<void> judge_record(const sheet::Row& row) { return judge_reading(row, read(row)); }

  Result<void> judge_reading(const sheet::Row& row, Reading reading) {
    RowResult result{plan->sheet, row.number, RowFate::accepted, {}, 0, "", {}, {}};
    if (!reading.id.empty()) {
      result.record = RecordId{reading.id};
      if (pending_ids.count(reading.id)) TRY_OK(flush());  // the same record stands in two rows
      TRY(const auto there, index::current(session, result.record));
      if (there) return change(row, std::move(reading), *there, std::move(result));
    }
    const auto& lookups_here = lookups_for(reading.draft.unit);
    auto judged = kinds::validate(*reading.kind, reading.draft, lookups_here, office.today());
    if (auto* problems = std::get_if<Problems>(&judged))
      for (auto& p : *problems)
        if (std::none_of(reading.problems.begin(), reading.problems.end(),
                         [&](const Problem& q) { return q.field == p.field; }))
          reading.problems.push_back(std::move(p));
    if (!reading.problems.empty()) {
      result.title = reading.draft.values.count(reading.kind->title_field)
                         ? reading.draft.values.at(reading.kind->title_field)
                         : "";
      return refuse(row, std::move(result), std::move(reading.problems)), Result<void>{};
    }
    auto& checked = std::get<kinds::Checked>(judged);
    result.title = checked.title;
    result.remarks = checked.remarks;
    if (plan->year && checked.happened && (checked.happened->from.year() != *plan->year))
      result.remarks.push_back(
          problem("happened", "import.outside_year",
                  {{"date", checked.happened->from.iso()}, {"year", std::to_string(*plan->year)}}));
    TRY(const auto duplicate, find_duplicate(row, *reading.kind, checked, result));
    if (duplicate && !shared.request.allow_duplicates) {
      result.fate = RowFate::duplicate;
      return add(std::move(result)), Result<void>{};
    }
    if (duplicate) result.remarks.push_back(problem("", "import.duplicate_kept"));
    TRY_OK(may(people::Right::import, checked.unit));
    if (result.record.empty()) result.record = RecordId{make_uuid7(office.world())};
    if (writer) TRY_OK(append(version_entry(shared.who, checked, result.record, 1, provenance(row))));
    add(std::move(result));
    return {};
  }

  Provenance provenance(const sheet::Row& row) {
    if (batch.empty()) batch = make_uuid7(office.world());
    return {batch,
            Json{{"file", report.file.filename().string()}, {"sheet", plan->sheet}, {"row", row.number}}};
  }

  // Same kind, unit, days and title; where a kind has no title every value; and not at another time of the
  // day.
  Result<bool> find_duplicate(const sheet::Row& row, const kinds::Kind& kind, const kinds::Checked& checked,
                              RowResult& result) {
    if (!checked.happened) return false;
    const bool titled = !kind.title_field.empty() && checked.open.contains(kind.title_field);
    std::string time;
    for (const auto& field : kind.fields)
      if (field.type == kinds::FieldType::time_range && checked.open.contains(field.id)) time = field.id;
    std::string look = checked.kind.text + "|" + checked.unit.text + "|" + checked.happened->from.iso() +
                       "|" + checked.happened->to.iso() + "|" + fold(checked.title);
    if (!titled) look += "|" + canonical(checked.open);
    if (!time.empty()) look += "|" + checked.open[time].get<std::string>();
    const auto [earlier, fresh] = shared.seen.try_emplace(look, report.file.filename().string(), row.number);
    if (!fresh) {
      result.earlier_row = earlier->second.second;
      result.remarks.push_back(
          problem("", "import.duplicate_of_row",
                  {{"file", earlier->second.first}, {"row", std::to_string(earlier->second.second)}}));
      return true;
    }
    TRY(const auto similar,
        index::same_looking(session, checked.kind, checked.unit, *checked.happened, checked.title));
    for (const auto& record : similar) {
      TRY(const auto same, is_same(record, checked, titled, time));
      if (!same) continue;
      if (result.record.empty()) result.record = record;
      result.remarks.push_back(problem("", "import.duplicate_of_record", {{"record", record.text}}));
      return true;
    }
    return false;
  }

  Result<bool> is_same(const RecordId& record, const kinds::Checked& checked, bool titled,
                       const std::string& time) {
    TRY(const auto there, index::current(session, record));
    if (!there || there->state == "void") return false;  // what was taken back may come again
    if (titled && time.empty()) return true;
    TRY(const auto entry, office.ledger().read(session, there->entry, true));
    const auto values =
        entry.head.open.is_object() ? entry.head.open.value("values", Json::object()) : Json::object();
    if (!titled) return values == checked.open;
    return !values.contains(time) || values[time] == checked.open[time];
  }

  Result<void> change(const sheet::Row& row, Reading&& reading, const index::RecordRow& there,
                      RowResult&& result) {
    result.title = there.title;
    if (there.kind != reading.kind->id) reading.kind = office.catalogue().find(there.kind);
    if (!reading.kind || !reading.problems.empty())
      return refuse(row, std::move(result), std::move(reading.problems)), Result<void>{};
    // Empty cells of mapped columns are cleared values, not missing ones.
    for (const auto& [column, field] : field_of)
      if (reading.kind->field(field) && reading.kind->field(field)->type != kinds::FieldType::file)
        reading.draft.values.try_emplace(field, "");
    for (const auto& field : reading.kind->fields)
      if (field.type == kinds::FieldType::file) reading.draft.values.erase(field.id);
    TRY(auto judged, judge_change(session, office, there, *reading.kind, reading.draft.values,
                                  reading.unit_given ? reading.draft.unit : UnitId{}, reading.draft.state,
                                  reading.version, lookups_for(there.unit), plan->year));
    if (auto* problems = std::get_if<Problems>(&judged))
      return refuse(row, std::move(result), std::move(*problems)), Result<void>{};
    const auto& change = std::get<Change>(judged);
    if (!change.any) {
      result.fate = RowFate::unchanged;
      return add(std::move(result)), Result<void>{};
    }
    if (change.needs_reason && shared.request.reason.empty())
      return refuse(row, std::move(result), {problem("", "import.reason_needed")}), Result<void>{};
    TRY_OK(may(people::Right::write, there.unit));
    TRY_OK(may(people::Right::write, change.checked.unit));
    result.fate = RowFate::changed;
    result.title = change.checked.title;
    if (writer) {
      auto from = provenance(row);
      from.batch = there.batch;  // a record stays in the batch it came with
      TRY_OK(append(version_entry(shared.who, change.checked, there.record, there.number + 1, from, {},
                                  shared.request.reason)));
    }
    add(std::move(result));
    return {};
  }

  // ---- JSON Lines: our own export ----
  // A line as if it were a row of a table that has a column for every field.
  Result<void> judge_line(int number, const std::string& line) {
    const auto json = parse_json(line, 4u << 20);
    const auto text = [&](const char* key) {
      const auto found = json->find(key);
      return found != json->end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    if (!json || !json->is_object())
      return fail(Code::invalid, "import.line_no_json", {{"row", std::to_string(number)}});
    const auto* kind = office.catalogue().find(KindId{text("kind")});
    if (!kind)
      return fail(Code::absent, "import.line_kind",
                  {{"row", std::to_string(number)}, {"kind", text("kind")}});
    plan_for(*kind);
    Reading reading;
    reading.kind = kind;
    reading.id = text("id");
    if (!looks_like_record_id(reading.id)) reading.id.clear();
    if (const auto version = json->find("version"); version != json->end() && version->is_number_integer())
      reading.version = std::to_string(version->get<std::int64_t>());
    std::optional<Period> happened;
    if (const auto days = json->find("happened"); days != json->end() && days->is_array() &&
                                                  days->size() == 2 && (*days)[0].is_string() &&
                                                  (*days)[1].is_string()) {
      const auto from = Date::parse((*days)[0].get<std::string>()),
                 to = Date::parse((*days)[1].get<std::string>());
      if (from && to && *from <= *to) happened = Period{*from, *to};
    }
    const auto values = [&](const char* key) {
      return json->contains(key) && (*json)[key].is_object() ? (*json)[key] : Json::object();
    };
    const auto open = values("values"), personal = values("personal");
    for (const auto& value : {&open, &personal})
      for (const auto& [field, kept] : value->items())
        if (const auto* found = kind->field(field); !found || found->id != field)
          reading.problems.push_back(problem(field, "import.line_field", {{"field", field}}));
        else if (!fits(*found, kept))
          reading.problems.push_back(problem(field, "import.line_value", {{"field", field}}));
    reading.draft.kind = kind->id;
    reading.draft.state = text("state");
    reading.draft.imported = true;
    reading.draft.unit = plan->unit;
    if (const auto* unit = units.find(UnitId{text("unit")}))
      reading.draft.unit = unit->id, reading.unit_given = true;
    if (reading.problems.empty()) reading.draft.values = kinds::as_texts(*kind, open, personal, happened);
    return judge_reading(sheet::Row{number, {}}, std::move(reading));
  }

  // Whether a kept value has the shape its field has in the log; the value itself is judged by validate.
  static bool fits(const kinds::Field& field, const Json& value) {
    if (field.type == kinds::FieldType::money) return value.is_number_integer();
    if (field.type == kinds::FieldType::yes_no) return value.is_boolean();
    if (field.type != kinds::FieldType::persons) return value.is_string();
    return value.is_array() &&
           std::all_of(value.begin(), value.end(), [](const Json& one) { return one.is_string(); });
  }

  void plan_for(const kinds::Kind& kind) {
    if (plan && plan->kind == kind.id.text) return;
    report.sheets.push_back({});
    plan = &report.sheets.back();
    plan->sheet = name_in(kind.names, "zh");
    plan->kind = kind.id.text;
    plan->confidence = 1;
    plan->unit = shared.default_unit;
    field_of.clear();
    int column = 0;
    for (const auto& field : kind.fields) field_of[column++] = field.id;
  }

  Result<void> run_lines() {
    TRY(const auto bytes, read_file(report.file));
    std::string_view rest = bytes;
    for (int number = 1; !rest.empty(); ++number) {
      const auto end = std::min(rest.find('\n'), rest.size());
      const auto line = trim(rest.substr(0, end));
      rest.remove_prefix(std::min(rest.size(), end + 1));
      if (!line.empty()) TRY_OK(judge_line(number, std::string(line)));
    }
    plan = nullptr;
    report.format = "jsonl";
    report.encoding = "UTF-8";
    return close_batch();
  }

  // ---- the batch ----
  Result<void> append(ledger::NewEntry entry) {
    pending_ids.insert(entry.object);
    pending.push_back(std::move(entry));
    return pending.size() < kTogether ? Result<void>{} : flush();
  }
  Result<void> flush() {
    if (!writer || pending.empty()) return {};
    TRY(const auto written, office.ledger().append_all(writer->tx, std::exchange(pending, {})));
    pending_ids.clear();
    // Versions concern the index alone; people and flow follow other entries.
    return index::apply_all(writer->tx, written, office.index_context());
  }

  Result<void> close_batch() {
    TRY_OK(flush());
    const auto accepted = report.counts[RowFate::accepted], changed = report.counts[RowFate::changed];
    if (!writer || accepted + changed == 0) return {};
    if (batch.empty()) batch = make_uuid7(office.world());  // a roster
    ledger::NewEntry entry;
    entry.type = ledger::EntryType::batch;
    entry.actor = shared.who.account;
    entry.unit = shared.default_unit;
    entry.object = batch;
    entry.number = 1;
    entry.more = Json{{"state", "imported"},
                      {"accepted", accepted},
                      {"unclear", report.counts[RowFate::unclear]},
                      {"duplicates", report.counts[RowFate::duplicate]},
                      {"changed", changed}};
    entry.open = Json{{"digest", report.digest}, {"file", report.file.filename().string()}};
    TRY_OK(writer->append(entry));
    report.batch = batch;
    return {};
  }
};

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
