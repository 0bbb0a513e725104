// SPDX-License-Identifier: Apache-2.0
#include "proof/figure_check.h"

#include <algorithm>

#include "proof/figure_set.h"

namespace youju::proof {
namespace {
constexpr std::size_t kNamed = 5;  // entries named in one sentence

std::string list_of(const std::vector<std::int64_t>& entries) {
  std::string out;
  for (std::size_t i = 0; i < entries.size() && i < kNamed; ++i) out += (i == 0 ? "" : ", ") + std::to_string(entries[i]);
  return entries.size() > kNamed ? out + " …" : out;
}

std::string text_of(const std::optional<std::string>& value) { return value.value_or("—"); }

class FigureChecker {
 public:
  FigureChecker(const FigureGround& ground, const SnapshotFigure& figure, FindingList& findings, FindingList& remarks)
      : ground_(ground), figure_(figure), findings_(findings), remarks_(remarks) {}

  FigureCheck run() {
    FigureCheck out{figure_.key, figure_.title, figure_.text, figure_.value, {}, FigureStatus::unproved};
    if (!ground_.sound) return out;
    of_ = count_set(figure_.of, ground_.snapshot, ground_.log, ground_.payloads);
    if (figure_.base) base_ = count_set(*figure_.base, ground_.snapshot, ground_.log, ground_.payloads);
    const std::size_t before = findings_.size();
    check_silent(of_);
    check_silent(base_);
    if (!of_.unseen.empty() || !base_.unseen.empty()) {
      auto unseen = of_.unseen;
      unseen.insert(unseen.end(), base_.unseen.begin(), base_.unseen.end());
      remarks_.add("unproved", figure_.key, "proof.figure_unproved", {{"title", figure_.title}, {"entries", list_of(unseen)}});
    } else {
      check_records(figure_.of, of_);
      if (figure_.base) check_records(*figure_.base, base_);
      check_late();
      check_slots();
      const auto value = compute();
      if (value) out.is = decimal_text(*value);
      if (out.is != figure_.value) {
        wrong("proof.figure_value", {{"said", text_of(figure_.value)}, {"is", text_of(out.is)}});
      }
      out.status = FigureStatus::good;
    }
    if (findings_.size() != before || is_wrong_) out.status = FigureStatus::wrong;
    return out;
  }

 private:
  void wrong(std::string word, Args args) {
    is_wrong_ = true;
    args.emplace("title", figure_.title);
    findings_.add("figure", figure_.key, std::move(word), std::move(args));
  }

  void check_silent(const CountedSet& set) {
    if (!set.silent.empty()) wrong("proof.figure_silent", {{"entries", list_of(set.silent)}});
  }

  SetRecord record_of(const VersionEntry& version) const {
    return {version.entry, ground_.log.records.text(version.record), version.number};
  }

  void check_records(const Set& said, const CountedSet& is) {
    std::vector<SetRecord> records;
    for (const VersionEntry* version : is.records) records.push_back(record_of(*version));
    bool same = static_cast<std::int64_t>(records.size()) == said.size && set_digest(records) == said.digest;
    std::vector<std::int64_t> missing, extra;
    if (said.records) {
      std::vector<SetRecord> listed;
      for (const ListedRecord& item : *said.records) listed.push_back(item.record);
      same = same && set_digest(listed) == said.digest;
      const auto entry = [](const SetRecord& r) { return r.entry; };
      for (const SetRecord& record : records) {
        if (!std::ranges::binary_search(listed, record.entry, {}, entry)) missing.push_back(record.entry);
      }
      for (const SetRecord& record : listed) {
        if (!std::ranges::binary_search(records, record.entry, {}, entry)) extra.push_back(record.entry);
      }
    }
    if (!same) {
      wrong("proof.figure_records", {{"said", std::to_string(said.size)}, {"is", std::to_string(records.size())},
                                     {"missing", missing.empty() ? "—" : list_of(missing)},
                                     {"extra", extra.empty() ? "—" : list_of(extra)}});
    }
  }

  void check_late() {
    const Timing& is = of_.timing;
    if (is.late != figure_.late || is.on_time != figure_.on_time || is.taken_over != figure_.taken_over) {
      wrong("proof.figure_late", {{"said", std::to_string(figure_.late)}, {"is", std::to_string(is.late)}});
    }
  }

  void check_slots() {
    for (const CadenceSlot& slot : figure_.slots) {
      const auto unit = ground_.log.names.find(slot.unit);
      std::int64_t held = 0;
      for (const VersionEntry* version : of_.records) {
        held += unit && version->unit == *unit && slot.period.contains(version->happened->from) ? 1 : 0;
      }
      if (held != slot.held) {
        wrong("proof.figure_slot", {{"from", slot.period.from.iso()}, {"to", slot.period.to.iso()},
                                    {"said", std::to_string(slot.held)}, {"is", std::to_string(held)}});
      }
    }
  }

  // Where the set judges by a deadline: on time when the state was reached by the day due.
  Timing by_deadline() const {
    Timing out = of_.timing;
    out.on_time = out.late = 0;
    const auto state = ground_.log.names.find(figure_.of.deadline_state);
    std::map<int, const VersionEntry*> reached;  // by record: its first version in that state
    for (const VersionEntry& version : ground_.log.versions) {
      if (state && version.state == *state) reached.emplace(version.record, &version);
    }
    for (const VersionEntry* version : of_.records) {
      if (ground_.snapshot.go_live && version->happened->to < *ground_.snapshot.go_live) continue;
      const auto listed = std::ranges::lower_bound(*figure_.of.records, version->entry, {}, [](const ListedRecord& r) { return r.record.entry; });
      const auto day = reached.find(version->record);
      const bool is_listed = listed != figure_.of.records->end() && listed->record.entry == version->entry;
      const bool came_in = day != reached.end() && day->second->imported;
      if (came_in || (is_listed && (!listed->due || (day == reached.end() && *listed->due >= figure_.of.judged_on)))) continue;  // neither
      const bool in_time = is_listed && day != reached.end() && day->second->at.shanghai_date() <= *listed->due;
      ++(in_time ? out.on_time : out.late);
    }
    return out;
  }

  std::optional<Wide> compute() const {
    const std::string& a = figure_.aggregate;
    if (a == "ratio" || a == "growth") {
      if (!of_.measure || !base_.measure) return std::nullopt;
      return quotient(100 * (a == "ratio" ? *of_.measure : *of_.measure - *base_.measure), *base_.measure);
    }
    if (a == "on_time" || a == "late") {
      const Timing timing = a == "on_time" && !figure_.of.deadline_state.empty() ? by_deadline() : of_.timing;
      return quotient(100 * (a == "late" ? timing.late : timing.on_time), timing.late + timing.on_time);
    }
    if (a != "share" && a != "required" && a != "missing") return of_.measure;
    std::int64_t required = 0, met = 0;
    for (const CadenceSlot& slot : figure_.slots) {
      required += slot.required;
      met += std::min(slot.required, slot.held);
    }
    if (a == "share") return quotient(static_cast<Wide>(100) * met, required);
    return static_cast<Wide>(a == "required" ? required : required - met) * kOne;
  }

  const FigureGround& ground_;
  const SnapshotFigure& figure_;
  FindingList& findings_;
  FindingList& remarks_;
  CountedSet of_, base_;
  bool is_wrong_ = false;
};
}  // namespace

std::string set_digest(const std::vector<SetRecord>& records_by_entry) {
  crypto::Hasher hasher;
  for (const SetRecord& record : records_by_entry) {
    hasher.add(std::to_string(record.entry) + " " + record.id + " " + std::to_string(record.version) + "\n");
  }
  return crypto::hex(hasher.finish());
}

std::vector<FigureCheck> check_figures(const FigureGround& ground, FindingList& findings, FindingList& remarks) {
  std::vector<FigureCheck> out;
  for (const SnapshotFigure& figure : ground.snapshot.figures) {
    out.push_back(FigureChecker(ground, figure, findings, remarks).run());
  }
  return out;
}
}  // namespace youju::proof
