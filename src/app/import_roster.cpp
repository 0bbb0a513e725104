// SPDX-License-Identifier: Apache-2.0
// One row as a person of the roster.
#include "app/import_inside.h"
#include "base/date_text.h"
#include "base/text.h"

namespace youju::app {
void ImportRun::Inside::judge_person(const sheet::Row& row) {
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
            problem_of("unit", "import.unit_not_in_tree",
                       {{"read", cell.text}, {"unit", units.find(unit) ? units.find(unit)->name : ""}}));
    }
    if (f->second == "from" || f->second == "to") {
      const auto date = read_date(cell.text, plan->year);
      if (!date)
        problems.push_back(problem_of(f->second, "import.no_date", {{"read", cell.text}}));
      else
        (f->second == "from" ? line.from : line.to) = date->days.from;
    }
  }
  result.title = line.name;
  if (line.name.empty()) problems.push_back(problem_of("name", "import.name_missing"));
  if (has_invisible(line.name) || code_point_count(line.name) > 60)
    problems.push_back(problem_of("name", "import.name_bad", {{"read", line.name}}));
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
std::string ImportRun::Inside::joined_name(const std::string& text) {
  std::string out;
  bool han = true;
  for (char32_t c : to_code_points(text)) han = han && (is_han(c) || c == U' ' || c == 0x3000 || c == 0xA0);
  if (!han) return text;
  for (char32_t c : to_code_points(text))
    if (is_han(c)) out += from_code_points(std::u32string(1, c));
  return out;
}

bool ImportRun::Inside::on_roster(const UnitId& unit, const std::string& name) {
  const auto there = people::find_persons(session, unit, name);
  return there &&
         std::any_of(there->begin(), there->end(), [&](const people::Person& p) { return p.unit == unit; });
}

void ImportRun::Inside::finish_roster() {
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
}  // namespace youju::app
