// SPDX-License-Identifier: Apache-2.0
// Codes on paper are read from pages as scanners leave them: small, turned, spotted, grey; photos say their day.
#include "app/scans.h"

#include <fstream>

#include "app/photos.h"
#include "app/test_bureau.h"
#include "paper/paper.h"
#include "sheet/sheet.h"

namespace youju::app {
namespace {
struct Grey {
  int width, height;
  std::vector<std::uint8_t> dots;
  std::uint8_t at(double x, double y) const {
    const int u = static_cast<int>(x), v = static_cast<int>(y);
    return u < 0 || v < 0 || u >= width || v >= height ? std::uint8_t{255}
                                                       : dots[static_cast<std::size_t>(v) * static_cast<std::size_t>(width) + static_cast<std::size_t>(u)];
  }
};

// A4 at 150 an inch, the code 30 mm wide at the upper right, with lines of a table below.
Grey printed(const std::string& text) {
  Grey out{1240, 1754, std::vector<std::uint8_t>(1240UL * 1754UL, 255)};
  const auto code = paper::make_qr(text);
  REQUIRE(code);
  const double module = 177.0 / code->size;
  const auto put = [&](int x, int y, std::uint8_t dot) { out.dots[static_cast<std::size_t>(y) * 1240 + static_cast<std::size_t>(x)] = dot; };
  for (const auto& run : code->runs)
    for (int y = static_cast<int>(run.y * module); y < static_cast<int>((run.y + 1) * module); ++y)
      for (int x = static_cast<int>(run.x * module); x < static_cast<int>((run.x + run.length) * module); ++x) put(980 + x, 120 + y, 20);
  for (int y = 500; y < 1700; y += 60)
    for (int x = 100; x < 1140; ++x) put(x, y, 60);
  return out;
}

// Laid on the glass at an angle, faint, with grain and spots.
Grey scanned(const Grey& page, double degrees, int grain, std::uint64_t seed) {
  const bool lying = static_cast<int>(degrees) % 180 == 90;  // the glass is as large as the page
  Grey out{lying ? page.height : page.width, lying ? page.width : page.height, std::vector<std::uint8_t>(page.dots.size())};
  const double turn = degrees * 3.14159265358979 / 180, s = std::sin(turn), c = std::cos(turn);
  std::uint64_t chance = seed;
  const auto next = [&chance] { return static_cast<int>((chance = chance * 6364136223846793005ULL + 1442695040888963407ULL) >> 40 & 0xFFFF); };
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      const double u = x - out.width / 2.0, v = y - out.height / 2.0;
      int dot = page.at(c * u + s * v + page.width / 2.0, -s * u + c * v + page.height / 2.0) * 200 / 255 + 40;
      dot += grain == 0 ? 0 : next() % (2 * grain) - grain;
      if (grain > 0 && next() % 400 == 0) dot = 30;
      out.dots[static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width) + static_cast<std::size_t>(x)] =
          static_cast<std::uint8_t>(std::clamp(dot, 0, 255));
    }
  return out;
}

// A PNG whose rows are stored as they are.
std::string png_of(const Grey& page) {
  const auto word = [](std::uint32_t n) {
    return std::string{static_cast<char>(n >> 24), static_cast<char>(n >> 16 & 255), static_cast<char>(n >> 8 & 255), static_cast<char>(n & 255)};
  };
  const auto crc = [](std::string_view bytes) {
    std::uint32_t c = 0xFFFFFFFFU;
    for (const char byte : bytes) {
      c ^= static_cast<unsigned char>(byte);
      for (int bit = 0; bit < 8; ++bit) c = c & 1 ? c >> 1 ^ 0xEDB88320U : c >> 1;
    }
    return ~c;
  };
  const auto chunk = [&](const std::string& type, const std::string& body) {
    return word(static_cast<std::uint32_t>(body.size())) + type + body + word(crc(type + body));
  };
  std::string raw;
  for (int y = 0; y < page.height; ++y)
    raw += '\0' + std::string(reinterpret_cast<const char*>(page.dots.data()) + static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width),
                              static_cast<std::size_t>(page.width));
  std::uint32_t a = 1, b = 0;
  for (const char byte : raw) a = (a + static_cast<unsigned char>(byte)) % 65521, b = (b + a) % 65521;
  std::string packed = "\x78\x01";
  for (std::size_t at = 0; at < raw.size(); at += 65535) {
    const auto n = std::min<std::size_t>(65535, raw.size() - at);
    packed += static_cast<char>(at + n >= raw.size());
    packed += static_cast<char>(n & 255), packed += static_cast<char>(n >> 8), packed += static_cast<char>(~n & 255),
        packed += static_cast<char>(~n >> 8 & 255);
    packed.append(raw, at, n);
  }
  packed += word(b << 16 | a);
  return std::string("\x89PNG\r\n\x1a\n", 8) +
         chunk("IHDR", word(static_cast<std::uint32_t>(page.width)) + word(static_cast<std::uint32_t>(page.height)) + std::string("\x08\x00\x00\x00\x00", 5)) +
         chunk("IDAT", packed) + chunk("IEND", "");
}

// A scanner's PDF: a picture on each page.
std::string pdf_of(const std::vector<Grey>& pages) {
  std::string out = "%PDF-1.4\n";
  std::vector<std::size_t> places{0};
  const auto object = [&](const std::string& body) {
    places.push_back(out.size());
    out += std::to_string(places.size() - 1) + " 0 obj\n" + body + "\nendobj\n";
  };
  std::string kids;
  for (std::size_t n = 0; n < pages.size(); ++n) kids += std::to_string(3 + 3 * n) + " 0 R ";
  object("<< /Type /Catalog /Pages 2 0 R >>");
  object("<< /Type /Pages /Count " + std::to_string(pages.size()) + " /Kids [" + kids + "] >>");
  for (std::size_t n = 0; n < pages.size(); ++n) {
    const auto at = 3 + 3 * n;
    const auto& page = pages[n];
    object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents " + std::to_string(at + 1) + " 0 R /Resources << /XObject << /I " +
           std::to_string(at + 2) + " 0 R >> >> >>");
    const std::string draw = "q 595 0 0 842 0 0 cm /I Do Q";
    object("<< /Length " + std::to_string(draw.size()) + " >>\nstream\n" + draw + "\nendstream");
    object("<< /Type /XObject /Subtype /Image /Width " + std::to_string(page.width) + " /Height " + std::to_string(page.height) +
           " /ColorSpace /DeviceGray /BitsPerComponent 8 /Length " + std::to_string(page.dots.size()) + " >>\nstream\n" +
           std::string(page.dots.begin(), page.dots.end()) + "\nendstream");
  }
  const auto start = out.size();
  out += "xref\n0 " + std::to_string(places.size()) + "\n0000000000 65535 f \n";
  for (std::size_t n = 1; n < places.size(); ++n) {
    auto number = std::to_string(places[n]);
    out += std::string(10 - number.size(), '0') + number + " 00000 n \n";
  }
  return out + "trailer << /Size " + std::to_string(places.size()) + " /Root 1 0 R >>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
}

std::filesystem::path put_file(const Bureau& bureau, const std::string& name, const std::string& bytes) {
  const auto file = bureau.base / name;
  std::ofstream(file, std::ios::binary) << bytes;
  return file;
}
const RecordId kSome{"0190c8f2-5b7a-7c3d-8e4f-0123456789ab"};
}  // namespace

TEST_CASE("a code on paper is read back, and nothing else is taken for one") {
  const auto text = paper_code(kSome, PaperKind::sheet);
  const auto read = read_paper_code(text);
  REQUIRE(read);
  CHECK(read->record == kSome);
  CHECK(read->kind == PaperKind::sheet);
  CHECK(read_paper_code(paper_code(kSome, PaperKind::cover))->kind == PaperKind::cover);
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto other = text;
    other[i] = other[i] == '0' ? '1' : '0';
    CHECK_FALSE(read_paper_code(other));
  }
  for (const auto* other : {"", "YJ1:", "https://example.cn/", "YJ1:S:../../../../../../etc/passwd-1234567890abcd:00000000"})
    CHECK_FALSE(read_paper_code(other));
}

TEST_CASE("the code is found on pages scanned at 150 dpi, turned any way, faint and spotted; a page without one has none") {
  Bureau bureau;
  const auto page = printed(paper_code(kSome, PaperKind::sheet));
  struct Scan {
    double degrees;
    int grain;
  };
  for (const auto& scan : {Scan{0, 0}, Scan{3.5, 20}, Scan{-6, 40}, Scan{90, 30}, Scan{180, 30}, Scan{187, 45}, Scan{270, 0}}) {
    CAPTURE(scan.degrees);
    const auto read = read_scan_page(put_file(bureau, "scan.png", png_of(scanned(page, scan.degrees, scan.grain, 7))), 1);
    if (!read) MESSAGE(read.error().message.word);
    REQUIRE(read);
    REQUIRE(read->codes.size() == 1);
    CHECK(read->codes.front().record == kSome);
    CHECK(read->preview.starts_with("BM"));
  }
  const Grey blank{1240, 1754, std::vector<std::uint8_t>(1240UL * 1754UL, 255)};
  const auto none = read_scan_page(put_file(bureau, "blank.png", png_of(scanned(blank, 2, 40, 9))), 1);
  REQUIRE(none);
  CHECK(none->codes.empty());
  const auto other = read_scan_page(put_file(bureau, "other.png", png_of(printed("https://example.cn/something"))), 1);
  REQUIRE(other);
  CHECK(other->codes.empty());
}

TEST_CASE("a stack of pages in a PDF is read page by page, and its parts are PDF files of their own") {
  Bureau bureau;
  const Grey blank{1240, 1754, std::vector<std::uint8_t>(1240UL * 1754UL, 255)};
  const RecordId other{"0190c8f2-5b7a-7c3d-8e4f-ba9876543210"};
  const auto stack = put_file(
      bureau, "stack.pdf",
      pdf_of({scanned(printed(paper_code(kSome, PaperKind::sheet)), 2, 20, 3), blank, scanned(printed(paper_code(other, PaperKind::cover)), 180, 20, 5)}));
  const auto count = scan_page_count(stack);
  if (!count) MESSAGE(count.error().message.word << " " << count.error().detail);
  REQUIRE(count);
  CHECK(*count == 3);
  const auto first = read_scan_page(stack, 1), second = read_scan_page(stack, 2), third = read_scan_page(stack, 3);
  REQUIRE((first && second && third));
  REQUIRE(first->codes.size() == 1);
  CHECK(first->codes.front().record == kSome);
  CHECK(second->codes.empty());
  REQUIRE(third->codes.size() == 1);
  CHECK(third->codes.front().kind == PaperKind::cover);
  const auto part = pages_as_file(stack, 2, 3, 3, bureau.base);
  if (!part) MESSAGE(part.error().message.word << " " << part.error().detail);
  REQUIRE(part);
  CHECK(part->filename() == "stack-2-3.pdf");
  CHECK(*scan_page_count(*part) == 2);
  const auto again = read_scan_page(*part, 2);
  REQUIRE(again);
  REQUIRE(again->codes.size() == 1);
  CHECK(again->codes.front().record == other);
  CHECK(*pages_as_file(stack, 1, 3, 3, bureau.base) == stack);  // all of it: as it came
}

TEST_CASE("a damaged picture and a file that is no scan are told, not read") {
  Bureau bureau;
  auto bytes = png_of(printed("x"));
  CHECK_FALSE(read_scan_page(put_file(bureau, "cut.png", bytes.substr(0, bytes.size() / 3)), 1).has_value());
  CHECK_FALSE(read_scan_page(put_file(bureau, "lie.jpg", "\xFF\xD8\xFF\xE0 not a picture"), 1).has_value());
  CHECK_FALSE(scan_page_count(put_file(bureau, "notes.txt", "PDF")).has_value());
  CHECK(*scan_page_count(put_file(bureau, "one.png", bytes)) == 1);
}

TEST_CASE("the day of a photo stands in its name in the ways telephones write it, and in no other number") {
  CHECK(day_in_name("IMG_20230305_101010.jpg") == Date::parse("2023-03-05"));
  CHECK(day_in_name("微信图片_20230305101010.jpg") == Date::parse("2023-03-05"));
  CHECK(day_in_name("2023-03-05 10.10.jpg") == Date::parse("2023-03-05"));
  CHECK(day_in_name("mmexport1678000000000.jpg") == Date::parse("2023-03-05"));
  CHECK(day_in_name("wx_camera_1672502400000.jpg") == Date::parse("2023-01-01"));  // midnight here, still last year in London
  for (const auto* name : {"IMG_0001.jpg", "DSC20239999.jpg", "12345678.jpg", "1.jpg", "合影.jpg", "2023.jpg"}) CHECK_FALSE(day_in_name(name));
}

TEST_CASE("photos are offered to records of their day, spans among them, that may be written to") {
  on_both([](Bureau& bureau) {
    const auto day = bureau.save({{"happened", "2023-03-05"}, {"topic", "参观"}});
    bureau.save({{"happened", "2023-03-06"}, {"topic", "别的"}});
    const auto found = records_of_day(*bureau.office, bureau.clerk, *Date::parse("2023-03-05"));
    REQUIRE(found);
    REQUIRE(found->size() == 1);
    CHECK(found->front().record == day.record);
    const auto reads = bureau.add_account("looker", "inspector");
    CHECK(records_of_day(*bureau.office, reads, *Date::parse("2023-03-05"))->empty());
    CHECK(photo_role(*bureau.office->catalogue().find(KindId{"theme_day"})) == "photos");
  });
}
}  // namespace youju::app
