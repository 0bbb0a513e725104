// SPDX-License-Identifier: Apache-2.0
// Reading records: the cost of a list follows what it gives, not what there is. One of few kinds and units asks first how far back
// it has to go (newest days of each, from the narrow tree), then reads the rows from that day on. One of many, or of all, walks
// back through the days and leaves out what is not asked for.
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <queue>
#include <set>

#include "base/text.h"
#include "index/index_sql.h"
#include "index/row_reading.h"
#include "index/rows.h"

namespace youju::index {
namespace {
constexpr std::string_view kNoDay = "";
constexpr std::string_view kAfterEveryDay = "9999-12-31";
constexpr std::size_t kMostCells = 200;  // kinds times units; beyond, days are walked
constexpr std::size_t kMostUnitsNamed = 20'000;  // parameters of one query: SQLite takes 32,766

struct Cell {
  std::string kind, unit;
};

Result<std::vector<std::string>> kinds_in_use(db::Session& session) {
  std::vector<std::string> kinds;
  while (true) {
    TRY(const auto next, session.text(sql::next_kind, {std::string_view(kinds.empty() ? "" : kinds.back())}));
    if (!next) return kinds;
    kinds.push_back(*next);
  }
}

Result<std::vector<Cell>> cells_of(db::Session& session, const Filter& filter) {
  std::vector<std::string> kinds;
  for (const auto& kind : filter.kinds) kinds.push_back(kind.text);
  if (kinds.empty()) {
    TRY(kinds, kinds_in_use(session));
  }
  std::vector<Cell> cells;
  for (const auto& kind : kinds) {
    for (const auto& unit : filter.units) cells.push_back({kind, unit.text});
    std::string last;
    while (filter.units.empty()) {
      TRY(const auto next, session.text(sql::next_unit, {std::string_view(kind), std::string_view(last)}));
      if (!next) break;
      cells.push_back({kind, *next});
      last = *next;
    }
  }
  return cells;
}

// Text of a query and its values, grown together. $1 is the log size.
class Text {
 public:
  explicit Text(std::int64_t at) : values_{at} {}
  std::string hold(db::Value value) {
    values_.push_back(value);
    return "$" + std::to_string(values_.size());
  }
  std::string hold(std::string text) {
    return hold(db::Value{std::string_view(texts_.emplace_back(std::move(text)))});
  }
  void add(const std::string& part) { sql_ += part; }
  // Nothing to choose from: no condition.
  void among(const std::string& column, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    std::string list;
    for (const auto& text : texts) list += (list.empty() ? "" : ", ") + hold(text);
    sql_ += " and " + column + " in (" + list + ")";
  }
  Result<void> each(db::Session& session, const db::OnRow& on_row) const {
    return session.each_text(sql_, values_, on_row);
  }
  Result<std::vector<RecordRow>> rows(db::Session& session) const {
    std::vector<RecordRow> found;
    TRY_OK(each(session, [&](const db::Row& row) {
      found.push_back(record_row(row));
      return true;
    }));
    return found;
  }

 private:
  std::string sql_;
  std::vector<db::Value> values_;
  std::deque<std::string> texts_;  // does not move what it holds
};

template <class Id>
std::vector<std::string> texts_of(const std::vector<Id>& ids) {
  std::vector<std::string> texts;
  for (const auto& id : ids) texts.push_back(id.text);
  return texts;
}

std::string day_of(const RecordRow& row) {
  return row.happened ? row.happened->from.iso() : std::string(kNoDay);
}

struct Days {
  std::string from, to;
};
Days days_of(const Filter& filter) {
  if (filter.first_day) return {filter.first_day->from.iso(), filter.first_day->to.iso()};
  return {std::string(kNoDay), std::string(kAfterEveryDay)};
}

// The newest first days of many cells, kept to as many as are wanted.
class Newest {
 public:
  explicit Newest(std::size_t enough) : enough_(enough) {}
  // Days come newest first; false when the next ones cannot matter any more.
  bool take(std::string_view day) {
    if (days_.size() == enough_ && day <= days_.top()) return false;
    days_.emplace(day);
    if (days_.size() > enough_) days_.pop();
    return true;
  }
  // No day before this one matters; `from` while too few are known.
  std::string bound(const std::string& from) const { return days_.size() == enough_ ? days_.top() : from; }

 private:
  std::size_t enough_;
  std::priority_queue<std::string, std::vector<std::string>, std::greater<>> days_;
};

// The day down to which the newest `enough` rows lie.
Result<std::string> day_to_read_from(db::Session& session, const std::vector<Cell>& cells, const Days& days,
                                     const Filter& filter, int enough) {
  Newest newest(static_cast<std::size_t>(enough));
  for (const auto& cell : cells) {
    const auto from = newest.bound(days.from);
    Text text(filter.at);
    text.add(
        "select first_day from ix_under where own = 1 and from_index < $1 and to_index >= $1 and kind = " +
        text.hold(cell.kind) + " and unit = " + text.hold(cell.unit) +
        " and first_day >= " + text.hold(from) + " and first_day <= " + text.hold(days.to));
    if (!filter.states.empty()) text.among("state", filter.states);
    text.add(" order by first_day desc limit " + text.hold(db::Value{std::int64_t{enough}}));
    TRY_OK(text.each(session, [&](const db::Row& row) { return newest.take(row.text(0)); }));
  }
  return newest.bound(days.from);
}

void add_page(Text& text, std::string_view day_column, const std::optional<RecordRow>& after,
              const std::string& after_day, int limit) {
  const std::string day(day_column);
  if (after) {
    const auto bound = text.hold(after_day);
    text.add(" and (" + day + " < " + bound + " or (" + day + " = " + bound + " and v.record > " +
             text.hold(after->record.text) + "))");
  }
  text.add(" order by " + day + " desc, v.record limit " + text.hold(db::Value{std::int64_t{limit}}) +
           ") p join ix_version v on v.from_index = p.i " +
           "order by coalesce(v.first_day, '') desc, v.record");
}

const std::string kSelect = std::string("select ") + kRowColumns + " from (select v.from_index as i from ";

// A batch lies together; its own index finds it.
Result<std::vector<RecordRow>> list_batch(db::Session& session, const Filter& filter, const Days& days,
                                          int limit, const std::optional<RecordRow>& after) {
  Text text(filter.at);
  const auto after_day = after ? day_of(*after) : std::string();
  text.add(kSelect + "ix_version v where v.batch = " + text.hold(*filter.batch) +
           " and v.from_index < $1 and v.to_index >= $1");
  text.among("v.kind", texts_of(filter.kinds));
  text.among("v.unit", texts_of(filter.units));
  text.among("v.state", filter.states);
  if (filter.first_day) {
    text.add(" and v.first_day >= " + text.hold(days.from) + " and v.first_day <= " + text.hold(days.to));
  }
  add_page(text, "coalesce(v.first_day, '')", after, after_day, limit);
  return text.rows(session);
}

// Current versions in the order of their days. The end is written out as it stands in the index, so that it is taken.
Result<std::vector<RecordRow>> list_days(db::Session& session, const Filter& filter, const Days& days, int limit,
                                         const std::optional<RecordRow>& after) {
  const std::string day = "coalesce(v.first_day, '')";
  const auto after_day = after ? day_of(*after) : std::string();
  Text text(kOpen);
  text.add(kSelect + "ix_version v where v.to_index = 9223372036854775807 and v.to_index >= $1 and " + day + " >= " + text.hold(days.from) +
           " and " + day + " <= " + text.hold(after ? std::min(days.to, after_day) : days.to));
  text.among("v.kind", texts_of(filter.kinds));
  text.among("v.unit", texts_of(filter.units));
  text.among("v.state", filter.states);
  add_page(text, day, after, after_day, limit);
  return text.rows(session);
}

Result<std::vector<RecordRow>> list_cells(db::Session& session, const Filter& filter, Days days, int limit,
                                          const std::optional<RecordRow>& after) {
  TRY(const auto cells, cells_of(session, filter));
  if (cells.empty()) return std::vector<RecordRow>{};
  if (cells.size() > kMostCells && filter.at == kOpen) return list_days(session, filter, days, limit, after);
  const auto after_day = after ? day_of(*after) : std::string();
  auto before = days;
  // What the pages before have shown of the last day does not count towards what is wanted now.
  if (after)
    before.to = std::min(before.to,
                         after->happened ? after->happened->from.plus_days(-1).iso() : std::string(kNoDay));
  if (after) days.to = std::min(days.to, after_day);
  if (before.from <= before.to) {
    TRY(days.from, day_to_read_from(session, cells, before, filter, limit));
  }
  std::set<std::string> kinds, units;
  for (const auto& cell : cells) kinds.insert(cell.kind), units.insert(cell.unit);
  Text text(filter.at);
  text.add(kSelect +
           "ix_under u join ix_version v on v.from_index = u.from_index where u.own = 1 and u.from_index < "
           "$1 and u.to_index >= $1");
  text.among("u.kind", {kinds.begin(), kinds.end()});
  text.among("u.unit", {units.begin(), units.end()});
  text.add(" and u.first_day >= " + text.hold(days.from) + " and u.first_day <= " + text.hold(days.to));
  text.among("u.state", filter.states);
  add_page(text, "u.first_day", after, after_day, limit);
  return text.rows(session);
}
}  // namespace

RecordRow record_row(const db::Row& row) {
  RecordRow r;
  r.record = RecordId(std::string(row.text(0)));
  r.number = row.integer(1);
  r.entry = row.integer(2);
  r.kind = KindId(std::string(row.text(3)));
  r.unit = UnitId(std::string(row.text(4)));
  r.state = row.text(5);
  const auto from = Date::parse(row.text(6)), to = Date::parse(row.text(7));
  if (from && to) r.happened = Period{*from, *to};
  r.title = row.text(8);
  r.counts = row.integer(9) != 0;
  r.timing = static_cast<Timing>(row.integer(10));
  r.first_entered = Instant::parse(row.text(11)).value_or(Instant{});
  r.batch = row.text(12);
  r.files = row.integer(13);
  return r;
}

Result<std::vector<RecordRow>> list(db::Session& session, const Filter& filter, int limit,
                                    const std::optional<RecordRow>& after) {
  if (limit <= 0) return std::vector<RecordRow>{};
  if (filter.units.size() > kMostUnitsNamed) return fail(Code::too_large, "index.too_many_units", {{"most", std::to_string(kMostUnitsNamed)}});
  return filter.batch ? list_batch(session, filter, days_of(filter), limit, after)
                      : list_cells(session, filter, days_of(filter), limit, after);
}

Result<std::optional<RecordRow>> current(db::Session& session, const RecordId& record, std::int64_t at) {
  std::optional<RecordRow> found;
  TRY_OK(session.each(sql::version_as_of, {at, std::string_view(record.text)}, [&](const db::Row& row) {
    found = record_row(row);
    return false;
  }));
  return found;
}

Result<std::vector<std::vector<RecordId>>> same_looking(db::Session& session, std::span<const Look> looks) {
  struct Asked {
    std::string from, to, folded;
  };
  std::vector<Asked> asked;
  std::vector<std::vector<db::Value>> sets;
  asked.reserve(looks.size());
  for (const auto& look : looks) {
    const auto& a = asked.emplace_back(Asked{look.happened.from.iso(), look.happened.to.iso(), fold(look.title)});
    sets.push_back({std::string_view(look.kind.text), std::string_view(look.unit.text), std::string_view(a.from), look_of_folded(a.folded)});
  }
  std::vector<std::vector<RecordId>> same(looks.size());
  TRY_OK(session.each_of(sql::looks_the_same, sets, [&](std::size_t i, const db::Row& row) {
    if (row.text(2) == asked[i].to && fold(row.text(1)) == asked[i].folded) same[i].emplace_back(std::string(row.text(0)));
  }));
  return same;
}

namespace {
std::string mark_of(std::string_view first_day, std::int64_t look) {
  return fmt::format("{} {}", first_day, look);
}
}  // namespace

std::string look_mark(Date first_day, std::string_view title) {
  return mark_of(first_day.iso(), look_of(title));
}

Result<std::optional<LookMarks>> look_marks(db::Session& session, const KindId& kind, const UnitId& unit, int most) {
  LookMarks marks;
  int rows = 0;
  TRY_OK(session.each(sql::looks_under, {std::string_view(kind.text), std::string_view(unit.text), std::int64_t{most} + 1}, [&](const db::Row& row) {
    marks.insert(mark_of(row.text(0), row.integer(1)));
    return ++rows <= most;
  }));
  if (rows > most) return std::nullopt;
  return marks;
}

void expect_same_looking(db::Session& session, const Look& look) {
  if (session.engine() == db::Engine::sqlite) return;  // expects nothing, and folding a title is not for nothing
  const auto from = look.happened.from.iso();
  session.expect(sql::looks_the_same,
                 {std::string_view(look.kind.text), std::string_view(look.unit.text), std::string_view(from), look_of(look.title)});
}

Result<std::vector<RecordId>> same_looking(db::Session& session, const KindId& kind, const UnitId& unit,
                                           Period happened, std::string_view title) {
  const Look look{kind, unit, happened, std::string(title)};
  TRY(auto same, same_looking(session, {&look, 1}));
  return std::move(same.front());
}

Result<std::vector<EvidenceRow>> evidence_of(db::Session& session, const RecordId& record) {
  std::vector<EvidenceRow> files;
  TRY_OK(session.each(sql::evidence_of_record, {std::string_view(record.text)}, [&](const db::Row& row) {
    const auto text = [&](int column) { return std::string(row.text(column)); };
    files.push_back(
        {RecordId(text(0)), row.integer(1), text(2), text(3), text(4), text(5), text(7), row.integer(6)});
    return true;
  }));
  return files;
}

Result<std::vector<RecordId>> records_with_evidence(db::Session& session, std::string_view digest) {
  std::vector<RecordId> records;
  if (digest.empty()) return records;
  TRY_OK(session.each(sql::records_of_digest, {digest}, [&](const db::Row& row) {
    records.emplace_back(std::string(row.text(0)));
    return true;
  }));
  return records;
}

Result<std::optional<int>> first_year(db::Session& session) {
  TRY(const auto month, session.integer(sql::first_month, {}));
  if (!month) return std::optional<int>{};
  return std::optional<int>(static_cast<int>(*month / 100));
}
}  // namespace youju::index
