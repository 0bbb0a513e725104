// SPDX-License-Identifier: Apache-2.0
// The document the tests write: a yearly report in invented wording with everything that makes layout hard.
#pragma once
#include "paper/paper.h"

namespace youju::paper {
Document sample_document();
// Ten pages, 60 figures, 3 tables: what the speed of the writers is measured on.
Document long_document();
}  // namespace youju::paper
