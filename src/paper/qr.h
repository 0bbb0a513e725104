// SPDX-License-Identifier: Apache-2.0
// QR codes as rows of black runs, so that every writer draws them its own way.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"

namespace youju::paper {

struct QrRun {
  int x, y, length;
};
struct Qr {
  int size = 0;  // modules a side, without the quiet zone
  std::vector<QrRun> runs;
};
// Level M: a seal or a fold may take 15 %. invalid when the text is too long for one code.
Result<Qr> make_qr(const std::string& text);
}  // namespace youju::paper
