// SPDX-License-Identifier: Apache-2.0
// What the parts of the bench share: stop-watch, medians, the office being measured, the table being filled.
#pragma once
#include <time.h>

#include <algorithm>
#include <chrono>

#include "app/bench.h"

namespace youju::app {

// Time on the clock: asking for it costs nothing that would show in what is measured.
class Elapsed {
 public:
  double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }
  double ms() const { return seconds() * 1000; }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// That and the processor's time of the whole process, which takes the kernel longer to tell the more threads there are.
class StopWatch : public Elapsed {
 public:
  BenchTime time() const { return {seconds(), processor_now() - processor_}; }

 private:
  static double processor_now() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
  }
  double processor_ = processor_now();
};

inline constexpr int kBenchYear = 2023;  // the year that is asked about

// The value below which `share` of the samples lie; 0.5 = median.
double percentile(std::vector<double> samples, double share);

struct BenchRun {
  const BenchRequest& request;
  BenchTable& table;
  std::string engine, database;  // "SQLite", "" or "PostgreSQL", URI
  std::filesystem::path folder;  // of this engine's files
  std::map<std::string, std::size_t> growth_of;

  int times(int usual) const { return request.quick ? std::max(3, usual / 5) : usual; }
  // Median of `runs` calls in milliseconds, after one that is not counted.
  Result<double> median_ms(int runs, const std::function<Result<void>()>& once) const;
  // Median and 99th percentile over single calls, the number of the call being handed in.
  Result<std::pair<double, double>> spread_ms(int calls, const std::function<Result<void>(int)>& once) const;
  void row(BenchRow row);
  void grows(const std::string& word, BenchUnit unit, std::int64_t records, double measured);
  void says(const std::string& word, const Args& args = {}) const {
    if (request.says) request.says(word, args);
  }
};
struct BenchOffice {
  Office& office;
  people::Who who;
  std::int64_t records = 0;
  bool largest = false;  // rows of the table come from it; smaller ones only show the growth
};

Result<void> bench_writes(BenchRun& run, BenchOffice& at);
Result<void> bench_load(BenchRun& run, const LargeOfficeMade& made, bool largest);
Result<void> bench_figures(BenchRun& run, BenchOffice& at);
Result<void> bench_search(BenchRun& run, BenchOffice& at);
Result<void> bench_report(BenchRun& run, BenchOffice& at);
Result<void> bench_claims(BenchRun& run, BenchOffice& at);
Result<void> bench_verify(BenchRun& run, BenchOffice& at);
// Starts this very program as a child, so that its memory is its own; the office must be closed.
Result<void> bench_import(BenchRun& run, const std::filesystem::path& office, std::int64_t units);

// Rows a second that one connection of SQLite commits when nothing stands between, `rows` to a commit, with our settings.
Result<double> bare_commits(const std::filesystem::path& folder, int rows, double seconds);
// The same with so many threads of which each waits until its one row is durable: those that wait share a commit, each
// row in a savepoint of its own.
Result<double> bare_group_commits(const std::filesystem::path& folder, int threads, double seconds);
// The same through the database room with a table of one index, from `threads` threads: the limit where the engine is a server.
Result<double> thin_commits(const std::string& postgres, int threads, int rows, double seconds);
}  // namespace youju::app
