// SPDX-License-Identifier: Apache-2.0
// What the checks share: claims as intervals, and how a calculation is written.
#pragma once
#include <string>
#include <vector>

#include "claim/reading.h"

namespace youju::claim {

struct Range {
  double lo = 0, hi = 0;  // infinite where the writer leaves it open
};
// What the writer's digits allow: 5.6万 is 55,500 to 56,500.
Range range_of(const Claim& c);
inline Range operator+(Range a, Range b) { return {a.lo + b.lo, a.hi + b.hi}; }
inline Range operator-(Range a, Range b) { return {a.lo - b.hi, a.hi - b.lo}; }
bool meet(Range a, Range b);  // both can be true at once
std::string plain(double x);  // 58000, 12.5, −20.5

class Checker {
 public:
  Checker(const Reading& r, const Extraction& e, const std::vector<std::size_t>& of) : r_(r), e_(e), of_(of) {}
  std::vector<Check> run();

 private:
  const Claim& claim(std::size_t i) const { return e_.claims[i]; }
  const Found& found(std::size_t i) const { return r_.found[of_[i]]; }
  bool counts(std::size_t i) const;  // a plain amount of something done
  bool alike(std::size_t a, std::size_t b) const;  // same subject, as far as the words say
  void add(std::string kind, bool ok, std::string calculation, std::vector<std::size_t> claims, std::optional<double> expected = std::nullopt);

  // check_sums.cpp
  void parts(std::size_t from, std::size_t to);
  bool may_overlap(const std::vector<std::size_t>& of) const;
  void total_behind(std::size_t from, std::size_t to);
  void sub_periods(std::size_t from, std::size_t to);
  void remainder(std::size_t from, std::size_t to);
  void partition(std::size_t from, std::size_t to);
  void list_count(std::size_t i);
  std::string branch_said(std::size_t i) const;
  void same_fact();
  void table_sums();
  // check_changes.cpp
  void average(std::size_t from, std::size_t to);
  void persons_and_visits(std::size_t from, std::size_t to);
  void growth(std::size_t from, std::size_t to);
  void share_of(std::size_t from, std::size_t to);

  const Reading& r_;
  const Extraction& e_;
  const std::vector<std::size_t>& of_;
  std::vector<Check> out_;
};
}  // namespace youju::claim
