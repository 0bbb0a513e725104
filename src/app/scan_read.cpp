// SPDX-License-Identifier: Apache-2.0
// QR codes of a page, in the parse process: every byte here is a stranger's. A page may lie at any angle, be grey, spotted or faint.
#include "app/scan_read.h"

#define ZX_USE_UTF8  // texts as UTF-8, as the next release has them
#include <ZXing/ReadBarcode.h>
#include <jpeglib.h>
#include <png.h>

#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <vector>

#include "base/json.h"

namespace youju::app {
namespace {
constexpr std::size_t kMostDots = 60'000'000;  // A3 at 400 an inch
constexpr int kPreviewHeight = 420;

struct GreyPage {
  int width = 0, height = 0;
  std::vector<std::uint8_t> dots;
};

tl::unexpected<Error> unreadable() { return fail(Code::invalid, "scans.unreadable"); }
bool sensible_size(std::size_t width, std::size_t height) {
  return width > 0 && height > 0 && width < 65'536 && height < 65'536 && width * height <= kMostDots;
}

// "P5 <width> <height> 255\n" and the dots.
Result<GreyPage> page_of_pgm(std::string_view bytes) {
  GreyPage out;
  std::size_t at = 2;
  int numbers[3] = {};
  if (!bytes.starts_with("P5")) return unreadable();
  for (auto& number : numbers) {
    while (at < bytes.size() && (bytes[at] == ' ' || bytes[at] == '\n')) ++at;
    while (at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '9' && number < 100'000) number = number * 10 + (bytes[at++] - '0');
  }
  ++at;
  out.width = numbers[0], out.height = numbers[1];
  const auto dots = static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height);
  if (!sensible_size(static_cast<std::size_t>(out.width), static_cast<std::size_t>(out.height)) || numbers[2] != 255 || bytes.size() < at + dots)
    return unreadable();
  out.dots.assign(bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.begin() + static_cast<std::ptrdiff_t>(at + dots));
  return out;
}

struct JpegTrouble {
  jpeg_error_mgr base;
  std::jmp_buf back;
};
void jpeg_gives_up(j_common_ptr info) { std::longjmp(reinterpret_cast<JpegTrouble*>(info->err)->back, 1); }
void jpeg_says_nothing(j_common_ptr) {}

Result<GreyPage> page_of_jpeg(std::string_view bytes) {
  GreyPage out;
  jpeg_decompress_struct info{};
  JpegTrouble trouble{};
  info.err = jpeg_std_error(&trouble.base);
  trouble.base.error_exit = jpeg_gives_up;
  trouble.base.output_message = jpeg_says_nothing;
  if (setjmp(trouble.back) != 0) {
    jpeg_destroy_decompress(&info);
    return unreadable();
  }
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  jpeg_read_header(&info, TRUE);
  info.out_color_space = JCS_GRAYSCALE;
  while (info.scale_denom < 8 && std::size_t{info.image_width} / info.scale_denom * (info.image_height / info.scale_denom) > kMostDots / 4)
    info.scale_denom *= 2;
  jpeg_calc_output_dimensions(&info);
  if (!sensible_size(info.output_width, info.output_height)) {
    jpeg_destroy_decompress(&info);
    return unreadable();
  }
  jpeg_start_decompress(&info);
  out.width = static_cast<int>(info.output_width), out.height = static_cast<int>(info.output_height);
  out.dots.resize(std::size_t{info.output_width} * info.output_height);
  while (info.output_scanline < info.output_height) {
    auto* row = out.dots.data() + std::size_t{info.output_scanline} * info.output_width;
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_finish_decompress(&info);
  jpeg_destroy_decompress(&info);
  return out;
}

Result<GreyPage> page_of_png(std::string_view bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size())) return unreadable();
  GreyPage out;
  if (!sensible_size(image.width, image.height)) {
    png_image_free(&image);
    return unreadable();
  }
  image.format = PNG_FORMAT_GRAY;
  out.width = static_cast<int>(image.width), out.height = static_cast<int>(image.height);
  out.dots.resize(std::size_t{image.width} * image.height);
  const png_color white{255, 255, 255};
  if (!png_image_finish_read(&image, &white, out.dots.data(), 0, nullptr)) return unreadable();
  return out;
}

// A smaller page, each dot the mean of those it stands for.
GreyPage smaller(const GreyPage& page, int height) {
  if (page.height <= height) return page;
  GreyPage out;
  out.height = height;
  out.width = std::max(1, static_cast<int>(static_cast<std::int64_t>(page.width) * height / page.height));
  out.dots.resize(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height));
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      const auto place = [](int at, int size, int from) { return static_cast<int>(static_cast<std::int64_t>(at) * from / size); };
      const int top = place(y, out.height, page.height), bottom = std::max(top + 1, place(y + 1, out.height, page.height));
      const int left = place(x, out.width, page.width), right = std::max(left + 1, place(x + 1, out.width, page.width));
      std::uint64_t sum = 0;
      for (int v = top; v < bottom; ++v)
        for (int u = left; u < right; ++u) sum += page.dots[static_cast<std::size_t>(v) * static_cast<std::size_t>(page.width) + static_cast<std::size_t>(u)];
      out.dots[static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width) + static_cast<std::size_t>(x)] =
          static_cast<std::uint8_t>(sum / (static_cast<std::uint64_t>(bottom - top) * static_cast<std::uint64_t>(right - left)));
    }
  return out;
}

// Eight bits a dot, a grey palette, rows from below.
std::string as_bmp(const GreyPage& page) {
  const auto stride = (static_cast<std::size_t>(page.width) + 3) / 4 * 4;
  constexpr std::uint32_t kHead = 14 + 40 + 1024;
  std::string out = "BM";
  const auto put = [&out](std::uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
  };
  put(static_cast<std::uint32_t>(kHead + stride * static_cast<std::size_t>(page.height)), 4), put(0, 4), put(kHead, 4);
  put(40, 4), put(static_cast<std::uint32_t>(page.width), 4), put(static_cast<std::uint32_t>(page.height), 4), put(1, 2), put(8, 2);
  for (int i = 0; i < 4; ++i) put(0, 4);
  put(256, 4), put(0, 4);
  for (std::uint32_t grey = 0; grey < 256; ++grey) put(grey * 0x010101U, 4);
  for (int y = page.height - 1; y >= 0; --y) {
    out.append(reinterpret_cast<const char*>(page.dots.data()) + static_cast<std::size_t>(y) * static_cast<std::size_t>(page.width),
               static_cast<std::size_t>(page.width));
    out.append(stride - static_cast<std::size_t>(page.width), '\0');
  }
  return out;
}

// Each dot the mean of its neighbours and itself: grain goes, the edges of a code stay where they are.
GreyPage smoothed(const GreyPage& page) {
  GreyPage out = page;
  const auto w = static_cast<std::size_t>(page.width);
  for (std::size_t y = 1; y + 1 < static_cast<std::size_t>(page.height); ++y)
    for (std::size_t x = 1; x + 1 < w; ++x) {
      unsigned sum = 0;
      for (std::size_t v = y - 1; v <= y + 1; ++v)
        for (std::size_t u = x - 1; u <= x + 1; ++u) sum += page.dots[v * w + u];
      out.dots[y * w + x] = static_cast<std::uint8_t>(sum / 9);
    }
  return out;
}

void add_codes(const GreyPage& page, Json& out) {
  ZXing::DecodeHints hints;
  hints.setFormats(ZXing::BarcodeFormat::QRCode).setTryHarder(true).setTryRotate(true);
  for (const auto binarizer : {ZXing::Binarizer::LocalAverage, ZXing::Binarizer::GlobalHistogram}) {
    hints.setBinarizer(binarizer);
    for (const auto& found : ZXing::ReadBarcodes({page.dots.data(), page.width, page.height, ZXing::ImageFormat::Lum}, hints))
      if (found.isValid() && found.text().size() < 200) out.push_back(found.text());
    if (!out.empty()) return;
  }
}

// As it is, then smoother and smaller: spots and grain of a scan go when dots are put together.
Json codes_on(const GreyPage& page) {
  Json out = Json::array();
  add_codes(page, out);
  if (out.empty()) add_codes(smoothed(page), out);
  for (const int height : {1600, 1100, 800})
    if (out.empty() && height < page.height) add_codes(smaller(smoothed(page), height), out);
  return out;
}
}  // namespace

Result<std::string> scan_work(std::string_view bytes, std::string_view request) {
  auto page = request == "pgm" ? page_of_pgm(bytes) : bytes.starts_with("\xFF\xD8") ? page_of_jpeg(bytes) : page_of_png(bytes);
  if (!page) return fail(page.error());
  return codes_on(*page).dump() + "\n" + as_bmp(smaller(*page, kPreviewHeight));
}
}  // namespace youju::app
