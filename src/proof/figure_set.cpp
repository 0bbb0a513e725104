// SPDX-License-Identifier: Apache-2.0
#include "proof/figure_set.h"

#include <algorithm>
#include <map>
#include <set>

#include "proof/json_check.h"

namespace youju::proof {
namespace {

// A set's rule with its words turned into numbers; words that no header holds fit nothing.
class Rule {
 public:
  Rule(const Set& set, const Names& names) : all_kinds_(set.kind.empty()), kind_(names.find(set.kind)), period_(set.period) {
    for (const std::string& unit : set.units) {
      if (const auto id = names.find(unit)) units_.insert(*id);
    }
    for (const StateRow& row : set.states) {
      const auto kind = names.find(row.kind), pack = names.find(row.pack);
      if (!kind || !pack) continue;
      Judgement judgement{{}, row.late_after};
      for (const std::string& state : row.in) {
        if (const auto id = names.find(state)) judgement.in.insert(*id);
      }
      rows_.emplace(std::pair(*kind, *pack), std::move(judgement));
    }
  }

  struct Judgement {
    std::set<int> in;
    std::int64_t late_after = 0;
  };
  // Rules 1 to 3 of snapshot.md section 3.
  bool fits(const VersionEntry& version) const {
    const bool kind = all_kinds_ || (kind_ && (version.kind == *kind_ || std::ranges::find(version.also, *kind_) != version.also.end()));
    return kind && units_.contains(version.unit) && version.happened && period_.contains(version.happened->from);
  }
  const Judgement* row_of(const VersionEntry& version) const {
    const auto row = rows_.find({version.kind, version.pack});
    return row == rows_.end() ? nullptr : &row->second;
  }

 private:
  bool all_kinds_;
  std::optional<int> kind_;
  Period period_;
  std::set<int> units_;
  std::map<std::pair<int, int>, Judgement> rows_;
};

// Collects the values of the records of a set and gives the measure.
class Collector {
 public:
  explicit Collector(const Set& set) : set_(set) {}
  void add(const Json& payload) {
    const FieldValue value = read_value(payload, set_.field);
    if (set_.measure == "distinct") {
      texts_.insert(value.texts.begin(), value.texts.end());
    } else if (value.number) {
      sum_ += *value.number;
      least_ = filled_ == 0 ? *value.number : std::min(least_, *value.number);
      greatest_ = filled_ == 0 ? *value.number : std::max(greatest_, *value.number);
      ++filled_;
    }
  }
  std::optional<Wide> result() const {
    if (set_.measure == "distinct") return static_cast<Wide>(texts_.size()) * kOne;
    if (set_.measure == "sum") return sum_;
    if (filled_ == 0) return std::nullopt;
    if (set_.measure == "average") return quotient(sum_, filled_ * kOne);
    return set_.measure == "minimum" ? least_ : greatest_;
  }

 private:
  const Set& set_;
  std::set<std::string> texts_;
  Wide sum_ = 0, least_ = 0, greatest_ = 0, filled_ = 0;
};

void count_timing(Timing& timing, const VersionEntry& version, const VersionEntry& first, std::int64_t late_after, const Snapshot& snapshot) {
  const Date last = version.happened->to;
  if (snapshot.go_live && last < *snapshot.go_live) {
    ++timing.taken_over;
  } else if (first.at.shanghai_date().days > last.days + late_after) {
    ++timing.late;
  } else {
    ++timing.on_time;
  }
}
}  // namespace

FieldValue read_value(const Json& payload, const std::string& field) {
  FieldValue out;
  const auto values = payload.find("values");
  if (values == payload.end() || !values->is_object()) return out;
  const auto value = values->find(field);
  if (value == values->end()) return out;
  if (value->is_string()) {
    const auto& text = value->get_ref<const std::string&>();
    out.number = read_decimal(text);
    if (!text.empty()) out.texts.push_back(text);
  } else if (value->is_number_integer()) {
    out.number = static_cast<Wide>(value->get<std::int64_t>()) * (kOne / 100);  // fen
  } else if (value->is_boolean()) {
    out.texts.push_back(value->get<bool>() ? "yes" : "no");
  } else if (value->is_array()) {
    for (const Json& item : *value) {
      if (item.is_string() && !item.get_ref<const std::string&>().empty()) out.texts.push_back(item.get<std::string>());
    }
  }
  return out;
}

bool fulfils(const Where& where, const FieldValue& value) {
  if (!where.as_number) {
    if (value.texts.empty()) return false;
    const bool any = std::ranges::any_of(value.texts, [&](const std::string& text) {
      return std::ranges::find(where.values, text) != where.values.end();
    });
    return any == (where.op == "=");
  }
  if (!value.number) return false;
  const Wide is = *value.number;
  const auto holds = [&](const std::string& text) {
    const Wide with = *read_decimal(text);
    return where.op == "<" ? is < with : where.op == "<=" ? is <= with : where.op == ">" ? is > with : where.op == ">=" ? is >= with : is == with;
  };
  const bool any = std::ranges::any_of(where.values, holds);
  return where.op == "!=" ? !any : any;
}

CountedSet count_set(const Set& set, const Snapshot& snapshot, const LogFacts& log, const Payloads& payloads) {
  const Rule rule(set, log.names);
  CountedSet out;
  Collector collector(set);
  std::vector<const VersionEntry*> candidates;
  for (const std::size_t place : log.current) {
    if (place == SIZE_MAX || !rule.fits(log.versions[place])) continue;
    const VersionEntry& version = log.versions[place];
    const auto* row = rule.row_of(version);
    if (row == nullptr) {
      out.silent.push_back(version.entry);
    } else if (row->in.contains(version.state)) {
      candidates.push_back(&version);
    }
  }
  std::ranges::sort(candidates, {}, &VersionEntry::entry);
  std::ranges::sort(out.silent);
  for (const VersionEntry* version : candidates) {
    const bool needs_payload = !set.where.empty() || set.needs_values();
    std::optional<Json> payload;
    if (needs_payload) {
      const Payload* shown = payloads.find(version->entry, "open");
      if (shown == nullptr) {
        out.unseen.push_back(version->entry);
        continue;
      }
      payload = read_canonical(shown->bytes);
      const auto holds = [&](const Where& where) { return fulfils(where, read_value(*payload, where.field)); };
      if (!std::ranges::all_of(set.where, holds)) continue;
    }
    out.records.push_back(version);
    if (set.needs_values()) collector.add(*payload);
    const VersionEntry& first = log.versions[log.first[static_cast<std::size_t>(version->record)]];
    count_timing(out.timing, *version, first, rule.row_of(*version)->late_after, snapshot);
  }
  if (!set.needs_values()) {
    out.measure = static_cast<Wide>(out.records.size()) * kOne;
  } else if (out.unseen.empty()) {
    out.measure = collector.result();
  }
  return out;
}
}  // namespace youju::proof
