// SPDX-License-Identifier: Apache-2.0
// Makes a large invented office through the real path: every record is validated, appended to the log and followed by
// every derived table, some thousands to a transaction; search catches up afterwards. Time goes by as it would have.
// While one batch is stored the next is invented and validated in another thread, with a clock and chance of its own.
#include <unistd.h>

#include "app/bench_run.h"
#include "app/bench_words.h"
#include "app/people.h"
#include "app/records.h"
#include "base/ahead.h"
#include "base/aside.h"

namespace youju::app {
namespace {
constexpr int kLastYear = 2024;
constexpr std::size_t kBatch = 16'000;  // records to a commit
constexpr std::size_t kBatchesWaiting = 2;
constexpr int kPersons = 12;  // of a unit

struct KindShare {
  const char* kind;
  int weight;
};
constexpr KindShare kKindShares[] = {{"theme_day", 16}, {"branch_study", 16}, {"committee_meeting", 12}, {"group_meeting", 10},
                                {"general_meeting", 5}, {"special_lecture", 6}, {"seminar", 6}, {"topical_study", 6},
                                {"centre_group_study", 4}, {"fraud_prevention", 6}, {"speakers_session", 6}, {"reading_activity", 7}};

struct Planned {  // small, because two million of them are sorted
  std::int32_t entered, happened;  // days
  std::uint16_t unit;
  std::uint8_t kind;
  bool is_void;
};

class Maker {
 public:
  Maker(const LargeOffice& request, Office& office, FixedClock& clock)
      : request_(request), office_(office), clock_(clock), random_(request.seed + 1) {}

  Result<LargeOfficeMade> make() {
    TRY_OK(office_.read([&](db::Session& session) -> Result<void> {
      TRY(who_, people::sign_in_os_user(session, request_.os_user, office_.today()));
      return {};
    }));
    TRY_OK(make_units());
    auto planned = plan();
    const StopWatch watch;
    Ahead<ledger::ReadyEntry> batches(planned.size(), kBatch, kBatchesWaiting, [&](std::size_t from, std::size_t to) { return entries_of({planned.data() + from, to - from}); });
    for (std::size_t from = 0; from < planned.size(); from += kBatch) {
      const auto to = std::min(from + kBatch, planned.size());
      TRY(auto entries, batches.next());
      clock_.set(start_of_day(Date{planned[to - 1].entered}));
      TRY_OK(load(std::move(entries)));
      made_.records = static_cast<std::int64_t>(to);
      if (request_.progress) request_.progress(made_.records, request_.records);
    }
    made_.loading = watch.time();
    const StopWatch search;
    TRY_OK(office_.catch_up());
    made_.searching = search.time();
    const StopWatch seal;
    TRY_OK(office_.ledger().seal());
    made_.sealing = seal.time();
    TRY_OK(office_.read([&](db::Session& session) -> Result<void> {
      TRY(made_.entries, office_.ledger().size(session));
      return {};
    }));
    return made_;
  }

 private:
  Result<void> make_units() {
    UnitId city{"u1"};
    for (int n = 0; n < request_.units; ++n) {
      const bool heads = n % 12 == 0;
      const auto name = heads ? fmt::format("第{}市局", n / 12 + 1) : fmt::format("第{}市局第{}支部", n / 12 + 1, n % 12);
      TRY(const auto id, add_unit(office_, who_, heads ? UnitId{"u1"} : city, name));
      if (heads) city = id;
      units_.push_back(id);
    }
    TRY_OK(office_.write([&](Office::Writer& writer) -> Result<void> {
      for (const auto& unit : units_) {
        std::set<std::string> names;
        while (names.size() < kPersons) names.insert(invented_name(random_));
        std::vector<RosterLine> lines;
        for (const auto& name : names) lines.push_back({name, {}, {}});
        TRY(auto ids, add_persons(writer, who_, unit, lines));
        persons_.push_back(std::move(ids));
      }
      return {};
    }));
    return office_.read([&](db::Session& session) -> Result<void> {
      for (const auto& unit : units_) {
        lookups_.push_back(lookups_in(session, office_, unit));
        // The session ends here, so nothing may be asked of it later: persons are given by their ids …
        lookups_.back().persons = [known = std::set<PersonId>(persons_[lookups_.size() - 1].begin(), persons_[lookups_.size() - 1].end())](std::string_view id) {
          const PersonId person{std::string(id)};
          return known.contains(person) ? std::vector<PersonId>{person} : std::vector<PersonId>{};
        };
        lookups_.back().record = {};        // … and no invented record links to another or names a unit
        lookups_.back().unit = {};
        lookups_.back().closed = {};        // nor belongs to one that is closed
      }
      return {};
    });
  }

  std::vector<Planned> plan() {
    std::vector<std::uint8_t> by_weight;
    for (std::uint8_t k = 0; k < std::size(kKindShares); ++k) by_weight.insert(by_weight.end(), static_cast<std::size_t>(kKindShares[k].weight), k);
    const auto first = Date::of(kLastYear - request_.years + 1, 1, 1)->days, last = Date::of(kLastYear, 12, 31)->days;
    std::vector<Planned> all(static_cast<std::size_t>(request_.records));
    for (auto& p : all) {
      p.happened = first + static_cast<std::int32_t>(random_.below(static_cast<std::uint64_t>(last - first + 1)));
      const bool late = random_.below(100) < 6;
      p.entered = p.happened + static_cast<std::int32_t>(late ? 31 + random_.below(120) : random_.below(20));
      p.unit = static_cast<std::uint16_t>(random_.below(units_.size()));
      p.kind = by_weight[random_.below(by_weight.size())];
      p.is_void = random_.below(100) == 0;
    }
    std::stable_sort(all.begin(), all.end(), [](const Planned& a, const Planned& b) { return a.entered < b.entered; });
    return all;
  }

  kinds::Draft draft_of(const Planned& p) {
    kinds::Draft draft{KindId{kKindShares[p.kind].kind}, units_[p.unit], "held", {}, false, {}};
    auto& values = draft.values;
    const auto& persons = persons_[p.unit];
    values["happened"] = Date{p.happened}.iso();
    values["topic"] = invented_topic(random_);
    values["place"] = invented_place(random_);
    values["due_count"] = std::to_string(kPersons);
    const auto present = 5 + random_.below(kPersons - 5);
    if (random_.below(4) == 0) {
      auto& list = values["present"];
      for (std::uint64_t i = 0; i < present; ++i) list += (i ? "、" : "") + persons[i].text;
    } else {
      values["headcount"] = std::to_string(present);
    }
    values["chair"] = persons[random_.below(persons.size())].text;
    const std::string_view kind = kKindShares[p.kind].kind;
    if (kind == "speakers_session" || kind == "special_lecture") values["speaker"] = persons[random_.below(persons.size())].text;
    if (kind == "theme_day") values["contains_lecture"] = random_.below(4) == 0 ? "是" : "否";
    if (kind == "branch_study" || kind == "topical_study") values["hours"] = std::to_string(1 + random_.below(4));
    if (random_.below(5) == 0) values["note"] = invented_note(random_);
    return draft;
  }

  Result<ledger::ReadyEntry> entry_of(const kinds::Draft& draft, const Planned& p, Date today, const RecordId& record, std::int64_t number) {
    auto judged = kinds::validate(*office_.catalogue().find(draft.kind), draft, lookups_[p.unit], today);
    if (auto* problems = std::get_if<Problems>(&judged)) {
      return fail(Code::invalid, std::string(problems->front().message.word), problems->front().message.args, problems->front().field);
    }
    const auto& checked = std::get<kinds::Checked>(judged);
    if (number == 1) return office_.ledger().ready(version_entry(who_, checked, record, number, {}));
    return office_.ledger().ready(version_entry(who_, checked, record, number, {}, "void", "重复录入"));
  }

  // What is entered up to the day of the last of them.
  Result<std::vector<ledger::ReadyEntry>> entries_of(std::span<const Planned> batch) {
    const Date today{batch.back().entered};
    FixedClock clock{start_of_day(today)};
    const World world{&clock, &random_};
    std::vector<ledger::ReadyEntry> entries;
    entries.reserve(batch.size() + batch.size() / 50);
    std::vector<ledger::ReadyEntry> voided;
    for (const auto& p : batch) {
      auto draft = draft_of(p);
      const RecordId record{make_uuid7(world)};
      TRY(auto entry, entry_of(draft, p, today, record, 1));
      entries.push_back(std::move(entry));
      if (!p.is_void) continue;
      draft.state = "void";
      TRY(auto gone, entry_of(draft, p, today, record, 2));
      voided.push_back(std::move(gone));
    }
    std::move(voided.begin(), voided.end(), std::back_inserter(entries));
    return entries;
  }

  Result<void> load(std::vector<ledger::ReadyEntry> entries) {
    made_.versions += static_cast<std::int64_t>(entries.size());
    return office_.write([&](Office::Writer& writer) -> Result<void> {
      TRY(auto written, office_.ledger().append_all(writer.tx, std::move(entries)));
      // Entries of records: people and flow have nothing to follow in them, so the index may take them together.
      TRY_OK(index::apply_all(writer.tx, written, office_.index_context()));
      aside_.free(std::move(written));
      return {};
    });
  }

  const LargeOffice& request_;
  Office& office_;
  FixedClock& clock_;
  SeededRandom random_;
  people::Who who_;
  std::vector<UnitId> units_;
  std::vector<std::vector<PersonId>> persons_;
  std::vector<kinds::Lookups> lookups_;
  LargeOfficeMade made_;
  Aside aside_;
};
}  // namespace

Result<LargeOfficeMade> make_large_office(const LargeOffice& request) {
  if (request.units < 1 || request.units > 10'000 || request.records < 1 || request.records > 10'000'000 || request.years < 1 || request.years > 60) {
    return fail(Code::invalid, "speed.size");
  }
  FixedClock clock{start_of_day(*Date::of(kLastYear - request.years + 1, 1, 1))};
  SeededRandom random{request.seed};
  InitRequest init{request.folder, {"retired-cadres"}, "示例市老干部局", request.database, request.os_user, {}};
  // Keys and the instance id come from real chance, also here: two offices of one seed may live on one server.
  TRY_OK(init_office(init, World{&clock, &system_random()}));
  const World world{&clock, &random};
  TRY(const auto office, Office::open(request.folder, Office::Access::write, world));
  return Maker(request, *office, clock).make();
}
}  // namespace youju::app
