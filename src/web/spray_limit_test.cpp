// SPDX-License-Identifier: Apache-2.0
#include "web/spray_limit.h"

#include <doctest/doctest.h>

using youju::web::SprayLimit;

TEST_CASE("one password tried over many names from one address ends after ten names, and begins again after an hour") {
  SprayLimit limit;
  int tried = 0;
  for (int n = 0; n < 1'000; ++n) {
    const auto name = "name" + std::to_string(n);
    if (!limit.may_try("10.0.0.9", false, name, 1'000).may) continue;
    ++tried;
    limit.failed("10.0.0.9", false, name, 1'000);
  }
  CHECK(tried == 10);
  CHECK(limit.may_try("10.0.0.9", false, "name", 1'000 + SprayLimit::kWithinMs).may);
}

TEST_CASE("from fifty addresses fewer than twenty guesses get through") {
  SprayLimit limit;
  int tried = 0;
  for (int n = 0; n < 1'000; ++n) {
    const auto name = "name" + std::to_string(n), from = "10.0.0." + std::to_string(n % 50);
    if (!limit.may_try(from, false, name, 5'000).may) continue;
    ++tried;
    limit.failed(from, false, name, 5'000);
  }
  CHECK(tried < 20);
}

TEST_CASE("whoever is known waits neither for what others do at their address nor for strangers elsewhere") {
  SprayLimit limit;
  limit.entered("10.0.0.2");
  for (int n = 0; n < 40; ++n) limit.failed("10.0.0.1", false, "name" + std::to_string(n), 1'000);
  CHECK_FALSE(limit.may_try("10.0.0.1", false, "wang", 1'000).may);
  CHECK(limit.may_try("10.0.0.1", true, "wang", 1'000).may);   // a browser that was signed in with
  CHECK(limit.may_try("10.0.0.2", false, "wang", 1'000).may);  // an address that people enter from
  CHECK_FALSE(limit.may_try("10.0.0.3", false, "wang", 1'000).may);
}

TEST_CASE("failures of a known browser are its own, and end as well") {
  SprayLimit limit;
  for (std::size_t n = 0; n < SprayLimit::kMostGuesses; ++n) limit.failed("10.0.0.1", true, "wang", 1'000);
  CHECK_FALSE(limit.may_try("10.0.0.1", true, "wang", 1'000).may);
  CHECK(limit.may_try("10.0.0.1", true, "li", 1'000).may);
  CHECK(limit.may_try("10.0.0.1", false, "wang", 1'000).may);
  CHECK(limit.may_try("10.0.0.1", true, "wang", 1'000).first == false);  // told once
}
