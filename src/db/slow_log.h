// SPDX-License-Identifier: Apache-2.0
// The slow-query log: statements that took long are told by their name. Never their values, which may be people's.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string_view>

namespace youju::db {

// Of the process: set once when an office is opened. From `least_ms` on a statement is told; off below 0.
struct SlowLog {
  using Tell = void (*)(std::string_view name, std::int64_t ms);
  std::atomic<std::int64_t> least_ms{-1};
  std::atomic<Tell> tell{[](std::string_view name, std::int64_t ms) {
    std::fprintf(stderr, "youju: slow query %.*s %lld ms\n", static_cast<int>(name.size()), name.data(), static_cast<long long>(ms));
  }};
};
inline SlowLog slow_log;

// Lives as long as the statement runs and its rows are read.
class TimedStatement {
 public:
  explicit TimedStatement(std::string_view name) : name_(name), least_ms_(slow_log.least_ms.load(std::memory_order_relaxed)) {
    if (least_ms_ >= 0) begun_ = Clock::now();
  }
  ~TimedStatement() {
    if (least_ms_ < 0) return;
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begun_).count();
    if (ms >= least_ms_) slow_log.tell.load()(name_, ms);
  }
  TimedStatement(const TimedStatement&) = delete;
  TimedStatement& operator=(const TimedStatement&) = delete;

 private:
  using Clock = std::chrono::steady_clock;
  std::string_view name_;
  std::int64_t least_ms_;
  Clock::time_point begun_;
};
}  // namespace youju::db
