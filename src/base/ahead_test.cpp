// SPDX-License-Identifier: Apache-2.0
#include "base/ahead.h"

#include <doctest/doctest.h>

#include <atomic>
#include <numeric>
#include <stdexcept>

using youju::Ahead;
using Numbers = std::vector<std::size_t>;

namespace {
Numbers all_between(std::size_t from, std::size_t to) {
  Numbers out(to - from);
  std::iota(out.begin(), out.end(), from);
  return out;
}
}  // namespace

TEST_CASE("stretches made ahead come in order, whole and once, however many may wait") {
  for (const std::size_t count : {0u, 1u, 7u, 8u, 9u, 1'000u})
    for (const std::size_t waiting : {1u, 2u, 5u}) {
      Numbers made_from, seen;
      Ahead<std::size_t> ahead(count, 8, waiting, [&](std::size_t from, std::size_t to) -> youju::Result<Numbers> {
        made_from.push_back(from);  // state of its own
        return all_between(from, to);
      });
      for (;;) {
        const auto stretch = ahead.next();
        REQUIRE(stretch);
        if (stretch->empty()) break;
        seen.insert(seen.end(), stretch->begin(), stretch->end());
      }
      CHECK(seen == all_between(0, count));
      CHECK(made_from.size() == (count + 7) / 8);
      CHECK(ahead.next()->empty());
    }
}

TEST_CASE("no more stretches are made ahead than may wait") {
  std::atomic<std::size_t> made = 0;
  std::size_t taken = 0;
  Ahead<std::size_t> ahead(1'000, 1, 3, [&](std::size_t from, std::size_t to) -> youju::Result<Numbers> {
    ++made;
    return all_between(from, to);
  });
  while (!ahead.next()->empty()) {
    ++taken;
    CHECK(made <= taken + 3);
  }
  CHECK(made == 1'000);
}

TEST_CASE("after an error or an exception nothing more is made ahead, and both reach the caller") {
  for (const std::size_t bad : {0u, 5u})
    for (const bool thrown : {false, true}) {
      std::size_t made = 0;
      {
        Ahead<std::size_t> ahead(100, 1, 2, [&](std::size_t from, std::size_t to) -> youju::Result<Numbers> {
          ++made;
          if (from < bad) return all_between(from, to);
          if (thrown) throw std::runtime_error("thrown");
          return youju::fail(youju::Code::invalid, "base.not_a_number");
        });
        for (std::size_t n = 0; n < bad; ++n) CHECK(*ahead.next() == Numbers{n});
        if (thrown) {
          CHECK_THROWS_AS((void)ahead.next(), std::runtime_error);
        } else {
          CHECK(ahead.next().error().code == youju::Code::invalid);
          CHECK(ahead.next()->empty());
        }
      }
      CHECK(made == bad + 1);
    }
}

TEST_CASE("who stops asking waits for the stretch being made and no longer") {
  std::atomic<std::size_t> made = 0;
  {
    Ahead<std::size_t> ahead(1'000'000, 1, 2, [&](std::size_t from, std::size_t to) -> youju::Result<Numbers> {
      ++made;
      return all_between(from, to);
    });
    (void)ahead.next();
    (void)ahead.next();
  }
  CHECK(made <= 2 + 2);
}
