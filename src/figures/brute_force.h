// SPDX-License-Identifier: Apache-2.0
// Figures counted by hand over the plain versions of a Book: the other opinion of the tests.
#pragma once
#include "figures/ledger_fixture.h"

namespace youju::figures::fixture {

struct ByHand {
  std::vector<std::string> records;  // counted, by first day then record
  std::optional<Decimal> value;
  Share late;
  std::map<std::string, std::string> nearly;  // record → reason
};
ByHand by_hand(const Book& book, const Selection& selection, Aggregate inner, const Context& context);
}  // namespace youju::figures::fixture
