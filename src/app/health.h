// SPDX-License-Identifier: Apache-2.0
// How the machine and the office's files stand, measured when asked. For administrators; a proxy is told only "ok".
#pragma once
#include "app/app.h"

namespace youju::app {

struct Health {
  struct Disk {
    std::filesystem::path folder;
    std::int64_t free = 0, total = 0;  // bytes; total 0: it could not be told
  };
  std::vector<Disk> disks;             // of the office, of its back-ups
  std::string engine;
  std::int64_t database_bytes = -1;    // -1: on a server, told there
  std::int64_t log_size = 0, sealed = 0;
  std::optional<Instant> sealed_until; // moment of the last entry under a checkpoint
  std::optional<Instant> unsealed_since;  // of the first entry without one
  std::optional<Instant> anchor;       // when a checkpoint last left the office
  std::int64_t anchor_size = 0;
  std::int64_t search_lag = 0;         // versions that search has not followed yet
  std::int64_t mail_waiting = 0, mail_failed = 0;
  std::int64_t clock_ahead_ms = 0;     // how far the log's last entry lies ahead of the clock: the clock was set back
  std::optional<Instant> backed_up, rehearsed, night;
  bool night_good = false;
  std::optional<Instant> certificate_ends;
};
inline constexpr std::int64_t kLeastFree = 1LL << 30;      // below it is told as wrong
inline constexpr std::int64_t kClockJumpMs = 2'000;
inline constexpr std::int64_t kBackUpOldMs = 3LL * 86'400'000, kRehearsalOldMs = 31LL * 86'400'000, kCertificateSoonMs = 30LL * 86'400'000;
// `certificate`: the file served with, "" when a proxy does it.
Result<Health> measure_health(Office& office, const people::Who& who, const std::filesystem::path& certificate);
// Whether requests can be answered: the database reads and the disk takes writes.
bool is_alive(Office& office);
}  // namespace youju::app
