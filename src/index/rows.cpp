// SPDX-License-Identifier: Apache-2.0
#include "index/rows.h"

#include <algorithm>

#include "base/text.h"

namespace youju::index {
namespace {
using ledger::Entry;

Timing timing_of(const std::optional<Period>& happened, Date entered, int late_after,
                 const std::optional<Date>& go_live) {
  if (!happened) return Timing::on_time;
  if (go_live && happened->to < *go_live) return Timing::taken_over;
  return entered > happened->to.plus_days(late_after) ? Timing::late : Timing::on_time;
}

// Scaled by 10,000; a whole number of fen is a hundredth of a yuan each.
std::optional<std::int64_t> scaled(const kinds::Field& field, const Json& value) {
  if (field.type == kinds::FieldType::money) {
    if (!value.is_number_integer()) return {};
    return value.get<std::int64_t>() * (Decimal::kScale / 100);
  }
  if (!value.is_string()) return {};
  const auto decimal = Decimal::parse(value.get_ref<const std::string&>());
  if (!decimal) return {};
  return decimal->scaled;
}

void add_texts(std::vector<ValueRow>& rows, const kinds::Field& field, const Json& value) {
  std::int64_t ord = 0;
  const auto add = [&](const Json& one) {
    if (one.is_string()) rows.push_back({field.id, ord++, {}, one.get<std::string>()});
  };
  if (value.is_array()) {
    for (const auto& one : value) add(one);
  } else {
    add(value);
  }
}

void add_values(std::vector<ValueRow>& rows, const kinds::Field& field, const Json& value) {
  using kinds::FieldType;
  switch (field.type) {
    case FieldType::number:
    case FieldType::money:
      if (const auto num = scaled(field, value)) rows.push_back({field.id, 0, num, {}});
      return;
    case FieldType::yes_no:
      if (value.is_boolean())
        rows.push_back(
            {field.id, 0, value.get<bool>() ? Decimal::kScale : 0, value.get<bool>() ? "yes" : "no"});
      return;
    case FieldType::choice:
    case FieldType::person:
    case FieldType::persons:
    case FieldType::unit:
    case FieldType::kind:
      add_texts(rows, field, value);
      return;
    default:
      if (field.in_figures) add_texts(rows, field, value);
  }
}

// A state that the kind as then defined does not have cannot be judged; void exists in every kind.
Result<bool> counts_of(const kinds::Kind& kind, const Entry& entry) {
  const auto found = std::ranges::find(kind.states, entry.head.state, &kinds::State::id);
  if (found != kind.states.end()) return found->counts;
  if (entry.head.state == "void") return false;
  return fail(Code::absent, "index.unknown_state",
              {{"state", entry.head.state}, {"kind", kind.id.text}, {"entry", std::to_string(entry.index)}});
}
}  // namespace

std::string text_member(const Json& object, const char* key) {
  if (!object.is_object()) return "";
  const auto it = object.find(key);
  return it != object.end() && it->is_string() ? it->get<std::string>() : "";
}

EvidenceFacts evidence_of_entry(const Entry& entry) {
  const auto number = [&](const char* key) -> std::optional<std::int64_t> {
    const auto it = entry.head.more.find(key);
    if (it == entry.head.more.end() || !it->is_number_integer()) return {};
    return it->get<std::int64_t>();
  };
  return {.record = entry.head.object,
          .digest = text_member(entry.head.open, "digest"),
          .name = text_member(entry.head.personal, "name"),
          .media_type = text_member(entry.head.more, "media_type"),
          .role = text_member(entry.head.more, "role"),
          .size = number("size").value_or(0),
          .supersedes = number("supersedes")};
}

Result<const kinds::Kind*> kind_of(const kinds::Catalogue& catalogue, const Entry& entry) {
  const auto* kind = catalogue.find(entry.head.kind);
  if (kind == nullptr || kind->pack != entry.head.pack)
    kind = catalogue.find(entry.head.kind, entry.head.pack);
  if (kind != nullptr) return kind;
  return fail(
      Code::absent, "index.unknown_kind",
      {{"kind", entry.head.kind.text}, {"pack", entry.head.pack}, {"entry", std::to_string(entry.index)}});
}

std::int64_t look_of(std::string_view title) { return look_of_folded(fold(title)); }
std::int64_t look_of_folded(std::string_view folded) {
  std::uint32_t hash =
      2166136261u;  // FNV-1a: only to narrow down, the titles themselves are compared afterwards
  for (const unsigned char byte : folded) hash = (hash ^ byte) * 16777619u;
  return hash;
}

std::vector<std::string> kinds_under(std::string_view own, std::string_view also) {
  std::vector<std::string> kinds{std::string(own)};
  while (!also.empty()) {
    const auto end = std::min(also.find(' '), also.size());
    kinds.emplace_back(also.substr(0, end));
    also.remove_prefix(std::min(end + 1, also.size()));
  }
  return kinds;
}

std::int64_t month_of(std::string_view first_day) {
  const auto day = Date::parse(first_day);
  return day ? day->year() * 100 + day->month() : 0;
}

Result<VersionRows> rows_of(const Entry& entry, const Context& context,
                            const std::optional<Previous>& before) {
  expect_true(context.catalogue != nullptr, "index::Context without a catalogue");
  const auto& head = entry.head;
  TRY(const auto* kind, kind_of(*context.catalogue, entry));
  VersionRows rows;
  rows.row.record = RecordId(head.object);
  rows.row.number = head.number;
  rows.row.entry = entry.index;
  rows.row.kind = head.kind;
  rows.row.unit = head.unit;
  rows.row.state = head.state;
  rows.row.happened = head.happened;
  rows.row.title = text_member(head.open, "title");
  TRY(rows.row.counts, counts_of(*kind, entry));
  rows.row.batch = text_member(head.more, "batch");
  if (rows.row.batch.empty() && before) rows.row.batch = before->batch;
  rows.row.first_entered = entry.at;
  if (before) rows.row.first_entered = Instant::parse(before->first_entered).value_or(entry.at);
  rows.row.timing =
      timing_of(head.happened, rows.row.first_entered.shanghai_date(), kind->late_after, context.go_live);
  rows.under.push_back(head.kind.text);
  for (const auto& also : head.also) {
    if (std::ranges::find(rows.under, also.text) != rows.under.end()) continue;
    rows.under.push_back(also.text);
    rows.also += (rows.also.empty() ? "" : " ") + also.text;
  }
  if (head.happened) {
    rows.first_day = head.happened->from.iso();
    rows.last_day = head.happened->to.iso();
  }
  rows.look = look_of(rows.row.title);
  if (head.open.is_object() && head.open.contains("values")) {
    const auto& values = head.open["values"];
    for (const auto& field : kind->fields) {
      if (field.personal) continue;
      if (const auto it = values.find(field.id); it != values.end()) add_values(rows.values, field, *it);
    }
  }
  const ClockPast past = before ? before->past : ClockPast{};
  rows.clocks = clocks_of(*kind, entry, past.reached, clock_since(entry, past));
  rows.pack = head.pack;
  return rows;
}
}  // namespace youju::index
