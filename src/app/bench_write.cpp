// SPDX-License-Identifier: Apache-2.0
// Durable writes: one record through the whole path alone and with 64 writers waiting, search trailing behind them; and
// what a load in batches reached.
#include <atomic>
#include <thread>

#include "app/bench_run.h"
#include "app/records.h"

namespace youju::app {
namespace {
constexpr int kWriters = 64;

kinds::Draft draft_of(const UnitId& unit, std::int64_t number) {
  kinds::Draft draft{KindId{"seminar"}, unit, "held", {}, false, {}};
  draft.values["happened"] = Date{Date::of(2024, 1, 1)->days + static_cast<std::int32_t>(number % 300)}.iso();
  draft.values["topic"] = "研讨养老服务政策（" + std::to_string(number) + "）";
  draft.values["place"] = "三楼会议室";
  draft.values["headcount"] = "12";
  return draft;
}

struct Written {
  double a_second = 0;
  double longest_ms = 0;
};
// Search follows the writers as a server would have it, and tells how long a record had to wait until it could be found.
class SearchFollower {
 public:
  // `covered`: entries that can be found already, all there are.
  SearchFollower(BenchOffice& at, bool runs, std::int64_t covered) : at_(at), covered_(covered) {
    if (runs) thread_ = std::thread([this] { follow(); });
  }
  ~SearchFollower() {
    over_ = true;
    if (thread_.joinable()) thread_.join();
  }
  void wrote(std::int64_t entry) {
    const std::lock_guard guard(mutex_);
    since_.emplace(entry, Elapsed());
  }
  // The longest any record waited, in seconds.
  Result<double> end() {
    over_ = true;
    if (thread_.joinable()) thread_.join();
    if (wrong_) return fail(std::move(*wrong_));
    return longest_;
  }

 private:
  void follow() {
    for (bool last = false; !last;) {
      last = over_;
      if (auto done = round(); !done) {
        wrong_ = done.error();
        return;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  }
  Result<void> round() {
    std::int64_t size = 0;
    TRY_OK(at_.office.read([&](db::Session& session) -> Result<void> {
      TRY(size, at_.office.ledger().size(session));
      return {};
    }));
    // Only as far as was written when the round began: it would go on for ever behind those who write on.
    if (size > covered_) TRY_OK(index::catch_up_search(at_.office.database(), at_.office.ledger(), at_.office.index_context(), size - covered_));
    covered_ = size;
    const std::lock_guard guard(mutex_);
    for (auto it = since_.begin(); it != since_.end() && it->first < size; it = since_.erase(it)) longest_ = std::max(longest_, it->second.seconds());
    return {};
  }

  BenchOffice& at_;
  std::atomic<bool> over_ = false;
  std::optional<Error> wrong_;
  std::mutex mutex_;
  std::map<std::int64_t, Elapsed> since_;  // records that cannot be found yet
  std::int64_t covered_;
  double longest_ = 0;
  std::thread thread_;
};

Result<Written> write_from(BenchOffice& at, const std::vector<UnitId>& units, int threads, double seconds, SearchFollower& follower) {
  std::atomic<std::int64_t> done = 0;
  std::atomic<bool> failed = false;
  std::mutex mutex;
  std::optional<Error> first;
  double longest = 0;
  // Other records in each run: nothing here looks like one of the run before.
  static std::int64_t runs = 0;
  const auto first_number = ++runs * std::int64_t{1'000'000'000};
  const Elapsed watch;
  const auto work = [&](int thread) {
    double mine = 0;
    auto who = at.who;
    for (std::int64_t i = 0; !failed && watch.seconds() < seconds; ++i) {
      const Elapsed one;
      const auto number = first_number + thread * std::int64_t{1'000'000} + i;
      who.idempotency_key = random_hex(at.office.world(), 8);  // as a page sends it
      auto saved = save_record(at.office, who, draft_of(units[static_cast<std::size_t>(number) % units.size()], number));
      if (!saved || std::holds_alternative<Refused>(*saved)) {
        const std::lock_guard guard(mutex);
        if (!first) first = saved ? Error{Code::invalid, {"speed.refused", {}}, {}} : saved.error();
        failed = true;
        return;
      }
      mine = std::max(mine, one.ms());
      if (threads > 1) follower.wrote(std::get<Saved>(*saved).entry);
      ++done;
    }
    const std::lock_guard guard(mutex);
    longest = std::max(longest, mine);
  };
  std::vector<std::thread> running;
  for (int t = 0; t < threads; ++t) running.emplace_back(work, t);
  for (auto& thread : running) thread.join();
  if (first) return fail(std::move(*first));
  return Written{static_cast<double>(done) / watch.seconds(), longest};
}

Result<double> limit(const BenchRun& run, int writers, double seconds) {
  if (run.database.empty()) return writers == 1 ? bare_commits(run.folder, 1, seconds) : bare_group_commits(run.folder, writers, seconds);
  return thin_commits(run.database, writers, 1, seconds);
}

double median(std::vector<double> samples) { return percentile(std::move(samples), 0.5); }
}  // namespace

Result<void> bench_writes(BenchRun& run, BenchOffice& at) {
  std::vector<UnitId> units;
  TRY_OK(at.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    for (const auto& unit : tree.all()) units.push_back(unit.id);
    return {};
  }));
  const double seconds = run.request.quick ? 0.5 : 2;
  for (const int writers : {1, kWriters}) {
    std::vector<double> ours, bare;
    double trailing = 0, longest = 0;
    for (int i = 0; i < 3; ++i) {  // in turn, so that what else the machine does falls on both
      TRY(const auto limit_now, limit(run, writers, seconds));
      bare.push_back(limit_now);
      TRY_OK(at.office.catch_up());
      std::int64_t covered = 0;
      TRY_OK(at.office.read([&](db::Session& session) -> Result<void> {
        TRY(covered, at.office.ledger().size(session));
        return {};
      }));
      SearchFollower follower(at, writers > 1, covered);
      auto written = write_from(at, units, writers, seconds, follower);
      TRY(const auto trailed, follower.end());
      trailing = std::max(trailing, trailed);
      if (!written) return fail(std::move(written).error());
      ours.push_back(written->a_second);
      longest = std::max(longest, written->longest_ms);
    }
    const bool alone = writers == 1;
    const std::string of = !run.database.empty() ? "speed.limit_thin" : alone ? "speed.limit_commit" : "speed.limit_group";
    run.row({alone ? "speed.write_alone" : "speed.write_many", {{"n", std::to_string(writers)}}, {}, BenchUnit::per_second, median(ours), {},
             median(bare), of, BenchGoal{0.5, true, true}});
    run.row({alone ? "speed.write_alone_longest" : "speed.write_many_longest", {{"n", std::to_string(writers)}}, {}, BenchUnit::milliseconds,
             longest, {}, {}, {}, {}});
    if (!alone) run.row({"speed.search_trails", {}, {}, BenchUnit::seconds, trailing, {}, {}, {}, BenchGoal{1, false, false}});
  }
  return at.office.catch_up();
}

Result<void> bench_load(BenchRun& run, const LargeOfficeMade& made, bool largest) {
  const auto versions = static_cast<double>(made.versions);
  const auto before = versions / made.loading.wall, before_cpu = versions / made.loading.processor;
  const auto with = versions / (made.loading.wall + made.searching.wall);
  const auto with_cpu = versions / (made.loading.processor + made.searching.processor);
  run.grows("speed.load_before", BenchUnit::per_second, made.records, before);
  run.grows("speed.load_with", BenchUnit::per_second, made.records, with);
  run.grows("speed.seal", BenchUnit::seconds, made.records, made.sealing.wall);
  if (!largest) return {};
  double bare = 0;
  if (run.database.empty()) {
    TRY(bare, bare_commits(run.folder, 4'000, run.request.quick ? 0.5 : 2));
  } else {
    TRY(bare, thin_commits(run.database, 1, 4'000, run.request.quick ? 1 : 4));
  }
  const std::string of = run.database.empty() ? "speed.limit_batch" : "speed.limit_thin_batch";
  const Args records{{"n", std::to_string(made.records)}};
  run.row({"speed.load_before", records, {}, BenchUnit::per_second, before, before_cpu, bare, of, BenchGoal{30'000, true, false}});
  run.row({"speed.load_with", records, {}, BenchUnit::per_second, with, with_cpu, bare, of, BenchGoal{10'000, true, false}});
  return {};
}
}  // namespace youju::app
