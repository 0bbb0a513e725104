// SPDX-License-Identifier: Apache-2.0
// Characters of runs, and for paragraphs that get marks the bytes each of them came from.
#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "draft/docx_scan.h"

namespace youju::draft {
namespace {
constexpr std::size_t kMostText = 64u << 20;

// Symbol fonts put their signs into the private area: those a draft counts with are named, others are not.
char32_t symbol(std::string_view font, std::uint32_t code) {
  if (code < 0xE000 || code > 0xF8FF)
    return code < 0x110000 && (code < 0xD800 || code > 0xDFFF) ? code : 0xFFFC;
  const auto low = static_cast<char32_t>(code & 0xFF);
  if (font == "Wingdings") {
    if (low >= 0x80 && low <= 0x8A) return low == 0x80 ? U'⓪' : U'①' + (low - 0x81);
    if (low >= 0x8B && low <= 0x95) return low == 0x8B ? U'⓿' : U'❶' + (low - 0x8C);
    if (low == 0xFE || low == 0x52) return U'☑';
    if (low == 0xA8 || low == 0x6F) return U'☐';
    if (low == 0xFC) return U'✓';
  } else if (font == "Symbol" && low > 0x20 && low < 0x40) {
    constexpr std::u32string_view kSame = U"!#%&()+,./0123456789:;<=>?";
    if (kSame.find(low) != kSame.npos) return low;
    if (low == 0x2D) return U'−';
  }
  return 0xFFFC;
}
}  // namespace

Sources* StoryScan::sources() {
  return open_.empty() ? nullptr
                       : story_.paragraphs[static_cast<std::size_t>(open_.back().index)].sources.get();
}

bool StoryScan::visible() const {
  return !open_.empty() && hidden_fields_ == 0 && !open_.back().hidden &&
         (open_.back().run_level > 0 || math_depth_ > 0);
}

void StoryScan::begin_run(Span tag) {
  if (open_.empty() || open_.back().run_level > 0) return;  // a run in a run (ruby) is part of the outer one
  OpenParagraph& open = open_.back();
  open.run_level = levels_.size() + 1;
  open.run = WordRun{};
  open.run.open = tag;
  open.hidden = false;
  if (parent_is(What::inserted)) open.run.inserted = levels_.back().tag;
  if (Sources* s = sources()) {
    open.source_run = static_cast<int>(s->runs.size());
    s->runs.push_back(open.run);
  }
}

void StoryScan::end_run(Span tag) {
  if (open_.empty() || open_.back().run_level != levels_.size() + 1) return;
  OpenParagraph& open = open_.back();
  open.run_level = 0;
  open.hidden = false;
  open.run.close = tag.begin;
  open.run.end = std::max(tag.end, open.run.open.end);
  const Span whole{open.run.open.begin, open.run.end};
  if (Sources* s = sources()) s->runs[static_cast<std::size_t>(open.source_run)] = open.run;
  for (const Field& field : ended_fields_) close_field(field, whole.end);
  ended_fields_.clear();
  if (open_.size() > 1) return;
  if (!story_.first_run) story_.first_run = whole;
  for (const int drawn : waiting_hosts_) story_.paragraphs[static_cast<std::size_t>(drawn)].host = whole;
  waiting_hosts_.clear();
  for (NoteMark* mark : waiting_marks_) mark->run = whole;
  waiting_marks_.clear();
}

void StoryScan::begin_child(Span tag) {
  OpenParagraph& open = open_.back();
  if (open.run.first_child == 0) open.run.first_child = tag.begin;
  if (Sources* s = sources()) {
    open.source_child = static_cast<int>(s->children.size());
    s->children.push_back({tag, open.source_run});
  }
}
void StoryScan::end_child(Span whole) {
  OpenParagraph& open = open_.back();
  open.run.last_child = whole.end;
  if (Sources* s = sources(); s && open.source_child >= 0)
    s->children[static_cast<std::size_t>(open.source_child)].span = whole;
}

void StoryScan::begin_text(Span tag, bool preserve) {
  if (open_.empty()) return;
  OpenParagraph& open = open_.back();
  in_text_ = true;
  text_preserve_ = preserve;
  text_blank_ = true;
  const auto& paragraph = story_.paragraphs[static_cast<std::size_t>(open.index)];
  open.text_bytes = paragraph.block.text.size();
  open.text_first = paragraph.length;
  open.source_text = -1;
  Sources* s = sources();
  if (!s || open.run_level == 0 || open.run_level != levels_.size()) return;
  open.source_text = static_cast<int>(s->texts.size());
  TextElement text;
  text.open = tag;
  text.preserve = preserve;
  text.child = open.source_child;
  text.first = paragraph.length;
  s->texts.push_back(text);
}

void StoryScan::end_text(Span tag) {
  in_text_ = false;
  if (open_.empty()) return;
  OpenParagraph& open = open_.back();
  Sources* s = sources();
  TextElement* text =
      s && open.source_text >= 0 ? &s->texts[static_cast<std::size_t>(open.source_text)] : nullptr;
  if (!text_preserve_) trim_end(text);
  open.source_text = -1;
  if (!text) return;
  text->close = tag;
  // A tag that says "default" has no room for another xml:space.
  if (!text->preserve && bytes_.substr(text->open.begin, text->open.size()).find("xml:space") != bytes_.npos)
    text->whole = true;
  text->last = story_.paragraphs[static_cast<std::size_t>(open.index)].length;
}

// White space at the end of a <w:t> that does not keep it is no text.
void StoryScan::trim_end(TextElement* text) {
  OpenParagraph& open = open_.back();
  auto& paragraph = story_.paragraphs[static_cast<std::size_t>(open.index)];
  std::string& all = paragraph.block.text;
  std::size_t size = all.size();
  while (size > open.text_bytes && kBlank.find(all[size - 1]) != kBlank.npos) --size;
  int surplus = static_cast<int>(all.size() - size);
  if (surplus == 0) return;
  all.resize(size);
  paragraph.length -= surplus;
  if (text) text->trimmed = true;
  Sources* s = sources();
  while (s && surplus > 0 && !s->pieces.empty()) {
    Piece& piece = s->pieces.back();
    if (piece.count > surplus) {
      piece.count -= surplus;
      if (piece.direct) piece.raw.end -= static_cast<std::size_t>(surplus);
      return;
    }
    surplus -= piece.count;
    s->pieces.pop_back();
  }
}

void StoryScan::text(std::string_view piece, Span raw) {
  if (skipping_ > 0) return;
  if (in_instruction_) {
    if (!fields_.empty() && !fields_.back().result && fields_.back().code.size() < 200)
      fields_.back().code.append(piece.substr(0, 200));
    return;
  }
  if (!in_text_ || open_.empty()) return;
  const bool direct = raw.size() == piece.size();
  if (!text_preserve_ && text_blank_) {
    const auto begin = std::min(piece.find_first_not_of(kBlank), piece.size());
    OpenParagraph& open = open_.back();
    if (begin > 0 && sources() && open.source_text >= 0)
      sources()->texts[static_cast<std::size_t>(open.source_text)].trimmed = true;
    piece.remove_prefix(begin);
    if (piece.empty()) return;
    if (direct) raw.begin += begin;
    text_blank_ = false;
  }
  add(piece == "\n" ? " " : piece, raw, direct);
}

void StoryScan::section(bool) {
  if (Sources* s = sources(); s && in_text_ && open_.back().source_text >= 0)
    s->texts[static_cast<std::size_t>(open_.back().source_text)].whole = true;
}

void StoryScan::add(std::string_view utf8, Span raw, bool direct) {
  if (!visible()) return;
  total_ += utf8.size();
  if (total_ > kMostText) {
    problem =
        Error{Code::too_large, {"draft.too_much_text", {{"limit", std::to_string(kMostText >> 20)}}}, ""};
    return;
  }
  auto& paragraph = story_.paragraphs[static_cast<std::size_t>(open_.back().index)];
  if (paragraph.length == 0) paragraph.block.page = page_breaks_ + 1;
  paragraph.block.text.append(utf8);
  const int count = static_cast<int>(code_point_count(utf8));
  if (paragraph.sources) remember(utf8, raw, direct, count);
  paragraph.length += count;
}

void StoryScan::remember(std::string_view, Span raw, bool direct, int count) {
  OpenParagraph& open = open_.back();
  auto& paragraph = story_.paragraphs[static_cast<std::size_t>(open.index)];
  Piece piece;
  piece.first = paragraph.length;
  piece.count = count;
  piece.raw = raw;
  piece.direct = direct;
  piece.text = in_text_ ? open.source_text : -1;
  piece.child = open.run_level > 0 ? open.source_child : -1;
  paragraph.sources->pieces.push_back(piece);
}

void StoryScan::add_character(std::string_view utf8, Span tag) {
  add(utf8, tag, false);
}

void StoryScan::add_symbol(const XmlAttributes& a, Span tag) {
  std::uint32_t code = 0xFFFC;
  const auto hex = a.word("char");
  std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
  const char32_t sign = code < 0x20 ? 0xFFFC : symbol(a.word("font"), code);
  add(from_code_points(std::u32string_view(&sign, 1)), tag, false);
}

// A formula is one thing: marks stand around it.
void StoryScan::close_math(const Level& level, Span tag) {
  if (--math_depth_ > 0) return;
  Sources* s = sources();
  if (!s || open_.back().run_level > 0) return;
  for (auto i = static_cast<std::size_t>(level.since); i < s->pieces.size(); ++i)
    if (s->pieces[i].child < 0) s->pieces[i].around = {level.tag.begin, std::max(tag.end, level.tag.end)};
}

// A control that is bound to other data is filled anew when opened, a field when it is computed: marks inside
// would be lost, or taken for the value (LibreOffice).
void StoryScan::close_control(const Level& level, Span tag) {
  if (level.bound && sources() && open_.back().run_level == 0)
    set_around(level.since, {level.tag.begin, std::max(tag.end, level.tag.end)}, level.first);
}

void StoryScan::close_field(const Field& field, std::size_t end) {
  const auto words = split_any(field.code, U" \t\n");
  const auto code = words.empty() ? std::string() : lower_ascii(words[0]);
  if (code == "hyperlink" || code == "toc" || code == "index") return;  // long texts, not values
  if (sources() && field.paragraph == open_.back().index)
    set_around(field.since, {field.begin, end}, field.first);
}

void StoryScan::set_around(int since, Span around, int first) {
  Sources* s = sources();
  const int last = story_.paragraphs[static_cast<std::size_t>(open_.back().index)].length;
  for (auto i = static_cast<std::size_t>(since); i < s->runs.size(); ++i) {
    s->runs[i].around = around;
    s->runs[i].around_first = first;
    s->runs[i].around_last = last;
  }
}
}  // namespace youju::draft
