// SPDX-License-Identifier: Apache-2.0
// Line breaking and fitting. Break places come from ICU (UAX 14), less those that Chinese official layout
// forbids.
#include "paper/typeset.h"

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <algorithm>

namespace youju::paper {
namespace {

// What a cluster means for breaking and fitting.
enum class Kind : unsigned char { wide, opening, closing, latin, digit, space, newline };

char32_t first_of(std::string_view s, std::size_t i) {
  const auto lead = static_cast<unsigned char>(s[i]);
  const auto tail = [&](std::size_t n) {
    return i + n < s.size() ? static_cast<unsigned char>(s[i + n]) & 0x3Fu : 0u;
  };
  if (lead < 0x80) return lead;
  if (lead < 0xE0) return ((lead & 0x1Fu) << 6) | tail(1);
  if (lead < 0xF0) return ((lead & 0x0Fu) << 12) | (tail(1) << 6) | tail(2);
  return ((lead & 0x07u) << 18) | (tail(1) << 12) | (tail(2) << 6) | tail(3);
}

Kind kind_of(char32_t c, double width) {
  static constexpr std::u32string_view kClosing = U"、，。．：；！？）》〉」』】〕〗”’";
  static constexpr std::u32string_view kOpening = U"（《〈「『【〔〖“‘";
  if (c == '\n') return Kind::newline;
  if (c == ' ' || c == 0xA0 || c == 0x2009) return Kind::space;
  if (c >= '0' && c <= '9') return Kind::digit;
  if (width > 0.9 && kClosing.find(c) != std::u32string_view::npos) return Kind::closing;
  if (width > 0.9 && kOpening.find(c) != std::u32string_view::npos) return Kind::opening;
  return width > 0.9 ? Kind::wide : Kind::latin;
}

// Marks whose ink fills only the left half of their square: the right half may stand outside the line.
bool is_half_filled(char32_t c) {
  static constexpr std::u32string_view kHalf = U"、，。．）》〉」』】〕〗”’；：";
  return kHalf.find(c) != std::u32string_view::npos;
}

// Fills one paragraph's lines.
class Filler {
 public:
  Filler(SetText& out, const std::vector<bool>& may_break, double width, double first_indent)
      : out_(out), may_break_(may_break), width_(width), indent_(first_indent) {
    const auto& look = out.look;
    const double pitch = look.pitch > 0 ? look.pitch : look.size;
    std::size_t span = 0;
    for (const auto& cluster : out.shaped.clusters) {
      while (span + 1 < out.spans.size() && cluster.begin >= out.span_ends[span]) ++span;
      const double em = out.spans[span].code ? look.size * 0.5 : pitch;
      widths_.push_back(cluster.width * em);
      const char32_t c = first_of(out.text, cluster.begin);
      kinds_.push_back(kind_of(c, cluster.width));
      half_.push_back(is_half_filled(c));
      if (kinds_.back() == Kind::newline) widths_.back() = 0;
    }
  }

  void run() {
    const std::size_t n = widths_.size();
    for (std::size_t start = 0; start < n;) {
      const double room = width_ - (out_.lines.empty() ? indent_ : 0);
      std::size_t end = find_end(start, room);
      std::size_t shown = end;
      const bool forced = end < n && kinds_[end] == Kind::newline;
      while (shown > start && kinds_[shown - 1] == Kind::space) --shown;
      place(start, shown, room, forced || end == n);
      start = forced ? end + 1 : end;
      if (!forced)
        while (start < n && kinds_[start] == Kind::space) ++start;
    }
  }

 private:
  // The end of the line that begins at `start`: the last break place that fits, closing marks drawn in if
  // need be.
  std::size_t find_end(std::size_t start, double room) {
    const std::size_t n = widths_.size();
    double used = 0, shown = 0;
    std::size_t fits = 0, any = start;
    for (std::size_t i = start; i < n; ++i) {
      if (kinds_[i] == Kind::newline) return i;
      used += widths_[i];
      if (kinds_[i] != Kind::space) shown = used;
      if (shown <= room + 0.01) any = i + 1;
      const bool candidate = i + 1 == n || may_break_[i + 1] || kinds_[i + 1] == Kind::newline;
      if (!candidate) {
        if (shown > room + 4 * out_.look.size) break;
        continue;
      }
      if (shown <= room + 0.01) {
        fits = i + 1;
        continue;
      }
      if (kinds_[i] == Kind::closing && shown - room <= squeeze_room(start, i)) fits = i + 1;
      break;
    }
    if (fits > start) return fits;
    return std::max(any, start + 1);  // one long word: cut it where the line ends
  }

  double squeeze_room(std::size_t start, std::size_t last) const {
    const double em = out_.look.size;
    double room = half_[last] ? 0.5 * em : 0.2 * em;
    for (std::size_t i = start; i < last; ++i)
      if (gives_way(i, start, last + 1)) room += 0.2 * em;
    return room + 0.02 * em * static_cast<double>(last - start);
  }

  // Marks inside a line whose blank half may shrink; the first opening mark keeps the left edge straight.
  bool gives_way(std::size_t i, std::size_t start, std::size_t end) const {
    return (kinds_[i] == Kind::closing && i + 1 < end) || (kinds_[i] == Kind::opening && i > start);
  }

  bool is_gap(std::size_t i) const {  // between clusters i − 1 and i
    const auto narrow = [](Kind k) { return k == Kind::latin || k == Kind::digit; };
    return !(narrow(kinds_[i - 1]) && narrow(kinds_[i]));
  }

  void place(std::size_t start, std::size_t end, double room, bool last_line) {
    SetLine line;
    line.first = static_cast<std::uint32_t>(start);
    line.last = static_cast<std::uint32_t>(end);
    double natural = 0;
    int gaps = 0, marks = 0;
    for (std::size_t i = start; i < end; ++i) {
      natural += widths_[i];
      gaps += i > start && is_gap(i) ? 1 : 0;
      marks += gives_way(i, start, end) ? 1 : 0;
    }
    const double em = out_.look.size;
    double per_gap = 0, per_mark = 0, over = natural - room;
    if (over > 0.01 && end > start && kinds_[end - 1] == Kind::closing) {
      over = std::max(0.0, over - (half_[end - 1] ? 0.5 * em : 0));
      if (marks > 0) per_mark = -std::min(0.2 * em, over / marks);
      over += per_mark * marks;
      if (gaps > 0) per_gap = -over / gaps;
    } else if (out_.look.flow == Flow::both && !last_line && gaps > 0 && -over / gaps < 0.6 * em) {
      per_gap = -over / gaps;
    }
    const double indent = out_.lines.empty() ? indent_ : 0;
    double x = indent;
    if (out_.look.flow == Flow::centre) x += std::max(0.0, (room - natural) / 2);
    if (out_.look.flow == Flow::right) x += std::max(0.0, room - natural);
    line.left = x;
    for (std::size_t i = start; i < end; ++i) {
      if (i > start && is_gap(i)) x += per_gap;
      // An opening mark's blank is on its left, a closing mark's on its right.
      if (kinds_[i] == Kind::opening && gives_way(i, start, end)) x += per_mark;
      line.x.push_back(static_cast<float>(x));
      x += widths_[i];
      if (kinds_[i] == Kind::closing && gives_way(i, start, end)) x += per_mark;
    }
    line.right = x;
    out_.lines.push_back(std::move(line));
  }

  SetText& out_;
  const std::vector<bool>& may_break_;
  double width_, indent_;
  std::vector<double> widths_;
  std::vector<Kind> kinds_;
  std::vector<bool> half_;
};
}  // namespace

struct Typesetter::Breaks {
  std::unique_ptr<icu::BreakIterator> lines;

  Breaks() {
    UErrorCode status = U_ZERO_ERROR;
    lines.reset(icu::BreakIterator::createLineInstance(icu::Locale("zh@lb=strict"), status));
  }

  // Whether a line may begin at each cluster.
  std::vector<bool> places(const SetText& text) {
    const auto& clusters = text.shaped.clusters;
    std::vector<bool> out(clusters.size(), false);
    UErrorCode status = U_ZERO_ERROR;
    UText* input = utext_openUTF8(nullptr, text.text.data(), static_cast<int64_t>(text.text.size()), &status);
    if (U_FAILURE(status) || !lines) return out;
    lines->setText(input, status);
    std::size_t i = 0;
    for (auto at = lines->first(); at != icu::BreakIterator::DONE; at = lines->next()) {
      while (i < clusters.size() && clusters[i].begin < static_cast<std::uint32_t>(at)) ++i;
      if (i < clusters.size() && clusters[i].begin == static_cast<std::uint32_t>(at)) out[i] = true;
    }
    utext_close(input);
    // Digits keep the character behind them (2023年, 23人), ordinals and document numbers what stands before
    // (7.3.3).
    for (std::size_t k = 1; k < clusters.size(); ++k) {
      if (!out[k]) continue;
      const char32_t before = first_of(text.text, clusters[k - 1].begin),
                     here = first_of(text.text, clusters[k].begin);
      const auto digit = [](char32_t c) { return c >= '0' && c <= '9'; };
      if (digit(before) && (here >= 0x2E80 || here == '%' || here == 0x2030)) out[k] = false;
      if (digit(here) && (before == U'第' || before == U'〕' || before == U'〔')) out[k] = false;
      if (before == 0x2014 && here == 0x2014) out[k] = false;
    }
    return out;
  }
};

Typesetter::Typesetter(Fonts& fonts) : fonts_(fonts), breaks_(std::make_unique<Breaks>()) {}
Typesetter::~Typesetter() = default;

double SetText::width() const {
  double left = 1e9, right = 0;
  for (const auto& line : lines) {
    left = std::min(left, line.left);
    right = std::max(right, line.right);
  }
  return lines.empty() ? 0 : right - left;
}

Result<SetText> Typesetter::set(const std::vector<Span>& spans, const TextLook& look, double width,
                                double first_indent) {
  SetText out;
  out.look = look;
  out.spans = spans;
  for (const auto& span : spans) {
    const auto offset = static_cast<std::uint32_t>(out.text.size());
    out.text += span.text;
    out.span_ends.push_back(static_cast<std::uint32_t>(out.text.size()));
    // A newline has no glyph; it becomes a cluster of no width.
    std::size_t from = 0;
    while (from <= span.text.size()) {
      const auto newline = std::min(span.text.find('\n', from), span.text.size());
      const Face face = span.person                               ? Face::kai
                        : span.strong && look.face != Face::title ? Face::hei
                                                                  : look.face;
      if (newline > from)
        TRY_OK(fonts_.shape(std::string_view(span.text).substr(from, newline - from), face, look.latin_times,
                            offset + static_cast<std::uint32_t>(from), out.shaped));
      if (newline < span.text.size())
        out.shaped.clusters.push_back({offset + static_cast<std::uint32_t>(newline),
                                       offset + static_cast<std::uint32_t>(newline) + 1,
                                       static_cast<std::uint32_t>(out.shaped.glyphs.size()), 0, 0, 0});
      from = newline + 1;
    }
  }
  const auto places = breaks_->places(out);
  Filler(out, places, width, first_indent).run();
  return out;
}
}  // namespace youju::paper
