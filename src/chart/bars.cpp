// SPDX-License-Identifier: Apache-2.0
// Required against held: a bar for what was held, an upright mark for what is required, the shortfall as an
// empty box.
#include <fmt/format.h>

#include <algorithm>

#include "chart/measure.h"

namespace youju::chart {
namespace {
constexpr double kValueSize = 9.5;
constexpr double kBarRow = 22, kBar = 9, kTop = 4;

struct Scale {
  double left, right, per_unit;
  double at(int n) const { return left + n * per_unit; }
};

std::string value_text(const HeldRow& row) {
  return fmt::format("{} / {}", row.held, row.required);
}

Scale scale_of(const std::vector<HeldRow>& rows, double width) {
  double name = 0, value = 0;
  int most = 1;
  for (const auto& row : rows) {
    name = std::max(name, text_width(row.name, kNameSize));
    value = std::max(value, text_width(value_text(row), kValueSize));
    most = std::max({most, row.held, row.required});
  }
  const double left = std::min(name + 8, width * 0.34), right = width - value - 10;
  return {left, right, (right - left) / most};
}

void draw_row(Drawing& drawing, const Scale& scale, const HeldRow& row, double top,
              const std::string& title) {
  const double middle = top + kBarRow / 2;
  const auto lines = wrap(row.name, kNameSize, scale.left - 6, 2);
  const double size = lines.size() > 1 ? kNameSize - 1.5 : kNameSize;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const double offset = lines.size() > 1 ? (i == 0 ? -1.5 : size) : size * 0.36;
    put(drawing, Label{0, middle + offset, lines[i], size, Tone::ink}, {}, i == 0 ? row.name : std::string());
  }
  const int held = std::max(0, row.held), required = std::max(0, row.required);
  if (held > 0)
    put(drawing, Rect{scale.left, middle - kBar / 2, scale.at(held) - scale.left, kBar, Tone::accent},
        row.href, title);
  if (held < required)
    put(drawing,
        Rect{scale.at(held), middle - kBar / 2, scale.at(required) - scale.at(held), kBar, Tone::missing,
             true},
        row.href, title);
  if (required > 0)
    put(drawing, Line{scale.at(required), middle - kBar, scale.at(required), middle + kBar, Tone::ink, 1.6});
  put(drawing,
      Label{drawing.width, middle + kValueSize * 0.36, value_text(row), kValueSize, Tone::ink, Anchor::end,
            true},
      row.href);
}

void draw_legend(Drawing& drawing, const std::string& required_word, const std::string& held_word,
                 const Words& words, bool shortfall, double top) {
  double x = 0;
  const double y = top + 11;
  const auto word = [&](const std::string& text) {
    put(drawing, Label{x, y + kLegendSize * 0.36, text, kLegendSize, Tone::ink_soft});
    x += text_width(text, kLegendSize) + 14;
  };
  put(drawing, Rect{x, y - 3.5, 16, 7, Tone::accent});
  x += 20;
  word(held_word);
  put(drawing, Line{x + 1, y - 6, x + 1, y + 6, Tone::ink, 1.6});
  x += 6;
  word(required_word);
  if (!shortfall) return;
  put(drawing, Rect{x, y - 3.5, 16, 7, Tone::missing, true});
  x += 20;
  word(std::string(words.missing));
}
}  // namespace

Chart required_and_held(const std::string& title, const std::string& required_word,
                        const std::string& held_word, const std::vector<HeldRow>& rows, double width,
                        const std::string& lang) {
  const auto& words = words_of(lang);
  const bool english = lang.substr(0, 2) == "en";
  Chart chart;
  auto& drawing = chart.drawing;
  drawing.width = width;
  drawing.title = title;
  const auto scale = scale_of(rows, width);
  chart.table.head = {std::string(words.name), required_word, held_word};
  int short_of = 0;
  double y = kTop;
  put(drawing, Line{scale.left, 0, scale.left,
                    kTop + kBarRow * std::max<double>(1, static_cast<double>(rows.size())), Tone::ink, 0.6});
  for (const auto& row : rows) {
    draw_row(drawing, scale, row, y,
             fmt::format("{} · {} {} · {} {}", row.name, held_word, row.held, required_word, row.required));
    chart.table.rows.push_back({row.name, std::to_string(row.required), std::to_string(row.held)});
    short_of += row.held < row.required ? 1 : 0;
    y += kBarRow;
  }
  if (rows.empty()) {
    put(drawing,
        Label{width / 2, y + kBarRow * 0.6, std::string(words.none), kNameSize, Tone::ink_soft, Anchor::middle});
    y += kBarRow;
  }
  draw_legend(drawing, required_word, held_word, words, short_of > 0, y);
  drawing.height = y + 22;
  drawing.summary =
      title + (english ? ". " : "。") +
      fmt::format(fmt::runtime(words.held_summary), fmt::arg("rows", rows.size()),
                  fmt::arg("met", static_cast<int>(rows.size()) - short_of), fmt::arg("short_of", short_of));
  return chart;
}
}  // namespace youju::chart
