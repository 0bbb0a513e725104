// SPDX-License-Identifier: Apache-2.0
// A small bureau for the tests of this room: six kinds and six units, written down here so that the tests
// read no shipped pack.
#pragma once
#include "figures/figures.h"

namespace youju::figures::fixture {

const kinds::Catalogue& catalogue();
const people::UnitTree& units();
}  // namespace youju::figures::fixture
