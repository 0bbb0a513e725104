// SPDX-License-Identifier: Apache-2.0
#include "claim/reading.h"
namespace youju::claim {
std::vector<Check> check_all(const Extraction&) { return {}; }
}
