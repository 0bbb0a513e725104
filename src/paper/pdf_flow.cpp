// SPDX-License-Identifier: Apache-2.0
// Pieces into strips (GB/T 9704-2012, 7.2 head, 7.3 body), and strips onto pages.
#include "paper/pdf_flow.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace youju::paper {
namespace {

std::string joined(const std::vector<Span>& spans) {
  std::string out;
  for (const auto& span : spans) out += span.text;
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out;
}

double on_grid(double height) {
  return std::ceil(height / kLine - 1e-6) * kLine;
}
}  // namespace

TextLook Flowing::look_for(Element element) const {
  const auto& look = look_of(element);
  // Of 16 pt type 28 characters are to fill 156 mm: 15.79 pt each (5.2.3).
  const double pitch = look.size == kSize3 ? kCharacter : 0;
  return {look.face, look.size, pitch, document_.latin_times || is_english(document_.lang), look.flow, 0};
}

void Flowing::add_empty(double height, bool drop_at_top, bool keep) {
  Strip strip;
  strip.height = height;
  strip.drop_at_top = drop_at_top;
  strip.keep_with_next = keep;
  strip.break_before = std::exchange(break_next_, false);
  strips_.push_back(std::move(strip));
}

Result<void> Flowing::add_spans(const std::vector<Span>& spans, const TextLook& look, double first_indent,
                                double height, Strip like, double hang) {
  TRY(auto set, typesetter_.set(spans, look, width() - hang, first_indent));
  const auto text = std::make_shared<const SetText>(std::move(set));
  for (std::size_t i = 0; i < text->lines.size(); ++i) {
    Strip strip = like;
    strip.text = text;
    strip.line = i;
    strip.x = hang;
    strip.height = height;
    strip.break_before = std::exchange(break_next_, false);
    // All lines of a heading stay together and with what follows; of a body paragraph none is kept.
    if (i > 0) strip.outline = 0;
    strips_.push_back(std::move(strip));
  }
  return {};
}

Result<void> Flowing::add_piece(const Text& text) {
  if (text.element == Element::blank) {
    add_empty(kLine, false, true);
    return {};
  }
  const auto& look = look_of(text.element);
  Strip like;
  like.on_grid = true;
  like.keep_with_next = look.keep_with_next;
  like.outline = look.outline;
  like.element = text.element;
  if (look.outline > 0) like.outline_text = joined(text.spans);
  // Small type (captions, remarks) has a smaller line of its own.
  const bool small = look.size < kSize4;
  like.on_grid = !small;
  if (small) add_empty(4, true, true);
  TRY_OK(add_spans(text.spans, look_for(text.element), look.first_indent * (small ? look.size : kCharacter),
                   small ? kTableLine : kLine, like));
  if (small) add_empty(4, true, false);
  return {};
}

Result<void> Flowing::add_piece(const Picture& picture) {
  Strip strip;
  strip.drawing = picture.drawing;
  strip.scale = picture.scale;
  strip.height = picture.drawing->height * picture.scale + 10;
  strip.keep_with_next = true;
  strip.break_before = std::exchange(break_next_, false);
  strips_.push_back(std::move(strip));
  return {};
}

Result<void> Flowing::add_piece(const NewPage&) {
  break_next_ = true;
  return {};
}

Result<void> Flowing::add_piece(const SignedBy& signed_by) {
  // Never alone on a page: the last two lines above come along (7.3.5.4 forbids "no text on this page").
  for (std::size_t i = strips_.size(), n = 0; i > 0 && n < 2; --i, ++n) strips_[i - 1].keep_with_next = true;
  const TextLook look = look_for(Element::body);
  TextLook flat = look;
  flat.flow = Flow::left;
  double widest = 0, date_width = 0;
  std::vector<double> widths;
  for (const auto& name : signed_by.names) {
    TRY(const auto set, typesetter_.set(name, flat, kWidth));
    widths.push_back(set.width());
    widest = std::max(widest, set.width());
  }
  if (!signed_by.date.empty()) {
    TRY(const auto set, typesetter_.set(signed_by.date, flat, kWidth));
    date_width = set.width();
  }
  for (int i = 0; i < (signed_by.seal ? 2 : 1); ++i) add_empty(kLine, true, true);
  const auto place = signature_place(widest, date_width, signed_by.seal);
  const auto put = [&](const std::vector<Span>& spans, double width, double right,
                       bool last) -> Result<void> {
    Strip like;
    like.on_grid = true;
    like.keep_with_next = !last;
    return add_spans(spans, flat, 0, kLine, like, std::max(0.0, kWidth - right - width - 0.02));
  };
  for (std::size_t i = 0; i < widths.size(); ++i) {
    // Several offices with seals stand centred under each other, without seals they end in one line.
    const double right = signed_by.seal ? place.name_right + (widest - widths[i]) / 2 : place.name_right;
    TRY_OK(put(signed_by.names[i], widths[i], right, i + 1 == widths.size() && signed_by.date.empty()));
  }
  if (!signed_by.date.empty()) TRY_OK(put(signed_by.date, date_width, place.date_right, true));
  return {};
}

// Number left and signer right, each one character in (7.2.5, 7.2.6).
Result<void> Flowing::add_head_line(const std::string& left, const std::vector<Span>& right) {
  TextLook look = look_for(Element::body);
  look.flow = Flow::left;
  Strip like;
  like.on_grid = false;
  const auto before = strips_.size();
  TRY_OK(add_spans({Span{.text = left}}, look, kCharacter, 0, like));
  TRY(const auto set, typesetter_.set(right, look, kWidth));
  like.keep_with_next = true;
  TRY_OK(add_spans(right, look, 0, kLine, like, kWidth - kCharacter - set.width() - 0.02));
  for (auto i = before; i < strips_.size(); ++i) strips_[i].keep_with_next = true;
  return {};
}

Result<void> Flowing::add_head(const Document& document) {
  // The office's mark: upper edge 35 mm below the top of the type area, as large as the width allows.
  TextLook mark{Face::title, 40, 0, false, Flow::centre, kRed};
  TRY(const auto at_one, typesetter_.set({Span{.text = document.issuer}}, mark, 1e6));
  mark.size = std::min(54.0, 40 * kWidth * 0.98 / std::max(1.0, at_one.width()));
  Strip like;
  like.keep_with_next = true;
  const double mark_height = mark.size * 1.15;
  add_empty(35 * kMm - mark_height * 0.14, false, true);
  TRY_OK(add_spans({Span{.text = document.issuer}}, mark, 0, mark_height, like));
  add_empty(2 * kLine, false, true);
  if (!document.signer.empty()) {
    TRY_OK(add_head_line(document.number, {Span{.text = std::string(labels_of(document.lang).signer)},
                                           Span{.text = document.signer, .person = true}}));
  } else if (!document.number.empty()) {
    TextLook look = look_for(Element::body);
    look.flow = Flow::centre;
    TRY_OK(add_spans({Span{.text = document.number}}, look, 0, kLine, like));
  }
  add_empty(4 * kMm - (kLine - kSize3) / 2, false, true);
  Strip rule;
  rule.rule = true;
  rule.height = 1.5;
  rule.keep_with_next = true;
  strips_.push_back(rule);
  return {};
}

Result<void> Flowing::add(const Composed& composed) {
  if (document_.red_head && !document_.issuer.empty()) TRY_OK(add_head(document_));
  for (const auto& piece : composed.pieces) {
    const auto before = strips_.size();
    TRY_OK(std::visit([&](const auto& p) { return add_piece(p); }, piece));
    for (auto i = before; i < strips_.size(); ++i) strips_[i].landscape = landscape_;
  }
  return {};
}

Result<void> Flowing::add_piece(const Turn& turn) {
  landscape_ = turn.landscape;
  break_next_ = true;
  return {};
}

Result<void> Flowing::add_piece(const Imprint& imprint) {
  TextLook look{Face::fang, kSize4, 0, document_.latin_times || is_english(document_.lang), Flow::left, 0};
  const double inside = kWidth - 2 * kSize4;
  int lines = 1;
  if (!imprint.copies.empty()) {
    TRY(imprint_.copies_label, typesetter_.set({Span{.text = imprint.copies_label}}, look, inside));
    const double label = ems(imprint.copies_label) * kSize4;
    TRY(imprint_.copies, typesetter_.set({Span{.text = imprint.copies}}, look, inside - label));
    lines += static_cast<int>(imprint_.copies->lines.size());
  }
  TRY(imprint_.printed_by, typesetter_.set({Span{.text = imprint.printed_by}}, look, inside));
  look.flow = Flow::right;
  if (!imprint.printed_on.empty()) {
    TRY(imprint_.printed_on, typesetter_.set({Span{.text = imprint.printed_on}}, look, inside));
  }
  imprint_.height = lines * kImprintLine;
  return {};
}

// On the last page, which is to be an even one (7.4): the back of the last sheet. A page left empty before it has no number, nor
// has that of the 版记 then (7.5).
void Flowing::place_imprint(std::vector<Page>& pages, double used) const {
  if (imprint_.height == 0) return;
  const bool room = !pages.back().landscape && used + kLine + imprint_.height <= kHeight;
  const bool even = pages.size() % 2 == 0;
  if (even && !room) {
    pages.resize(pages.size() + 2);
    for (auto page = pages.end() - 2; page != pages.end(); ++page) page->numbered = false;
  } else if (!even) {
    pages.push_back({});
  }
  pages.back().imprint = true;
}

std::vector<Page> Flowing::paginate() const {
  std::vector<Page> pages(1);
  pages.back().landscape = !strips_.empty() && strips_.front().landscape;
  std::size_t page_start = 0;  // index of the first strip of the page
  double y = 0;
  const auto new_page = [&](std::size_t i) {
    pages.emplace_back();
    page_start = i;
    y = 0;
    const auto& strip = strips_[i];
    pages.back().landscape = strip.landscape;
    const bool head_itself = strip.table >= 0 && i > 0 && strips_[i - 1].table != strip.table;
    if (strip.table < 0 || head_itself) return;
    for (const auto& head : table_heads_[static_cast<std::size_t>(strip.table)]) {
      pages.back().strips.push_back({&head, y});
      y += head.height;
    }
  };
  for (std::size_t i = 0; i < strips_.size(); ++i) {
    const auto& strip = strips_[i];
    if (strip.break_before && !pages.back().strips.empty()) new_page(i);
    double top = strip.on_grid ? on_grid(y) : y;
    if (top + strip.height > (pages.back().landscape ? kWidth : kHeight) + 0.5 && i > page_start) {
      // Back to the last place where a page may end, unless the kept strips fill the whole page.
      std::size_t from = i;
      while (from > page_start && strips_[from - 1].keep_with_next) --from;
      if (from == page_start) from = i;
      auto& placed = pages.back().strips;
      placed.resize(placed.size() - std::min(placed.size(), i - from));
      new_page(from);
      i = from;
      top = y;
    }
    const auto& now = strips_[i];
    if (now.drop_at_top && pages.back().strips.empty() && i > 0) {
      // Keeps `placed` and indices in step: a dropped strip is placed without height.
      pages.back().strips.push_back({&now, y});
      continue;
    }
    top = now.on_grid ? on_grid(y) : y;
    pages.back().strips.push_back({&now, top});
    y = top + now.height;
  }
  place_imprint(pages, y);
  return pages;
}
}  // namespace youju::paper
