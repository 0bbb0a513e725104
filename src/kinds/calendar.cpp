// SPDX-License-Identifier: Apache-2.0
// Working days: official tables over the rule Monday to Friday. A year without a table is provisional.
#include <algorithm>

#include "base/io.h"
#include "kinds/calendar_file.h"
#include "kinds/table_reader.h"

namespace youju::kinds {
namespace {
namespace fs = std::filesystem;

void read_days(TableReader& in, const std::string& key, bool works, CalendarTable& out) {
  for (const Node* node : in.tables(key, 50)) {
    TableReader part(*node, in.file(), in.problems());
    const Names name = part.names("name", true);
    for (const std::string& text : part.texts("days")) {
      const auto day = Date::parse(text);
      if (!day) {
        part.problem(part.line_of("days"), "kinds.key_date", {{"key", "days"}, {"read", text}});
        continue;
      }
      // The days around New Year may stand in the neighbour's notice; anything further away is a slip.
      if (day->year() < out.year - 1 || day->year() > out.year + 1) {
        part.problem(part.line_of("days"), "kinds.calendar_other_year",
                     {{"read", text}, {"year", std::to_string(out.year)}});
      }
      const bool twice =
          std::any_of(out.days.begin(), out.days.end(), [&](const CalendarDay& d) { return d.day == *day; });
      if (twice) part.problem(part.line_of("days"), "kinds.calendar_twice", {{"read", text}});
      if (works && day->weekday() < 6)
        part.problem(part.line_of("days"), "kinds.calendar_weekday", {{"read", text}});
      out.days.push_back({*day, works, name});
    }
    part.done();
  }
}
}  // namespace

CalendarTable read_calendar_file(const Node& root, const std::string& file, PackProblems& problems) {
  CalendarTable out;
  TableReader in(root, file, problems);
  const auto year = in.integer("year", 1949, 2199);
  if (!year) in.problem(in.line_of("year"), "kinds.key_missing", {{"key", "year"}});
  out.year = year.value_or(0);
  out.source = in.required_text("source");
  out.version = in.required_text("version");
  out.partial = in.boolean("partial");
  if (year && fs::path(file).stem() != std::to_string(*year)) {
    in.problem(in.line_of("year"), "kinds.calendar_name", {{"year", std::to_string(*year)}});
  }
  read_days(in, "off", false, out);
  read_days(in, "work", true, out);
  in.done();
  return out;
}

Result<Calendar> Calendar::load(const std::filesystem::path& folder) {
  std::error_code error;
  const fs::path tables = fs::is_directory(folder / "calendar", error) ? folder / "calendar" : folder;
  std::vector<fs::path> files;
  for (fs::directory_iterator it(tables, error), end; !error && it != end; it.increment(error))
    if (it->path().extension() == ".toml") files.push_back(it->path());
  if (error)
    return fail(Code::absent, "kinds.calendar_unreadable", {{"folder", tables.generic_string()}},
                error.message());
  std::sort(files.begin(), files.end());
  std::vector<CalendarTable> tables_read;
  for (const fs::path& path : files) {
    TRY(const std::string bytes, read_file(path, 1u << 20));
    PackProblems problems;
    const auto tree = parse_toml(bytes, path.generic_string());
    if (const auto* wrong = std::get_if<PackProblem>(&tree)) problems.push_back(*wrong);
    CalendarTable file;
    if (problems.empty()) file = read_calendar_file(std::get<Node>(tree), path.generic_string(), problems);
    if (!problems.empty()) {
      return fail(Code::invalid, "kinds.calendar_broken",
                  {{"file", problems[0].file}, {"line", std::to_string(problems[0].line)}},
                  problems[0].message.word);
    }
    tables_read.push_back(std::move(file));
  }
  return of(std::move(tables_read));
}

Calendar Calendar::of(std::vector<CalendarTable> tables) {
  Calendar out;
  out.tables_ = std::move(tables);
  for (const CalendarTable& table : out.tables_) {
    if (!table.partial) out.years_.push_back(table.year);
    for (const CalendarDay& day : table.days) out.exceptions_[day.day.days] = {day.works, day.name.at("zh")};
    out.version_ += (out.version_.empty() ? "" : " ") + std::to_string(table.year) + "." + table.version;
  }
  return out;
}

bool Calendar::is_working(Date day) const {
  const auto found = exceptions_.find(day.days);
  if (found != exceptions_.end()) return found->second.first;
  return day.weekday() <= 5;
}

bool Calendar::is_provisional(int year) const {
  return std::find(years_.begin(), years_.end(), year) == years_.end();
}

Date Calendar::plus_working_days(Date day, int n) const {
  while (n > 0) {
    day = day.plus_days(1);
    if (is_working(day)) --n;
  }
  return day;
}

int Calendar::working_days_between(Date after, Date until) const {
  int count = 0;
  for (Date day = after.plus_days(1); day <= until; day = day.plus_days(1))
    if (is_working(day)) ++count;
  return count;
}

std::string Calendar::holiday_name(Date day) const {
  const auto found = exceptions_.find(day.days);
  return found == exceptions_.end() || found->second.first ? "" : found->second.second;
}

Date deadline_day(const Deadline& deadline, Date start, const Calendar& calendar) {
  if (deadline.working_days) return calendar.plus_working_days(start, deadline.days);
  const Date end = start.plus_days(deadline.days);
  // By analogy with 民法典 203; the rules on petitions and disclosure do not say, so it is the rule's own
  // choice.
  if (deadline.moves_off_holidays && !calendar.is_working(end)) return calendar.plus_working_days(end, 1);
  return end;
}
}  // namespace youju::kinds
