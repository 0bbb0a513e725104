// SPDX-License-Identifier: Apache-2.0
// Paper finds its way home: sheets and slips are printed with a code that names their record; a scanned stack is split by these codes and
// filed as evidence. Strangers' bytes are looked at in the parse process alone.
#pragma once
#include "app/app.h"

namespace youju::app {

// ---- the code on the paper ----
// "YJ1:S:<record>:<check>": S a sign-in sheet, C a cover slip; check = 8 hex digits of SHA-256, so that a code of something else is none.
enum class PaperKind { sheet, cover };
std::string paper_code(const RecordId& record, PaperKind kind);
struct PaperCode {
  RecordId record;
  PaperKind kind = PaperKind::sheet;
};
std::optional<PaperCode> read_paper_code(std::string_view text);

// ---- a stack ----
inline constexpr int kMostScanPages = 300;
// 1 for a picture. unsupported: neither a PDF, a JPEG nor a PNG.
Result<int> scan_page_count(const std::filesystem::path& file);
struct ScanPage {
  std::vector<PaperCode> codes;  // that are ours; a page has one, a page with two is for a person to decide
  std::string preview;           // a small grey picture of it, BMP
};
// Page from 1.
Result<ScanPage> read_scan_page(const std::filesystem::path& file, int page);

// Pages of one file, in order, that belong to one record, as the file to be filed: the file itself when they are all it has, else these
// pages alone as a PDF in `folder`.
Result<std::filesystem::path> pages_as_file(const std::filesystem::path& file, int from, int to, int of, const std::filesystem::path& folder);
// The field of a kind that signed sheets go to; "" when it has none.
std::string paper_role(const kinds::Kind& kind, PaperKind what);
}  // namespace youju::app
