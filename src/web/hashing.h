// SPDX-License-Identifier: Apache-2.0
// Passwords are hashed and checked by few at once.
#pragma once
#include <mutex>
#include <semaphore>

namespace youju::web {
// Argon2id costs tens of milliseconds and 19 MiB: at most two at once, and a queue that ends (ASVS R62).
class Hashing {
 public:
  Hashing() {
    {
      const std::lock_guard hold(lock());
      if (waiting() >= kMostWaiting) return;
      ++waiting();
    }
    entered_ = true;
    slots().acquire();
  }
  ~Hashing() {
    if (!entered_) return;
    slots().release();
    const std::lock_guard hold(lock());
    --waiting();
  }
  Hashing(const Hashing&) = delete;
  Hashing& operator=(const Hashing&) = delete;
  bool entered() const { return entered_; }

 private:
  static constexpr int kMostWaiting = 12;  // half the workers: others still serve
  static std::counting_semaphore<2>& slots() {
    static std::counting_semaphore<2> s(2);
    return s;
  }
  static std::mutex& lock() {
    static std::mutex m;
    return m;
  }
  static int& waiting() {
    static int n = 0;
    return n;
  }
  bool entered_ = false;
};
}  // namespace youju::web
