// SPDX-License-Identifier: Apache-2.0
// Text in lines: shaped, broken by the rules of Chinese typesetting (no closing mark at the start of a line,
// no opening mark at its end, no digits or years torn apart), each line fitted to its width.
#pragma once
#include <cairo.h>

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "paper/compose.h"
#include "paper/fonts.h"

namespace youju::paper {

struct TextLook {
  Face face = Face::fang;
  double size = kSize3;
  double pitch = 0;  // width of one character when it is not `size` (the grid's 15.79 for 16 pt)
  bool latin_times = false;
  Flow flow = Flow::left;
  unsigned colour = 0;
};

struct SetLine {
  std::uint32_t first = 0, last = 0;  // clusters [first, last)
  std::vector<float> x;               // of each cluster, from the left of the block
  double left = 0, right = 0;         // extent of the ink box
};

// A text set to a width. Byte and cluster offsets refer to `text` and `shaped`.
struct SetText {
  std::string text;
  Shaped shaped;
  TextLook look;
  std::vector<Span> spans;
  std::vector<std::uint32_t> span_ends;  // bytes
  std::vector<SetLine> lines;
  double width() const;  // of the widest line
};

class Typesetter {
 public:
  explicit Typesetter(Fonts& fonts);
  ~Typesetter();
  // `first_indent` in points. A text without characters has no lines.
  Result<SetText> set(const std::vector<Span>& spans, const TextLook& look, double width,
                      double first_indent = 0);
  Fonts& fonts() { return fonts_; }

 private:
  struct Breaks;
  Fonts& fonts_;
  std::unique_ptr<Breaks> breaks_;
};

// Where a link or a named place lies, in page coordinates.
struct LinkArea {
  double x, y, w, h;
  const Span* span;
};
// Draws one line with its baseline at `y`; dotted rules under figures; reports links and anchors.
void draw_line(cairo_t* cr, const Fonts& fonts, const SetText& text, const SetLine& line, double x, double y,
               std::vector<LinkArea>* links);

// A short text of one look, without lines: for page numbers, charts, marks.
Result<double> draw_words(cairo_t* cr, Fonts& fonts, std::string_view words, Face face, double size, double x,
                          double y, chart::Anchor anchor, unsigned colour);
void set_colour(cairo_t* cr, unsigned rgb);
}  // namespace youju::paper
