// SPDX-License-Identifier: Apache-2.0
// Last year against this year: one line for each kind between two scales; labels are pushed apart, never on
// each other.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "chart/measure.h"

namespace youju::chart {
namespace {
constexpr double kSize = 9, kSlopeHeadSize = 9, kGap = 13, kSlopeHead = 20, kLead = 14;

// Label positions of one side, by row.
std::vector<double> label_places(const std::vector<double>& points, double low, double high) {
  std::vector<std::size_t> order(points.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return points[a] < points[b]; });
  std::vector<double> sorted;
  for (const auto i : order) sorted.push_back(points[i]);
  const auto spread_out = spread(sorted, kGap, low, high);
  std::vector<double> out(points.size());
  for (std::size_t k = 0; k < order.size(); ++k) out[order[k]] = spread_out[k];
  return out;
}

std::string signed_text(int n) {
  return n > 0 ? fmt::format("+{}", n) : n < 0 ? fmt::format("−{}", -n) : std::string("0");
}

struct Sides {
  double left, right;  // x of the two scales
};

void draw_line(Drawing& drawing, const SlopeRow& row, Sides sides, double before, double now,
               double label_before, double label_now, double label_room, const std::string& title) {
  const bool down = row.now < row.before;
  put(drawing, Line{sides.left, before, sides.right, now, down ? Tone::missing : Tone::accent, 1.3, down},
      row.href, title);
  put(drawing, Circle{sides.left, before, 2.4, Tone::ink});
  put(drawing, Circle{sides.right, now, 2.4, Tone::ink});
  // Leaders from the points to the labels that were pushed away.
  put(drawing, Line{sides.left - kLead, label_before, sides.left - 3, before, Tone::hairline, 0.5});
  put(drawing, Line{sides.right + 3, now, sides.right + kLead, label_now, Tone::hairline, 0.5});
  const auto value = std::to_string(row.before);
  const double value_width = text_width(value, kSize) + 6;
  const double lx = sides.left - kLead - 2;
  put(drawing, Label{lx, label_before + kSize * 0.36, value, kSize, Tone::ink, Anchor::end, true}, row.href);
  put(drawing,
      Label{lx - value_width, label_before + kSize * 0.36, shorten(row.name, kSize, label_room - value_width),
            kSize, Tone::ink, Anchor::end},
      {}, row.name);
  put(drawing,
      Label{sides.right + kLead + 2, label_now + kSize * 0.36,
            fmt::format("{}  ({})", row.now, signed_text(row.now - row.before)), kSize, Tone::ink,
            Anchor::start, true},
      row.href);
}
}  // namespace

Chart year_against_year(const std::string& title, const std::string& before_word, const std::string& now_word,
                        const std::vector<SlopeRow>& rows, double width, const std::string& lang) {
  const auto& words = words_of(lang);
  const bool english = lang.substr(0, 2) == "en";
  Chart chart;
  auto& drawing = chart.drawing;
  drawing.width = width;
  drawing.title = title;
  int low = 0, high = 1;
  double names = 0;
  for (const auto& row : rows) {
    low = std::min({low, row.before, row.now});
    high = std::max({high, row.before, row.now});
    names = std::max(names, text_width(row.name, kSize) + text_width(std::to_string(row.before), kSize) + 6);
  }
  const double label_room = std::min(names, width * 0.40);
  const double body = std::max(90.0, kGap * 1.15 * static_cast<double>(rows.size()));
  const Sides sides{label_room + kLead + 4, width - text_width("0000000 (+000)", kSize) - kLead};
  const double top = kSlopeHead + 8, bottom = top + body;
  const auto y_of = [&](int n) { return bottom - body * (n - low) / (high - low); };
  drawing.height = bottom + 8;
  put(drawing, Label{sides.left, kSlopeHead - 8, before_word, kSlopeHeadSize, Tone::ink_soft, Anchor::middle});
  put(drawing, Label{sides.right, kSlopeHead - 8, now_word, kSlopeHeadSize, Tone::ink_soft, Anchor::middle});
  for (const double x : {sides.left, sides.right})
    put(drawing, Line{x, kSlopeHead, x, bottom + 4, Tone::hairline, 0.6});

  std::vector<double> before, now;
  for (const auto& row : rows) {
    before.push_back(y_of(row.before));
    now.push_back(y_of(row.now));
  }
  const auto label_before = label_places(before, top, bottom), label_now = label_places(now, top, bottom);
  chart.table.head = {std::string(words.name), before_word, now_word, std::string(words.change)};
  int up = 0, down = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    draw_line(drawing, row, sides, before[i], now[i], label_before[i], label_now[i], label_room,
              fmt::format("{} · {} {} · {} {}", row.name, before_word, row.before, now_word, row.now));
    chart.table.rows.push_back(
        {row.name, std::to_string(row.before), std::to_string(row.now), signed_text(row.now - row.before)});
    up += row.now > row.before ? 1 : 0;
    down += row.now < row.before ? 1 : 0;
  }
  if (rows.empty())
    put(drawing,
        Label{width / 2, (top + bottom) / 2, std::string(words.none), kSize, Tone::ink_soft, Anchor::middle});
  drawing.summary =
      title + (english ? ". " : "。") +
      fmt::format(fmt::runtime(words.slope_summary), fmt::arg("rows", rows.size()), fmt::arg("up", up),
                  fmt::arg("down", down), fmt::arg("same", static_cast<int>(rows.size()) - up - down));
  return chart;
}
}  // namespace youju::chart
