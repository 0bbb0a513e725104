// SPDX-License-Identifier: Apache-2.0
// A chart's drawing on a cairo surface (PDF: vectors; DOCX: a PNG), and its links.
#pragma once
#include <cairo.h>

#include <string>
#include <vector>

#include "base/result.h"
#include "chart/chart.h"
#include "paper/fonts.h"

namespace youju::paper {

struct ChartLink {
  double x, y, w, h;
  const std::string* href;
};
Result<void> draw_chart(cairo_t* cr, Fonts& fonts, const chart::Drawing& drawing, double x, double y,
                        double scale, std::vector<ChartLink>* links);

// PNG of a drawing at `scale` pixels a point, on white.
Result<std::string> chart_png(Fonts& fonts, const chart::Drawing& drawing, double scale);
// Grey PNG of rows of runs (QR code), one pixel a module times `scale`.
std::string png_of_grey(const std::string& pixels, int width, int height);
}  // namespace youju::paper
