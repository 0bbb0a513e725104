// SPDX-License-Identifier: Apache-2.0
// Set lines onto a cairo surface: glyphs with their text (so that it can be copied out), rules under figures,
// link areas.
#include <algorithm>

#include "paper/typeset.h"

namespace youju::paper {
namespace {

struct Batch {
  std::vector<cairo_glyph_t> glyphs;
  std::vector<cairo_text_cluster_t> clusters;
};

void add_cluster(Batch& batch, const Shaped& shaped, const Cluster& cluster, double size, double x,
                 double y) {
  for (std::uint32_t g = 0; g < cluster.glyphs; ++g) {
    const auto& glyph = shaped.glyphs[cluster.glyph + g];
    batch.glyphs.push_back({glyph.id, x + glyph.dx * size, y + glyph.dy * size});
  }
  batch.clusters.push_back({static_cast<int>(cluster.end - cluster.begin), static_cast<int>(cluster.glyphs)});
}

void show(cairo_t* cr, const Fonts& fonts, std::uint16_t font, double size, std::string_view text,
          Batch& batch) {
  if (batch.glyphs.empty()) return;
  cairo_set_font_face(cr, fonts.cairo_face(font));
  cairo_set_font_size(cr, size);
  cairo_show_text_glyphs(cr, text.data(), static_cast<int>(text.size()), batch.glyphs.data(),
                         static_cast<int>(batch.glyphs.size()), batch.clusters.data(),
                         static_cast<int>(batch.clusters.size()), static_cast<cairo_text_cluster_flags_t>(0));
  batch.glyphs.clear();
  batch.clusters.clear();
}

void dotted_rule(cairo_t* cr, double x1, double x2, double y) {
  static constexpr double kDots[] = {0.6, 1.4};
  cairo_save(cr);
  set_colour(cr, kGrey);
  cairo_set_line_width(cr, 0.6);
  cairo_set_dash(cr, kDots, 2, 0);
  cairo_move_to(cr, x1, y);
  cairo_line_to(cr, x2, y);
  cairo_stroke(cr);
  cairo_restore(cr);
}
}  // namespace

void set_colour(cairo_t* cr, unsigned rgb) {
  cairo_set_source_rgb(cr, ((rgb >> 16) & 255) / 255.0, ((rgb >> 8) & 255) / 255.0, (rgb & 255) / 255.0);
}

void draw_line(cairo_t* cr, const Fonts& fonts, const SetText& text, const SetLine& line, double x, double y,
               std::vector<LinkArea>* links) {
  Batch batch;
  std::size_t span = 0;
  std::uint32_t i = line.first;
  while (i < line.last) {
    const auto& cluster = text.shaped.clusters[i];
    while (span + 1 < text.spans.size() && cluster.begin >= text.span_ends[span]) ++span;
    const auto& run = text.spans[span];
    // One batch: the clusters of one span in one font.
    const double size = run.code ? text.look.size * 0.5 : text.look.size;
    const double left = line.x[i - line.first];
    const auto begin = cluster.begin;
    double right = left;
    std::uint32_t end = cluster.end;
    for (; i < line.last; ++i) {
      const auto& c = text.shaped.clusters[i];
      if (c.font != cluster.font || c.begin >= text.span_ends[span]) break;
      add_cluster(batch, text.shaped, c, size, x + line.x[i - line.first], y);
      right = line.x[i - line.first] + c.width * (text.look.pitch > 0 && !run.code ? text.look.pitch : size);
      end = c.end;
    }
    set_colour(cr, run.code ? kGrey : text.look.colour);
    show(cr, fonts, cluster.font, size, std::string_view(text.text).substr(begin, end - begin), batch);
    if (run.figure) dotted_rule(cr, x + left, x + right, y + text.look.size * 0.2);
    if (links && (!run.href.empty() || !run.target.empty() || !run.anchor.empty()))
      links->push_back({x + left, y - text.look.size, right - left, text.look.size * 1.25, &run});
  }
}

Result<double> draw_words(cairo_t* cr, Fonts& fonts, std::string_view words, Face face, double size, double x,
                          double y, chart::Anchor anchor, unsigned colour) {
  Shaped shaped;
  TRY_OK(fonts.shape(words, face, false, 0, shaped));
  const double width = shaped.width * size;
  if (anchor == chart::Anchor::middle) x -= width / 2;
  if (anchor == chart::Anchor::end) x -= width;
  set_colour(cr, colour);
  Batch batch;
  for (std::size_t i = 0; i < shaped.clusters.size();) {
    const auto font = shaped.clusters[i].font;
    const auto begin = shaped.clusters[i].begin;
    auto end = begin;
    for (; i < shaped.clusters.size() && shaped.clusters[i].font == font; ++i) {
      add_cluster(batch, shaped, shaped.clusters[i], size, x, y);
      x += shaped.clusters[i].width * size;
      end = shaped.clusters[i].end;
    }
    show(cr, fonts, font, size, words.substr(begin, end - begin), batch);
  }
  return width;
}
}  // namespace youju::paper
