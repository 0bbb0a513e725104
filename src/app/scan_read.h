// SPDX-License-Identifier: Apache-2.0
// Inside scans: what is done with a page in the parse process.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"

namespace youju::app {
// `request`: "pgm" (a grey picture as poppler writes it) or "picture" (JPEG, PNG). The answer: a JSON array of the texts of the QR codes on
// it, a line end, and a small grey picture of the page as BMP.
Result<std::string> scan_work(std::string_view bytes, std::string_view request);
}  // namespace youju::app
