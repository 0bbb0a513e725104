// SPDX-License-Identifier: Apache-2.0
// Shapes by cairo; labels in 黑体 (strong) and 宋体, so that small type stays legible in print.
#include "paper/draw_chart.h"

#include <zlib.h>

#include <cmath>
#include <cstring>
#include <memory>
#include <numbers>

#include "paper/typeset.h"

namespace youju::paper {
namespace {
constexpr double kTurn = 2 * std::numbers::pi;

struct Painter {
  cairo_t* cr;
  Fonts& fonts;

  void finish(chart::Tone tone, bool outline) const {
    set_colour(cr, chart::colour_on_paper(tone));
    if (!outline) return cairo_fill(cr);
    cairo_set_line_width(cr, 1.3);
    cairo_stroke(cr);
  }
  Result<void> operator()(const chart::Rect& r) const {
    cairo_rectangle(cr, r.x, r.y, r.w, r.h);
    finish(r.fill, r.outline_only);
    return {};
  }
  Result<void> operator()(const chart::Line& l) const {
    static constexpr double kDash[] = {4, 2.5};
    if (l.dashed) cairo_set_dash(cr, kDash, 2, 0);
    cairo_move_to(cr, l.x1, l.y1);
    cairo_line_to(cr, l.x2, l.y2);
    set_colour(cr, chart::colour_on_paper(l.stroke));
    cairo_set_line_width(cr, l.width);
    cairo_stroke(cr);
    cairo_set_dash(cr, nullptr, 0, 0);
    return {};
  }
  Result<void> operator()(const chart::Circle& c) const {
    cairo_new_path(cr);
    cairo_arc(cr, c.cx, c.cy, c.outline_only ? c.r - 0.65 : c.r, 0, kTurn);
    cairo_close_path(cr);
    finish(c.fill, c.outline_only);
    return {};
  }
  Result<void> operator()(const chart::HalfDisc& h) const {
    cairo_new_path(cr);
    cairo_arc(cr, h.cx, h.cy, h.r, kTurn / 4, kTurn * 3 / 4);
    cairo_close_path(cr);
    finish(h.fill, false);
    return {};
  }
  Result<void> operator()(const chart::Label& l) const {
    TRY_OK(draw_words(cr, fonts, l.text, l.strong ? Face::hei : Face::song, l.size, l.x, l.y, l.anchor,
                      chart::colour_on_paper(l.fill)));
    return {};
  }
};

struct Bounds {
  double x = 0, y = 0, w = 0, h = 0;
  void operator()(const chart::Rect& r) { *this = {r.x, r.y, r.w, r.h}; }
  void operator()(const chart::Line& l) {
    *this = {std::min(l.x1, l.x2) - 2, std::min(l.y1, l.y2) - 2, std::abs(l.x2 - l.x1) + 4,
             std::abs(l.y2 - l.y1) + 4};
  }
  void operator()(const chart::Circle& c) { *this = {c.cx - c.r, c.cy - c.r, 2 * c.r, 2 * c.r}; }
  void operator()(const chart::HalfDisc& h_) { *this = {h_.cx - h_.r, h_.cy - h_.r, 2 * h_.r, 2 * h_.r}; }
  void operator()(const chart::Label&) {}
};

// --- PNG ---
void put32(std::string& out, std::uint32_t v) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((v >> shift) & 255);
}
void put_chunk(std::string& out, std::string_view type, std::string_view data) {
  put32(out, static_cast<std::uint32_t>(data.size()));
  std::string body(type);
  body += data;
  out += body;
  put32(out, static_cast<std::uint32_t>(
                 crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()))));
}

// Rows with their filter bytes → PNG. Level 2: with rows filtered against the row above, a chart is mostly
// zeros, and more effort costs three times the time for a tenth of the size.
std::string png(const std::string& rows, int width, int height, int colour_type, std::string_view palette) {
  std::string packed(compressBound(static_cast<uLong>(rows.size())), '\0');
  auto size = static_cast<uLongf>(packed.size());
  if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(rows.data()),
                static_cast<uLong>(rows.size()), 2) != Z_OK)
    return {};
  packed.resize(size);
  std::string head;
  put32(head, static_cast<std::uint32_t>(width));
  put32(head, static_cast<std::uint32_t>(height));
  head += '\x08';
  head += static_cast<char>(colour_type);
  head += std::string(3, '\0');
  std::string out("\x89PNG\r\n\x1a\n", 8);
  put_chunk(out, "IHDR", head);
  if (!palette.empty()) put_chunk(out, "PLTE", palette);
  put_chunk(out, "IDAT", packed);
  put_chunk(out, "IEND", {});
  return out;
}
}  // namespace

std::string png_of_grey(const std::string& pixels, int width, int height) {
  std::string rows;
  for (int y = 0; y < height; ++y) {
    rows += '\0';
    rows.append(pixels, static_cast<std::size_t>(y) * static_cast<std::size_t>(width),
                static_cast<std::size_t>(width));
  }
  return png(rows, width, height, 0, {});
}

Result<void> draw_chart(cairo_t* cr, Fonts& fonts, const chart::Drawing& drawing, double x, double y,
                        double scale, std::vector<ChartLink>* links) {
  cairo_save(cr);
  cairo_translate(cr, x, y);
  cairo_scale(cr, scale, scale);
  Result<void> done;
  for (const auto& mark : drawing.marks) {
    done = std::visit(Painter{cr, fonts}, mark.shape);
    if (!done) break;
    if (!links || !chart::is_safe_link(mark.href)) continue;
    Bounds bounds;
    std::visit([&](const auto& shape) { bounds(shape); }, mark.shape);
    if (bounds.w > 0)
      links->push_back(
          {x + bounds.x * scale, y + bounds.y * scale, bounds.w * scale, bounds.h * scale, &mark.href});
  }
  cairo_restore(cr);
  return done;
}

Result<std::string> chart_png(Fonts& fonts, const chart::Drawing& drawing, double scale) {
  const int width = static_cast<int>(std::ceil(drawing.width * scale)),
            height = static_cast<int>(std::ceil(drawing.height * scale));
  if (width < 1 || height < 1 || width > 8000 || height > 8000)
    return fail(Code::too_large, "paper.chart_too_large");
  const std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height), cairo_surface_destroy);
  const std::unique_ptr<cairo_t, void (*)(cairo_t*)> cr(cairo_create(surface.get()), cairo_destroy);
  set_colour(cr.get(), 0xFFFFFF);
  cairo_paint(cr.get());
  cairo_scale(cr.get(), scale, scale);
  TRY_OK(draw_chart(cr.get(), fonts, drawing, 0, 0, 1, nullptr));
  cairo_surface_flush(surface.get());
  const unsigned char* data = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  const auto row_bytes = static_cast<std::size_t>(width) * 3;
  std::string rows(static_cast<std::size_t>(height) * (row_bytes + 1), '\0');
  std::vector<unsigned char> above(row_bytes, 0);
  auto* out = reinterpret_cast<unsigned char*>(rows.data());
  for (int y = 0; y < height; ++y) {
    *out++ = 2;  // filter "up": the difference to the row above
    const unsigned char* row = data + y * stride;
    for (std::size_t x = 0; x < row_bytes; x += 3, row += 4) {
      std::uint32_t pixel = 0;
      std::memcpy(&pixel, row, 4);
      for (std::size_t c = 0; c < 3; ++c) {
        const auto value = static_cast<unsigned char>(pixel >> (16 - 8 * c));
        *out++ = static_cast<unsigned char>(value - above[x + c]);
        above[x + c] = value;
      }
    }
  }
  return png(rows, width, height, 2, {});
}
}  // namespace youju::paper
