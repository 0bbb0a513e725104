// SPDX-License-Identifier: Apache-2.0
#include "base/world.h"

#include <pwd.h>
#include <sys/random.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <stdexcept>

namespace youju {
namespace {
struct SystemClock : Clock {
  Instant now() const override {
    using namespace std::chrono;
    return Instant{duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
  }
};
struct SystemRandom : Random {
  void fill(std::span<unsigned char> bytes) override {
    std::size_t done = 0;
    while (done < bytes.size()) {
      const auto got = getrandom(bytes.data() + done, bytes.size() - done, 0);
      if (got < 0) throw std::runtime_error("getrandom failed");
      done += static_cast<std::size_t>(got);
    }
  }
};
constexpr char kHex[] = "0123456789abcdef";

std::string format_uuid(std::span<const unsigned char, 16> b) {
  std::string out;
  out.reserve(36);
  for (int i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out.push_back('-');
    out.push_back(kHex[b[i] >> 4]);
    out.push_back(kHex[b[i] & 15]);
  }
  return out;
}
std::uint64_t rotl(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
}  // namespace

Clock& system_clock() {
  static SystemClock clock;
  return clock;
}
Random& system_random() {
  static SystemRandom random;
  return random;
}

std::string os_user() {
  const auto* user = ::getpwuid(::geteuid());
  return user == nullptr ? std::string{} : std::string(user->pw_name);
}

std::string make_uuid7(const World& world) {
  std::array<unsigned char, 16> b;
  world.random->fill(b);
  const auto ms = static_cast<std::uint64_t>(world.clock->now().ms);
  for (int i = 0; i < 6; ++i) b[i] = static_cast<unsigned char>(ms >> (8 * (5 - i)));
  b[6] = static_cast<unsigned char>(0x70 | (b[6] & 0x0f));
  b[8] = static_cast<unsigned char>(0x80 | (b[8] & 0x3f));
  return format_uuid(b);
}
std::string make_uuid4(const World& world) {
  std::array<unsigned char, 16> b;
  world.random->fill(b);
  b[6] = static_cast<unsigned char>(0x40 | (b[6] & 0x0f));
  b[8] = static_cast<unsigned char>(0x80 | (b[8] & 0x3f));
  return format_uuid(b);
}
std::string random_hex(const World& world, std::size_t bytes) {
  std::string raw(bytes, '\0');
  world.random->fill({reinterpret_cast<unsigned char*>(raw.data()), raw.size()});
  std::string out;
  out.reserve(2 * bytes);
  for (const char c : raw) {
    out.push_back(kHex[static_cast<unsigned char>(c) >> 4]);
    out.push_back(kHex[static_cast<unsigned char>(c) & 15]);
  }
  return out;
}

SeededRandom::SeededRandom(std::uint64_t seed) {
  for (auto& s : s_) {  // splitmix64, as the authors of xoshiro advise for seeding
    seed += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = seed;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    s = z ^ (z >> 31);
  }
}
std::uint64_t SeededRandom::next() {
  const std::uint64_t result = rotl(s_[1] * 5, 7) * 9;
  const std::uint64_t t = s_[1] << 17;
  s_[2] ^= s_[0];
  s_[3] ^= s_[1];
  s_[1] ^= s_[2];
  s_[0] ^= s_[3];
  s_[2] ^= t;
  s_[3] = rotl(s_[3], 45);
  return result;
}
std::uint64_t SeededRandom::below(std::uint64_t bound) {
  const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  for (;;) {
    const auto v = next();
    if (v < limit) return v % bound;
  }
}
void SeededRandom::fill(std::span<unsigned char> bytes) {
  static std::mutex filling;  // of all of them: they may be copied
  const std::lock_guard lock(filling);
  std::size_t i = 0;
  while (i < bytes.size()) {
    auto v = next();
    for (int k = 0; k < 8 && i < bytes.size(); ++k, v >>= 8) bytes[i++] = static_cast<unsigned char>(v);
  }
}
}  // namespace youju
