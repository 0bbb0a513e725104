// SPDX-License-Identifier: Apache-2.0
// Inside the chart room: what every chart is drawn with, widths of text without a font, shortening, and the words of each language.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "chart/chart.h"

namespace youju::chart {

inline constexpr double kNameSize = 9.5, kLegendSize = 8.5;  // points

inline void put(Drawing& drawing, auto shape, const std::string& href = {}, const std::string& title = {}) {
  drawing.marks.push_back({std::move(shape), href, title});
}

// The first characters of `text` that fit, with "…" when something was cut.
std::string shorten(std::string_view text, double size, double width);
// At most `lines` lines that fit `width`, cut anywhere between characters; the last is shortened.
std::vector<std::string> wrap(std::string_view text, double size, double width, int lines);

struct Words {
  std::string_view done, late, missing, explained, exempt, due;
  std::string_view total, name, change, none;
  std::string_view strip_summary, held_summary, slope_summary;  // fmt patterns
};
const Words& words_of(std::string_view lang);

// Moves `wanted` positions (ascending) apart so that neighbours keep `gap`, moving each as little as
// possible, within [low, high]; when they cannot fit, the gap shrinks evenly.
std::vector<double> spread(std::vector<double> wanted, double gap, double low, double high);
}  // namespace youju::chart
