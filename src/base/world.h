// SPDX-License-Identifier: Apache-2.0
// The outside world as the program sees it: the time and chance. Tests inject fixed ones.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/date.h"

namespace youju {

struct Clock {
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};
struct Random {
  virtual ~Random() = default;
  virtual void fill(std::span<unsigned char> bytes) = 0;
};

// The machine's clock and the kernel's random source; both safe to use from several threads.
Clock& system_clock();
Random& system_random();

// Login name at the operating system of the user this process runs as; empty when it has none.
std::string os_user();

// What everything that needs time or chance is handed. Not owned; must outlive the user.
struct World {
  Clock* clock = &system_clock();
  Random* random = &system_random();
};

// RFC 9562 ids. UUIDv7 sorts by the time it was made.
std::string make_uuid7(const World& world);
std::string make_uuid4(const World& world);
// `bytes` of chance as lower-case hex.
std::string random_hex(const World& world, std::size_t bytes);

// Fixed time that only moves when told, and a seeded stream of bytes (xoshiro256**): for tests and generators only.
class FixedClock : public Clock {
 public:
  explicit FixedClock(Instant start) : now_(start) {}
  Instant now() const override { return now_; }
  void set(Instant t) { now_ = t; }
  void advance_ms(std::int64_t ms) { now_.ms += ms; }

 private:
  Instant now_;
};
class SeededRandom : public Random {
 public:
  explicit SeededRandom(std::uint64_t seed);
  void fill(std::span<unsigned char> bytes) override;  // from several threads, as the machine's
  // From one thread, while no other fills.
  std::uint64_t next();
  std::uint64_t below(std::uint64_t bound);  // uniform in [0, bound), bound > 0

 private:
  std::uint64_t s_[4];
};
}  // namespace youju
