// SPDX-License-Identifier: Apache-2.0
#include "proof/snapshot.h"

#include <algorithm>
#include <array>
#include <set>

#include "proof/decimal.h"
#include "proof/json_check.h"

namespace youju::proof {
namespace {
constexpr std::int64_t kListedAtMost = 10'000;

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::ranges::find(list, text) != list.end();
}

Date read_day(Fields& read, const Json& object, const char* key) {
  const auto day = Date::parse(read.text(object, key));
  if (!day) read.wrong(key);
  return day.value_or(Date{});
}
Period read_period(Fields& read, const Json& object) {
  const Period period{read_day(read, object, "from"), read_day(read, object, "to")};
  if (period.from > period.to) read.wrong("to");
  return period;
}

StateRow read_state_row(Fields& read, const Json& item) {
  return {read.text(item, "kind"), read.text(item, "pack"), read.texts(item, "in"), read.integer(item, "late_after")};
}

Where read_where(Fields& read, const Json& item) {
  Where out{read.text(item, "field"), read.text(item, "op"), false, read.texts(item, "values")};
  const std::string as = read.text(item, "as");
  out.as_number = as == "number";
  if (as != "number" && as != "text") read.wrong("as");
  if (!is_one_of(out.op, {"=", "!=", "<", "<=", ">", ">="}) || (!out.as_number && out.op != "=" && out.op != "!=")) read.wrong("op");
  if (out.values.empty()) read.wrong("values");
  for (const std::string& value : out.values) {
    if (out.as_number && !read_decimal(value)) read.wrong("values");
  }
  return out;
}

ListedRecord read_record(Fields& read, const Json& item, bool with_due) {
  ListedRecord out{{read.integer(item, "entry"), read.text(item, "id"), read.integer(item, "version", 1)}, {}};
  if (read.good() && !is_token(out.record.id)) read.wrong("id");
  if (with_due && !(item.contains("due") && item["due"].is_null())) out.due = read_day(read, item, "due");
  return out;
}

void check_rows(Fields& read, const Set& set) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (const StateRow& row : set.states) {
    if (!seen.emplace(row.kind, row.pack).second) read.wrong("states");
  }
}

Set read_set(Fields& read, const Json& json) {
  Set out;
  out.kind = read.text(json, "kind");
  out.units = read.texts(json, "units");
  out.period = read_period(read, json);
  read.each(json, "states", [&](const Json& item) { out.states.push_back(read_state_row(read, item)); });
  check_rows(read, out);
  read.each(json, "where", [&](const Json& item) { out.where.push_back(read_where(read, item)); });
  out.measure = read.text(json, "measure");
  if (!is_one_of(out.measure, {"records", "sum", "distinct", "average", "minimum", "maximum"})) read.wrong("measure");
  out.field = read.text(json, "field");
  if (out.field.empty() != (out.measure == "records")) read.wrong("field");
  out.size = read.integer(json, "size");
  out.digest = read.digest(json, "digest");
  if (json.contains("by")) {
    if (read.text(json, "by") != "deadline") read.wrong("by");
    out.deadline_state = read.text(json, "state");
    if (out.deadline_state.empty()) read.wrong("state");
    out.judged_on = read_day(read, json, "on");
  }
  const bool by_deadline = !out.deadline_state.empty();
  if (json.contains("records")) {
    std::vector<ListedRecord> records;
    read.each(json, "records", [&](const Json& item) {
      records.push_back(read_record(read, item, by_deadline));
      const auto n = records.size();
      if (n > 1 && records[n - 2].record.entry >= records[n - 1].record.entry) read.wrong("entry");
    });
    if (static_cast<std::int64_t>(records.size()) != out.size) read.wrong("size");
    out.records = std::move(records);
  } else if (by_deadline || out.size <= kListedAtMost) {
    read.wrong("records");
  }
  return out;
}

// Which measures an aggregate may take of its sets (snapshot.md section 5).
bool fits_measure(const SnapshotFigure& figure) {
  const std::string& a = figure.aggregate;
  const auto comparable = [](const Set& set) { return is_one_of(set.measure, {"records", "sum", "distinct"}); };
  if (is_one_of(a, {"ratio", "growth"})) return figure.base && comparable(figure.of) && comparable(*figure.base);
  if (figure.base) return false;
  if (is_one_of(a, {"sum", "distinct", "average", "minimum", "maximum"})) return figure.of.measure == a;
  return is_one_of(a, {"count", "on_time", "late", "share", "required", "missing"}) && figure.of.measure == "records";
}

SnapshotFigure read_figure(Fields& read, const Json& json) {
  SnapshotFigure out;
  out.key = read.text(json, "key");
  if (out.key.empty()) read.wrong("key");
  out.title = read.text(json, "title");
  out.text = read.text(json, "text");
  for (const char* key : {"code", "expr", "measure"}) read.text(json, key);
  out.aggregate = read.text(json, "aggregate");
  const auto value = json.find("value");
  if (value == json.end() || !(value->is_null() || value->is_string())) {
    read.wrong("value");
  } else if (value->is_string()) {
    out.value = value->get<std::string>();
  }
  const Json& rule = read.object(json, "rule");
  read.inside("rule", [&] {
    read.text(rule, "zh");
    read.text(rule, "en");
  });
  read.boolean(json, "provisional");
  const Json& late = read.object(json, "late");
  read.inside("late", [&] {
    out.late = read.integer(late, "late");
    out.on_time = read.integer(late, "on_time");
    out.taken_over = read.integer(late, "taken_over");
  });
  const Json& of = read.object(json, "of");
  if (read.good()) read.inside("of", [&] { out.of = read_set(read, of); });
  if (json.contains("base")) {
    const Json& base = read.object(json, "base");
    if (read.good()) read.inside("base", [&] { out.base = read_set(read, base); });
  }
  const bool is_cadence = is_one_of(out.aggregate, {"share", "required", "missing"});
  if (is_cadence != json.contains("slots")) read.wrong("slots");
  if (is_cadence) {
    read.each(json, "slots", [&](const Json& item) {
      out.slots.push_back({read.text(item, "unit"), read_period(read, item), read.integer(item, "required"), read.integer(item, "held")});
      const std::string why = read.text(item, "why");
      if (!is_one_of(why, {"", "exempt", "explained", "not_yet"}) || (!why.empty() && out.slots.back().required != 0)) read.wrong("why");
    });
  }
  if (read.good() && !fits_measure(out)) read.wrong("aggregate");
  return out;
}

void read_report(Fields& read, const Json& json, Snapshot& out) {
  const Json& report = read.object(json, "report");
  read.inside("report", [&] {
    out.report_id = read.text(report, "id");
    out.report_number = read.integer(report, "number");
    for (const char* key : {"title", "template", "lang", "office", "unit"}) read.text(report, key);
    read.digest(report, "template_digest");
    read.integer(report, "year");
  });
}
}  // namespace

std::variant<Snapshot, std::string> read_snapshot(std::string_view bytes) {
  const auto json = read_canonical(bytes);
  if (!json || !json->is_object()) return std::string("JSON");
  Fields read;
  Snapshot out;
  if (read.integer(*json, "v") != 1) read.wrong("v");
  if (read.text(*json, "type") != "youju.snapshot") read.wrong("type");
  out.origin = read.text(*json, "origin");
  out.at = read.integer(*json, "at", 1);
  out.root = read.digest(*json, "root");
  if (!Instant::parse(read.text(*json, "made_at"))) read.wrong("made_at");
  read_report(read, *json, out);
  const auto go_live = json->find("go_live");
  if (go_live == json->end()) {
    read.wrong("go_live");
  } else if (!go_live->is_null()) {
    out.go_live = read_day(read, *json, "go_live");
  }
  read.each(*json, "files", [&](const Json& item) {
    read.text(item, "media_type");
    out.files.push_back({read.text(item, "role"), read.digest(item, "digest"), read.integer(item, "size")});
  });
  if (out.files.empty()) read.wrong("files");
  read.each(*json, "packs", [&](const Json& item) {
    out.packs.push_back({read.text(item, "id"), read.text(item, "version"), read.digest(item, "digest")});
  });
  read.array(*json, "units");
  read.array(*json, "kinds");
  std::set<std::string> keys;
  read.each(*json, "figures", [&](const Json& item) {
    out.figures.push_back(read_figure(read, item));
    if (!keys.insert(out.figures.back().key).second) read.wrong("key");
  });
  if (!read.good()) return read.fault();
  return out;
}
}  // namespace youju::proof
