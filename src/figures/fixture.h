// SPDX-License-Identifier: Apache-2.0
// A small bureau for the tests of this room: six kinds and six units, made in code so that the tests read no pack.
#pragma once
#include "figures/figures.h"

namespace youju::figures::fixture {

kinds::Catalogue catalogue();
people::UnitTree units();
// The value of a Result, or the test stops with its message.
Period year_2023();
}  // namespace youju::figures::fixture
