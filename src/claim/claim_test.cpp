// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include "claim/claim.h"
TEST_CASE("x") { CHECK(youju::claim::extract(youju::claim::Lexicon::standard(), "开了6次会").claims.size() == 1); }
