// SPDX-License-Identifier: Apache-2.0
// Runs the whole table: for each engine an office of each size is made, measured and removed again.
#include "app/bench_run.h"

namespace youju::app {
namespace {

std::vector<std::int64_t> sizes_up_to(std::int64_t largest) {
  std::vector<std::int64_t> sizes;
  for (std::int64_t n = 2'000; n < largest; n *= 10) {
    if (n >= 20'000 || largest <= 20'000) sizes.push_back(n);
  }
  sizes.push_back(largest);
  return sizes;
}

// Units and years stay the same at every size, so that only the number of records grows.
LargeOffice plan_of(const BenchRun& run, std::int64_t records) {
  LargeOffice plan;
  plan.folder = run.folder / ("office-" + std::to_string(records));
  plan.units = 300;
  plan.years = 10;
  plan.records = records;
  plan.database = run.database;
  plan.os_user = run.request.os_user;
  return plan;
}

Result<void> measure_office(BenchRun& run, std::int64_t records, bool smallest, bool largest) {
  const auto plan = plan_of(run, records);
  const Args n{{"n", std::to_string(records)}, {"engine", run.engine}};
  run.says("speed.doing_load", n);
  TRY(const auto made, make_large_office(plan));
  TRY_OK(bench_load(run, made, largest));
  {
    TRY(const auto office, Office::open(plan.folder, Office::Access::write));
    BenchOffice at{*office, {}, records, largest};
    TRY_OK(office->read([&](db::Session& session) -> Result<void> {
      TRY(at.who, people::sign_in_os_user(session, run.request.os_user, office->today()));
      return {};
    }));
    run.says("speed.doing_read", n);
    TRY_OK(bench_figures(run, at));
    TRY_OK(bench_search(run, at));
    TRY_OK(bench_report(run, at));
    run.says("speed.doing_verify", n);
    TRY_OK(bench_verify(run, at));
    if (smallest) {
      run.says("speed.doing_write", n);
      TRY_OK(bench_writes(run, at));
    }
  }
  if (smallest) {
    run.says("speed.doing_import", n);
    TRY_OK(bench_import(run, plan.folder, run.request.quick ? 10'000 : 100'000));
  }
  std::filesystem::remove_all(plan.folder);
  return {};
}

Result<void> measure_engine(BenchRun& run) {
  std::filesystem::create_directories(run.folder);
  const auto sizes = sizes_up_to(run.request.records);
  for (std::size_t i = 0; i < sizes.size(); ++i) TRY_OK(measure_office(run, sizes[i], i == 0, i + 1 == sizes.size()));
  return {};
}
}  // namespace

double percentile(std::vector<double> samples, double share) {
  if (samples.empty()) return 0;
  const auto at = std::min(samples.size() - 1, static_cast<std::size_t>(share * static_cast<double>(samples.size())));
  std::nth_element(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(at), samples.end());
  return samples[at];
}

std::optional<double> BenchRow::ratio() const {
  if (!limit || *limit <= 0) return std::nullopt;
  return measured / *limit;
}

std::optional<bool> BenchRow::reached() const {
  if (!goal) return std::nullopt;
  const auto of = goal->of_ratio ? ratio() : std::optional(measured);
  if (!of) return std::nullopt;
  return goal->at_least ? *of >= goal->value : *of <= goal->value;
}

Result<double> BenchRun::median_ms(int runs, const std::function<Result<void>()>& once) const {
  TRY_OK(once());
  std::vector<double> samples;
  for (int i = 0; i < runs; ++i) {
    const StopWatch watch;
    TRY_OK(once());
    samples.push_back(watch.ms());
  }
  return percentile(std::move(samples), 0.5);
}

Result<std::pair<double, double>> BenchRun::spread_ms(int calls, const std::function<Result<void>(int)>& once) const {
  for (int i = 0; i < std::min(calls, 50); ++i) TRY_OK(once(i));
  std::vector<double> samples;
  for (int i = 0; i < calls; ++i) {
    const StopWatch watch;
    TRY_OK(once(i));
    samples.push_back(watch.ms());
  }
  return std::pair{percentile(samples, 0.5), percentile(samples, 0.99)};
}

void BenchRun::row(BenchRow row) {
  row.engine = engine;
  table.rows.push_back(std::move(row));
}

void BenchRun::grows(const std::string& word, BenchUnit unit, std::int64_t records, double measured) {
  const auto [at, is_new] = growth_of.try_emplace(word, table.growth.size());
  if (is_new) table.growth.push_back({word, engine, unit, {}});
  table.growth[at->second].at.emplace_back(records, measured);
}

Result<BenchTable> run_bench(const BenchRequest& request) {
  if (request.records < 2'000 || request.records > 10'000'000) return fail(Code::invalid, "speed.size");
  const auto folder = request.folder / ("youju-bench-" + random_hex(World{}, 6));
  BenchTable table;
  const auto measure = [&](const std::string& engine, const std::string& database) {
    BenchRun run{request, table, engine, database, folder / engine, {}};
    return measure_engine(run);
  };
  auto done = measure("SQLite", "");
  if (done && !request.postgres.empty()) done = measure("PostgreSQL", request.postgres);
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  if (!done) return fail(std::move(done).error());
  return table;
}
}  // namespace youju::app
