// SPDX-License-Identifier: Apache-2.0
// A drawing as SVG. Everything that came from outside passes through `escaped`; colours are attributes, not
// styles.
#include <fmt/format.h>

#include <iterator>

#include "chart/chart.h"

namespace youju::chart {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

std::string_view tone_name(Tone tone) {
  switch (tone) {
    case Tone::ink:
      return "ink";
    case Tone::ink_soft:
      return "ink-soft";
    case Tone::hairline:
      return "hairline";
    case Tone::accent:
      return "accent";
    case Tone::done:
      return "done";
    case Tone::late:
      return "late";
    case Tone::missing:
      return "missing";
    case Tone::explained:
      return "explained";
    case Tone::exempt:
      return "exempt";
    case Tone::paper:
      return "paper";
  }
  return "ink";
}

std::string fill(Tone tone) {
  return fmt::format(R"(class="tone-{}" fill="#{:06x}")", tone_name(tone), colour_on_paper(tone));
}
std::string stroke(Tone tone, double width) {
  return fmt::format(R"(class="line-{}" fill="none" stroke="#{:06x}" stroke-width="{:.2f}")", tone_name(tone),
                     colour_on_paper(tone), width);
}
std::string look(Tone tone, bool outline) {
  return outline ? stroke(tone, 1.3) : fill(tone);
}

struct Writer {
  std::string& out;
  std::string inner;  // <title> of the mark, escaped

  void operator()(const Rect& r) const {
    fmt::format_to(std::back_inserter(out),
                   R"(<rect x="{:.2f}" y="{:.2f}" width="{:.2f}" height="{:.2f}" {}>{}</rect>)", r.x, r.y,
                   r.w, r.h, look(r.fill, r.outline_only), inner);
  }
  void operator()(const Line& l) const {
    fmt::format_to(std::back_inserter(out),
                   R"(<line x1="{:.2f}" y1="{:.2f}" x2="{:.2f}" y2="{:.2f}" {}{}>{}</line>)", l.x1, l.y1,
                   l.x2, l.y2, stroke(l.stroke, l.width), l.dashed ? R"( stroke-dasharray="4 2.5")" : "",
                   inner);
  }
  void operator()(const Circle& c) const {
    fmt::format_to(std::back_inserter(out), R"(<circle cx="{:.2f}" cy="{:.2f}" r="{:.2f}" {}>{}</circle>)",
                   c.cx, c.cy, c.outline_only ? c.r - 0.65 : c.r, look(c.fill, c.outline_only), inner);
  }
  void operator()(const HalfDisc& h) const {
    fmt::format_to(std::back_inserter(out),
                   R"(<path d="M{0:.2f} {1:.2f}a{2:.2f} {2:.2f} 0 0 0 0 {3:.2f}z" {4}>{5}</path>)", h.cx,
                   h.cy - h.r, h.r, 2 * h.r, fill(h.fill), inner);
  }
  void operator()(const Label& l) const {
    const std::string_view anchor = l.anchor == Anchor::start    ? "start"
                                    : l.anchor == Anchor::middle ? "middle"
                                                                 : "end";
    fmt::format_to(std::back_inserter(out),
                   R"(<text x="{:.2f}" y="{:.2f}" font-size="{:.1f}" text-anchor="{}"{} {}>{}{}</text>)", l.x,
                   l.y, l.size, anchor, l.strong ? R"( font-weight="600")" : "", fill(l.fill), inner,
                   escaped(l.text));
  }
};
}  // namespace

unsigned colour_on_paper(Tone tone) {
  // Grey values fall apart as well: paper 255, hairline 190, exempt 115, late 108, explained 88, accent 75,
  // missing 60, done 52, ink 26.
  switch (tone) {
    case Tone::ink:
      return 0x1a1a1a;
    case Tone::ink_soft:
      return 0x4d4d4d;
    case Tone::hairline:
      return 0xbebebe;
    case Tone::accent:
      return 0x2b4c7e;
    case Tone::done:
      return 0x1c3f34;
    case Tone::late:
      return 0x9a6400;
    case Tone::missing:
      return 0x9b1c1c;
    case Tone::explained:
      return 0x5b4b8a;
    case Tone::exempt:
      return 0x737373;
    case Tone::paper:
      return 0xffffff;
  }
  return 0;
}

bool is_safe_link(std::string_view href) {
  if (href.empty()) return false;
  for (const char c : href) {
    if (static_cast<unsigned char>(c) <= 0x20 || c == '\\' || c == '"' || c == '<' || c == '>') return false;
  }
  for (const std::string_view scheme : {"https://", "http://", "mailto:", "youju:"}) {
    if (href.starts_with(scheme)) return true;
  }
  // Relative: no colon before the first slash, question mark or hash; no second slash at the start (another
  // host).
  if (href.starts_with("//")) return false;
  const auto colon = href.find(':');
  return colon == std::string_view::npos || href.find_first_of("/?#") < colon;
}

std::string svg(const Drawing& drawing) {
  std::string out;
  bool links = false;
  for (const auto& mark : drawing.marks) links = links || is_safe_link(mark.href);
  // An image hides its links from assistive technology, so a drawing with links is a group.
  fmt::format_to(
      std::back_inserter(out),
      R"(<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {0:.0f} {1:.0f}" width="{0:.0f}" height="{1:.0f}" role="{2}" aria-label="{3}" font-family="'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"><desc>{4}</desc>)",
      drawing.width, drawing.height, links ? "group" : "img", escaped(drawing.title),
      escaped(drawing.summary));
  for (const auto& mark : drawing.marks) {
    const bool linked = is_safe_link(mark.href);
    // The mark's first shape carries the title and is the one stop of the keyboard; the shapes on top only
    // follow it.
    if (linked) {
      fmt::format_to(std::back_inserter(out), R"(<a href="{}"{}>)", escaped(mark.href),
                     mark.title.empty() ? std::string(R"( tabindex="-1" aria-hidden="true")")
                                        : fmt::format(R"( aria-label="{}")", escaped(mark.title)));
    }
    std::visit(Writer{out, mark.title.empty() ? std::string() : "<title>" + escaped(mark.title) + "</title>"},
               mark.shape);
    if (linked) out += "</a>";
  }
  out += "</svg>";
  return out;
}
}  // namespace youju::chart
