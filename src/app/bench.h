// SPDX-License-Identifier: Apache-2.0
// Figures measured here and now: each is the median of several runs and stands beside a limit measured in the same run on
// the same machine and disk. Nothing here asserts; a goal that is missed is said, not hidden.
#pragma once
#include "app/app.h"

namespace youju::app {

// A large invented office: units in a tree, persons, records of ten years with late ones and void ones. The same numbers and
// seed give the same records.
struct LargeOffice {
  std::filesystem::path folder;
  int units = 20;
  std::int64_t records = 20'000;
  int years = 3;
  std::uint64_t seed = 1;
  std::string database;  // "" = SQLite; else postgresql://…
  std::string os_user;   // who may work in it
  std::function<void(std::int64_t done, std::int64_t of)> progress;
};
// Seconds on the wall, and of processor time: where others work on the same machine, the two differ.
struct BenchTime {
  double wall = 0, processor = 0;
};
struct LargeOfficeMade {
  std::int64_t records = 0, versions = 0, entries = 0;
  BenchTime loading;    // validate, log, indexes, tallies
  BenchTime searching;  // search catches up
  BenchTime sealing;    // tiles and checkpoint
};
Result<LargeOfficeMade> make_large_office(const LargeOffice& request);

enum class BenchUnit { per_second, milliseconds, seconds, mebibytes };
struct BenchGoal {
  double value = 0;
  bool at_least = false;   // else at most
  bool of_ratio = false;   // of measured : limit, not of what was measured
};
struct BenchRow {
  std::string word;                 // what was measured
  Args args;
  std::string engine;               // "SQLite", "PostgreSQL"
  BenchUnit unit = BenchUnit::milliseconds;
  double measured = 0;
  std::optional<double> processor;  // the same if only processor time had passed
  std::optional<double> limit;
  std::string limit_word;           // what the limit is
  std::optional<BenchGoal> goal;
  std::optional<double> ratio() const;
  std::optional<bool> reached() const;
};
// How a cost grows with the number of records.
struct BenchGrowth {
  std::string word, engine;
  BenchUnit unit = BenchUnit::milliseconds;
  std::vector<std::pair<std::int64_t, double>> at;  // records → measured
};
struct BenchTable {
  std::vector<BenchRow> rows;
  std::vector<BenchGrowth> growth;
};
struct BenchRequest {
  std::filesystem::path folder;     // decides which disk is measured; what is made in it is removed again
  std::int64_t records = 200'000;   // the largest office
  bool quick = false;               // short runs, small files
  std::string postgres;             // "" = SQLite only
  std::string os_user;
  std::function<void(const std::string& word, const Args& args)> says;
};
Result<BenchTable> run_bench(const BenchRequest& request);
// Speed of the claim check in an office of `records` records.
Result<BenchTable> run_claims_bench(const BenchRequest& request);
}  // namespace youju::app
