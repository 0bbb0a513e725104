// SPDX-License-Identifier: Apache-2.0
#include "app/scans.h"

#include <fmt/format.h>

#include <fstream>

#include "app/scan_read.h"
#include "crypto/crypto.h"
#include "sheet/sheet.h"

namespace youju::app {
namespace {
constexpr std::size_t kMostPicture = 64u << 20, kMostAnswerBytes = 8u << 20, kMostPartBytes = 256u << 20;
constexpr std::string_view kPaperMark = "YJ1:";
const std::string kScanRoom = "scans";
// Known to both processes before main of either.
[[maybe_unused]] const bool kScansOffered = sheet::offer_parse_work(kScanRoom, scan_work);

std::string paper_check(std::string_view body) { return crypto::hex(crypto::sha256("youju paper ", body)).substr(0, 8); }

enum class ScanFile { other, pdf, picture };
ScanFile scan_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string head(8, '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  if (head.starts_with("%PDF-")) return ScanFile::pdf;
  if (head.starts_with("\xFF\xD8\xFF") || head.starts_with("\x89PNG\r\n")) return ScanFile::picture;
  return ScanFile::other;
}

tl::unexpected<Error> not_believed() { return fail(Code::outside, "sheet.parser_crashed", {{"why", "scan"}}); }
}  // namespace

std::string paper_code(const RecordId& record, PaperKind kind) {
  const auto body = std::string(kind == PaperKind::sheet ? "S:" : "C:") + record.text;
  return std::string(kPaperMark) + body + ":" + paper_check(body);
}

std::optional<PaperCode> read_paper_code(std::string_view text) {
  constexpr std::size_t kIdSize = 36, kBody = 2 + kIdSize;
  if (!text.starts_with(kPaperMark) || text.size() != kPaperMark.size() + kBody + 9) return {};
  const auto body = text.substr(kPaperMark.size(), kBody);
  if (!(body.starts_with("S:") || body.starts_with("C:")) || text.substr(kPaperMark.size() + kBody) != ":" + paper_check(body)) return {};
  const auto id = body.substr(2);
  if (id.find_first_not_of("0123456789abcdef-") != id.npos) return {};
  return PaperCode{RecordId{std::string(id)}, body.starts_with("S:") ? PaperKind::sheet : PaperKind::cover};
}

Result<int> scan_page_count(const std::filesystem::path& file) {
  switch (scan_file(file)) {
    case ScanFile::pdf: {
      TRY(const int pages, sheet::pdf_page_count(file));
      if (pages > kMostScanPages) return fail(Code::too_large, "scans.too_long", {{"pages", std::to_string(pages)}, {"most", std::to_string(kMostScanPages)}});
      return pages;
    }
    case ScanFile::picture: return 1;
    default: return fail(Code::unsupported, "scans.not_a_scan", {{"file", file.filename().string()}});
  }
}

// The answer of the cage: codes as a line of JSON, then the preview. Of both nothing is believed that is not checked here.
Result<ScanPage> read_scan_page(const std::filesystem::path& file, int page) {
  std::string answer;
  if (scan_file(file) == ScanFile::pdf) {
    TRY(const auto picture, sheet::pdf_page_picture(file, page, kMostPicture));
    TRY(answer, sheet::do_parse_work_on(kScanRoom, picture, "pgm", kMostAnswerBytes));
  } else {
    TRY(answer, sheet::do_parse_work(kScanRoom, file, "picture", kMostAnswerBytes));
  }
  const auto end = answer.find('\n');
  if (end == answer.npos) return not_believed();
  const auto told = parse_json(std::string_view(answer).substr(0, end));
  if (!told || !told->is_array()) return not_believed();
  ScanPage out;
  for (const auto& one : *told) {
    const auto code = one.is_string() ? read_paper_code(one.get<std::string>()) : std::nullopt;
    const bool known = code && std::any_of(out.codes.begin(), out.codes.end(), [&](const PaperCode& there) { return there.record == code->record; });
    if (code && !known) out.codes.push_back(*code);
  }
  out.preview = answer.substr(end + 1);
  if (!out.preview.empty() && !out.preview.starts_with("BM")) return not_believed();
  return out;
}

Result<std::filesystem::path> pages_as_file(const std::filesystem::path& file, int from, int to, int of, const std::filesystem::path& folder) {
  if (from == 1 && to == of) return file;
  TRY(const auto bytes, sheet::pdf_pages(file, from, to, kMostPartBytes));
  const auto part = folder / fmt::format("{}-{}{}.pdf", file.stem().string(), from, to == from ? std::string() : "-" + std::to_string(to));
  TRY_OK(write_file(part, bytes, 0600));
  return part;
}

std::string paper_role(const kinds::Kind& kind, PaperKind what) {
  const auto* field = what == PaperKind::sheet ? kind.field("sign_in") : nullptr;
  return field != nullptr && field->type == kinds::FieldType::file ? field->id : std::string();
}
}  // namespace youju::app
