// SPDX-License-Identifier: Apache-2.0
// Few passwords tried over many accounts: counted by where they come from, never by account, so that nobody can lock anybody out.
#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>

namespace youju::web {

// Only what fails counts. A browser that somebody signed in with before is known with that name and waits for its own failures alone;
// a one-time code is never asked about, since 80 bits are not found by trying.
class SprayLimit {
 public:
  static constexpr std::int64_t kWithinMs = 3'600'000;  // within an hour, …
  static constexpr std::size_t kMostNames = 10;         // … different names that failed from one address
  static constexpr std::size_t kMostGuesses = 30;       // … failures from one address, or of a known browser
  static constexpr std::size_t kMostAnywhere = 19;      // … different names from addresses that nobody ever entered from (R62)

  struct Verdict {
    bool may = true;
    bool first = false;  // of this hour: worth a line of the security log
    std::int64_t wait_ms = 0;
  };
  Verdict may_try(const std::string& from, bool known, const std::string& login, std::int64_t now_ms);
  void failed(const std::string& from, bool known, const std::string& login, std::int64_t now_ms);
  void entered(const std::string& from);

 private:
  struct Tries {
    std::int64_t since_ms = 0;
    std::size_t guesses = 0;
    std::set<std::string> names;
    bool told = false;
  };
  static constexpr std::size_t kMostPlaces = 10'000, kMostNamesKept = 64;
  Tries& tries_of(const std::string& place, std::int64_t now_ms);
  static std::string place_of(const std::string& from, bool known, const std::string& login) { return known ? "known " + login : from; }

  std::mutex lock_;
  std::map<std::string, Tries> places_;
  Tries strangers_;
  std::set<std::string> entered_from_;
};
}  // namespace youju::web
